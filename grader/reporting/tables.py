"""The tables of a report, with the columns and the rounding of the commands that show the same."""

from collections.abc import Mapping, Sequence

from grader.history.people import Person
from grader.history.periods import Period
from grader.history.summary import Summary, since_last_tries
from grader.history.topics import Topic
from grader.log.current import Attempt
from grader.reporting.document import Table, table
from grader.reporting.report import Banded, Report, Ungraded
from grader.shown import signed, to_the_minute


def attempts_table(report: Report) -> Table:
    """Every attempt, with the change since the last try at the same question, judged alike."""
    shown = {answer.attempt.id for answer in report.answers}
    columns: dict[str, list[str]] = {
        "When (UTC)": [to_the_minute(one.created) for one in report.attempts],
        "Question": [one.question_id for one in report.attempts],
        "Band": [one.band for one in report.attempts],
        "Score": [percent(one.percent) for one in report.attempts],
        **_by_machine(report.attempts),
        "Interval": [f"{one.low:.0f} to {one.high:.0f}%" for one in report.attempts],
        "Since last try": [signed(change) or "" for change in since_last_tries(report.attempts)],
    }
    links = tuple(one.id if one.id in shown else "" for one in report.attempts)
    return table("Your attempts, the oldest first", columns, words=3, links=links)


def _by_machine(attempts: Sequence[Attempt]) -> dict[str, list[str]]:
    """The machine's scores, where one of them does not count."""
    if not any(attempt.review_id for attempt in attempts):
        return {}
    return {"By the grader": [percent(attempt.machine_percent) for attempt in attempts]}


def parts_table(caption: str, heading: str, parts: Mapping[str, Summary]) -> Table:
    """A summary of each topic or level."""
    columns: dict[str, list[str]] = {heading: list(parts), **_summaries(list(parts.values()))}
    return table(caption, columns)


def people_table(people: Sequence[Person]) -> Table:
    """A line for everybody."""
    columns: dict[str, list[str]] = {
        "Candidate": [one.candidate for one in people],
        "Tried again": [one.same_questions.verdict.removesuffix(" yet") for one in people],
        "New ones": [one.new_questions.verdict.removesuffix(" yet") for one in people],
        **_summaries([one.summary for one in people]),
    }
    return table("Everybody, who answered last first", columns, words=3)


def topics_table(topics: Sequence[Topic]) -> Table:
    """Topics, the weakest first."""
    worst = [topic.weakest for topic in topics]
    columns: dict[str, list[str]] = {
        "Topic": [topic.topic for topic in topics],
        "Band": [topic.band for topic in topics],
        "Most often missed": [f"{one.question_id}/{one.key_point_id}" if one else "" for one in worst],
        "Missed": [f"{one.missed} of {one.answers}" if one else "" for one in worst],
        "People": [f"{topic.people:,}" for topic in topics],
        "Answers": [f"{topic.answers:,}" for topic in topics],
        "Mean": [percent(topic.mean) for topic in topics],
        "Below 40%": [f"{topic.weak:,}" for topic in topics],
        "Change": [signed(topic.change) or "" for topic in topics],
    }
    return table("Topics by the latest attempts, the weakest first", columns, words=3)


def bands_table(bands: Sequence[Banded]) -> Table:
    """How many answers are in each band."""
    columns = {"Band": [str(one.band) for one in bands], "Answers": [f"{one.answers:,}" for one in bands]}
    return table("Answers by band", columns)


def periods_table(periods: Sequence[Period]) -> Table:
    """The mean over time."""
    columns = {
        "When (UTC)": [one.period for one in periods],
        "People": [f"{one.people:,}" for one in periods],
        "Answers": [f"{one.answers:,}" for one in periods],
        "Mean": [percent(one.mean) for one in periods],
    }
    return table("Mean score over time", columns)


def ungraded_table(rows: Sequence[Ungraded]) -> Table:
    """Rows of a batch without a grade, and why."""
    columns = {
        "File": [row.file for row in rows],
        "Reason": [row.reason for row in rows],
        "Line": [f"{row.line}" for row in rows],
    }
    return table("Rows without a grade", columns, words=2)


def _summaries(parts: Sequence[Summary]) -> dict[str, list[str]]:
    return {
        "Attempts": [f"{one.attempts:,}" for one in parts],
        "Questions": [f"{one.questions:,}" for one in parts],
        "Mean": [percent(one.mean) for one in parts],
        "Best": [percent(one.best) for one in parts],
        "Latest": [percent(one.latest) for one in parts],
        "Change": [signed(one.change) or "" for one in parts],
    }


def percent(value: float) -> str:
    """A percentage without decimals, as the commands show it."""
    return f"{value:.0f}%"
