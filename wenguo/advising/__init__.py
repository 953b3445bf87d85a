"""Advice beside the database: the one process that gives it, those who ask it, its switches, and what people teach it."""
