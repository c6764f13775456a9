"""`grader rubric draft`: rubrics to edit, from questions and model answers."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.output import visible
from grader.errors import DraftError
from rubric.model import LEVELS, Level

if TYPE_CHECKING:
    from grader.drafting.draft import Draft

MARKDOWN = (".md", ".markdown")
TOML = ".toml"
STDIN = "standard input"
"""How messages call it."""


@click.command()
@click.argument("question")
@click.argument("answer_file", required=False, type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write to this .toml file or directory, not to stdout."
)
@click.option("--id", help="The question's id, if not made from its words or the name of the output file.")
@click.option(
    "--topic",
    default="general",
    show_default=True,
    callback=lambda *given: _topic(given[-1]),
    help="The topic it is listed under.",
)
@click.option("--level", type=click.Choice(LEVELS), default="intermediate", show_default=True, help="How hard it is.")
@click.option("--force", is_flag=True, help="Replace rubric files that exist.")
def draft(
    question: str,
    answer_file: Path | None,
    output: Path | None,
    id: str | None,
    topic: str,
    level: Level,
    force: bool,
) -> None:
    """Draft the rubric of QUESTION from the model answer in ANSWER_FILE (- for standard input).

    With a Markdown file for QUESTION and no ANSWER_FILE, draft one rubric per heading, from the
    text below it, into the directory -o.

    A draft is to be edited: what to look at again is said on stderr, and as comments in the file.
    Then run 'grader rubric check' on it.
    """
    if answer_file is None:
        file = _markdown(question)
        _check_directory(output, id)
        drafts = _from_markdown(file, topic, level)
    else:
        drafts = [_from_answer(question, answer_file, _id(id, output), topic, level)]
    _write(drafts, output, force=force)


def _markdown(question: str) -> Path:
    path = Path(question)
    if path.suffix.lower() in MARKDOWN:
        return path
    raise click.UsageError(
        "Give the file with the model answer after the question (- for standard input), or a Markdown file alone."
    )


def _check_directory(output: Path | None, id: str | None) -> None:
    if id is not None:
        raise click.BadParameter("a file of many questions has many ids; leave it out", param_hint="--id")
    if output is None or output.suffix == TOML:
        raise click.BadParameter("name a directory for the rubrics of a Markdown file", param_hint="--output")


def _topic(topic: str) -> str:
    if not topic.strip():
        raise click.BadParameter("it must not be empty")
    return topic


def _id(id: str | None, output: Path | None) -> str | None:
    """The id that was given or that the output file is named after, which must be the same."""
    from grader.drafting.draft import slug
    from rubric.bank import questions

    shipped = {question.id for question in questions()}
    named = output.stem if output is not None and output.suffix == TOML else None
    for given, hint in ((id, "--id"), (named, "--output")):
        if given is not None and slug(given) != given:
            raise click.BadParameter(f"{given!r} is no id; try {slug(given) or 'my-id'!r}", param_hint=hint)
        if given in shipped:
            raise click.BadParameter(f"{given!r} is that of a shipped question; choose another", param_hint=hint)
    if id is not None and named is not None and id != named:
        raise click.BadParameter(f"the file of {id!r} must be named {id}.toml", param_hint="--output")
    return id or named


def _from_answer(question: str, file: Path, id: str | None, topic: str, level: Level) -> "Draft":
    from grader.answers.markdown import plain_text
    from grader.answers.text import decode, read_text
    from grader.drafting.draft import draft as make

    typed = str(file) == "-"
    text = decode(sys.stdin.buffer.read(), "standard input") if typed else read_text(file)
    answer = plain_text(text) if file.suffix.lower() in MARKDOWN else text
    return make(question, answer, id=id, topic=topic, level=level)


def _from_markdown(file: Path, topic: str, level: Level) -> list["Draft"]:
    """A draft per heading that has text below it; the others are only named."""
    from grader.answers.markdown import sections
    from grader.answers.text import read_text
    from grader.drafting.draft import draft_all

    found = list(sections(read_text(file)))
    for heading, answer in found:
        if not answer.strip():
            told = f"{file}: no rubric for the heading {heading!r}: there is no text below it"
            click.echo(visible(told), err=True)
    answered = [(heading, answer) for heading, answer in found if answer.strip()]
    if not answered:
        raise DraftError(f"{file} has no heading with text below it", "write '# Question' and the model answer below")
    return draft_all(answered, topic=topic, level=level)


def _write(drafts: Sequence["Draft"], output: Path | None, *, force: bool) -> None:
    """All rubrics or, when a file is in the way, none; then the doubts, on stderr."""
    paths = [_path(draft, output) for draft in drafts]
    for path in paths:
        if path is not None and path.exists() and not force:
            raise DraftError(f"{path} exists", "name another file, or replace it with --force")
    for path, draft in zip(paths, drafts, strict=True):
        _write_one(path, draft)


def _path(draft: "Draft", output: Path | None) -> Path | None:
    if output is None or output.suffix == TOML:
        return output
    return output / f"{draft.question.id}{TOML}"


def _write_one(path: Path | None, draft: "Draft") -> None:
    from rubric.writing import to_toml

    notes: dict[str, list[str]] = {}
    for doubt in draft.doubts:
        notes.setdefault(doubt.about, []).append(doubt.text)
    text = to_toml(draft.question, notes)
    if path is None:
        click.echo(visible(text) if sys.stdout.isatty() else text, nl=False)
    else:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            raise DraftError(f"{path} cannot be written ({error.strerror})", "name another file") from error
    name = draft.question.id if path is None else path
    for doubt in draft.doubts:
        click.echo(visible(f"{name}: {doubt.about or 'as a whole'}: {doubt.text}"), err=True)
