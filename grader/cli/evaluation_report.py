"""The figures of an evaluation as tables for a person, and as JSON for a program."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from rich import box
from rich.markup import escape
from rich.table import Table

from grader.cli.output import console, literal, visible
from grader.cli.render import STYLE
from grader.evaluation.bootstrapping import Interval
from grader.evaluation.disagreements import Disagreement
from grader.evaluation.figures import Comparison, DataSet, Figures
from grader.evaluation.judge_curve import JudgeCurve
from grader.shown import UNDEFINED

DECIMALS = 4

MEASURES = {
    "pearson": "Pearson r",
    "spearman": "Spearman",
    "within_question": "r within questions",
    "rmse": "RMSE",
    "mae": "MAE",
    "qwk": "QWK",
    "exact": "exact agreement",
    "adjacent": "adjacent agreement",
    "smd": "SMD",
    "auc": "AUC",
}
BASELINES = ("cosine", "length", "mean")
NOTE = "Errors and classes of cosine and length: after the least-squares line to these very scores."


def document(found: DataSet, worst: Sequence[Disagreement], curve: JudgeCurve | None = None) -> dict[str, Any]:
    """The data set as plain data: the grader's figures stand at the top, baselines and a judge's curve below them."""
    data = msgspec.to_builtins(found)
    comparison = data.pop("comparison")
    questions = [_flat(question) for question in data.pop("per_question")]
    rest = {"disagreements": msgspec.to_builtins(worst)} if worst else {}
    rest |= {"judge": msgspec.to_builtins(curve)} if curve else {}
    figures = comparison["grader"] | {"baselines": comparison["baselines"]}
    return {key: _rounded(value) for key, value in (data | figures | {"per_question": questions} | rest).items()}


def show(found: DataSet, worst: Sequence[Disagreement], *, per_question: bool) -> None:
    """The data set on stdout."""
    out = console()
    out.print(f"[bold]{escape(visible(found.name))}[/bold]: {_size(found)}", soft_wrap=True)
    out.print(_measures(found))
    out.print(NOTE, style="dim")
    for line in _remarks(found):
        out.print(line, markup=False)
    if len(found.levels) > 1:
        out.print(_levels(found))
    if per_question:
        out.print(_questions(found))
    for number, one in enumerate(worst, 1):
        _show_disagreement(number, one, found)
    out.print()


def _size(found: DataSet) -> str:
    scale = "shares of the highest score" if found.score_max is None else f"scores 0 to {found.score_max:g}"
    scored = f"{found.scored} of {found.n} answers with a score" if found.scored < found.n else f"{found.n} answers"
    points = f", {found.labelled_points} labelled key points" if found.labelled_points else ""
    return f"{scored} to {found.questions} question{'s' * (found.questions != 1)}, {scale}{points}"


def _measures(found: DataSet) -> Table:
    humans = {"pearson": found.humans.pearson, "qwk": found.humans.qwk, "exact": found.humans.exact}
    shown = found.humans.n > 0
    table = _table(["", "grader", "90% interval", *BASELINES, *(["human"] if shown else [])])
    for key, label in MEASURES.items():
        name = f"{label}, {found.auc_of}" if key == "auc" else label
        interval = getattr(found.comparison.grader, f"{key}_interval", None)
        others = [humans.get(key)] if shown else []
        table.add_row(name, *_row(found.comparison, key, interval), *map(_number, others))
    return table


def _row(comparison: Comparison, key: str, interval: Interval | None) -> list[str]:
    between = f"{interval[0]:.3f} to {interval[1]:.3f}" if interval else ""
    others = (_number(getattr(comparison.baselines[name], key)) for name in BASELINES)
    return [_number(getattr(comparison.grader, key)), between, *others]


def _remarks(found: DataSet) -> list[str]:
    """What is no comparison, in words."""
    remarks = [f"{found.needs_review:.0%} of the grades need review."]
    if found.in_interval is not None:
        width = f"it is {found.interval_width:.1f}% of the highest score wide on average"
        remarks.append(f"{found.in_interval:.0%} of the human scores lie in the grade's 90% interval; {width}.")
    if found.point_agreement is not None:
        remarks.append(f"{found.point_agreement:.1%} of the key-point labels are met (coverage cut at one half).")
    if found.humans.vote_with_majority is not None:
        agree = f"{found.humans.vote_with_majority:.1%}"
        remarks.append(f"One person's vote on a key point is the majority of the others' in {agree}.")
    return remarks


def _levels(found: DataSet) -> Table:
    table = _table(["human level", "n", "mean grade", "exact"])
    for level in found.levels:
        table.add_row(f"{level.level:.3g}", str(level.n), _number(level.mean_predicted), _number(level.exact))
    return table


def _questions(found: DataSet) -> Table:
    keys = {"pearson": "r", "spearman": "Spearman", "rmse": "RMSE", "mae": "MAE", "qwk": "QWK", "exact": "exact"}
    keys |= {"auc": "AUC"}
    table = _table(["question", "n", *keys.values(), "mean's RMSE"])
    for question in found.per_question:
        grader: Figures = question.comparison.grader
        mean = _number(question.comparison.baselines["mean"].rmse)
        values = [_number(getattr(grader, key)) for key in keys]
        table.add_row(literal(question.question), str(question.n), *values, mean)
    return table


def _show_disagreement(number: int, one: Disagreement, found: DataSet) -> None:
    out = console()
    most = "" if found.score_max is None else f" of {found.score_max:g}"
    where = one.where if one.id is None else f"{one.where} ({one.id})"
    out.print(literal(f"\n{number}. grade {one.predicted:.2f}, human {one.human:.2f}{most}: {where}"), style="bold")
    out.print(literal(f"   question: {one.question}\n   answer: {one.answer}"))
    for point in one.key_points:
        label = "" if point.label is None else f" (human: {'there' if point.label else 'missing'})"
        quote = f'\n     from: "{point.evidence}"' if point.evidence else ""
        said = escape(visible(f"{point.coverage:.2f}{label}: {point.text}{quote}"))
        out.print(f"   [{STYLE[point.status]}]{point.status}[/] {said}")


def _table(headings: Sequence[str]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for position, heading in enumerate(headings):
        table.add_column(heading, justify="right" if position else "left", overflow="fold")
    return table


def _number(value: float | None) -> str:
    return UNDEFINED if value is None else f"{value:.3f}"


def _flat(question: Mapping[str, Any]) -> dict[str, Any]:
    comparison = question["comparison"]
    rest = {key: value for key, value in question.items() if key != "comparison"}
    flat: dict[str, Any] = rest | comparison["grader"] | {"baselines": comparison["baselines"]}
    return flat


def _rounded(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _rounded(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_rounded(value) for value in data]
    return round(data, DECIMALS) if isinstance(data, float) else data
