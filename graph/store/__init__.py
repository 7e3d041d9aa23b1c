"""Stores behind one contract, opened by URL."""
from __future__ import annotations

from graph.store.contract import (
    ChangeRefused,
    Store,
    StoreConflict,
    StoreError,
    StoreMisconfigured,
    StoreUnavailable,
)
from graph.store.credentials import Credentials
from graph.store.open import file_of, graph_store, keeps_graph, open_store

__all__ = [
    "ChangeRefused", "Credentials", "Store", "StoreConflict", "StoreError", "StoreMisconfigured", "StoreUnavailable", "file_of",
    "graph_store", "keeps_graph", "open_store",
]
