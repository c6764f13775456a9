"""Options that mean the same on every command."""

import functools
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click
import platformdirs

from grader.errors import UnknownGradeError
from grader.models import DEFAULT_MODEL, DEVICES, ENGINES

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def default_log() -> Path:
    """Where the log is when nobody says otherwise: the user's own data directory."""
    return platformdirs.user_data_path("grader", appauthor=False) / "log.db"


def default_cache() -> Path:
    """Where vectors of rubrics are kept when nobody says otherwise: the user's own cache directory."""
    return platformdirs.user_cache_path("grader", appauthor=False)


def default_scale() -> Path:
    """Where a coach's own scale lies when nobody says otherwise: next to the log."""
    return platformdirs.user_data_path("grader", appauthor=False) / "scale.json"


def _file(_ctx: click.Context, _option: click.Parameter, name: str) -> Path:
    """The path of the log. The names SQLite would take for a log that is gone on closing are refused."""
    if not name or str(Path(name)) == ":memory:":
        raise click.BadParameter(f"{name!r} is no file; name the file of the log, or leave it out")
    return Path(name)


def _id(_ctx: click.Context, _argument: click.Parameter, name: str) -> str:
    """The id. It is compared as a pattern, so that what is no letter or digit would match any grade.

    Raises UnknownGradeError.
    """
    if not name.isalnum():
        raise UnknownGradeError(f"no grade {name!r} in the log", "'grader log' lists them")
    return name


def id_argument(name: str) -> Decorator:
    """An argument that names a grade."""
    return click.argument(name, callback=_id)


grade_id_argument: Decorator = id_argument("grade_id")

db_option: Decorator = click.option(
    "--db",
    type=click.Path(dir_okay=False),
    callback=_file,
    default=default_log,
    show_default="your data directory",
    envvar="GRADER_DB",
    help="The log, an SQLite file.",
)

json_option: Decorator = click.option("--json", "as_json", is_flag=True, help="Write JSON, for programs.")

csv_option: Decorator = click.option("--csv", "as_csv", is_flag=True, help="Write CSV.")

rubrics_option: Decorator = click.option(
    "--rubrics",
    type=click.Path(path_type=Path, exists=True),
    multiple=True,
    envvar="GRADER_RUBRICS",
    help="Rubrics of your own, a TOML file or a directory of them, besides the shipped bank.",
)

candidate_option: Decorator = click.option(
    "-c", "--candidate", envvar="GRADER_CANDIDATE", help="Whose answer it is, as it should stand in the log."
)

no_log_option: Decorator = click.option("-n", "--no-log", is_flag=True, help="Do not write the grade to the log.")


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """Which models grade, where and on what they run, where vectors of rubrics are kept, and where the scale lies.

    scale  None: scores are as they are computed
    """

    name: str
    device: str
    engine: str
    verifier: bool
    cache: Path
    scale: Path | None = None


def model_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """--model, --device, --engine, --no-verifier and --cache, which reach the command together as `models`."""

    @functools.wraps(command)
    def chosen(*args: Any, model: str, device: str, engine: str, no_verifier: bool, cache: Path, **others: Any) -> Any:
        return command(*args, models=ModelChoice(model, device, engine, not no_verifier, cache), **others)

    for option in (_cache_option, _no_verifier_option, _engine_option, _device_option, _model_option):
        chosen = option(chosen)
    return chosen


def scored_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`model_options` of a command whose scores are on the coach's own scale: with --scale and --no-scale."""

    @functools.wraps(command)
    def chosen(*args: Any, models: ModelChoice, scale: Path, no_scale: bool, **others: Any) -> Any:
        return command(*args, models=replace(models, scale=None if no_scale else scale), **others)

    return model_options(scale_option(_no_scale_option(chosen)))


scale_option: Decorator = click.option(
    "--scale",
    type=click.Path(dir_okay=False, path_type=Path),
    default=default_scale,
    show_default="beside the log in your data directory",
    envvar="GRADER_SCALE",
    help="The file of your own scale, which 'grader calibrate fit' writes.",
)
_no_scale_option = click.option(
    "--no-scale", is_flag=True, envvar="GRADER_NO_SCALE", help="Scores as they are computed, on no scale of your own."
)


_model_option = click.option(
    "--model",
    default=DEFAULT_MODEL,
    show_default=True,
    envvar="GRADER_MODEL",
    help="A sentence-transformers model: a directory, or an installed package that carries one.",
)
_device_option = click.option(
    "--device",
    type=click.Choice(DEVICES),
    default="auto",
    show_default=True,
    envvar="GRADER_DEVICE",
    help="Where the models run; auto takes a GPU when there is one.",
)
_engine_option = click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default="auto",
    show_default=True,
    envvar="GRADER_ENGINE",
    help="What runs the models; auto takes onnx for the default model on the CPU, else torch.",
)
_no_verifier_option = click.option(
    "--no-verifier",
    is_flag=True,
    envvar="GRADER_NO_VERIFIER",
    help="Judge by similarity alone: faster, and less accurate on the shipped questions.",
)
_cache_option = click.option(
    "--cache",
    type=click.Path(file_okay=False, path_type=Path),
    default=default_cache,
    show_default="your cache directory",
    envvar="GRADER_CACHE",
    help="Where vectors of rubrics are kept between runs; it may be deleted at any time.",
)
