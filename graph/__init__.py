"""The engine: stores, the projection, matching, coverage and the gap rules."""
