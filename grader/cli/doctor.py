"""`grader doctor`: is everything in place?"""

from collections.abc import Callable
from pathlib import Path

import click

from grader.cli.options import db_option, model_options, rubrics_option
from grader.errors import GraderError
from rubric.catalogue import open_catalogue
from rubric.errors import RubricError


@click.command()
@rubrics_option
@db_option
@model_options
@click.pass_context
def doctor(ctx: click.Context, rubrics: tuple[Path, ...], db: Path, model: str, device: str) -> None:
    """Check the rubrics, the model, the device and the log; exit 1 if something is wrong."""
    checks: dict[str, Callable[[], str]] = {
        "rubrics": lambda: _rubrics(rubrics),
        "model": lambda: _model(model, device),
        "log": lambda: _log(db),
    }
    healthy = True
    for name, check in checks.items():
        try:
            click.echo(f"ok       {name}: {check()}")
        except (GraderError, RubricError) as error:
            healthy = False
            click.echo(f"PROBLEM  {name}: {error}")
    if not healthy:
        ctx.exit(1)


def _rubrics(paths: tuple[Path, ...]) -> str:
    catalogue = open_catalogue(paths)
    return f"{len(catalogue.questions)} questions in {len(catalogue.topics)} topics"


def _model(model: str, device: str) -> str:
    from grader.embedding import load_encoder
    from grader.models import find_model

    encoder = load_encoder(model, device)
    size = len(encoder.embed(["a test"])[0].sentence)
    weights = encoder.identity.weights_hash[:12]
    return f"{model} in {find_model(model)}, weights {weights}, {size} dimensions, works on {encoder.device}"


def _log(db: Path) -> str:
    from grader.log.opening import open_log

    if not db.exists():
        return f"{db} (not there yet; the first grade creates it)"
    with open_log(db) as log:
        [result] = log.query("pragma quick_check(1)")
        if result["quick_check"] != "ok":
            raise GraderError(f"{db} is damaged: {result['quick_check']}", "restore a copy of it")
        return f"{db}, {log.table('grades').count} grades, healthy"
