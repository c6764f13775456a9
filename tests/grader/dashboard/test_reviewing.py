"""Reviews through the browser: they count at once, are never changed, and two reviewers lose nothing."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from click.testing import Result

from grader.calibration import shipped
from grader.log.opening import open_log
from grader.log.records import Record
from grader.log.reviews import standing_review
from grader.log.store import append_again
from tests.grader.conftest import Answer
from tests.grader.dashboard.conftest import Visitor, hidden_fields

Visit = Callable[..., Visitor]
Run = Callable[..., Result]


@pytest.fixture
def graded_answer(answer: Answer) -> Record:
    """An answer in the log: 2 of 4 points, in doubt."""
    return answer("Sample Ana", "ccmm", doubtful=True)


def page_of(record: Record) -> str:
    return f"/answer/{record.grade_id}"


def give(someone: Visitor, record: Record, **filled: str) -> httpx.Response:
    return someone.send(page_of(record), f"{page_of(record)}/review", **filled)


def send_seen(someone: Visitor, page: str, record: Record, action: str = "review", **filled: str) -> httpx.Response:
    """Send the form of a page as it was seen a while ago."""
    address = f"{page_of(record)}/{action}"
    return someone.post(address, {**hidden_fields(page, address), **filled})


def test_a_review_counts_at_once(graded_answer: Record, visitor: Visit, run: Run, db: Path) -> None:
    someone = visitor()
    assert someone.sign_in("Coach Sample").headers["location"] == "/"
    assert "1 answer that needs" not in someone.get("/queue").text
    assert "<b>50%</b> fair" in someone.get(page_of(graded_answer)).text
    response = give(someone, graded_answer, points="3,5", reason="Says it\r\nall.", **{"key-point-k3": "covered"})
    assert (response.status_code, response.headers["location"]) == (303, f"{page_of(graded_answer)}?said=1")
    page = someone.get(response.headers["location"]).text
    assert "It is in the log, and counts: 3.5 points by <bdi>Coach Sample</bdi>" in page
    assert "Says it\nall." in page
    assert "No answer waits for a person" in someone.get("/queue").text
    shown = run("history", "Sample Ana", "--json").stdout
    assert '"percent": 87.5' in shown
    assert '"machine_percent": 50.0' in shown
    with open_log(db) as log:
        review = standing_review(log, str(graded_answer.grade_id))
    assert review
    assert (review.key_points, review.blind) == ({"k3": "covered"}, False)


@pytest.mark.parametrize(
    ("filled", "said"),
    [
        ({"points": "5", "reason": "so"}, "5 points cannot be given; give 0 to 4"),
        ({"points": "-1", "reason": "so"}, "-1 points cannot be given"),
        ({"points": "nan", "reason": "so"}, "nan points cannot be given"),
        ({"points": "three", "reason": "so"}, "&#39;three&#39; is no number of points"),
        ({"points": "3", "reason": " \r\n"}, "the review has no reason"),
    ],
)
def test_what_cannot_be_said_is_refused_and_kept_in_the_form(
    graded_answer: Record, visitor: Visit, filled: dict[str, str], said: str
) -> None:
    someone = visitor()
    someone.sign_in()
    response = give(someone, graded_answer, **filled, **{"key-point-k2": "contradicted"})
    assert response.status_code == 400
    assert said in response.text
    assert f'value="{filled["points"]}"' in response.text
    assert "<option selected>contradicted</option>" in response.text
    assert "Nobody has reviewed this answer" in someone.get(page_of(graded_answer)).text


def test_of_two_reviewers_at_once_the_second_is_told_and_nothing_is_lost(graded_answer: Record, visitor: Visit) -> None:
    one = visitor()
    other = Visitor(one._app, one.token)
    one.sign_in("Coach Sample")
    other.sign_in("Coach Muster")
    seen = other.get(page_of(graded_answer)).text
    assert give(one, graded_answer, points="4", reason="All there.").status_code == 303
    late = send_seen(other, seen, graded_answer, points="1", reason="Hardly anything.")
    assert late.status_code == 409
    assert "Coach Sample has reviewed it meanwhile" in late.text
    assert "What stands now: 4 points by <bdi>Coach Sample</bdi>, <q>All there.</q>" in late.text
    assert ">Hardly anything.</textarea>" in late.text
    again = send_seen(other, late.text, graded_answer, points="1", reason="Hardly anything.")
    assert again.status_code == 303
    page = other.get(page_of(graded_answer)).text
    assert "All there." in page
    assert "1 of 4 points by <bdi>Coach Muster</bdi>, which counts" in page


def test_a_review_is_taken_back_and_stays_in_the_log(graded_answer: Record, visitor: Visit) -> None:
    someone = visitor()
    someone.sign_in()
    give(someone, graded_answer, points="4", reason="All there.")
    page = someone.get(page_of(graded_answer)).text
    undo = f"{page_of(graded_answer)}/undo"
    assert someone.send(page_of(graded_answer), undo, **{"undo-reason": "Wrong answer."}).status_code == 303
    page_now = someone.get(page_of(graded_answer)).text
    assert "takes one back" in page_now
    assert "All there." in page_now
    assert "which counts" not in page_now
    assert send_seen(someone, page, graded_answer, action="undo").status_code in (400, 409)


def test_an_earlier_grade_leads_to_the_newest(
    graded_answer: Record, visitor: Visit, regraded: Callable[..., object], opened: Callable[..., object]
) -> None:
    with opened() as log:
        [newest] = append_again(
            log, [regraded(graded_answer, "cccc")], [(str(graded_answer.grade_id), "Sample Ana")],
            datetime.now(UTC), shipped(),
        )  # fmt: skip
    someone = visitor()
    someone.sign_in()
    page = someone.get(page_of(graded_answer)).text
    assert f'<a href="/answer/{newest.grade_id}">the newest grade of this answer</a> counts' in page
    assert "Give these points" not in page
    assert "Give these points" in someone.get(page_of(newest)).text
