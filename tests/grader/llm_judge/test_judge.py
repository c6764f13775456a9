"""The judge's paths, with a scripted model: what counts, what does not, and that the first pass stands then."""

import threading
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.grade import Grade
from grader.grading import Grader
from grader.llm_judge.asking import LONGEST_REPLY, PAUSES, LlmAsker, llm_asker
from grader.llm_judge.budget import Budget
from grader.llm_judge.cascade import Cascade
from grader.llm_judge.judge import GIVEN_UP_AFTER, Judge
from rubric import Question
from tests.scripted_judge import ScriptedModel, Sent, obeys, reply, says

ANSWER = "Overhead it looks somewhat azure. I like it. Clouds are up there."


@pytest.fixture
def first(fake_grader: Grader, sky: Question) -> Grade:
    """The grade without a judge."""
    return fake_grader.grade(sky, ANSWER).grade


@pytest.fixture
def judged(fake_grader: Grader, sky: Question, judge: Judge) -> Callable[..., Grade]:
    """Grades answers with the judge."""
    grader = Grader(fake_grader.encoder, judge=judge)
    return lambda answer=ANSWER: grader.grade(sky, answer).grade


def stands(grade: Grade, first: Grade) -> bool:
    """Whether score and statuses are those of the first pass."""
    return (grade.points, grade.interval, grade.key_points) == (first.points, first.interval, first.key_points)


def test_a_grounded_verdict_counts_and_both_opinions_are_on_record(judged, first: Grade, scripted) -> None:
    scripted.script = says("covered", "overhead it looks SOMEWHAT".lower().replace("overhead", "Overhead"))
    grade = judged()
    assert grade.judge.asked == ("blue", "rain")
    assert grade.judge.failure is None
    assert (grade.judge.requests, grade.judge.input_tokens, grade.judge.output_tokens) == (1, 100, 20)
    blue = grade.judge.points[0]
    assert (blue.verdict, blue.quote.text, blue.reason) == ("covered", "Overhead it looks somewhat", "So it says.")
    assert blue.first_coverage == first.key_points[0].coverage < grade.key_points[0].coverage
    assert ANSWER[blue.quote.start : blue.quote.end] == blue.quote.text


@pytest.mark.parametrize("status", ["covered", "partial", "contradicted"])
@pytest.mark.parametrize("quote", ["", "The sky is blue.", "it looks", "up there. Full marks"])
def test_a_verdict_without_a_quotation_that_stands_in_the_answer_is_discarded_and_counted(
    judged, first: Grade, scripted, status: str, quote: str
) -> None:
    scripted.script = says(status, quote)
    grade = judged("Nothing to say of it.") if quote == "it looks" else judged()
    assert grade.judge.discarded == ("blue", "rain")
    assert [point.verdict for point in grade.judge.points] == [None, None]
    assert quote == "it looks" or stands(grade, first)
    assert "judge_failed" not in grade.conditions


def test_missing_needs_no_quotation(judged, first: Grade, scripted) -> None:
    scripted.script = says("missing", "")
    grade = judged()
    assert not grade.judge.discarded
    assert grade.points <= first.points


def test_a_judge_that_finds_the_control_is_not_believed(judged, first: Grade, scripted) -> None:
    scripted.script = obeys
    grade = judged()
    assert stands(grade, first)
    assert grade.conditions[-1] == "judge_failed"
    assert grade.judge.failure == "it found a statement that was put in to test it and that no answer holds"


def malformed_then(times: int, then) -> object:
    replies = iter(["That looks fine to me!"] * times)
    return lambda sent: next(replies, None) or then(sent)


def test_a_malformed_reply_is_asked_for_once_more(judged, scripted) -> None:
    scripted.script = malformed_then(1, says("covered"))
    grade = judged()
    assert (grade.judge.requests, grade.judge.failure, grade.judge.input_tokens) == (2, None, 200)
    assert len(scripted.sent) == 2


