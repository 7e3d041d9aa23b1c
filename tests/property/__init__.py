"""The engine held against an independent definition of what it computes."""
