"""Charts: rows in, SVG out, drawn by altair and vl-convert on this machine. A table beside each is up to the caller."""
