"""Benchmarks on a made-up data set of national scale. `python -m tests.performance` prints figures and ratios."""
