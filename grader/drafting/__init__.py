"""A question and a model answer -> a draft rubric: `grader rubric draft`."""
