"""The log -> a report."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from importlib.metadata import version
from typing import Any

from msgspec import structs
from sqlite_utils import Database

from grader.errors import NothingToReportError
from grader.history.attempts import latest_attempts
from grader.history.people import people_of, person_of
from grader.history.periods import daily, periods
from grader.history.topics import topics_of
from grader.log.bulk import Records
from grader.log.current import Attempt, AttemptPoint, attempt_points, attempts
from grader.log.run_rows import failures
from grader.log.runs import Run
from grader.log.store import Filters
from grader.reporting.advice import advice_for_many, advice_for_one
from grader.reporting.answers import answer_of
from grader.reporting.report import Answer, Banded, Kind, Report, Ungraded
from grader.scoring import BANDS


def report_on_candidate(log: Database, filters: Filters, when: datetime, most: int) -> Report:
    """A report on `filters.candidate`, with the `most` newest answers in full.

    Raises NothingToReportError when no answer matches.
    """
    chosen = _some(attempts(log, filters))
    points = attempt_points(log, filters)
    latest = answers_of(log, latest_attempts(chosen), points)
    about = _report(log, "candidate", str(filters.candidate), filters, chosen, points, when, most)
    return structs.replace(about, person=person_of(chosen, attempts(log)), advice=advice_for_one(latest))


def report_on_group(log: Database, filters: Filters, when: datetime, most: int) -> Report:
    """A report on the candidates in `filters.group`. Raises NothingToReportError when no answer matches."""
    chosen = _some(attempts(log, filters))
    return _report_on_many(log, "group", str(filters.group), filters, chosen, when, most)


def report_on_run(log: Database, run: Run, filters: Filters, when: datetime, most: int) -> Report:
    """A report on a batch, with the rows that could not be graded; `filters.run` names it."""
    about = _report_on_many(log, "run", run.id, filters, attempts(log, filters), when, most)
    ungraded = tuple(Ungraded(file=row.file, line=row.line, reason=str(row.error)) for row in failures(log, run))
    return structs.replace(about, files=", ".join(file.name for file in run.files), ungraded=ungraded)


def _some(chosen: list[Attempt]) -> list[Attempt]:
    if not chosen:
        raise NothingToReportError(
            "no answer matches", "'grader log' lists answers; leave out --topic, say, or --since"
        )
    return chosen


def _report_on_many(
    log: Database, kind: Kind, name: str, filters: Filters, chosen: Sequence[Attempt], when: datetime, most: int
) -> Report:
    points = attempt_points(log, filters)
    topics = topics_of(chosen, points)
    examples = answers_of(log, list({attempt.question_id: attempt for attempt in chosen}.values()), points)
    return structs.replace(
        _report(log, kind, name, filters, chosen, points, when, most),
        people=tuple(people_of(chosen, attempts(log))),
        nameless=sum(attempt.candidate is None for attempt in chosen),
        topics=tuple(topics),
        periods=tuple(periods([daily(chosen)])),
        advice=advice_for_many(topics, examples),
    )


def _report(
    log: Database,
    kind: Kind,
    name: str,
    filters: Filters,
    chosen: Sequence[Attempt],
    points: Iterable[AttemptPoint],
    when: datetime,
    most: int,
) -> Report:
    """What all reports have."""
    in_full = chosen[len(chosen) - min(most, len(chosen)) :]
    bands = Counter(attempt.band for attempt in chosen)
    return Report(
        kind=kind,
        name=name,
        created=when.isoformat(timespec="seconds"),
        version=version("interview-answer-grader"),
        chosen=_in_words(filters),
        attempts=tuple(chosen),
        bands=tuple(Banded(band=band, answers=bands[band]) for band, _ in BANDS),
        advice=(),
        answers=tuple(reversed(answers_of(log, in_full, points))),
        left_out=len(chosen) - len(in_full),
    )


def answers_of(log: Database, wanted: Sequence[Attempt], points: Iterable[AttemptPoint]) -> list[Answer]:
    """The answers of these attempts, in order."""
    own: dict[str, list[AttemptPoint]] = {attempt.first_id: [] for attempt in wanted}
    for point in points:
        if point.first_id in own:
            own[point.first_id].append(point)
    records = Records(log)
    return [
        answer_of(attempt, record, records.question_of(record), own[attempt.first_id])
        for attempt, record in zip(wanted, records.in_order([attempt.id for attempt in wanted]), strict=True)
    ]


def _in_words(filters: Filters) -> str:
    """Which of the answers a report is about, for its head: "topic optimization, from 2026-11-01 on"."""
    words: dict[str, Any] = {
        "question {}": filters.question,
        "topic {}": filters.topic,
        "from {} on": filters.since and filters.since.removesuffix("T00:00:00"),
    }
    return ", ".join(word.format(value) for word, value in words.items() if value is not None)
