"""The vocabulary of Dekkend, as data."""
