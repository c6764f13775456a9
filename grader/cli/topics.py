"""`grader topics`: where everyone is weak."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.cli.options import csv_option, db_option, json_option
from grader.cli.selection import selection_options, write_data, write_rows

if TYPE_CHECKING:
    from grader.history.topics import Topic
    from grader.log.store import Filters

COLUMNS = (
    "topic people questions answers mean band weak change weakest_question weakest_key_point weakest_missed "
    "weakest_answers"
).split()


@click.command()
@selection_options
@csv_option
@json_option
@db_option
def topics(filters: "Filters", as_csv: bool, as_json: bool, db: Path) -> None:
    """List topics, the weakest first, with the key point most often missed.

    Each person counts once per question, by the latest attempt.
    """
    import msgspec

    from grader.history.topics import topics_of
    from grader.log.current import attempt_points, attempts
    from grader.log.opening import open_log

    with open_log(db, create=False) as log:
        found = topics_of(attempts(log, filters), attempt_points(log, filters))
    if as_json:
        write_data({"topics": msgspec.to_builtins(found)})
    elif as_csv:
        write_rows([_row(topic) for topic in found], COLUMNS)
    elif found:
        _print(found)
    else:
        click.echo("No answer matches.", err=True)


def _row(topic: "Topic") -> dict[str, Any]:
    import msgspec

    data = msgspec.to_builtins(topic)
    worst = data["weakest"] or dict.fromkeys(("question_id", "key_point_id", "missed", "answers"))
    return {
        **data,
        "weakest_question": worst["question_id"],
        "weakest_key_point": worst["key_point_id"],
        "weakest_missed": worst["missed"],
        "weakest_answers": worst["answers"],
    }


def _print(found: list["Topic"]) -> None:
    from grader.cli.output import write_table
    from grader.shown import signed

    rows = []
    for topic in found:
        worst = topic.weakest
        missed = f"{worst.question_id}/{worst.key_point_id} ({worst.missed} of {worst.answers})" if worst else None
        rows.append(
            {
                "topic": topic.topic,
                "people": topic.people,
                "answers": topic.answers,
                "mean": f"{topic.mean:.0f}%",
                "band": topic.band,
                "weak": topic.weak,
                "change": signed(topic.change),
                "worst": missed,
            }
        )
    headings = {"topic": "Topic", "people": "People", "answers": "Answers", "mean": "Mean", "band": "Band"}
    write_table(rows, {**headings, "weak": "Below 40%", "change": "Change", "worst": "Most often missed"})
