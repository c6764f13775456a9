"""A grade as a person reads it at a terminal: words first, colour only as a second sign."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.cli.judge_report import share_of
from grader.cli.output import console, literal, visible
from grader.conditions import MEANING
from grader.coverage import Evidence, Status
from grader.grade import Grade, KeyPointGrade
from grader.log.records import Record
from grader.log.reviews import Review
from grader.shown import short_id
from rubric import Question

STYLE: dict[Status, str] = {"covered": "green", "partial": "yellow", "missing": "dim", "contradicted": "red"}


def print_grade(question: Question, record: Record) -> None:
    """The whole grade on stdout: score, key points with evidence, what to do next."""
    out = console()
    out.print(literal(question.prompt, "bold"), "\n", sep="")
    print_score(out, record.grade)
    for point in record.grade.key_points:
        _print_point(out, point)
    _print_misconceptions(out, record.grade)
    _print_next_step(out, record.grade)
    if record.grade.judge:
        out.print(literal(f"\n{share_of(record.grade.judge, len(record.grade.key_points))}", "dim"))
    if record.grade_id:
        out.print(
            f"\n[dim]grade {record.grade_id}; "
            f"'grader explain {short_id(record.grade_id)}' shows how it came about[/dim]"
        )


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


def print_review(review: Review) -> None:
    """What a person decided over the machine."""
    out = console()
    blind = ", without having seen the machine's score" if review.blind else ""
    points = f"{review.points:g} of {review.max_points:g} points, {review.percent:.0f}% {review.band}"
    out.print(
        literal(f"\nReviewed by {review.reviewer} on {review.created[:10]}{blind}: {points}, which counts.", "bold")
    )
    out.print(literal(f"Why: {review.reason}"))
    for id, status in review.key_points.items():
        out.print(Text(f"{status:13}", STYLE[status]), literal(id))


def highlighted(answer: str, grade: Grade) -> Text:
    """The answer with the evidence of each key point in the colour of its status."""
    text = literal(answer)
    for point in grade.key_points:
        if point.evidence:
            start, end = (len(visible(answer[:offset])) for offset in (point.evidence.start, point.evidence.end))
            text.stylize(f"{STYLE[point.status]} underline", start, end)
    return text


def _print_point(out: Console, point: KeyPointGrade) -> None:
    score = f"{point.points:g}/{point.weight:g}" if point.counts else "spare"
    row = _columns()
    said = point.hint if point.status == "missing" else point.text
    row.add_row(Text(point.status, STYLE[point.status]), score, literal(said))
    if point.evidence:
        row.add_row("", "", _quote("you wrote" if point.status == "contradicted" else "from", point.evidence))
    if point.reversal:
        row.add_row("", "", literal(f"it {point.reversal}", "italic"))
    out.print(row)


def _print_misconceptions(out: Console, grade: Grade) -> None:
    for wrong in grade.misconceptions:
        row = _columns()
        row.add_row(Text("misconception", "red"), f"-{wrong.penalty:g}", literal(wrong.correction))
        row.add_row("", "", _quote("you wrote", wrong.evidence))
        out.print(row)


def _columns() -> Table:
    """A borderless row: status, points, text."""
    table = Table.grid(padding=(0, 2))
    table.add_column(width=13)
    table.add_column(width=6, justify="right")
    table.add_column(overflow="fold")
    return table


def _quote(label: str, evidence: Evidence) -> Text:
    return literal(f'{label}: "{" ".join(evidence.text.split())}"', "italic")


def _print_next_step(out: Console, grade: Grade) -> None:
    if grade.next_step:
        gain = 100 * grade.next_step.gain / grade.max_points
        out.print(literal(f"\nWhat would raise the score most (up to +{gain:.0f}%): {grade.next_step.hint}"))
