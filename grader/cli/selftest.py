"""`grader selftest`: properties that the grader must have, measured on the shipped questions."""

import click

from grader.cli.selftest_invariance import invariance


@click.group()
def selftest() -> None:
    """Measure what the grader must get right whatever the question."""


selftest.add_command(invariance)
