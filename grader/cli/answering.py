"""An answer typed line by line, or in an editor."""

import sys
from collections.abc import Iterator
from contextlib import suppress

import click

from grader.cli.output import visible

END = "."
COMMANDS = "Finish with a line holding only a dot (or Ctrl-D). Alone on a line: /edit opens your editor, /skip, /quit."


class Quit(Exception):  # noqa: N818 - a wish, not an error
    """The person wants to stop."""


def edit_lines() -> None:
    """Have lines read by readline where there is one: arrow keys work, and the terminal cuts no line at 4095 bytes."""
    if sys.stdin.isatty():  # it may write to the output as soon as it is imported
        with suppress(ImportError):
            import readline  # noqa: F401


def read_answer() -> str | None:
    """The typed answer; None for a question skipped, as one without an answer is. Raises Quit."""
    answer = _typed()
    if answer is not None and not answer.strip():
        click.echo("No answer: the question is skipped.")
        return None
    return answer


def read_confidence() -> float | None:
    """What percentage the person expects; None if nothing is said. Asks again for what is none."""
    while True:
        try:
            typed = input("How many percent will it earn? (0 to 100, Enter to leave it open) ")
        except EOFError:
            click.echo()
            return None
        said = typed.strip().removesuffix("%").strip()
        if not said:
            return None
        with suppress(ValueError):
            if 0 <= (expected := float(said)) <= 100:  # noqa: PLR2004 - percent
                return expected
        click.echo(visible(f"{typed.strip()!r} is no number from 0 to 100."), err=True)


def _typed() -> str | None:
    """What was typed or edited; None after /skip. Raises Quit."""
    lines: list[str] = []
    for line in _typed_lines():
        match line.strip():
            case "/quit":
                raise Quit
            case "/skip":
                return None
            case "/edit":
                if (edited := _edited("\n".join(lines))) is not None:
                    return edited
            case stripped if stripped == END:
                break
            case _:
                lines.append(line)
    return "\n".join(lines)


def _typed_lines() -> Iterator[str]:
    """Lines as they are typed. The end of the input reads as END, or as /quit when nothing came before it."""
    end = "/quit"
    while True:
        try:
            typed = input("> ")
        except EOFError:
            click.echo()
            yield end
            return
        yield from typed.split("\n")  # readline takes a pasted text as one line
        end = END


def _edited(text: str) -> str | None:
    """The text as it was saved in the person's editor; None, having said why, if there is none."""
    try:
        edited = click.edit(text)
    except (click.ClickException, OSError) as error:
        reason = error.format_message() if isinstance(error, click.ClickException) else str(error)
    except UnicodeDecodeError:
        reason = "what it saved is not UTF-8"
    else:
        if edited is not None:
            return edited
        reason = "nothing was saved"
    click.echo(visible(f"Not edited: {reason}. Your lines are kept; go on typing."), err=True)
    return None
