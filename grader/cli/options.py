"""Options that mean the same on every command."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import platformdirs

from grader.models import DEFAULT_MODEL, DEVICES

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def default_log() -> Path:
    """Where the log is when nobody says otherwise: the user's own data directory."""
    return platformdirs.user_data_path("grader", appauthor=False) / "log.db"


db_option: Decorator = click.option(
    "--db",
    type=click.Path(path_type=Path, dir_okay=False),
    default=default_log,
    show_default="your data directory",
    envvar="GRADER_DB",
    help="The log, an SQLite file.",
)

json_option: Decorator = click.option("--json", "as_json", is_flag=True, help="Write JSON, for programs.")

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


def model_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """--model and --device."""
    model = click.option(
        "--model",
        default=DEFAULT_MODEL,
        show_default=True,
        envvar="GRADER_MODEL",
        help="A sentence-transformers model: a directory, or an installed package that carries one.",
    )
    device = click.option(
        "--device",
        type=click.Choice(DEVICES),
        default="auto",
        show_default=True,
        envvar="GRADER_DEVICE",
        help="Where the model runs; auto takes a GPU when there is one.",
    )
    return model(device(command))
