"""`grader questions`: what can be asked, and what each question looks for."""

from pathlib import Path

import click
from click_default_group import DefaultGroup

from grader.cli.options import json_option, rubrics_option
from grader.cli.output import console, literal, visible, write_json, write_table
from rubric import LEVELS, Question
from rubric.catalogue import open_catalogue
from rubric.identity import content_hash, to_document

SCHEMA_VERSION = 1


@click.command("list")
@click.option("--topic", help="Only questions of this topic.")
@click.option("--level", type=click.Choice(LEVELS), help="Only questions of this level.")
@click.option("--search", metavar="TEXT", help="Only questions whose prompt or key points contain this text.")
@rubrics_option
@json_option
def list_questions(
    topic: str | None = None,
    level: str | None = None,
    search: str | None = None,
    rubrics: tuple[Path, ...] = (),
    as_json: bool = False,
) -> None:
    """List the questions."""
    catalogue = open_catalogue(rubrics)
    rows = [_summary(question) for question in catalogue.select(topic, level, search)]
    if as_json:
        write_json({"schema_version": SCHEMA_VERSION, "questions": rows})
    elif rows:
        columns = {"number": "No.", "id": "Id", "level": "Level", "topic": "Topic", "prompt": "Question"}
        write_table(rows, columns)
    else:
        click.echo(visible(f"No question matches. Topics: {', '.join(catalogue.topics)}."), err=True)


@click.command()
@click.argument("question_id")
@click.option("--answers", is_flag=True, help="Show the reference answers, too.")
@rubrics_option
@json_option
def show(question_id: str, answers: bool, rubrics: tuple[Path, ...], as_json: bool) -> None:
    """Show a question's key points (this gives the answer away)."""
    question = open_catalogue(rubrics).find(question_id)
    if as_json:
        write_json({"schema_version": SCHEMA_VERSION, **to_document(question), "rubric_hash": content_hash(question)})
    else:
        _print(question, answers)


@click.group(cls=DefaultGroup, default="list", default_if_no_args=True)
def questions() -> None:
    """List the questions, or show one."""


questions.add_command(list_questions)
questions.add_command(show)


def _summary(question: Question) -> dict[str, object]:
    return {
        "number": question.number,
        "id": question.id,
        "level": question.level,
        "topic": question.topic,
        "prompt": question.prompt,
        "key_points": len(question.key_points),
        "max_points": question.max_points,
    }


def _print(question: Question, answers: bool) -> None:
    out = console()
    out.print(literal(question.prompt, "bold"))
    out.print(literal(f"{question.id}, {question.level}, {question.topic}, {question.max_points:g} points\n"))
    for point in question.key_points:
        out.print(literal(f"  {point.weight:g}  {point.text}"))
    for group in question.groups:
        out.print(literal(f"\n  Any {group.pick} of: {', '.join(group.key_points)}"))
    for number, answer in enumerate(question.reference_answers if answers else (), 1):
        out.print(f"\n[bold]Reference answer {number}[/bold]")
        out.print(literal(answer))
    for follow_up in question.follow_ups:
        out.print(literal(f"\n  Follow-up: {follow_up}"))
