"""What differs between two revisions, two days, or both: records, dates, gaps, and which of the first two explain the last."""

from __future__ import annotations

from graph.differences.between import Differences, GapDifference, Origins, origins
from graph.differences.causes import MOST, MOST_LARGE, Cause, Proof, Reason
from graph.differences.dates import DateEvent, Passed
from graph.differences.reading import UnknownRevision, checked, read, read_sides
from graph.differences.records import CHANGED, NEW, RETIRED, RecordChange

__all__ = [
    "CHANGED", "MOST", "MOST_LARGE", "NEW", "RETIRED", "Cause", "DateEvent", "Differences", "GapDifference", "Origins", "Passed", "Proof",
    "Reason", "RecordChange", "UnknownRevision", "checked", "origins", "read", "read_sides",
]
