"""Answers of the log as tables for other programs, and as cards to learn from."""
