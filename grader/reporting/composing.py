"""A report -> a document: what stands in it and in which order. To a candidate it says "you"."""

from grader.history.people import Person
from grader.history.progress import in_words
from grader.reporting.answer_part import answer_part
from grader.reporting.document import Document, Line, Said, Section
from grader.reporting.drawn import drawn_bands, drawn_means, drawn_periods, drawn_trend
from grader.reporting.report import Advice, Report
from grader.reporting.sentences import summary_lines
from grader.reporting.tables import (
    attempts_table,
    bands_table,
    parts_table,
    people_table,
    periods_table,
    topics_table,
    ungraded_table,
)
from grader.shown import count, to_the_minute

TITLES = {"candidate": "{}", "group": "Group {}", "run": "Batch {}"}


def document_of(report: Report) -> Document:
    """The document that a report makes, its charts drawn. Raises ExtraError when what draws them is not installed."""
    parts = _about_one(report, report.person) if report.person else _about_many(report)
    left_out: Line = (f"The newest {len(report.answers):,}; {report.left_out:,} older ones are only counted above.",)
    return Document(
        title=TITLES[report.kind].format(report.name),
        subtitle=_subtitle(report),
        sections=tuple(parts),
        answers_heading="Your answers" if report.person else "Answers",
        answers_lines=(left_out,) if report.left_out else (),
        answers=tuple(answer_part(one, named=report.kind != "candidate") for one in report.answers),
        foot=f"Written by grader {report.version}. {READING}",
    )


READING = (
    "Scores come from a program that compares answers with key points. The 90% interval holds what a person would "
    "give nine times in ten; where a person decided, their word counts."
)


def _subtitle(report: Report) -> Line:
    written = f"Interview answers, as of {to_the_minute(report.created)} UTC"
    chosen: Line = (", only ", Said(report.chosen)) if report.chosen else ()
    files: Line = (", from ", Said(report.files)) if report.files else ()
    return (written, *files, *chosen)


def _about_one(report: Report, person: Person) -> list[Section]:
    return [
        Section(id="summary", heading="Summary", lines=summary_lines(report)),
        _next(report),
        Section(
            id="trend",
            heading="Trend",
            lines=(
                (in_words("Questions you tried again", person.same_questions),),
                (in_words("New questions, beside what others earn on them", person.new_questions),),
            ),
            charts=drawn_trend(report.attempts),
            tables=(attempts_table(report),),
        ),
        Section(
            id="topics",
            heading="Topics",
            charts=drawn_means({name: one.mean for name, one in person.topics.items()}),
            tables=(
                parts_table("Your scores by topic", "Topic", person.topics),
                parts_table("Your scores by level", "Level", person.levels),
            ),
        ),
    ]


def _about_many(report: Report) -> list[Section]:
    sections = [
        Section(
            id="summary",
            heading="Summary",
            lines=summary_lines(report),
            charts=drawn_bands(report.bands),
            tables=(bands_table(report.bands),),
        ),
        _next(report),
        Section(
            id="trend",
            heading="Trend",
            charts=drawn_periods(report.periods),
            tables=(periods_table(report.periods),),
        ),
        Section(
            id="topics",
            heading="Topics",
            charts=drawn_means({topic.topic: topic.mean for topic in report.topics}),
            tables=(topics_table(report.topics),),
        ),
        Section(id="people", heading="People", tables=(people_table(report.people),)),
    ]
    if report.ungraded:
        sections.append(
            Section(id="ungraded", heading="Rows that could not be graded", tables=(ungraded_table(report.ungraded),))
        )
    return sections


def _next(report: Report) -> Section:
    lines: tuple[Line, ...] = ()
    if not report.advice:
        nothing = "Nothing: your latest answers cover every key point." if report.person else "Nothing stands out yet."
        lines = ((nothing,),)
    steps = tuple(_step(one) for one in report.advice)
    return Section(id="next", heading="What to work on next", lines=lines, steps=steps)


def _step(advice: Advice) -> Line:
    """What to work on, why, and where it belongs."""
    if advice.gain is not None:
        wrong = {"contradicted": "You said the opposite", "partial": "Only partly there"}
        why = f"{wrong.get(str(advice.status), 'Missing')} in your latest answer to “"
        return (Said(advice.hint), f" {why}", Said(advice.prompt), f"”; worth up to {advice.gain:.0f}% of it.")
    missed = f" Missed in {advice.missed} of {count(advice.answers or 0, 'answer')} to “"
    return (Said(advice.hint), missed, Said(advice.prompt), "” (", Said(advice.topic), ").")
