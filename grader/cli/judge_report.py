"""What a judge did, in a line: for one grade, and for many."""

from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

import click

from grader.cli.output import console, visible

if TYPE_CHECKING:
    from grader.grade import JudgeReport
    from grader.llm_judge.judge import Judge


def waiting_for(judge: "Judge | None") -> AbstractContextManager[object]:
    """Says at a terminal, while the block runs, that the judge is being asked, if there is one."""
    if judge is None:
        return nullcontext()
    from rich.markup import escape

    return console(stderr=True).status(escape(visible(f"Asking {judge.model}")))


def share_of(report: "JudgeReport", key_points: int) -> str:
    """The judge's share in a grade."""
    told = f"Judge {report.model}: asked about {len(report.asked)} of {key_points} key points"
    if not report.asked:
        return told
    tokens = (report.input_tokens or 0) + (report.output_tokens or 0)
    cost = f"{tokens:,} tokens, " if tokens else ""
    told += f", {cost}{report.seconds:.1f} s"
    if report.discarded:
        told += f"; {len(report.discarded)} of its verdicts quoted nothing that stands in the answer and do not count"
    return told if report.failure is None else f"{told}; it gave no verdict: {report.failure}"


def say_what_was_done(judge: "Judge | None") -> None:
    """The judge's work in this run, on stderr; nothing without a judge."""
    if judge is None:
        return
    tally = judge.tally
    told = f"judge {judge.model}: asked about {tally.asked} of {tally.key_points} key points, "
    told += f"{tally.requests} requests, {tally.tokens:,} tokens, {tally.seconds:.1f} s"
    if tally.discarded:
        told += f"; {tally.discarded} verdicts without a quotation from the answer do not count"
    for reason, times in tally.failures.most_common():
        told += f"\n  {times} answers without a verdict: {reason}"
    click.echo(visible(told), err=True)
