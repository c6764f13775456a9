"""The coach's pages over the log: a plugin of Datasette, and what it shows."""
