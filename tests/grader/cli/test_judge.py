"""--judge on every command that takes it. The fake encodes and a scripted model judges: plumbing, not judgement."""

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from grader.errors import LogError
from grader.log.opening import open_log
from tests.scripted_judge import ScriptedModel, obeys, reply

Run = Callable[..., Result]

RUBRIC = """
id = "sky"
prompt = "What can be said of the sky?"
topic = "nature"
level = "basic"
reference_answers = ["The sky is blue. Clouds bring rain."]
[[key_points]]
id = "blue"
text = "The sky is blue."
hint = "Which colour?"
weight = 2
wordings = ["Overhead it looks azure."]
counter_statements = ["The heavens are green."]
[[key_points]]
id = "rain"
text = "Clouds bring rain."
hint = "What falls?"
"""
ANSWER = "Up there it looks azure, mostly. I like it."

pytestmark = pytest.mark.usefixtures("faked")


@pytest.fixture
def sky_file(tmp_path: Path) -> Path:
    file = tmp_path / "sky.toml"
    file.write_text(RUBRIC)
    return file


@pytest.fixture
def judging(run: Run, sky_file: Path, scripted: ScriptedModel) -> Run:
    """Runs a command with the rubric and the scripted judge, which is asked about everything."""
    assert scripted.model_id == "scripted"
    asking = ("--rubrics", sky_file, "--judge", "scripted", "--judge-all")
    return lambda command, *args, **options: run(command, *args, *asking, **options)


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    file = tmp_path / "answers.jsonl"
    rows = [{"id": f"r{n}", "question_id": "sky", "answer": f"{ANSWER} {n} times."} for n in range(6)]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return file


def test_a_grade_says_what_was_asked_and_what_it_cost(judging: Run, scripted: ScriptedModel) -> None:
    done = judging("grade", "sky", ANSWER, "--json")
    assert done.exit_code == 0, done.output
    judge = json.loads(done.stdout)["judge"]
    assert (judge["model"], judge["asked"], judge["requests"]) == ("scripted", ["blue", "rain"], 1)
    assert (judge["input_tokens"], judge["output_tokens"], judge["failure"]) == (100, 20, None)
    assert judge["seconds"] >= 0
    assert [point["verdict"] for point in judge["points"]] == ["covered", "covered"]
    assert len(scripted.sent) == 1


def test_a_person_reads_the_judges_share_in_a_line(judging: Run) -> None:
    shown = " ".join(judging("grade", "sky", ANSWER).stdout.split())
    assert re.search(r"Judge scripted: asked about 2 of 2 key points, 120 tokens, \d\.\d s", shown)


def test_a_failure_leaves_a_grade_with_its_reason(judging: Run, scripted: ScriptedModel, run: Run) -> None:
    scripted.script = obeys
    done = judging("grade", "sky", ANSWER, "--json")
    judged = json.loads(done.stdout)
    alone = json.loads(run("grade", "sky", ANSWER, "--json", "--rubrics", "sky.toml", "--no-log").stdout or "{}")
    assert done.exit_code == 0
    assert judged["conditions"][-1] == "judge_failed"
    assert judged["judge"]["failure"].startswith("it found a statement that was put in to test it")
    assert not alone or judged["percent"] == alone["percent"]


def test_without_the_option_nothing_is_asked_and_nothing_is_said(
    run: Run, sky_file: Path, scripted: ScriptedModel
) -> None:
    done = run("grade", "sky", ANSWER, "--json", "--rubrics", sky_file)
    assert "judge" not in json.loads(done.stdout)
    assert "Judge" not in run("grade", "sky", ANSWER, "--rubrics", sky_file).stdout
    assert not scripted.sent


def test_a_variable_names_the_judge(run: Run, sky_file: Path, scripted: ScriptedModel, monkeypatch) -> None:
    monkeypatch.setenv("GRADER_JUDGE", "scripted")
    monkeypatch.setenv("GRADER_JUDGE_BAND", "0,1")
    run("grade", "sky", ANSWER, "--rubrics", sky_file)
    assert len(scripted.sent) == 1


def test_a_narrow_band_asks_about_nothing(run: Run, sky_file: Path, scripted: ScriptedModel) -> None:
    done = run("grade", "sky", ANSWER, "--rubrics", sky_file, "--judge", "scripted", "--judge-band", "1,1")
    assert "Judge scripted: asked about 0 of 2 key points" in done.stdout
    assert not scripted.sent


