"""The questions at hand: the shipped bank and a user's own, found by id or number."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rubric.bank import question as shipped_question
from rubric.bank import questions as shipped_questions
from rubric.errors import RubricError, UnknownQuestionError
from rubric.loading import load_files
from rubric.model import Question


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A set of questions with distinct ids."""

    questions: tuple[Question, ...]

    def find(self, name: str) -> Question:
        """The question with that id or number. Raises UnknownQuestionError with the nearest ids."""
        wanted = name.strip().lower()
        for question in self.questions:
            if wanted in (question.id, str(question.number)):
                return question
        near = difflib.get_close_matches(wanted, [question.id for question in self.questions], n=3)
        near += [
            question.id for question in self.questions if wanted and wanted in question.id and question.id not in near
        ]
        raise UnknownQuestionError(name, near[:3])

    def select(self, topic: str | None = None, level: str | None = None, search: str | None = None) -> list[Question]:
        """The questions of a topic and level whose prompt, id or key points contain the text, ignoring case."""
        return [
            question
            for question in self.questions
            if (topic is None or question.topic.lower() == topic.lower())
            and (level is None or question.level == level)
            and (search is None or search.lower() in _searchable(question))
        ]

    @property
    def topics(self) -> list[str]:
        """Every topic once, in order of its first question."""
        return list(dict.fromkeys(question.topic for question in self.questions))


def open_catalogue(paths: Sequence[Path] = ()) -> Catalogue:
    """The shipped bank plus the rubrics in these files and directories.

    Raises RubricError for a rubric that does not load and for an id or a number that is taken.
    """
    own = load_files(paths)
    taken = {name for question in shipped_questions() for name in (question.id, question.number)}
    for question in own:
        for key, value in (("id", question.id), ("number", question.number)):
            if value in taken:
                raise RubricError(
                    question.id, key, f"{value!r} is that of a shipped question", f"choose another {key} for yours"
                )
    return Catalogue((*shipped_questions(), *own))


def named(targets: Sequence[str]) -> list[Question]:
    """The questions with these ids or numbers and in these TOML files and directories, each once; the bank without any.

    Raises RubricError for a rubric that does not load, UnknownQuestionError for what is neither a file nor an id.
    """
    if not targets:
        return list(shipped_questions())
    found = [question for target in targets for question in _target(target)]
    return list({question.id: question for question in found}.values())


def _target(target: str) -> list[Question]:
    return load_files([Path(target)]) if Path(target).exists() else [open_catalogue().find(target)]


def find_question(name: str, paths: Sequence[Path] = ()) -> Question:
    """`open_catalogue(paths).find(name)`; at once, where it is the id of a shipped question and all there is.

    Raises what they raise.
    """
    known = None if paths else shipped_question(name.strip().lower())
    return known or open_catalogue(paths).find(name)


def _searchable(question: Question) -> str:
    return " ".join([question.id, question.prompt, *(point.text for point in question.key_points)]).lower()
