"""Reports to hand out, about a person, a group or a batch: one file each, as HTML, PDF, Markdown or JSON."""
