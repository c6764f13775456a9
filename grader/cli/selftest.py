"""`grader selftest`: does the grader do what it is held to, on cases that come with it?"""

import click

from grader.cli.selftest_polarity import polarity


@click.group()
def selftest() -> None:
    """Hold the grader against cases that come with it."""


selftest.add_command(polarity)
