"""`grader doctor`: is everything in place?"""

from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import click

from grader.cli.options import ModelChoice, db_option, rubrics_option, scored_options
from grader.cli.output import console, visible
from grader.errors import GraderError, ModelError
from rubric.catalogue import open_catalogue
from rubric.errors import RubricError

MEGABYTE = 1_000_000


@click.command()
@click.option(
    "--prepare", is_flag=True, help="Embed all rubrics into the cache now, so that no grade has to wait for it."
)
@rubrics_option
@db_option
@scored_options
@click.pass_context
def doctor(ctx: click.Context, prepare: bool, rubrics: tuple[Path, ...], db: Path, models: ModelChoice) -> None:
    """Check the rubrics, the models, the engines, the cache and the log; exit 1 if something is wrong."""
    checks: dict[str, Callable[[], str]] = {
        "rubrics": lambda: _rubrics(rubrics),
        "model": lambda: _model(models),
        "verifier": lambda: _verifier(models),
        "engine": lambda: _engine(models),
        "scale": lambda: _scale(models),
        "cache": lambda: _cache(models, rubrics, prepare=prepare),
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

    encoder = load_encoder(models.name, models.device, models.engine)
    size = len(encoder.embed(["a test"])[0].sentence)
    identity = encoder.identity
    place = f"{identity.name} in {find_model(identity.name)}, weights {identity.weights_hash[:12]}"
    return f"{place}, {size} dimensions, works on {encoder.device}"


def _verifier(models: ModelChoice) -> str:
    from grader.verifier import load_verifier

    if not models.verifier:
        return "not wanted"
    verifier = load_verifier("cpu", models.engine)
    verifier.read([("a test", "a test")])
    return f"{verifier.identity[:12]}, works"


def _engine(models: ModelChoice) -> str:
    """Which engine it is; the quick one is held against the reference engine."""
    from grader import engine_check
    from grader.embedding import load_encoder
    from grader.verifier import load_verifier

    encoder = load_encoder(models.name, models.device, models.engine)
    if encoder.identity.engine == "torch":
        return f"torch {version('torch')}"
    vectors = engine_check.vectors_apart(encoder, load_encoder(models.name, "cpu", "torch"))
    log_odds = engine_check.log_odds_apart(load_verifier("cpu", "onnx"), load_verifier("cpu", "torch"))
    apart = f"vectors differ by {vectors:.1g} at most, log-odds by {log_odds:.1g}"
    if vectors > engine_check.FAR_VECTORS or log_odds > engine_check.FAR_LOG_ODDS:
        raise ModelError(f"onnxruntime {version('onnxruntime')} disagrees with torch: {apart}", "use --engine torch")
    return f"onnx (onnxruntime {version('onnxruntime')}) agrees with torch {version('torch')}: {apart}"


def _scale(models: ModelChoice) -> str:
    from grader.scale_file import read_scale

    fitted = read_scale(models.scale) if models.scale else None
    return f"your own, by {fitted.scale.fitted_on}, {models.scale}" if fitted else "as computed"


def _cache(models: ModelChoice, rubrics: tuple[Path, ...], *, prepare: bool) -> str:
    from grader.vector_cache import contents, is_writable

    if prepare:
        _fill(models, rubrics)
    if not is_writable(models.cache):
        return f"{models.cache} cannot be written to; rubrics are embedded in every run"
    files = contents(models.cache)
    size = sum(file.size for file in files) / MEGABYTE
    return f"{models.cache}, vectors of {len(files)} rubrics, {size:.0f} MB"


def _fill(models: ModelChoice, rubrics: tuple[Path, ...]) -> None:
    from rich.progress import Progress

    from grader.cli.session import load_grader

    grader = load_grader(replace(models, verifier=False))
    screen = console(stderr=True)
    with Progress(console=screen, disable=not screen.is_terminal, transient=True) as progress:
        for question in progress.track(open_catalogue(rubrics).questions, description="Embedding rubrics"):
            grader.rubric(question)


def _log(db: Path) -> str:
    from grader.log.opening import open_log

    if not db.exists():
        return f"{db} (not there yet; the first grade creates it)"
    with open_log(db) as log:
        [result] = log.query("pragma quick_check(1)")
        if result["quick_check"] != "ok":
            raise GraderError(f"{db} is damaged: {result['quick_check']}", "restore a copy of it")
        return f"{db}, {log.table('grades').count} grades, healthy"
