"""Answers made to fool the grader, from a rubric alone: texts, and no judgement of them."""
