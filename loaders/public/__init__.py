"""Importers of public sources: published files become sheets of the workbook, with notes on what did not fit."""

from __future__ import annotations

from loaders.public import duo, regioatlas, swv_indeling
from loaders.public.model import Note, PublicDataset, PublicFileError, PublicSource

SOURCES: dict[str, PublicSource] = {module.SOURCE.name: module.SOURCE for module in (swv_indeling, regioatlas, duo)}

__all__ = ["SOURCES", "Note", "PublicDataset", "PublicFileError", "PublicSource"]
