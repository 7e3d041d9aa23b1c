"""Findings kept in the graph."""
