"""What to practise next: key points as cards, scheduled by FSRS from the grades in the log."""
