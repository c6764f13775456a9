"""`grader batch`: files of answers in, files of grades out."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.options import ModelChoice, db_option, model_options, no_log_option, rubrics_option
from grader.cli.output import console, literal, visible
from grader.cli.results import Output, check_outputs, to_file, to_stdout
from grader.cli.session import check_log, load_grader, saving
from rubric.catalogue import open_catalogue

if TYPE_CHECKING:
    from grader.answers.writing import Result

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
    models: ModelChoice,
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
    check_outputs([path for path in (output, key_points) if path is not None], files, force=force)
    rows = [row for file in files for row in read_rows(Source(file, format_, encoding, mapped, question))]
    log = None if no_log else db
    check_log(log)
    grader = load_grader(models)
    with ExitStack() as stack:
        save = stack.enter_context(saving(grader, log))
        answers = to_stdout("answer", as_json=as_json) if output is None else to_file(output, "answer", force=force)
        outputs = [stack.enter_context(answers)]
        if key_points is not None:
            outputs.append(stack.enter_context(to_file(key_points, "key_point", force=force)))
        failed = _write_all(grade_rows(grader, catalogue, rows, save), outputs, len(rows))
    where = "" if no_log else f", logged in {db}"
    click.echo(visible(f"{len(rows) - failed} of {len(rows)} rows graded{where}"), err=True)
    if failed:
        ctx.exit(ROWS_FAILED)


def _mapping(columns: tuple[str, ...]) -> dict[str, str]:
    """Fields to column names, from FIELD=COLUMN."""
    from grader.answers.reading import FIELDS

    pairs: dict[str, str] = {}
    for field, _, name in (column.partition("=") for column in columns):
        if field not in FIELDS or not name:
            raise click.BadParameter(
                f"{field!r}: write FIELD=COLUMN, with one of {', '.join(FIELDS)}", param_hint="--map"
            )
        if field in pairs:
            raise click.BadParameter(f"{field!r} is mapped twice; name one column", param_hint="--map")
        pairs[field] = name
    return pairs


def _write_all(results: Iterator[list["Result"]], outputs: Sequence[Output], total: int) -> int:
    """Write results as they come, with progress on stderr. Returns how many rows failed."""
    from rich.progress import Progress

    from grader.answers.reading import BadRow

    failed = 0
    screen = console(stderr=True)
    with Progress(console=screen, disable=not screen.is_terminal) as progress:
        task = progress.add_task("Grading", total=total)
        for chunk in results:
            for output in outputs:
                output.write(chunk)
            for bad in (result for result in chunk if isinstance(result, BadRow)):
                failed += 1
                progress.console.print(literal(f"{bad.file}:{bad.line}: {bad.reason}"), soft_wrap=True)
            progress.advance(task, len(chunk))
    return failed
