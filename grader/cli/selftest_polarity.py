"""`grader selftest polarity`: which reversals does the guard notice, and where does it raise a false alarm?"""

from typing import TYPE_CHECKING

import click

from grader.cli.options import json_option
from grader.cli.output import visible, write_json, write_table

if TYPE_CHECKING:
    from grader.polarity.selftest import Part, Result, Tally

SCHEMA_VERSION = 1

_COLUMNS = {
    "name": "",
    "noticed": "kept aside",
    "building_noticed": "building",
    "alarmed": "false alarms, kept aside",
    "building_alarmed": "building",
}


@click.command()
@click.option("--misses", is_flag=True, help="List every sentence that the guard got wrong.")
@json_option
@click.pass_context
def polarity(ctx: click.Context, misses: bool, as_json: bool) -> None:
    """Show which reversals are noticed, per kind of change, and which harmless edits raise a false alarm.

    The cases come from twelve fields; six of them were kept aside while the guard was built. No model is loaded.
    Exits 1 if, on those six, fewer than 60% of the reversals are noticed or more than 2% of the harmless edits
    alarm; meaning turned round in free words does not count, for the guard cannot see it.
    """
    import msgspec

    from grader.polarity.selftest import run, shipped_cases

    result = run(shipped_cases())
    if as_json:
        write_json({"schema_version": SCHEMA_VERSION, "passed": result.passed, **msgspec.to_builtins(result)})
    else:
        _print(result, misses=misses)
    if not result.passed:
        ctx.exit(1)


def _print(result: "Result", *, misses: bool) -> None:
    write_table(_rows(result.kinds), _COLUMNS | {"name": "kind of change"}, "Reversals noticed")
    write_table(_rows(result.edits), {"name": "harmless edit"} | _alarms(), "False alarms")
    if misses:
        for miss in result.misses:
            click.echo(visible(f"{miss.part}, {miss.name}: {miss.verdict}\n  {miss.statement}\n  {miss.sentence}"))
    click.echo(
        f"{'passed' if result.passed else 'FAILED'}: in fields kept aside {result.noticed:.0%} of the reversals "
        f"noticed, {result.alarmed:.1%} false alarms; free paraphrases are the weak spot",
        err=True,
    )


def _alarms() -> dict[str, str]:
    return {name: heading for name, heading in _COLUMNS.items() if name.endswith("alarmed")}


def _rows(tallies: "tuple[Tally, ...]") -> list[dict[str, str]]:
    """One row per kind, with both parts side by side: "16 of 18"."""
    names = dict.fromkeys(tally.name for tally in tallies)
    found = {(tally.name, tally.part): tally for tally in tallies}
    return [
        {
            "name": name,
            "noticed": _share(found, name, "kept aside", "noticed"),
            "building_noticed": _share(found, name, "building", "noticed"),
            "alarmed": _share(found, name, "kept aside", "alarmed"),
            "building_alarmed": _share(found, name, "building", "alarmed"),
        }
        for name in names
    ]


def _share(found: "dict[tuple[str, Part], Tally]", name: str, part: "Part", what: str) -> str:
    tally = found.get((name, part))
    return f"{getattr(tally, what)} of {tally.cases}" if tally else ""
