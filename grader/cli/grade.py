"""`grader grade`: one answer in, its grade out."""

import sys
from pathlib import Path

import click

from grader.cli.judge_options import judge_options
from grader.cli.judge_report import waiting_for
from grader.cli.options import (
    ModelChoice,
    candidate_option,
    db_option,
    json_option,
    no_log_option,
    rubrics_option,
    scored_options,
)
from grader.cli.output import write_json
from grader.cli.session import check_log, load_grader, load_judge, saved
from grader.llm_judge.choice import JudgeChoice
from rubric.catalogue import find_question


@click.command()
@click.argument("question_id")
@click.argument("text", required=False)
@click.option("-f", "--file", type=click.Path(path_type=Path), help="Read the answer from this file.")
@click.option("--encoding", help="The encoding of the file or of standard input, if it is not UTF-8.")
@candidate_option
@no_log_option
@json_option
@rubrics_option
@db_option
@scored_options
@judge_options
def grade(
    question_id: str,
    text: str | None,
    file: Path | None,
    encoding: str | None,
    candidate: str | None,
    no_log: bool,
    as_json: bool,
    rubrics: tuple[Path, ...],
    db: Path,
    models: ModelChoice,
    judge: JudgeChoice | None,
) -> None:
    """Grade one answer to QUESTION_ID, given as TEXT, with -f, or on standard input (-)."""
    from grader.grading import check_answer

    question = find_question(question_id, rubrics)
    answer = _answer(text, file, encoding)
    check_answer(answer)
    log = None if no_log else db
    check_log(log)
    grader = load_grader(models, judge=load_judge(judge, log))
    with waiting_for(grader.judge):
        graded = grader.grade(question, answer)
    result, unsaved = saved(grader, log, graded, candidate)
    if as_json:
        write_json(result.to_json())
    else:
        from grader.cli.render import print_grade

        print_grade(question, result)
    if unsaved:
        raise unsaved


def _answer(text: str | None, file: Path | None, encoding: str | None) -> str:
    """The answer from the one place that was named."""
    from grader.answers.text import decode, read_text, read_whole

    if text is not None and file is not None:
        raise click.UsageError("give the answer as TEXT or with -f, not both")
    if file is not None:
        return read_text(file, encoding)
    if text is None and sys.stdin.isatty():
        raise click.UsageError(
            "no answer; give it as TEXT, with -f FILE, or pipe it in ('grader practice' asks for it)"
        )
    if text in (None, "-"):
        return decode(read_whole(sys.stdin.buffer, "standard input"), "standard input", encoding)
    return text
