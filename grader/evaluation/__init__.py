"""The grader held against scores that people gave: `grader evaluate`."""
