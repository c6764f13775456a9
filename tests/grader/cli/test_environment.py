"""Every option can be set by a variable named after it."""

from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from grader.cli import main


def _options(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Option]]:
    yield from ((path, one) for one in command.params if isinstance(one, click.Option) and one.expose_value)
    if isinstance(command, click.Group):
        for name, one in command.commands.items():
            yield from _options(one, (*path, name))


@pytest.mark.parametrize(("path", "option"), list(_options(main)), ids=lambda value: getattr(value, "name", None))
def test_the_variable_is_the_option_as_the_user_types_it(path: tuple[str, ...], option: click.Option) -> None:
    words = [max(option.opts, key=len).lstrip("-")]
    full = "_".join(["grader", *path, *words]).replace("-", "_").upper()
    assert option.envvar in (full, f"GRADER_{words[0].replace('-', '_').upper()}")


@pytest.mark.usefixtures("record")
def test_a_variable_sets_a_flag_that_python_calls_otherwise(db: Path) -> None:
    result = CliRunner().invoke(main, ["log", "list", "--db", str(db)], env={"GRADER_LOG_LIST_CSV": "1"})
    assert result.stdout.startswith("id,created,candidate")


def test_no_variable_asks_for_the_version() -> None:
    result = CliRunner().invoke(main, ["questions", "--json"], env={"GRADER_VERSION": "1"})
    assert result.stdout.startswith("{")
