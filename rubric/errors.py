"""The one error of this package."""


class RubricError(Exception):
    """A rubric cannot be used. The message names the file, the key, what is wrong and what to do."""

    def __init__(self, source: str, key: str, problem: str, remedy: str) -> None:
        super().__init__(f"{source}: {key}: {problem}; {remedy}" if key else f"{source}: {problem}; {remedy}")
        self.source = source
        self.key = key
        self.problem = problem
        self.remedy = remedy


class UnknownQuestionError(Exception):
    """No question has that id or number; `near` holds ids that look like it."""

    def __init__(self, name: str, near: list[str]) -> None:
        guess = f"did you mean {' or '.join(map(repr, near))}?" if near else "'grader questions' lists them all"
        super().__init__(f"unknown question {name!r}; {guess}")
        self.name = name
        self.near = near
