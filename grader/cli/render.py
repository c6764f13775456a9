"""A grade as a person reads it at a terminal: words first, colour only as a second sign."""

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.text import Text

from grader.cli.output import console
from grader.conditions import MEANING
from grader.coverage import Status
from grader.grade import Grade, KeyPointGrade
from grader.log.records import Record
from rubric import Question

STYLE: dict[Status, str] = {"covered": "green", "partial": "yellow", "missing": "dim", "contradicted": "red"}


def print_grade(question: Question, record: Record) -> None:
    """The whole grade on stdout: score, key points with evidence, what to do next."""
    out = console()
    out.print(f"[bold]{escape(question.prompt)}[/bold]\n")
    print_score(out, record.grade)
    for point in record.grade.key_points:
        _print_point(out, point)
    _print_misconceptions(out, record.grade)
    _print_next_step(out, record.grade)
    if record.grade_id:
        out.print(f"\n[dim]grade {record.grade_id}; 'grader explain {record.grade_id[:8]}' shows how it came about[/dim]")


def print_score(out: Console, grade: Grade) -> None:
    """Points, band, interval, and the conditions in words."""
    low, high = grade.interval
    out.print(
        f"[bold]{grade.percent:.0f}%[/bold] {grade.band}: {grade.points:g} of {grade.max_points:g} points "
        f"(90% interval {low:.0f} to {high:.0f}%)" + (", needs review" if grade.needs_review else "")
    )
    for condition in grade.conditions:
        out.print(f"[yellow]{MEANING[condition]}[/yellow]")
    out.print()


def highlighted(answer: str, grade: Grade) -> Text:
    """The answer with the evidence of each key point in the colour of its status."""
    text = Text(answer)
    for point in grade.key_points:
        if point.evidence:
            text.stylize(f"{STYLE[point.status]} underline", point.evidence.start, point.evidence.end)
    return text


def _print_point(out: Console, point: KeyPointGrade) -> None:
    score = f"{point.points:g}/{point.weight:g}" if point.counts else "not needed"
    shown = point.hint if point.status == "missing" else point.text
    line = Text.assemble((f"{point.status:12}", STYLE[point.status]), f" {score:>6}  ", shown)
    line.no_wrap = False
    out.print(Padding(line, (0, 0, 0, 0)))
    if point.evidence:
        label = "you wrote" if point.status == "contradicted" else "from"
        quote = " ".join(point.evidence.text.split())
        out.print(Padding(Text(f'{label}: "{quote}"', style="italic"), (0, 0, 0, 21)))


def _print_misconceptions(out: Console, grade: Grade) -> None:
    for wrong in grade.misconceptions:
        out.print(Text.assemble(("misconception", "red"), f"  -{wrong.penalty:g}  {wrong.correction}"))
        quote = " ".join(wrong.evidence.text.split())
        out.print(Padding(Text(f'you wrote: "{quote}"', style="italic"), (0, 0, 0, 21)))


def _print_next_step(out: Console, grade: Grade) -> None:
    if grade.next_step:
        gain = 100 * grade.next_step.gain / grade.max_points
        out.print(f"\nWhat would raise the score most (up to +{gain:.0f}%): {escape(grade.next_step.hint)}")
