"""The log read over time: attempts, progress, topics, items."""
