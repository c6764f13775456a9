"""`grader evaluate`: the report as a whole on made-up grades, and the command on a few rows."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from grader.cli.evaluation_report import document, show
from grader.evaluation.comparing import figures_of
from grader.evaluation.disagreements import farthest
from grader.grading import Grader
from rubric import Question

Run = Callable[..., Result]

REPORT = """\
made-up: 4 answers to 2 questions, scores 0 to 2, 2 labelled key points

                      grader      90% interval   cosine   length    mean   human
 ───────────────────────────────────────────────────────────────────────────────
 Pearson r             0.783    0.174 to 1.000    0.968   -0.302       –   0.866
 Spearman              0.632   -0.272 to 1.000    0.949   -0.236       –       –
 r within questions    0.908                      0.992   -0.316       –       –
 RMSE                  0.600                      0.207    0.791   0.829       –
 MAE                   0.300                      0.171    0.750   0.750       –
 QWK                   0.800                      1.000    0.250   0.000   0.667
 exact agreement       0.750                      1.000    0.250   0.250   0.667
 adjacent agreement    1.000                      1.000    1.000   1.000       –
 SMD                   0.313                          –        –       –       –
 AUC, key points       0.500                      1.000    0.500   0.500       –

Errors and classes of cosine and length: after the least-squares line to these very scores.
25% of the grades need review.
75% of the human scores lie in the grade's 90% interval; it is 15.0% of the highest score wide on
average.
50.0% of the key-point labels are met (coverage cut at one half).

 human level   n   mean grade   exact
 ────────────────────────────────────
 0             2        0.600   0.500
 1             1        1.000   1.000
 2             1        2.000   1.000


 question   n       r   Spearman    RMSE     MAE     QWK   exact     AUC   mean's RMSE
 ─────────────────────────────────────────────────────────────────────────────────────
 p          2   1.000      1.000   0.000   0.000   1.000   1.000       –         0.500
 q          2   1.000      1.000   0.849   0.600   0.667   0.500   0.500         1.000


1. grade 1.20, human 0.00 of 2: rows.jsonl:1
   question: Why?
   answer: An answer.
   partial 0.60 (human: there): It is blue.
     from: "answer"
   partial 0.60 (human: missing): It is wide.
     from: "answer"
