"""`grader calibrate`: scores on a coach's own scale, learned from the scores that the coach gave."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from grader.cli.changes import dry_run_option, show_changes
from grader.cli.options import ModelChoice, json_option, rubrics_option, scale_option, scored_options
from grader.cli.output import console, visible, write_json, write_table, writing
from grader.cli.session import load_grader
from grader.errors import LearningError
from rubric.catalogue import open_catalogue

if TYPE_CHECKING:
    from grader.calibration import Scale
    from grader.learning.scaling import ScaleTrial
    from grader.scale_file import FittedScale

SCHEMA_VERSION = 1


@click.group()
def calibrate() -> None:
    """Fit the scale of scores to your own, show it, or take it back."""


@calibrate.command()
@click.argument("file", type=click.Path(path_type=Path))
@dry_run_option
@json_option
@rubrics_option
@scored_options
@click.pass_context
def fit(
    ctx: click.Context, file: Path, dry_run: bool, as_json: bool, rubrics: tuple[Path, ...], models: ModelChoice
) -> None:
    """Fit the scale to the human scores in FILE, answers to any questions, as 'grader evaluate' reads them.

    A line or steps that never fall, whichever is nearer to answers left out, and the width of the
    interval. Kept only if grades of answers left out surely get better; else the exit code is 1.
    Later grades of all questions change.
    """
    if models.scale is None:
        raise click.UsageError("a scale is fitted to be used; leave out --no-scale")
    fitted, found = _try(file, rubrics, models)
    if not as_json:
        _show(found)
    kept = _keep(models.scale, fitted, helps=found.helps, dry_run=dry_run)
    if as_json:
        write_json(_document(found) | {"path": str(models.scale), "dry_run": dry_run, "kept": kept})
    if not found.helps:
        ctx.exit(1)


@calibrate.command()
@json_option
@scale_option
def show(as_json: bool, scale: Path) -> None:
    """Show your own scale."""
    from grader.scale_file import read_scale

    fitted = read_scale(scale)
    if as_json:
        write_json({"schema_version": SCHEMA_VERSION, "fitted": msgspec.to_builtins(fitted) if fitted else None})
    elif fitted is None:
        click.echo("No scale of your own: scores are as they are computed.", err=True)
    else:
        click.echo(visible(f"Fitted on {fitted.scale.fitted_on} ({fitted.form}); {scale}"))
        _print_scale(fitted.scale)


@calibrate.command()
@dry_run_option
@json_option
@scale_option
def undo(dry_run: bool, as_json: bool, scale: Path) -> None:
    """Go back to the scale before, which may be none; once more brings it back."""
    before = _before(scale)
    if not scale.exists() and not before.exists():
        raise LearningError(f"there is no scale to take back in {scale}", "'grader calibrate fit' makes one")
    stands = before.exists()
    if not dry_run:
        with writing(str(scale)):
            _swap(scale, before)
    if as_json:
        write_json({"schema_version": SCHEMA_VERSION, "path": str(scale), "dry_run": dry_run, "fitted": stands})
    would = "would be" if dry_run else "is"
    said = f"The scale before {would} in force again" if stands else f"No scale of your own {would} in force"
    click.echo(f"{said}; the same command brings the other one back", err=True)


def _try(file: Path, rubrics: tuple[Path, ...], models: ModelChoice) -> "tuple[FittedScale, ScaleTrial]":
    """A scale for scores as they are computed, whatever scale is in force."""
    from dataclasses import replace

    from grader.evaluation.graded_rows import read_rated
    from grader.learning.scaling import enough, scored, try_scale
    from grader.scale_file import FittedScale

    answers = enough(read_rated(file, open_catalogue(rubrics)))
    with console(stderr=True).status(f"Learning from {len(answers)} answers"):  # seen at a terminal only
        grader = load_grader(replace(models, scale=None), passing=True)
        found = try_scale(scored(grader, answers))
    fitted = FittedScale(
        calibration=grader.calibration.identity,
        weights_hash=grader.encoder.identity.weights_hash,
        form=found.form,
        error_before=found.error.before or 0.0,
        error_after=found.error.after or 0.0,
        scale=found.scale,
    )
    return fitted, found


def _keep(path: Path, fitted: "FittedScale", *, helps: bool, dry_run: bool) -> bool:
    """Put a scale that helps in its place, and say what became of it. Returns whether it is there now."""
    from grader.cli.replacing import replacing

    if not helps:
        click.echo("Not kept: on answers left out it does not surely help. More answers may.", err=True)
        return False
    if dry_run:
        click.echo(visible(f"It would be kept in {path}"), err=True)
        return False
    with writing(str(path)):
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            path.replace(_before(path))
        with replacing(path) as file:
            file.write(fitted.to_json())
    click.echo(visible(f"Kept in {path}; 'grader calibrate undo' takes it back"), err=True)
    return True


def _before(scale: Path) -> Path:
    """Where the scale before lies."""
    return scale.with_name(f"{scale.stem}.before{scale.suffix}")


def _swap(scale: Path, before: Path) -> None:
    """Each takes the other's place, or the place of none."""
    aside = scale.with_name(f".{scale.name}.part")
    for source, target in ((scale, aside), (before, scale), (aside, before)):
        if source.exists():
            source.replace(target)


def _show(found: "ScaleTrial") -> None:
    changes = {
        "error of the score, % of the points": (found.error, 1),
        "loss of the 90% interval": (found.interval, 1),
    }
    show_changes(changes, f"{found.scale.fitted_on}, {found.form}")
    before, after = found.held
    click.echo(f"Intervals that hold the human score: {before:.0%} before, {after:.0%} after.")


def _print_scale(scale: "Scale") -> None:
    rows = [{"at": f"{at:g}", "to": f"{to:g}"} for at, to in zip(scale.computed, scale.given, strict=True)]
    write_table(rows, {"at": "computed %", "to": "yours %"})
    click.echo(f"Between two rows in proportion. The interval is {scale.spread:g} times as wide.")


def _document(found: "ScaleTrial") -> dict[str, Any]:
    return {
        "schema_version": SCHEMA_VERSION,
        "form": found.form,
        "scale": msgspec.to_builtins(found.scale),
        "error": msgspec.to_builtins(found.error),
        "interval": msgspec.to_builtins(found.interval),
        "held": {"before": found.held[0], "after": found.held[1]},
        "helps": found.helps,
    }
