"""The Dutch pages: one module for each page, view-models in plain functions, thin templates."""
from __future__ import annotations