def test_after_two_malformed_replies_the_first_pass_stands(judged, first: Grade, scripted) -> None:
    scripted.script = malformed_then(2, says("covered"))
    grade = judged()
    assert stands(grade, first)
    assert grade.conditions[-1] == "judge_failed"
    assert grade.judge.failure.startswith("no usable reply in 2 attempts: it is not the JSON that was asked for")
    assert "The judge gave no verdict that can be used" in grade.feedback


def _without_one(sent: Sent) -> str:
    return reply(dict.fromkeys(list(sent.statements)[1:], ("missing", "")))


def _another_id(sent: Sent) -> str:
    return reply(dict.fromkeys(sent.statements, ("missing", "")) | {"ffffff0": ("covered", "azure")})


def _another_status(sent: Sent) -> str:
    return reply(dict.fromkeys(sent.statements, ("excellent", "azure")))


def _twice(sent: Sent) -> str:
    return says("missing", "")(sent) * 2


@pytest.mark.parametrize("script", [_without_one, _another_id, _another_status, _twice, lambda _: "", lambda _: "[]"])
def test_replies_of_another_form_are_malformed(judged, first: Grade, scripted, script) -> None:
    scripted.script = script
    grade = judged()
    assert stands(grade, first)
    assert grade.judge.failure.startswith("no usable reply in 2 attempts: ")


def test_a_reply_in_a_fence_is_read(judged, scripted) -> None:
    scripted.script = lambda sent: f"```json\n{says('missing', '')(sent)}\n```"
    assert judged().judge.failure is None


def test_a_reply_of_a_megabyte_is_cut_short(judged, first: Grade, scripted) -> None:
    scripted.script = lambda _: "yes " * 250_000
    grade = judged()
    assert stands(grade, first)
    assert grade.judge.failure == f"the reply was longer than {LONGEST_REPLY:,} characters"


def test_a_model_that_does_not_reply_is_not_waited_for(
    fake_grader: Grader, sky: Question, first: Grade, scripted
) -> None:
    released = threading.Event()

    def sleeps(sent: Sent) -> str:
        released.wait()
        return says("covered")(sent)

    scripted.script = sleeps
    judge = Judge(llm_asker("scripted", timeout=0.05), Cascade(everything=True))
    grader = Grader(fake_grader.encoder, judge=judge)
    try:
        late = grader.grade(sky, ANSWER).grade
        after = grader.grade(sky, ANSWER + " Really.").grade
    finally:
        released.set()
    assert stands(late, first)
    assert late.judge.failure == "no reply within 0.05 seconds"
    assert after.judge.failure == "the model is still at work on a request that timed out"


class Trouble(Exception):  # noqa: N818 - what a test wants
    """As libraries for the web raise it."""

    def __init__(self, status: int, told: str, **headers: str) -> None:
        super().__init__(told)
        self.status_code = status
        self.response = type("Response", (), {"headers": headers, "status_code": status})()


def raising(*errors: Exception, then=None) -> object:
    left = iter(errors)

    def script(sent: Sent) -> str:
        if error := next(left, None):
            raise error
        return then(sent)

    return script


def test_a_model_that_is_too_busy_is_asked_again_after_the_pause_it_names(judged, scripted, pauses: list) -> None:
    busy = [Trouble(429, "slow down", **{"retry-after": "7"}), Trouble(529, "overloaded")]
    scripted.script = raising(*busy, then=says("covered"))
    assert judged().judge.failure is None
    assert pauses == [7.0, PAUSES[1]]


def test_a_model_that_stays_too_busy_is_let_alone(judged, first: Grade, scripted, pauses: list) -> None:
    scripted.script = raising(*[Trouble(429, "slow down")] * 9)
    grade = judged()
    assert stands(grade, first)
    assert grade.judge.failure == "Trouble: slow down"
    assert pauses == list(PAUSES)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (Trouble(404, "no such model"), "Trouble: no such model"),
        (ConnectionError("Network is unreachable"), "ConnectionError: Network is unreachable"),
        (ValueError("Requested tokens (9000) exceed context window of 2048"), "ValueError: Requested tokens (9000)"),
        (RuntimeError("x" * 10_000), "RuntimeError: xxx"),
    ],
    ids=["gone", "offline", "context", "long"],
)
def test_whatever_a_plugin_raises_is_the_reason_and_nothing_more(
    judged, first: Grade, scripted, error: Exception, reason: str
) -> None:
    scripted.script = raising(*[error] * 9)
    grade = judged()
    assert stands(grade, first)
    assert grade.judge.failure.startswith(reason)
    assert len(grade.judge.failure) <= 200
    assert "judge_failed" in grade.conditions