def test_verify_takes_the_recorded_verdicts_and_asks_nobody(judging: Run, run: Run, scripted: ScriptedModel) -> None:
    judging("grade", "sky", ANSWER)
    sent = len(scripted.sent)
    done = run("explain", "last", "--verify", "--json")
    parts = json.loads(done.stdout)
    assert done.exit_code == 0, done.output
    assert parts["verified"]
    assert len(scripted.sent) == sent
    assert [
        {said["reason"] for said in json.loads(one["text"])["verdicts"].values()} for one in parts["judge_replies"]
    ] == [{"So it says."}]
    blue = parts["computation"][0]
    assert blue["verdict"]["status"] == "covered"
    assert blue["p_covered"] > blue["first_pass"]["p_covered"]


def test_explain_tells_a_person_what_the_judge_said(judging: Run, run: Run) -> None:
    judging("grade", "sky", ANSWER)
    shown = run("explain", "last").stdout
    assert '  the judge: covered from "Up there it looks azure, mostly": So it says.' in shown
    assert "  before it was heard: " in shown
    assert "Judge scripted: asked about 2 of 2 key points" in shown


def test_verify_finds_a_quotation_that_was_changed(judging: Run, run: Run, db: Path) -> None:
    judging("grade", "sky", ANSWER)
    with open_log(db) as log, log.conn:
        log.execute("drop trigger grades_append_only")
        log.execute(
            """update grades set observation = replace(observation, '"quote":{"text":"Up', '"quote":{"text":"On')"""
        )
    done = run("explain", "last", "--verify")
    assert done.exit_code == 1
    assert "its quotation does not stand in the answer" in " ".join(done.stdout.split())


def test_an_unknown_model_is_named_before_any_work(run: Run, sky_file: Path, scripted: ScriptedModel) -> None:
    done = run("grade", "sky", ANSWER, "--rubrics", sky_file, "--judge", "nobody")
    assert (done.exit_code, scripted.sent) == (1, [])
    assert done.stderr == "Error: llm knows no model 'nobody'; 'llm models' lists them; plugins add more\n"


def test_without_the_extra_the_message_says_how_to_get_it(run: Run, sky_file: Path, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "llm", None)
    done = run("grade", "sky", ANSWER, "--rubrics", sky_file, "--judge", "scripted")
    assert done.exit_code == 1
    assert "pip install '.[judge]'" in done.stderr


@pytest.mark.parametrize(
    ("option", "value"), [("--judge-band", "0.7,0.2"), ("--judge-band", "low"), ("--judge-budget", "5 euros")]
)
def test_a_wrong_option_is_a_wrong_call(run: Run, option: str, value: str) -> None:
    done = run("grade", "sky", ANSWER, option, value)
    assert done.exit_code == 2
    assert option in done.stderr


def test_practice_takes_a_judge(judging: Run, scripted: ScriptedModel) -> None:
    done = judging("practice", "sky", input=f"{ANSWER}\n.\n")
    assert done.exit_code == 0, done.output
    assert "Judge scripted: asked about 2 of 2 key points" in " ".join(done.stdout.split())
    assert len(scripted.sent) == 1


def test_a_batch_says_what_the_judge_did(judging: Run, answers: Path, scripted: ScriptedModel) -> None:
    done = judging("batch", answers, "--json")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 0, done.output
    assert [row["judge"]["failure"] for row in rows] == [None] * 6
    assert re.search(r"judge scripted: asked about 12 of 12 key points, 6 requests, 720 tokens, \d", done.stderr)
    assert len(scripted.sent) == 6


def test_a_batch_goes_on_whatever_becomes_of_the_judge(judging: Run, answers: Path, scripted: ScriptedModel) -> None:
    def offline(_: object) -> str:
        raise ConnectionError("Network is unreachable")

    scripted.script = offline
    done = judging("batch", answers, "--json")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 0, done.output
    assert len(rows) == 6
    assert all(row["conditions"][-1] == "judge_failed" for row in rows)
    assert len(scripted.sent) == 3
    assert "3 answers without a verdict: given up after 3 failures in a row" in done.stderr


def test_a_resumed_batch_does_not_pay_twice(judging: Run, run: Run, answers: Path, scripted: ScriptedModel) -> None:
    assert judging("batch", answers, "--limit", "2").exit_code == 0
    done = run("batch", "--resume")
    assert done.exit_code == 0, done.output
    assert len(scripted.sent) == 6
    assert len({sent.prompt for sent in scripted.sent}) == 6


