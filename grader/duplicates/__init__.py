"""Answers that are nearly the same text, as something to look at."""
