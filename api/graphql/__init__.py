"""The GraphQL endpoint: English names, Dutch codes and texts."""

from __future__ import annotations
