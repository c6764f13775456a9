"""A judge's replies in the log."""

import sqlite3
from pathlib import Path

import pytest

from grader.llm_judge.replies import Reply
from grader.llm_judge.request import Request, request_for
from grader.log.judge_replies import RepliesInLog
from grader.log.opening import open_log
from rubric import Question

REPLIES = [
    Reply(text="first", resolved="m-2", input_tokens=3, output_tokens=4, seconds=0.5),
    Reply(text="sec\nond", seconds=1.0),
]


@pytest.fixture
def request_sent(sky: Question) -> Request:
    return request_for("m", sky, "An answer.", ["blue"])


def test_replies_come_back_in_order_and_to_their_request_only(db: Path, sky: Question, request_sent: Request) -> None:
    kept = RepliesInLog(db)
    for reply in REPLIES:
        kept.keep(request_sent, "m", reply)
    assert list(kept.of(request_sent)) == REPLIES
    assert kept.of(request_for("m", sky, "Another answer.", ["blue"])) == ()


def test_half_a_character_does_not_stop_the_log(db: Path, request_sent: Request) -> None:
    RepliesInLog(db).keep(request_sent, "m", Reply(text="half \ud800"))
    assert [reply.text for reply in RepliesInLog(db).of(request_sent)] == ["half ?"]


def test_a_reply_stays_as_it_came(db: Path, request_sent: Request) -> None:
    RepliesInLog(db).keep(request_sent, "m", REPLIES[0])
    with open_log(db) as log, pytest.raises(sqlite3.IntegrityError, match="judge_replies is append-only"):
        log.execute("update judge_replies set reply = 'another'")
