"""`grader batch`: files of answers in, files of grades out."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.options import db_option, model_options, no_log_option, rubrics_option
from grader.cli.session import load_grader, saving
from grader.errors import AnswerFileError
from rubric.catalogue import open_catalogue

if TYPE_CHECKING:
    from grader.answers.writing import Level, Result, ResultWriter

ROWS_FAILED = 3
"""Exit code of a batch that finished with rows it could not grade."""


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write results here (.csv or .jsonl), not to stdout."
)
@click.option(
    "-k", "--key-points", type=click.Path(path_type=Path), help="Write one row per key point here (.csv or .jsonl)."
)
@click.option("--json", "as_json", is_flag=True, help="Write JSON Lines to stdout, not CSV.")
@click.option("-q", "--question", help="The question of rows that name none.")
@click.option(
    "--map",
    "columns",
    multiple=True,
    metavar="FIELD=COLUMN",
    help="Which column holds answer, question_id, candidate or id.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["csv", "tsv", "jsonl", "xlsx"]),
    help="The files' format, if the name does not say.",
)
@click.option("--encoding", help="The files' encoding, if it is not UTF-8.")
@click.option("--force", is_flag=True, help="Replace output files that exist.")
@no_log_option
@rubrics_option
@db_option
@model_options
@click.pass_context
def batch(
    ctx: click.Context,
    files: tuple[Path, ...],
    output: Path | None,
    key_points: Path | None,
    as_json: bool,
    question: str | None,
    columns: tuple[str, ...],
    format_: str | None,
    encoding: str | None,
    force: bool,
    no_log: bool,
    rubrics: tuple[Path, ...],
    db: Path,
    model: str,
    device: str,
) -> None:
    """Grade every row of answer FILES (CSV, TSV, JSON Lines, XLSX).

    A row needs an answer and a question id. A row that cannot be graded is reported with its line
    and reason and does not stop the others; the exit code is then 3.
    """
    from grader.answers.reading import Source, read_rows
    from grader.batch import grade_rows

    catalogue = open_catalogue(rubrics)
    if question is not None:
        catalogue.find(question)
    mapped = _mapping(columns)
    rows = [row for file in files for row in read_rows(Source(file, format_, encoding, mapped, question))]
    with ExitStack() as stack:
        writers = [stack.enter_context(_writer(output, "answer", as_json=as_json, force=force))]
        if key_points is not None:
            writers.append(stack.enter_context(_writer(key_points, "key_point", as_json=False, force=force)))
        grader = load_grader(model, device)
        save = stack.enter_context(saving(grader, None if no_log else db))
        failed = _write_all(grade_rows(grader, catalogue, rows, save), writers, len(rows))
    where = "" if no_log else f", logged in {db}"
    click.echo(f"{len(rows) - failed} of {len(rows)} rows graded{where}", err=True)
    if failed:
        ctx.exit(ROWS_FAILED)


def _mapping(columns: tuple[str, ...]) -> dict[str, str]:
    """Fields to column names, from FIELD=COLUMN."""
    from grader.answers.reading import FIELDS

    pairs = dict(column.partition("=")[::2] for column in columns)
    for field, name in pairs.items():
        if field not in FIELDS or not name:
            raise click.BadParameter(
                f"{field!r}: write FIELD=COLUMN, with one of {', '.join(FIELDS)}", param_hint="--map"
            )
    return pairs


@contextmanager
def _writer(path: Path | None, level: "Level", *, as_json: bool, force: bool) -> Iterator["ResultWriter"]:
    """A writer of results to the file, or to stdout."""
    from grader.answers.writing import ResultWriter

    if path is None:
        yield ResultWriter(sys.stdout, as_json=as_json, level=level)
        return
    try:
        with path.open("w" if force else "x", encoding="utf-8", newline="") as file:
            yield ResultWriter(file, as_json=path.suffix.lower() in (".jsonl", ".ndjson", ".json"), level=level)
    except FileExistsError as error:
        raise AnswerFileError(f"{path} exists", "name another file, or replace it with --force") from error
    except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
        raise AnswerFileError(f"{path} cannot be written ({error.strerror})", "name another file") from error


def _write_all(results: Iterator[list["Result"]], writers: Sequence["ResultWriter"], total: int) -> int:
    """Write results as they come, with progress on stderr. Returns how many rows failed."""
    from rich.progress import Progress

    from grader.answers.reading import BadRow
    from grader.cli.output import console

    failed = 0
    screen = console(stderr=True)
    with Progress(console=screen, disable=not screen.is_terminal) as progress:
        task = progress.add_task("Grading", total=total)
        for chunk in results:
            for result in chunk:
                for writer in writers:
                    writer.write(result)
                if isinstance(result, BadRow):
                    failed += 1
                    reason = f"{result.file}:{result.line}: {result.reason}"
                    progress.console.print(reason, markup=False, soft_wrap=True)
            for writer in writers:
                writer.flush()
            progress.advance(task, len(chunk))
    return failed
