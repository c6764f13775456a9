"""`grader evaluate`: how well do grades agree with human scores?"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.judge_options import judge_options
from grader.cli.judge_report import say_what_was_done
from grader.cli.options import ModelChoice, json_option, rubrics_option, scored_options
from grader.cli.output import tracked, write_json
from grader.cli.session import load_grader, load_judge
from grader.llm_judge.choice import JudgeChoice
from rubric.catalogue import open_catalogue

if TYPE_CHECKING:
    from grader.evaluation.graded_rows import RatedAnswer
    from grader.evaluation.measuring import Measured
    from grader.grading import Graded, Grader

SCHEMA_VERSION = 1
JUDGED = "judged.db"
"""Where, in the cache directory, a judge's replies are kept: an evaluation that was cut short does not pay twice."""


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
@judge_options
def evaluate(
    files: tuple[Path, ...],
    limit: int | None,
    disagreements: int,
    per_question: bool,
    as_json: bool,
    rubrics: tuple[Path, ...],
    models: ModelChoice,
    judge: JudgeChoice | None,
) -> None:
    """Compare grades with the human scores in FILES.

    FILES are JSON Lines, CSV, TSV or XLSX; each may be gzipped. A row has an answer, a score, and
    something to grade it by: a rubric, a reference answer from which key points are drafted, or the
    id of a question of the bank or of --rubrics. docs/metrics.md explains rows and figures. Nothing
    is logged.

    With --judge, a curve shows what the judge buys: agreement by the share of key points it was heard on.
    """
    from grader.cli.evaluation_report import document, show
    from grader.cli.judge_curve_report import show_curve
    from grader.evaluation.comparing import figures_of
    from grader.evaluation.disagreements import farthest
    from grader.evaluation.graded_rows import read_rated
    from grader.evaluation.judge_curve import judge_curve

    catalogue = open_catalogue(rubrics)
    data = [(_name(file), read_rated(file, catalogue, limit)) for file in files]
    grader = load_grader(models, passing=True, judge=load_judge(judge, models.cache / JUDGED))
    documents = []
    for name, answers in data:
        measured, graded = _measure(grader, name, answers)
        found, worst = figures_of(name, measured), farthest(measured, disagreements)
        curve = judge_curve(answers, graded, grader.calibration) if judge else None
        if as_json:
            documents.append(document(found, worst, curve))
        else:
            show(found, worst, per_question=per_question)
            if curve:
                show_curve(curve)
    say_what_was_done(grader.judge)
    if as_json:
        write_json({"schema_version": SCHEMA_VERSION, "datasets": documents})


def _name(file: Path) -> str:
    """The file's name without its suffixes."""
    return file.name.split(".")[0] or file.name


def _measure(grader: "Grader", name: str, answers: Sequence["RatedAnswer"]) -> "tuple[list[Measured], list[Graded]]":
    """Grade with progress on stderr. The grades with all they were made from are kept only if a judge was asked."""
    from grader.evaluation.measuring import measure

    kept: list[Graded] = []
    keep = kept.append if grader.judge else None
    return list(tracked(measure(grader, answers, keep), len(answers), name)), kept
