"""Errors a user can mend: what happened to which thing, and what to do next."""


class GraderError(Exception):
    """Base of every expected failure; the command line prints it as one line and exits 1."""

    exit_code = 1

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem}; {remedy}")
        self.problem = problem
        self.remedy = remedy


class ModelError(GraderError):
    """The model or the device cannot be used."""


class AnswerError(GraderError):
    """A text cannot be graded as an answer."""


class LabelError(GraderError):
    """A file of labelled answers cannot be used."""


class LogError(GraderError):
    """The log cannot be opened, read or written."""


class UnknownGradeError(GraderError):
    """The log holds no grade, or more than one, under that id."""


class UnknownRunError(GraderError):
    """The log holds no run, or more than one, under that id."""


class RunError(GraderError):
    """A run cannot go on as it began."""


class AnswerFileError(GraderError):
    """A file of answers cannot be read, or its results cannot be written."""


class DraftError(GraderError):
    """No rubric can be drafted from a question and a model answer."""


class CompareError(GraderError):
    """Two grades cannot be compared."""


class UnknownCandidateError(GraderError):
    """The log holds no grade of a candidate of that name."""


class ReviewError(GraderError):
    """A review cannot be written, taken back or read from a file."""


class ReviewedMeanwhileError(ReviewError):
    """Somebody else decided after this reviewer had looked."""


class UnknownQuestionIdError(GraderError):
    """The log holds no answer to a question of that id."""


class ExtraError(GraderError):
    """A library is missing that an extra of the package brings."""


class UnknownGroupError(GraderError):
    """No candidate is in a group of that name."""


class NothingToReportError(GraderError):
    """No answer matches, so that there is nothing to report on."""


class RosterError(GraderError):
    """A file of groups and candidates cannot be read."""


class ExportError(GraderError):
    """What the log holds does not go into a file of that kind."""


class ServerError(GraderError):
    """The dashboard cannot be served."""


class JudgeError(GraderError):
    """The LLM judge cannot be used."""


class LearningError(GraderError):
    """There is too little to learn from, or what was learned cannot be kept or taken back."""
