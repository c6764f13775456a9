"""What the log holds, kept between requests and brought up to date by what was written since.

All numbers come from the functions that the commands use, on the same attempts. Kept apart by question and by
person, so that one more answer or review costs the work of one question and one person, not of the whole log.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import TypeVar

from sqlite_utils import Database

from grader.history.items import Item, beside_others, comparable, key_point_items, question_item
from grader.history.periods import Daily, Period, daily, periods
from grader.history.progress import Norms, merged, norms_of
from grader.history.spread import Bin, spread_of
from grader.history.standing import Standing, standing_of
from grader.history.topics import QuestionTally, Topic, tally_of, topics_from
from grader.log.changes import Mark, changed_since, mark_of
from grader.log.current import Attempt, AttemptPoint, attempt_points, attempts
from grader.log.groups import members
from grader.log.store import Filters
from grader.reviewing.queue import queue_of

Part = TypeVar("Part")


class OfQuestion:
    """All attempts at one question, in the order of answering, with their key points."""

    def __init__(self, attempts: Sequence[Attempt], points: Iterable[AttemptPoint]) -> None:
        self.attempts = attempts
        self.points = list(points)

    @cached_property
    def tally(self) -> QuestionTally:
        """What it adds to its topic."""
        return tally_of(self.attempts, self.points)

    @cached_property
    def first(self) -> list[Attempt]:
        """First attempts that can be compared."""
        return comparable(self.attempts)

    @cached_property
    def norms(self) -> Norms:
        """What people earn on their first attempt."""
        return norms_of(self.attempts)

    @cached_property
    def daily(self) -> Daily:
        """Its answers, day by day."""
        return daily(self.attempts)

    @cached_property
    def key_points(self) -> list[Item]:
        """How hard its key points are."""
        return key_point_items(self.attempts, self.points)

    @cached_property
    def spread(self) -> list[Bin]:
        """How its scores are spread."""
        return spread_of(attempt.percent for attempt in self.attempts)


class Snapshot:
    """The answers that match, as they stood when `refresh` was last called."""

    def __init__(self, filters: Filters) -> None:
        self._filters = filters
        self._mark: Mark | None = None
        self._members: list[str] | None = None
        self._clear()

    def refresh(self, db: Database) -> None:
        """Read what was written since. Raises LogError for a damaged row, naming its grade."""
        now, group = mark_of(db), self._group(db)
        if (now, group) == (self._mark, self._members):
            return
        changed = changed_since(db, self._mark, now) if self._mark and group == self._members else None
        if changed is None:
            self._clear()
        self._take(attempts(db, self._filters, changed), attempt_points(db, self._filters, changed))
        self._mark, self._members = now, group

    def _clear(self) -> None:
        self._mark = None
        self._attempts: dict[str, Attempt] = {}
        self._points: dict[str, list[AttemptPoint]] = {}
        self._of_question: dict[str, dict[str, None]] = {}
        self._of_person: dict[str, dict[str, None]] = {}
        self._questions: dict[str, OfQuestion] = {}
        self._standings: dict[str, Standing] = {}
        self._put_together: dict[str, object] = {}

    @property
    def attempts(self) -> list[Attempt]:
        """All of them, in the order of answering."""
        return list(self._attempts.values())

    @property
    def questions(self) -> dict[str, OfQuestion]:
        """By id, in the order in which they were first answered."""
        return {id: self.question(id) for id in self._of_question}

    def question(self, id: str) -> OfQuestion:
        """One question. Raises KeyError where nobody answered it."""
        if id not in self._questions:
            found = self._of_question[id]
            said = (point for first_id in found for point in self._points[first_id])
            self._questions[id] = OfQuestion([self._attempts[first_id] for first_id in found], said)
        return self._questions[id]

    def person(self, candidate: str) -> list[Attempt]:
        """One person's attempts, in the order of answering. Raises KeyError where there are none."""
        return [self._attempts[first_id] for first_id in self._of_person[candidate]]

    @property
    def standings(self) -> list[Standing]:
        """Everybody, by name."""
        for candidate in self._of_person.keys() - self._standings.keys():
            self._standings[candidate] = standing_of(self.person(candidate))
        return [standing for _, standing in sorted(self._standings.items())]

    @property
    def tallies(self) -> list[QuestionTally]:
        """What each question adds to its topic."""
        return [part.tally for part in self.questions.values()]

    @property
    def topics(self) -> list[Topic]:
        """As `grader topics` lists them."""
        return self._once("topics", lambda: topics_from(self.tallies))

    @property
    def norms(self) -> Norms:
        """What people earn on their first attempts at all questions."""
        return self._once("norms", lambda: merged(part.norms for part in self.questions.values()))

    @property
    def periods(self) -> list[Period]:
        """All answers over time."""
        return self._once("periods", lambda: periods(part.daily for part in self.questions.values()))

    @property
    def spread(self) -> list[Bin]:
        """How all scores are spread."""
        return self._once("spread", lambda: _added(part.spread for part in self.questions.values()))

    @property
    def queue(self) -> list[Attempt]:
        """As `grader review next` goes through it."""
        return self._once("queue", lambda: queue_of(self.attempts))

    def item(self, question_id: str) -> Item:
        """As `grader items` lists the question."""
        first = {id: part.first for id, part in self.questions.items()}
        return question_item(question_id, first[question_id], beside_others(first))

    def _once(self, name: str, make: Callable[[], Part]) -> Part:
        if name not in self._put_together:
            self._put_together[name] = make()
        return self._put_together[name]  # type: ignore[return-value]  # it is what `make` made

    def _group(self, db: Database) -> list[str] | None:
        group = self._filters.group
        return None if group is None else [candidate for _, candidate in members(db, group)]

    def _take(self, changed: Sequence[Attempt], points: Iterable[AttemptPoint]) -> None:
        self._put_together = {}
        for attempt in changed:
            self._forget(self._attempts.get(attempt.first_id, attempt))
            self._forget(attempt)
            self._attempts[attempt.first_id] = attempt
            self._points[attempt.first_id] = []
            self._of_question.setdefault(attempt.question_id, {})[attempt.first_id] = None
            if attempt.candidate is not None:
                self._of_person.setdefault(attempt.candidate, {})[attempt.first_id] = None
        for point in points:
            self._points[point.first_id].append(point)

    def _forget(self, attempt: Attempt) -> None:
        self._questions.pop(attempt.question_id, None)
        self._standings.pop(str(attempt.candidate), None)


def _added(spreads: Iterable[list[Bin]]) -> list[Bin]:
    columns = zip(*spreads, strict=True)
    return [
        Bin(low=bins[0].low, high=bins[0].high, answers=sum(one.answers for one in bins), band=bins[0].band)
        for bins in columns
    ]
