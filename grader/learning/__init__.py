"""What is learned from answers that a coach labelled or scored, and whether it helps."""
