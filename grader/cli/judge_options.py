"""--judge and what belongs to it: the options of every command that may ask a language model for a second opinion."""

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from grader.llm_judge.choice import JudgeChoice

if TYPE_CHECKING:
    from grader.llm_judge.budget import Budget


def judge_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """--judge, --judge-band, --judge-all, --judge-budget, --judge-timeout and --judge-option.

    They reach the command together as `judge`, which is None without --judge.
    """

    @functools.wraps(command)
    def chosen(
        *args: Any,
        judge: str | None,
        judge_band: tuple[float, float],
        judge_all: bool,
        judge_budget: str | None,
        judge_timeout: float,
        judge_option: tuple[tuple[str, str], ...],
        **others: Any,
    ) -> Any:
        low, high = judge_band
        choice = JudgeChoice(
            model=judge or "",
            low=low,
            high=high,
            everything=judge_all,
            budget=judge_budget,
            timeout=judge_timeout,
            options=dict(judge_option),
        )
        return command(*args, judge=choice if judge else None, **others)

    for option in (_option, _timeout_option, _budget_option, _all_option, _band_option, _judge_option):
        chosen = option(chosen)
    return chosen


def gone_on(ctx: click.Context, kept: JudgeChoice | None) -> JudgeChoice | None:
    """The judge that a run keeps, with the budget and the patience that the command line gives now, if it does."""
    from msgspec import structs

    if kept is None:
        return None
    given = {"budget": "judge_budget", "timeout": "judge_timeout"}
    anew = {name: ctx.params[option] for name, option in given.items() if _is_typed(ctx, option)}
    return structs.replace(kept, **anew)


def _is_typed(ctx: click.Context, option: str) -> bool:
    return ctx.get_parameter_source(option) is ParameterSource.COMMANDLINE


def _band(_ctx: click.Context, _option: click.Parameter, text: str) -> tuple[float, float]:
    low, _, high = text.partition(",")
    try:
        band = float(low), float(high)
    except ValueError:
        band = 1.0, 0.0
    if not 0 <= band[0] <= band[1] <= 1:
        raise click.BadParameter(f"{text!r}; write LOW,HIGH, two probabilities from 0 to 1")
    return band


def _budget(_ctx: click.Context, _option: click.Parameter, text: str | None) -> str | None:
    try:
        return text if text is None or read(text) else None
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def read(text: str | None) -> "Budget":
    """The budget that the text names; one without limits if there is none. Raises ValueError."""
    from grader.llm_judge.budget import Budget, read_budget

    return read_budget(text) if text is not None else Budget()


_judge_option = click.option(
    "--judge",
    metavar="MODEL",
    envvar="GRADER_JUDGE",
    help="Ask this model of the llm library about key points that are in doubt.",
)
_band_option = click.option(
    "--judge-band",
    metavar="LOW,HIGH",
    default="0.15,0.7",
    show_default=True,
    callback=_band,
    envvar="GRADER_JUDGE_BAND",
    help="Ask about key points whose probability of being covered lies here.",
)
_all_option = click.option(
    "--judge-all", is_flag=True, envvar="GRADER_JUDGE_ALL", help="Ask about every key point that no rule decides."
)
_budget_option = click.option(
    "--judge-budget",
    metavar="N",
    callback=_budget,
    envvar="GRADER_JUDGE_BUDGET",
    help="Stop asking after N requests, or tokens (50000tokens), or either (200,50000tokens).",
)
_timeout_option = click.option(
    "--judge-timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    envvar="GRADER_JUDGE_TIMEOUT",
    help="How long to wait for a reply.",
)
_option = click.option(
    "--judge-option",
    nargs=2,
    multiple=True,
    metavar="NAME VALUE",
    envvar="GRADER_JUDGE_OPTION",
    help="An option of the model, as llm's -o: temperature 0.",
)
