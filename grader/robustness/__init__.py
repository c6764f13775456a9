"""The grader held against attacks, which must not pay, and rewordings, which must not matter."""
