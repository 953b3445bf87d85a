"""The command line: every verb, every query, and what keeps the house running."""
