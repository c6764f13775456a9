"""`grader evaluate`: how well do grades agree with human scores?"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.options import ModelChoice, json_option, rubrics_option, scored_options
from grader.cli.output import tracked, write_json
from grader.cli.session import load_grader
from rubric.catalogue import open_catalogue

if TYPE_CHECKING:
    from grader.evaluation.graded_rows import RatedAnswer
    from grader.evaluation.measuring import Measured
    from grader.grading import Grader

SCHEMA_VERSION = 1


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--limit", type=click.IntRange(min=1), help="Grade only so many rows of each file, spread evenly over it."
)
@click.option(
    "--disagreements",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="List the N answers whose grade is farthest from the human score.",
)
@click.option("--per-question", is_flag=True, help="Show figures for each question (JSON always has them).")
@json_option
@rubrics_option
@scored_options
def evaluate(
    files: tuple[Path, ...],
    limit: int | None,
    disagreements: int,
    per_question: bool,
    as_json: bool,
    rubrics: tuple[Path, ...],
    models: ModelChoice,
) -> None:
    """Compare grades with the human scores in FILES.

    FILES are JSON Lines, CSV, TSV or XLSX; each may be gzipped. A row has an answer, a score, and
    something to grade it by: a rubric, a reference answer from which key points are drafted, or the
    id of a question of the bank or of --rubrics. docs/metrics.md explains rows and figures. Nothing
    is logged.
    """
    from grader.cli.evaluation_report import document, show
    from grader.evaluation.comparing import figures_of
    from grader.evaluation.disagreements import farthest
    from grader.evaluation.graded_rows import read_rated

    catalogue = open_catalogue(rubrics)
    data = [(_name(file), read_rated(file, catalogue, limit)) for file in files]
    grader = load_grader(models, passing=True)
    documents = []
    for name, answers in data:
        measured = _measure(grader, name, answers)
        found, worst = figures_of(name, measured), farthest(measured, disagreements)
        if as_json:
            documents.append(document(found, worst))
        else:
            show(found, worst, per_question=per_question)
    if as_json:
        write_json({"schema_version": SCHEMA_VERSION, "datasets": documents})


def _name(file: Path) -> str:
    """The file's name without its suffixes."""
    return file.name.split(".")[0] or file.name


def _measure(grader: "Grader", name: str, answers: Sequence["RatedAnswer"]) -> list["Measured"]:
    """Grade with progress on stderr."""
    from grader.evaluation.measuring import measure

    return list(tracked(measure(grader, answers), len(answers), name))
