"""From files to change sets: readers of workbooks and public sources, validation, template and export."""

from __future__ import annotations
