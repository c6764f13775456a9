"""One answer of a report in words: both scores, who decided and why, its key points."""

from grader.log.current import Attempt
from grader.reporting.document import AnswerPart, Line, Marked, Said
from grader.reporting.report import Answer, Misstated, Point
from grader.scoring import Band
from grader.shown import short_id, to_the_minute


def answer_part(answer: Answer, *, named: bool) -> AnswerPart:
    """The answer as a part of a document; `named` says whose it is."""
    attempt = answer.attempt
    who: Line = (Said(attempt.candidate or "somebody without a name"), ", ") if named else ()
    about = f", {attempt.level}, {to_the_minute(attempt.created)} UTC"
    return AnswerPart(
        id=attempt.id,
        prompt=answer.prompt,
        lines=((*who, Said(attempt.topic), about), *_scores(attempt)),
        feedback=answer.feedback,
        pieces=answer.pieces,
        key_points=tuple(_marked(point) for point in answer.key_points),
        corrections=tuple(_correction(wrong) for wrong in answer.misconceptions),
        origin=f"grade {short_id(attempt.id)}, model {answer.model}, grader {answer.version}",
    )


def _scores(attempt: Attempt) -> tuple[Line, ...]:
    """The score that counts, and the machine's beside it where a person decided."""
    interval = f"90% interval {attempt.low:.0f} to {attempt.high:.0f}%"
    machine = _score(attempt.machine_points, attempt.machine_max_points, attempt.machine_percent, attempt.machine_band)
    if attempt.review_id is None:
        return ((f"{machine} ({interval}){', needs review' if attempt.needs_review else ''}.",),)
    score = _score(attempt.points, attempt.max_points, attempt.percent, attempt.band)
    blind = ", without having seen the grader's score" if attempt.blind else ""
    decided: Line = (f"{score}, decided by ", Said(str(attempt.reviewer)), f" on {str(attempt.reviewed)[:10]}{blind}: ")
    return ((*decided, Said(str(attempt.reason))), (f"The grader gave {machine} ({interval}).",))


def _score(points: float, max_points: float, percent: float, band: Band) -> str:
    return f"{percent:.0f}% {band}: {points:g} of {max_points:g} points"


def _marked(point: Point) -> Marked:
    """A hint where a key point is missing, as everywhere; its text where the person knows it or has it wrong."""
    differs = point.status != point.machine_status
    return Marked(
        number=point.number,
        status=point.status,
        by=f"reviewer; grader: {point.machine_status}" if differs else "",
        earned=f"{point.machine_points:g} of {point.weight:g}" if point.counts else "spare",
        text=point.hint if point.status == "missing" else point.text,
        evidence=" ".join((point.evidence or "").split()),
        note=f"It {point.reversal}." if point.reversal else "",
    )


def _correction(wrong: Misstated) -> Line:
    stated = " ".join(wrong.evidence.split())
    return (f"Misconception, minus {wrong.penalty:g}: “", Said(stated), "” ", Said(wrong.correction))