"""


@pytest.fixture
def fake_encoder(fake_grader: Grader, monkeypatch: pytest.MonkeyPatch) -> None:
    """Similarities are made up: for plumbing, not for judgement."""
    monkeypatch.setattr("grader.embedding.load_encoder", lambda *_: fake_grader.encoder)


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    file = tmp_path / "weather.jsonl"
    rubric = [{"id": "wet", "text": "Rain is wet.", "weight": None}, {"id": "up", "text": "It falls from clouds."}]
    row = {"id": "r1", "question_id": "rain", "question": "What is rain?", "rubric": rubric, "score_max": 2}
    answers = [
        {"answer": "Rain is wet. It falls from clouds.", "score": 2, "rubric_labels": {"wet": 1, "up": 1}},
        {"answer": "Rain is wet.", "score": 1, "rubric_labels": {"wet": 1, "up": 0}},
        {"answer": "", "score": 0, "rubric_labels": {"wet": 0, "up": 0}},
        {"answer": "No idea at all.", "score": None, "rubric_labels": {"wet": 0, "up": 0}},
    ]
    file.write_text("".join(json.dumps(row | answer) + "\n" for answer in answers))
    return file


def test_the_report_shows_grader_baselines_and_people(
    made_up: Callable[..., object], capsys: pytest.CaptureFixture[str]
) -> None:
    measured = [
        made_up(0, "p", (0.1, 0.1), 1.0, score=0, score_max=2, annotator_scores=[0, 0]),
        made_up(50, "p", (0.2, 0.4), 2.0, score=1, score_max=2, annotator_scores=[1, 1]),
        made_up(100, "q", (0.5, 0.5), 1.0, score=2, score_max=2, annotator_scores=[2, 1]),
        made_up(60, "q", (0.3, 0.1), 2.0, score=0, score_max=2, rubric_labels={"a": 1, "b": 0}),
    ]
    show(figures_of("made-up", measured), farthest(measured, 1), per_question=True)
    assert "\n".join(line.rstrip() for line in capsys.readouterr().out.splitlines()) == REPORT


def test_names_of_others_are_shown_to_the_letter(
    made_up: Callable[..., object], capsys: pytest.CaptureFixture[str]
) -> None:
    name = "[b]\x1b[2J"
    measured = [made_up(50 * score, name, score=score, score_max=2) for score in (0, 1, 2)]
    show(figures_of(name, measured), farthest(measured, 1), per_question=True)
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert [line.split()[0] for line in shown.splitlines() if r"[b]\x1b[2J" in line] == [
        r"[b]\x1b[2J:",
        r"[b]\x1b[2J",
    ]


@pytest.mark.usefixtures("fake_encoder")
def test_json_has_every_figure_under_its_name(run: Run, rows: Path) -> None:
    done = run("evaluate", rows, "--json", "--disagreements", "1")
    assert (done.exit_code, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert found["schema_version"] == 1
    [data] = found["datasets"]
    assert (data["name"], data["n"], data["scored"], data["questions"]) == ("weather", 4, 3, 1)
    assert (data["auc_of"], data["labelled_points"], data["score_max"]) == ("key points", 8, 2.0)
    assert set(data) >= {"pearson", "spearman", "rmse", "mae", "qwk", "auc", "auc_interval", "smd", "levels", "humans"}
    assert set(data["baselines"]) == {"cosine", "length", "mean"}
    assert data["baselines"]["mean"]["pearson"] is None
    assert [(one["question"], one["n"]) for one in data["per_question"]] == [("rain", 4)]
    assert set(data["per_question"][0]["baselines"]) == {"cosine", "length", "mean"}
    assert len(data["disagreements"]) == 1


@pytest.mark.usefixtures("fake_encoder")
def test_a_limit_and_several_files(run: Run, rows: Path) -> None:
    other = rows.with_name("other.jsonl")
    other.write_bytes(rows.read_bytes())
    done = run("evaluate", rows, other, "--json", "--limit", "2")
    assert [(data["name"], data["n"]) for data in json.loads(done.stdout)["datasets"]] == [("weather", 2), ("other", 2)]


def test_a_bad_row_is_named_before_the_model_is_loaded(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    file.write_text("question_id,answer,score\nlstm,It has gates.,high\n")
    done = run("evaluate", file, "--model", "no-such-model")
    assert (done.exit_code, done.stderr) == (
        1,
        f"Error: {file}:2: Expected `float | null`, got `str` - at `score`; docs/metrics.md shows the form\n",
    )


@pytest.mark.usefixtures("fake_encoder")
def test_rubrics_of_ones_own_are_found_by_id(run: Run, tmp_path: Path) -> None:
    (tmp_path / "sky.toml").write_text(
        'id = "sky"\nprompt = "What is the sky?"\ntopic = "nature"\nlevel = "basic"\nreference_answers = ["Blue."]\n'
        '[[key_points]]\nid = "blue"\ntext = "The sky is blue."\nhint = "Look up."\n'
    )
    file = tmp_path / "rows.csv"
    file.write_text("question_id,answer,score\nsky,The sky is blue.,1\nsky,Grass.,0\n")
    done = run("evaluate", file, "--rubrics", tmp_path / "sky.toml")
    assert done.exit_code == 0
    assert done.stdout.startswith("rows: 2 answers to 1 question, scores 0 to 1\n")


@pytest.mark.usefixtures("loaded")
def test_right_answers_to_a_question_of_the_bank_are_told_from_wrong_ones(
    run: Run, tmp_path: Path, bank: dict[str, Question]
) -> None:
    right, stray = bank["lstm"].reference_answers, bank["gan"].reference_answers
    answers = [*((answer, 1) for answer in right), *((answer, 0) for answer in stray)]
    file = tmp_path / "rows.jsonl"
    file.write_text(
        "".join(json.dumps({"question_id": "lstm", "answer": text, "score": n}) + "\n" for text, n in answers)
    )
    [data] = json.loads(run("evaluate", file, "--json").stdout)["datasets"]
    assert (data["auc_of"], data["auc"], data["exact"]) == ("full marks", 1.0, 1.0)


def test_undefined_figures_are_null_and_numbers_rounded(made_up: Callable[..., object]) -> None:
    measured = [made_up(100 / 3, score=1, score_max=2)]
    data = document(figures_of("made-up", measured), [])
    assert (data["pearson"], data["qwk"], data["auc"], data["rmse"]) == (None, None, None, 0.3333)
    assert "disagreements" not in data
