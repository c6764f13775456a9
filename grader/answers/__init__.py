"""Answer files in (text, CSV, TSV, JSON Lines, XLSX), results out (CSV, JSON Lines)."""
