"""People over time at a terminal: a sentence for every verdict, tables, and a plot where there is a terminal."""

import sys
from collections.abc import Mapping, Sequence

from rich.text import Text

from grader.cli.output import console, literal, to_the_minute, write_table
from grader.cli.plotting import plot
from grader.history.people import Person
from grader.history.progress import LEVEL, Progress, Verdict, in_words
from grader.history.summary import Summary, since_last_tries
from grader.log.current import Attempt
from grader.scoring import Band
from grader.shown import count, short_id, signed

BAND_STYLE: dict[Band, str] = {
    "excellent": "green",
    "good": "green",
    "fair": "yellow",
    "weak": "red",
    "poor": "red",
}
VERDICT_STYLE: dict[Verdict, str] = {"better": "green", "worse": "red", "cannot tell yet": "dim"}
PLOTTED = 3
"""Fewer attempts are no curve."""


def show_people(people: Sequence[Person], nameless: int) -> None:
    """A line for everybody, on stdout; what it does not say, on stderr."""
    out, notes = console(), console(stderr=True)
    if people:
        headings = {
            "candidate": "Candidate",
            "attempts": "Attempts",
            "mean": "Mean",
            "best": "Best",
            "latest": "Latest",
        }
        verdicts = {"again": "Tried again", "new": "New ones"}
        write_table([_line(person) for person in people], {**headings, "change": "Change", **verdicts, "last": "Last"})
        out.print(f"[dim]Of people who do not change, chance makes 1 in {1 / LEVEL:.0f} look better or worse.[/dim]")
    else:
        notes.print("No answer of a candidate matches.")
    if nameless:
        notes.print(f"Left out, for want of a candidate: {count(nameless, 'answer')}.")


def show_person(person: Person, attempts: Sequence[Attempt]) -> None:
    """Everything about one person, on stdout."""
    out = console()
    one = person.summary
    out.print(literal(person.candidate, "bold"))
    out.print(
        f"{count(one.attempts, 'attempt')} at {count(one.questions, 'question')}, mean {one.mean:.0f}%, "
        f"best {one.best:.0f}%, latest {one.latest:.0f}%\n"
    )
    out.print(_sentence("Questions tried again", person.same_questions))
    out.print(_sentence("New questions, beside what others earn on them", person.new_questions))
    if person.yardsticks > 1:
        out.print(
            f"[yellow]{person.yardsticks} versions of the grader judged these; attempts are compared only within "
            "one. 'grader regrade --all' puts them on one scale.[/yellow]"
        )
    if len(attempts) >= PLOTTED and sys.stdout.isatty():
        out.print(Text(plot([attempt.percent for attempt in attempts])))
    _show_attempts(attempts)
    _show_parts(person.topics, "Topic")
    _show_parts(person.levels, "Level")
    _show_confidence(person)


def _line(person: Person) -> Mapping[str, object]:
    return {
        "candidate": person.candidate,
        **_numbers(person.summary),
        "again": _verdict(person.same_questions),
        "new": _verdict(person.new_questions),
    }


def _numbers(summary: Summary) -> dict[str, object]:
    return {
        "attempts": summary.attempts,
        "questions": summary.questions,
        **{name: f"{getattr(summary, name):.0f}%" for name in ("mean", "best", "latest")},
        "change": signed(summary.change),
        "last": summary.last[:10],
    }


def _verdict(progress: Progress) -> Text:
    return Text(progress.verdict.removesuffix(" yet"), VERDICT_STYLE[progress.verdict])


def _sentence(about: str, progress: Progress) -> Text:
    said = Text(in_words(about, progress))
    if progress.change is not None:
        said.highlight_words([progress.verdict], VERDICT_STYLE[progress.verdict])
    return said


def _show_attempts(attempts: Sequence[Attempt]) -> None:
    rows = [
        {
            "id": short_id(attempt.id),
            "created": to_the_minute(attempt.created),
            "question": attempt.question_id,
            "score": f"{attempt.percent:.0f}%",
            "band": Text(attempt.band, BAND_STYLE[attempt.band]),
            "change": signed(change),
            "by": _remark(attempt),
        }
        for attempt, change in zip(attempts, since_last_tries(attempts), strict=True)
    ]
    headings = {"id": "Grade", "created": "When (UTC)", "question": "Question", "score": "Score", "band": "Band"}
    write_table(rows, {**headings, "change": "Since last try", "by": "Remark"})


def _remark(attempt: Attempt) -> str:
    if attempt.reviewer:
        return f"reviewed by {attempt.reviewer}"
    return "needs review" if attempt.needs_review else ""


def _show_parts(parts: Mapping[str, Summary], heading: str) -> None:
    headings = {"attempts": "Attempts", "questions": "Questions", "mean": "Mean", "best": "Best", "latest": "Latest"}
    rows = [{"name": name, **_numbers(summary)} for name, summary in parts.items()]
    write_table(rows, {"name": heading, **headings, "change": "Change"})


def _show_confidence(person: Person) -> None:
    """A line per topic and one for all; nothing where no confidence was stated."""
    if person.confidence is None:
        return
    found = {**person.topic_confidence, "all topics": person.confidence}
    rows = [
        {
            "topic": topic,
            "answers": one.answers,
            "expected": f"{one.expected:.0f}%",
            "earned": f"{one.earned:.0f}%",
            "above": signed(one.above),
            "judgement": one.judgement,
        }
        for topic, one in found.items()
    ]
    headings = {"topic": "Confidence", "answers": "Answers", "expected": "Expected", "earned": "Earned"}
    write_table(rows, {**headings, "above": "Above", "judgement": "So far"})
