"""`grader rubric train`: a rubric learns the words of answers that a coach labelled."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from grader.cli.changes import dry_run_option, show_changes
from grader.cli.options import ModelChoice, json_option, model_options, rubrics_option
from grader.cli.output import console, visible, write_json, writing
from grader.cli.session import load_grader
from grader.errors import LearningError
from grader.shown import count
from rubric import Question
from rubric.loading import file_of, load_file

if TYPE_CHECKING:
    from grader.learning.trained_file import TrainedFile
    from grader.learning.trial import Trial

SCHEMA_VERSION = 1


@click.command()
@click.argument("target", metavar="ID|PATH")
@click.option(
    "--answers",
    type=click.Path(path_type=Path),
    help="Labelled answers to the question, or what 'grader review export' writes.",
)
@click.option("--undo", is_flag=True, help="Take out again what the rubric has learned.")
@dry_run_option
@json_option
@rubrics_option
@model_options
@click.pass_context
def train(
    ctx: click.Context,
    target: str,
    answers: Path | None,
    undo: bool,
    dry_run: bool,
    as_json: bool,
    rubrics: tuple[Path, ...],
    models: ModelChoice,
) -> None:
    """Teach a rubric by answers with a status per key point: an id among --rubrics, or a TOML file.

    What answers say of a key point becomes a further wording of it, or a further counter-statement.
    This is tried on answers left out, writer by writer, and put into the rubric's file only if
    grades of them surely get better; else the exit code is 1. A shipped rubric is only tried.
    It helps drafts; a rubric with many wordings and counter-statements seldom gains. docs/training.md
    shows the form of the answers, and how many it takes.
    """
    if undo == (answers is not None):
        raise click.UsageError("give either --answers FILE or --undo")
    path = Path(target) if Path(target).is_file() else file_of(target, rubrics)
    if answers is None:
        _undo(target, path, dry_run=dry_run, as_json=as_json)
        return
    question, trained = _untrained(target, path)
    trial = _try(question, answers, models)
    if not as_json:
        _show(question, trial)
    kept = _keep(trained, trial, dry_run=dry_run)
    if as_json:
        write_json(_document(question, trial) | {"path": path and str(path), "dry_run": dry_run, "kept": kept})
    if not trial.helps:
        ctx.exit(1)


def _untrained(target: str, path: Path | None) -> "tuple[Question, TrainedFile | None]":
    """The question without what it learned before, and its file if it is not a shipped one."""
    from grader.learning.trained_file import TrainedFile
    from rubric.catalogue import find_question

    if path is None:
        return find_question(target), None
    load_file(path)  # says what is wrong with it
    trained = TrainedFile(path)
    return trained.untrained(), trained


def _try(question: Question, file: Path, models: ModelChoice) -> "Trial":
    from grader.learning.answers import read_taught
    from grader.learning.trial import enough, try_rubric

    rows = enough(read_taught(file, question))
    with console(stderr=True).status(f"Learning from {len(rows)} answers"):  # seen at a terminal only
        return try_rubric(load_grader(models, passing=True, remembering=True), question, rows)


def _keep(trained: "TrainedFile | None", trial: "Trial", *, dry_run: bool) -> bool:
    """Put what helps into the rubric's file, and say what became of it. Returns whether it is there now."""
    from grader.cli.replacing import replacing

    lists = trial.statements.values()
    learned = _counted(sum(len(one.wordings) for one in lists), sum(len(one.counter_statements) for one in lists))
    if not trial.helps:
        said = "Not kept: on answers left out it does not surely help. More answers by different people may."
    elif trained is None:
        said = f"It would help, by {learned}, but a shipped rubric is not changed."
    elif dry_run:
        said = f"It would be kept: {learned} in {trained.path}"
    else:
        for path, text in trained.trained(trial.statements):
            with writing(str(path)), replacing(path) as file:
                file.write(text)
        said = f"Kept: {learned} in {trained.path}; 'grader rubric train {trained.path} --undo' takes them out"
    click.echo(visible(said), err=True)
    return trial.helps and trained is not None and not dry_run


def _undo(target: str, path: Path | None, *, dry_run: bool, as_json: bool) -> None:
    from grader.cli.replacing import replacing
    from grader.learning.trained_file import TrainedFile

    if path is None:
        raise LearningError(f"no rubric {target!r} of your own to take anything out of", "name its file, or --rubrics")
    trained = TrainedFile(path)
    text = trained.taken_out()
    if not dry_run:
        with writing(str(path)), replacing(path) as file:
            file.write(text)
        trained.beside.unlink()
    would = "would be" if dry_run else "is"
    click.echo(visible(f"What was learned {would} taken out of {path}; other edits stay"), err=True)
    if as_json:
        write_json({"schema_version": SCHEMA_VERSION, "path": str(path), "dry_run": dry_run, "undone": not dry_run})


def _show(question: Question, trial: "Trial") -> None:
    changes = {
        "error of the score, % of the points": (trial.error, 1),
        "Spearman with the human scores": (trial.spearman, 3),
        "AUC, key points covered or not": (trial.auc, 3),
    }
    show_changes(changes, f"{question.id}: {trial.answers} answers by {trial.writers} writers")


def _counted(wordings: int, counters: int) -> str:
    return f"{count(wordings, 'wording')} and {count(counters, 'counter-statement')}"


def _document(question: Question, trial: "Trial") -> dict[str, Any]:
    return {
        "schema_version": SCHEMA_VERSION,
        "question_id": question.id,
        "answers": trial.answers,
        "writers": trial.writers,
        **{name: msgspec.to_builtins(getattr(trial, name)) for name in ("error", "spearman", "auc", "statements")},
        "helps": trial.helps,
    }
