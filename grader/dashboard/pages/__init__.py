"""One module per page: what it shows, gathered from the log."""