def test_a_model_that_is_gone_is_given_up(judged, scripted) -> None:
    scripted.script = raising(*[ConnectionError("refused")] * 99)
    failures = [judged(f"{ANSWER} {number} times.").judge.failure for number in range(GIVEN_UP_AFTER + 2)]
    assert len(scripted.sent) == GIVEN_UP_AFTER
    assert failures[-1] == "given up after 3 failures in a row, the last: ConnectionError: refused"


def test_a_request_that_is_too_long_does_not_count_against_the_model(judged, scripted) -> None:
    scripted.script = raising(*[Trouble(400, "maximum context length")] * 5, then=says("covered"))
    grades = [judged(f"{ANSWER} {number} times.") for number in range(6)]
    assert [grade.judge.failure is None for grade in grades] == [False] * 5 + [True]


def test_the_same_content_is_asked_about_once(judged, scripted) -> None:
    assert judged() == judged()
    assert len(scripted.sent) == 1


@pytest.mark.parametrize(
    ("budget", "asked", "reason"),
    [
        (Budget(requests=2), 2, "the budget of 2 requests is used up"),
        (Budget(tokens=200), 2, "the budget of 200 tokens is used up"),  # 120 tokens each: reached by the second
        (Budget(requests=0), 0, "the budget of 0 requests is used up"),
    ],
)
def test_a_budget_ends_the_asking(judge: Judge, judged, scripted, budget: Budget, asked: int, reason: str) -> None:
    judge.budget = budget
    grades = [judged(f"{ANSWER} {number} times.") for number in range(4)]
    assert len(scripted.sent) == asked
    assert [grade.judge.failure for grade in grades] == [None] * asked + [reason] * (4 - asked)


def test_tokens_are_estimated_for_the_budget_where_the_model_does_not_count(judge: Judge, judged, scripted) -> None:
    scripted.tokens = None
    judge.budget = Budget(tokens=100)
    assert judged().judge.input_tokens is None
    assert judged(f"{ANSWER} Again.").judge.failure == "the budget of 100 tokens is used up"


def test_a_model_without_schemas_is_asked_in_words(judged, scripted: ScriptedModel) -> None:
    scripted.supports_schema = False
    assert judged().judge.failure is None
    assert scripted.sent[0].schema is None
    assert '{"verdicts": {' in scripted.sent[0].system


def test_nothing_is_asked_of_a_blank_answer(judged, scripted) -> None:
    grade = judged(" ")
    assert (grade.judge.asked, grade.judge.failure, scripted.sent) == ((), None, [])


def test_the_feedback_may_use_the_judges_words_and_names_them_so(judged, scripted) -> None:
    scripted.script = lambda sent: reply(dict.fromkeys(sent.statements, ("missing", "")), "No colour\x1b[2J is named.")
    lines = judged("Something was there.").feedback.splitlines()
    assert 'Missing: Which colour? (The judge: "No colour[2J is named.")' in lines


@given(st.text(max_size=200))
def test_no_reply_whatever_ends_the_grading(text: str) -> None:
    from grader.llm_judge.reply import MalformedReply, read_reply

    with pytest.raises(MalformedReply):
        read_reply(text, ["a"])


def test_options_belong_to_the_model_and_to_the_request() -> None:
    plain = LlmAsker("m", None, 1, {})
    warm = LlmAsker("m", None, 1, {"temperature": "1", "seed": "3"})
    assert (plain.identity, warm.identity) == ("m", "m seed=3 temperature=1")
