"""`grader doctor`: is everything in place?"""

from collections.abc import Callable
from pathlib import Path

import click

from grader.cli.options import ModelChoice, db_option, model_options, rubrics_option
from grader.cli.output import visible
from grader.errors import GraderError
from rubric.catalogue import open_catalogue
from rubric.errors import RubricError


@click.command()
@rubrics_option
@db_option
@model_options
@click.pass_context
def doctor(ctx: click.Context, rubrics: tuple[Path, ...], db: Path, models: ModelChoice) -> None:
    """Check the rubrics, the model, the device and the log; exit 1 if something is wrong."""
    checks: dict[str, Callable[[], str]] = {
        "rubrics": lambda: _rubrics(rubrics),
        "model": lambda: _model(models),
        "verifier": lambda: _verifier(models),
        "log": lambda: _log(db),
    }
    healthy = True
    for name, check in checks.items():
        try:
            click.echo(visible(f"ok       {name}: {check()}"))
        except (GraderError, RubricError) as error:
            healthy = False
            click.echo(visible(f"PROBLEM  {name}: {error}"))
    if not healthy:
        ctx.exit(1)


def _rubrics(paths: tuple[Path, ...]) -> str:
    catalogue = open_catalogue(paths)
    return f"{len(catalogue.questions)} questions in {len(catalogue.topics)} topics"


def _model(models: ModelChoice) -> str:
    from grader.embedding import load_encoder
    from grader.models import find_model

    encoder = load_encoder(models.name, models.device)
    size = len(encoder.embed(["a test"])[0].sentence)
    identity = encoder.identity
    place = f"{identity.name} in {find_model(identity.name)}, weights {identity.weights_hash[:12]}"
    return f"{place}, {size} dimensions, works on {encoder.device}"


def _verifier(models: ModelChoice) -> str:
    from grader.verifier import load_verifier

    if not models.verifier:
        return "not wanted"
    verifier = load_verifier("cpu")
    known = [q.id for q in open_catalogue().questions if all(verifier.knows(point.text) for point in q.key_points)]
    verifier.read([("a test", "a test")])
    return f"trained on {len(known)} of {len(open_catalogue().questions)} shipped questions, works"


def _log(db: Path) -> str:
    from grader.log.opening import open_log

    if not db.exists():
        return f"{db} (not there yet; the first grade creates it)"
    with open_log(db) as log:
        [result] = log.query("pragma quick_check(1)")
        if result["quick_check"] != "ok":
            raise GraderError(f"{db} is damaged: {result['quick_check']}", "restore a copy of it")
        return f"{db}, {log.table('grades').count} grades, healthy"
