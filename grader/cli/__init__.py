"""The command line: one module per command, put together here."""

import click

from grader.cli.agreement import agreement
from grader.cli.batch import batch
from grader.cli.calibrate import calibrate
from grader.cli.candidate import candidate
from grader.cli.compare import compare
from grader.cli.doctor import doctor
from grader.cli.duplicates import duplicates
from grader.cli.environment import name_variables
from grader.cli.evaluate import evaluate
from grader.cli.explain import explain
from grader.cli.export import export
from grader.cli.failures import FriendlyGroup
from grader.cli.grade import grade
from grader.cli.group import group
from grader.cli.history import history
from grader.cli.items import items
from grader.cli.log import log
from grader.cli.practice import practice
from grader.cli.questions import questions
from grader.cli.regrade import regrade
from grader.cli.report import report
from grader.cli.review import review
from grader.cli.rubric import rubric
from grader.cli.selftest import selftest
from grader.cli.serve import serve
from grader.cli.topics import topics


@click.group(
    cls=FriendlyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="interview-answer-grader", prog_name="grader")
def main() -> None:
    """Grade typed interview answers: score, evidence and feedback, offline.

    Start with 'grader practice', or see what is asked with 'grader questions'.
    """


for command in (
    questions,
    practice,
    grade,
    batch,
    evaluate,
    calibrate,
    log,
    explain,
    history,
    compare,
    topics,
    items,
    duplicates,
    group,
    candidate,
    report,
    export,
    review,
    regrade,
    agreement,
    serve,
    rubric,
    selftest,
    doctor,
):
    main.add_command(command)
name_variables(main, "GRADER")
