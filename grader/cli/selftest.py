"""`grader selftest`: does the grader do what it is held to, whatever the question?"""

import click

from grader.cli.selftest_invariance import invariance
from grader.cli.selftest_polarity import polarity


@click.group()
def selftest() -> None:
    """Measure what the grader must get right whatever the question."""


for command in (invariance, polarity):
    selftest.add_command(command)
