"""`grader review`: a person's word over the machine's; put together here."""

import click
from click_default_group import DefaultGroup

from grader.cli.review_add import add, undo
from grader.cli.review_files import export_reviews, import_reviews
from grader.cli.review_list import list_reviews
from grader.cli.review_next import next_review


@click.group(cls=DefaultGroup, default="add")
def review() -> None:
    """Decide over the machine: its grade stays in the log, yours counts."""


for command in (add, undo, next_review, list_reviews, export_reviews, import_reviews):
    review.add_command(command)
