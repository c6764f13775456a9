"""`grader regrade`: answers graded again by today's rubrics; what people decided stays."""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.cli.judge_options import judge_options
from grader.cli.judge_report import say_what_was_done
from grader.cli.options import ModelChoice, csv_option, db_option, json_option, rubrics_option, scored_options
from grader.cli.output import console, visible
from grader.cli.selection import selection_options, write_data, write_rows
from grader.cli.session import load_grader, load_judge
from grader.llm_judge.choice import JudgeChoice
from grader.shown import short_id
from rubric import Question
from rubric.catalogue import Catalogue, open_catalogue

if TYPE_CHECKING:
    from grader.grading import Graded, Grader
    from grader.log.current import Attempt
    from grader.log.store import Filters
    from grader.reviewing.regrading import Regraded

NAMED = 5
"""So many questions without a rubric are named."""

COLUMNS = ("grade_id candidate question_id before band_before after band_after move reviewer reviewed differs").split()


@click.command()
@click.option(
    "--all", "everything", is_flag=True, help="Also where only the model, the verifier or the curves changed."
)
@click.option("--dry-run", is_flag=True, help="Show who would move, and write nothing.")
@click.option("-y", "--yes", is_flag=True, help="Write without asking.")
@selection_options
@csv_option
@json_option
@rubrics_option
@db_option
@scored_options
@judge_options
def regrade(
    everything: bool,
    dry_run: bool,
    yes: bool,
    filters: "Filters",
    as_csv: bool,
    as_json: bool,
    rubrics: tuple[Path, ...],
    db: Path,
    models: ModelChoice,
    judge: JudgeChoice | None,
) -> None:
    """Grade answers again whose rubric was edited: first who moves, then, when you say so, into the log.

    New grades are appended, old ones stay. A review that stands goes on to count; where the machine
    now gives another band than the person, it is marked. With --all and --judge, answers that this judge
    has not judged are graded again; its replies are kept even in a dry run, so that nothing is paid for twice.
    """
    if not (dry_run or yes or sys.stdin.isatty()):
        raise click.UsageError("say --dry-run to see who would move, or --yes to write")
    stale, grader = _stale(open_catalogue(rubrics), filters, db, models, judge, everything=everything)
    graded = _grade(grader, stale, db) if grader else []
    say_what_was_done(grader.judge if graded and grader else None)
    _show(stale, graded, as_csv=as_csv, as_json=as_json)
    if dry_run or not graded or not grader:
        return
    if not yes:
        click.confirm(f"Write {len(graded)} new grades?", abort=True, err=True)
    _write(grader, stale, graded, db)
    click.echo(visible(f"{len(graded)} new grades written to {db}"), err=True)


def _stale(
    catalogue: Catalogue,
    filters: "Filters",
    db: Path,
    models: ModelChoice,
    judge: JudgeChoice | None,
    *,
    everything: bool,
) -> "tuple[list[tuple[Attempt, Question]], Grader | None]":
    """What to grade again and, if there is any, the grader; says on stderr what has no rubric."""
    from grader.log.current import attempts
    from grader.log.opening import open_log
    from grader.reviewing.regrading import judged_otherwise, made_by, stale

    with open_log(db, create=False) as log:
        chosen = attempts(log, filters)
    load = partial(load_grader, models, judge=load_judge(judge, db))
    questions = {question.id: question for question in catalogue.questions}
    grader = load() if everything and chosen else None
    today = made_by(grader) if grader else None
    found, orphans = stale(chosen, questions.get, lambda attempt, question: judged_otherwise(attempt, question, today))
    _say_left_alone(orphans)
    return found, grader or (load() if found else None)


def _say_left_alone(orphans: "Sequence[Attempt]") -> None:
    ids = sorted({orphan.question_id for orphan in orphans})
    if ids:
        more = f" and {len(ids) - NAMED} more" if len(ids) > NAMED else ""
        named = f"{', '.join(ids[:NAMED])}{more}"
        click.echo(
            visible(f"Left alone for want of a rubric: {len(orphans)} answers to {named}; see --rubrics"), err=True
        )


def _grade(grader: "Grader", stale: "Sequence[tuple[Attempt, Question]]", db: Path) -> "list[Graded]":
    """The answers graded again, with progress on stderr."""
    from rich.progress import Progress

    from grader.log.current import answers
    from grader.log.opening import open_log

    with open_log(db, create=False) as log:
        texts = answers(log, [attempt.first_id for attempt, _ in stale])
    again = grader.grade_all((question, texts[attempt.first_id]) for attempt, question in stale)
    screen = console(stderr=True)
    with Progress(console=screen, disable=not screen.is_terminal, transient=True) as progress:
        return list(progress.track(again, total=len(stale), description="Grading again"))


def _show(
    stale: "Sequence[tuple[Attempt, Question]]", graded: "Sequence[Graded]", *, as_csv: bool, as_json: bool
) -> None:
    import msgspec

    from grader.reviewing.regrading import counts, regraded

    found = [regraded(attempt, one.grade) for (attempt, _), one in zip(stale, graded, strict=True)]
    rows: list[dict[str, Any]] = msgspec.to_builtins(found)
    if as_json:
        write_data({"counts": counts(found), "answers": rows})
    elif as_csv:
        write_rows(rows, COLUMNS)
    else:
        _print(found)


def _print(found: "Sequence[Regraded]") -> None:
    from grader.cli.output import write_table
    from grader.reviewing.regrading import counts

    moved = [one for one in found if one.move != "same band" or one.differs]
    if moved:
        headings = {"grade": "Grade", "candidate": "Candidate", "question": "Question", "before": "Before"}
        write_table([_line(one) for one in moved], {**headings, "after": "After", "move": "Moves", "human": "Review"})
    if not found:
        click.echo("Nothing to grade again.", err=True)
        return
    n = counts(found)
    click.echo(
        f"{n['answers']} answers graded again: {n['up']} move up a band, {n['down']} down, {n['same_band']} stay."
    )
    if n["reviewed"]:
        click.echo(
            f"{n['reviewed']} of them are settled by a review, which stays; "
            f"on {n['differ']} the machine now gives another band."
        )


def _line(one: "Regraded") -> dict[str, Any]:
    human = f"{one.reviewed}, by {one.reviewer}: {'differs' if one.differs else 'agrees'}" if one.reviewed else None
    return {
        "grade": short_id(one.grade_id),
        "candidate": one.candidate,
        "question": one.question_id,
        "before": f"{one.before:.0f}% {one.band_before}",
        "after": f"{one.after:.0f}% {one.band_after}",
        "move": one.move,
        "human": human,
    }


def _write(grader: "Grader", stale: "Sequence[tuple[Attempt, Question]]", graded: "Sequence[Graded]", db: Path) -> None:
    from grader.log.opening import open_log
    from grader.log.store import append_again

    earlier = [(attempt.first_id, attempt.candidate) for attempt, _ in stale]
    with open_log(db, create=False) as log:
        append_again(log, graded, earlier, datetime.now(UTC), grader.calibration)