def test_what_came_before_a_kill_is_not_paid_for_again(
    judging: Run, run: Run, answers: Path, scripted: ScriptedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The log takes the replies, and is full when the grades are to follow: as if the program had been killed."""
    with monkeypatch.context() as broken:

        def full(*_: object) -> None:
            raise LogError("the disk is full", "free some space")

        broken.setattr("grader.batch.recording.record", full)
        assert judging("batch", answers).exit_code == 1
    paid = len(scripted.sent)
    assert paid
    done = run("batch", "--resume", "--json")
    assert done.exit_code == 0, done.output
    assert len(scripted.sent) == len({sent.prompt for sent in scripted.sent}) == 6


def test_a_run_keeps_its_judge_and_its_budget(judging: Run, run: Run, answers: Path, scripted: ScriptedModel) -> None:
    assert judging("batch", answers, "--limit", "1", "--judge-budget", "3").exit_code == 0
    refused = run("batch", "--resume", "--judge", "another")
    assert refused.exit_code == 2
    assert "a run keeps the --judge it was started with" in refused.stderr
    rows = [json.loads(line) for line in run("batch", "--resume", "--json").stdout.splitlines()]
    assert len(scripted.sent) == 3
    assert [row["judge"]["failure"] for row in rows] == [None] * 3 + ["the budget of 3 requests is used up"] * 3


def test_a_budget_can_be_raised_on_resuming(judging: Run, run: Run, answers: Path, scripted: ScriptedModel) -> None:
    judging("batch", answers, "--limit", "2", "--judge-budget", "1")
    run("batch", "--resume", "--judge-budget", "99")
    assert len(scripted.sent) == 5  # one before, none for the second row, four after


def test_answers_can_be_judged_later(judging: Run, run: Run, sky_file: Path, scripted: ScriptedModel) -> None:
    run("grade", "sky", ANSWER, "--rubrics", sky_file)
    shown = json.loads(judging("regrade", "--all", "--dry-run", "--json").stdout)
    assert shown["counts"]["answers"] == 1
    assert len(scripted.sent) == 1
    done = judging("regrade", "--all", "--yes")
    assert done.exit_code == 0, done.output
    assert len(scripted.sent) == 1  # the dry run has paid for it
    assert json.loads(run("log", "show", "last", "--json").stdout)["judge"]["asked"] == ["blue", "rain"]
    assert json.loads(judging("regrade", "--all", "--dry-run", "--json").stdout)["counts"]["answers"] == 0


def test_an_evaluation_draws_the_curve(judging: Run, tmp_path: Path, scripted: ScriptedModel) -> None:
    """A judge that knows the labels: what is heard of it can only help, and all of it helps."""
    labels = {"first": {"blue": True, "rain": False}, "second": {"blue": False, "rain": True}}
    rows = [
        {
            "question_id": "sky",
            "answer": f"The {name} stays grey outside.",
            "rubric_labels": said,
            "score": 1,
            "score_max": 2,
        }
        for name, said in labels.items()
    ]
    file = tmp_path / "rated.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))

    def knows(sent: object) -> str:
        said = labels[sent.answer.split()[1]]
        texts = {"The sky is blue.": said["blue"], "Clouds bring rain.": said["rain"]}
        return reply(
            {
                id: ("covered", "stays grey") if texts.get(text) else ("missing", "")
                for id, text in sent.statements.items()
            }
        )

    scripted.script = knows
    done = judging("evaluate", file, "--json")
    assert done.exit_code == 0, done.output
    [data] = json.loads(done.stdout)["datasets"]
    curve = data["judge"]["curve"]
    assert (curve[0]["judged"], curve[-1]["judged"], curve[-1]["share"]) == (0, 4, 1.0)
    assert curve[-1]["accuracy"] == data["point_agreement"] >= curve[0]["accuracy"]
    assert data["judge"]["verdicts"] == [
        {"verdict": "covered", "present": 2, "absent": 0},
        {"verdict": "missing", "present": 0, "absent": 2},
    ]
    shown = judging("evaluate", file)
    assert "Judge scripted: asked about 4 of 4 key points" in shown.stdout
    assert "labels met" in shown.stdout
    assert len(scripted.sent) == 2  # the second evaluation remembers
