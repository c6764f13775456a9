"""Measures a typed answer against a rubric: score, evidence and feedback. `grader.grading` is the way in."""
