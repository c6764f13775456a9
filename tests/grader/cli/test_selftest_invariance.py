"""`grader selftest invariance`: the report as a whole on made-up changes, and the command on a made-up encoder."""

import json
from collections.abc import Callable

import pytest
from click.testing import Result

from grader.cli.selftest_invariance import show
from grader.robustness.invariance import Change, summarise
from rubric.bank import questions

Run = Callable[..., Result]

REPORT = """\

          Rewording    Answers   Mean change   Largest   Beyond 10   Worst example
 ──────────────────────────────────────────────────────────────────────────────────────────────────
 BROKEN   typos              2           6.5        12           1   lstm: first half goes from 50%
                                                                     to 38%
 ok       upper case         1             0         0           0   lstm: first half goes from 50%
                                                                     to 50%

"""


def change(kind: str, after: float) -> Change:
    return Change(kind=kind, question_id="lstm", source="first half", before=50, after=after, reworded="It is.")


def test_every_kind_is_shown_with_its_mean_its_largest_change_and_the_worst_example(capsys):
    show(summarise([change("typos", 49), change("typos", 38), change("upper_case", 50)]))
    assert "".join(f"{line.rstrip()}\n" for line in capsys.readouterr().out.splitlines()) == REPORT


@pytest.mark.usefixtures("faked")
def test_json_has_a_line_per_kind_and_the_limits(run: Run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("grader.cli.selftest_invariance.questions", lambda: questions()[:8])
    done = run("selftest", "invariance", "--json")
    found = json.loads(done.stdout)
    assert (found["schema_version"], found["limits"]) == (1, {"mean_less_than": 5.0, "at_most": 10.0})
    assert [line["kind"] for line in found["rewordings"]] == [
        "typos", "contractions", "spelling", "list", "upper_case", "slips",
    ]  # fmt: skip
    failed = sum(not line["holds"] for line in found["rewordings"])
    assert done.exit_code == (1 if failed else 0)
    assert done.stderr == f"48 answers reworded, {failed} of 6 kinds beyond the limits\n"
