"""The judge: asks about what is open, believes what is grounded, and leaves the first pass where neither can be had."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from msgspec import structs

from grader.calibration import Calibration
from grader.coverage import Verdict
from grader.judged import Judged
from grader.llm_judge.asking import Asker
from grader.llm_judge.budget import Budget
from grader.llm_judge.cascade import Cascade
from grader.llm_judge.grounding import grounded
from grader.llm_judge.prompt import PROMPT_VERSION
from grader.llm_judge.replies import Replies, RepliesInMemory, Reply
from grader.llm_judge.reply import MalformedReply, Said, read_reply
from grader.llm_judge.request import Request, request_for
from grader.llm_judge.tally import Tally
from grader.llm_judge.troubles import AskFailed
from grader.observation import Observation
from grader.verifying import Seen
from rubric import Question

ATTEMPTS = 2
"""A malformed reply is asked for once more."""

GIVEN_UP_AFTER = 3
"""Requests in a row that fail for a lasting reason; then the model counts as gone."""

CHARACTERS_A_TOKEN = 4
"""Roughly, in English: for the budget, where a model does not count its tokens."""


@dataclass(slots=True)
class Judge:
    """Gives second opinions by a model, within a budget; `tally` says what it has done."""

    asker: Asker
    cascade: Cascade = field(default_factory=Cascade)
    budget: Budget = field(default_factory=Budget)
    replies: Replies = field(default_factory=RepliesInMemory)
    tally: Tally = field(default_factory=Tally)
    _failed_in_a_row: int = 0
    _last_reason: str = ""

    @property
    def model(self) -> str:
        """The model's id."""
        return self.asker.model

    def review(self, seen: Sequence[Seen], calibration: Calibration) -> list[Seen]:
        """The same observations, with verdicts in readings that the judge was asked about, and what it was asked."""
        return [
            (question, answer, self._reviewed(question, answer, found, calibration)) for question, answer, found in seen
        ]

    def _reviewed(self, question: Question, answer: str, found: Observation, calibration: Calibration) -> Observation:
        asked = self.cascade.asked(found, calibration)
        judged = Judged(model=self.model, prompt_version=PROMPT_VERSION, asked=asked)
        verdicts: dict[str, Verdict | None] = {}
        if asked:
            request = request_for(self.asker.identity, question, answer, asked)
            said, used, failure = self._heard(request)
            verdicts = {request.names[name]: grounded(answer, one) for name, one in said.items()}
            judged = structs.replace(judged, request=request.key, seed=request.seed, failure=failure)
            judged = _with_costs(judged, used, [id for id in asked if id in verdicts and not verdicts[id]])
        self.tally.add(judged, len(found.key_points))
        return _with_verdicts(found, judged, verdicts)

    def _heard(self, request: Request) -> tuple[dict[str, Said], list[Reply], str | None]:
        """What the judge said by name, the control left out; the replies it took; and why there is nothing, if so."""
        used: list[Reply] = []
        reason = ""
        for attempt in range(ATTEMPTS):
            try:
                used.append(self._reply(request, attempt))
                said = read_reply(used[-1].text, [*request.names, request.control])
            except MalformedReply as malformed:
                reason = f"no usable reply in {ATTEMPTS} attempts: {malformed}"
                continue
            except AskFailed as failed:
                return {}, used, failed.reason
            if said.pop(request.control).status != "missing":
                return {}, used, "it found a statement that was put in to test it and that no answer holds"
            return said, used, None
        return {}, used, reason

    def _reply(self, request: Request, attempt: int) -> Reply:
        """The reply of that attempt, remembered or asked for. Raises AskFailed."""
        kept = self.replies.of(request)
        if attempt < len(kept):
            return kept[attempt]
        if self._failed_in_a_row >= GIVEN_UP_AFTER:
            raise AskFailed(f"given up after {GIVEN_UP_AFTER} failures in a row, the last: {self._last_reason}")
        if limit := self.budget.exhausted:
            raise AskFailed(limit)
        reply = self._asked(request)
        self.replies.keep(request, self.model, reply)
        return reply

    def _asked(self, request: Request) -> Reply:
        try:
            reply = self.asker.ask(request)
        except AskFailed as failed:
            self._spend(request, None)
            self._failed_in_a_row = self._failed_in_a_row + 1 if failed.lasting else 0
            self._last_reason = failed.reason
            raise
        self._failed_in_a_row = 0
        self._spend(request, reply)
        return reply

    def _spend(self, request: Request, reply: Reply | None) -> None:
        """Note a request; one that failed counts as well, for it may have been paid for."""
        sent, came = len(request.system) + len(request.prompt), len(reply.text) if reply else 0
        if reply and reply.input_tokens is not None:
            tokens = reply.input_tokens + (reply.output_tokens or 0)
        else:
            tokens = (sent + came) // CHARACTERS_A_TOKEN
        self.budget.spend(tokens)
        if reply:
            self.tally.sent(tokens, reply.seconds)
        else:
            self.tally.sent()


def _with_costs(judged: Judged, used: Sequence[Reply], discarded: Sequence[str]) -> Judged:
    return structs.replace(
        judged,
        resolved=used[-1].resolved if used else None,
        discarded=tuple(discarded),
        requests=len(used),
        input_tokens=_total([reply.input_tokens for reply in used]),
        output_tokens=_total([reply.output_tokens for reply in used]),
        seconds=round(sum(reply.seconds for reply in used), 2),
    )


def _total(counts: Sequence[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if known else None


def _with_verdicts(found: Observation, judged: Judged, verdicts: dict[str, Verdict | None]) -> Observation:
    readings = (structs.replace(reading, verdict=verdicts.get(reading.id)) for reading in found.key_points)
    return structs.replace(found, judged=judged, key_points=tuple(readings))
