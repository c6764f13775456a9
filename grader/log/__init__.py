"""The log: every grade, append-only, in one SQLite file."""
