"""`grader selftest polarity`: the shipped cases, and the report as a whole on made-up ones."""

import json
from collections.abc import Callable

import pytest
from click.testing import Result

from grader.polarity import selftest
from grader.polarity.selftest import Case

Run = Callable[..., Result]


def case(kind: str, reversed: str) -> Case:
    said = "The valve is not open."
    return Case(
        field="valves", part="kept aside", kind=kind, edit="contraction", statement=said, reversed=reversed,
        same="The valve isn't open.",
    )  # fmt: skip


def test_the_shipped_cases_pass(run: Run) -> None:
    done = run("selftest", "polarity", "--json")
    found = json.loads(done.stdout)
    assert (done.exit_code, found["schema_version"], found["passed"]) == (0, 1, True)
    assert {"noticed", "alarmed", "kinds", "edits", "misses"} < set(found)


def test_what_was_noticed_is_shown_and_too_little_is_a_failure(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    cases = [case("negation", "The valve is open."), case("roles", "It is another."), case("paraphrase", "It moves.")]
    monkeypatch.setattr(selftest, "shipped_cases", lambda: cases)
    done = run("selftest", "polarity", "--misses")
    assert done.exit_code == 1
    assert [" ".join(line.split()) for line in done.stdout.splitlines() if line.strip()] == [
        "Reversals noticed",
        "kind of change kept aside building false alarms, kept aside building",
        "\u2500" * 76,
        "negation 1 of 1 0 of 1",
        "roles 0 of 1 0 of 1",
        "paraphrase 0 of 1 0 of 1",
        "False alarms",
        "harmless edit false alarms, kept aside building",
        "\u2500" * 51,
        "contraction 0 of 3",
        "kept aside, roles: unlike",
        "The valve is not open.",
        "It is another.",
        "kept aside, paraphrase: unlike",
        "The valve is not open.",
        "It moves.",
    ]
    assert done.stderr == (
        "FAILED: in fields kept aside 50% of the reversals noticed, 0.0% false alarms; "
        "free paraphrases are the weak spot\n"
    )
