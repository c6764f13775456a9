"""What is remarkable about an answer, by name, so that a low score never stands unexplained."""

from typing import Literal

from grader.facts import Facts
from grader.word_order import DISORDERED_FROM

Condition = Literal[
    "blank",
    "too_short",
    "off_topic",
    "repeats_question",
    "keyword_list",
    "word_salad",
    "copied_reference",
    "disguised_characters",
    "polarity_unsure",
    "judge_failed",
]

TOO_SHORT_WORDS = 5
OFF_TOPIC_RELEVANCE = 0.45
OFF_TOPIC_BELONGING = -0.05
OFF_TOPIC_SHARE = 0.25
REPEATS_ECHO = 0.6
REPEATS_SHARE = 0.35
KEYWORD_PROSE = 0.1
KEYWORD_SHARE = 0.5
COPIED_SHARE = 0.6
DISGUISED_SHARE = 0.05

MEANING: dict[Condition, str] = {
    "blank": "The answer is empty.",
    "too_short": "The answer is too short to show much understanding.",
    "off_topic": "The answer does not seem to be about this question.",
    "repeats_question": "The answer mostly restates the question.",
    "keyword_list": "The answer lists terms without saying anything about them.",
    "word_salad": "The words stand in no order, so nothing is said; nothing was graded.",
    "copied_reference": "Long passages are word for word those of a reference answer.",
    "disguised_characters": "The answer holds invisible or look-alike characters; it was read without them.",
    "polarity_unsure": "Something that earns points may be the wrong way round; a person should look.",
    "judge_failed": "The judge gave no verdict that can be used; the grade is the one without it.",
}
"""What each condition says to the person who wrote the answer."""

DOUBTFUL: frozenset[Condition] = frozenset(
    {"repeats_question", "keyword_list", "word_salad", "copied_reference", "disguised_characters", "polarity_unsure"}
)
"""Conditions under which a person should look at the grade."""


def conditions(facts: Facts, earned: float, *, unsure: bool, judge_failed: bool = False) -> list[Condition]:
    """The conditions that hold.

    `earned` is the share of all points the key points earn, 0 to 1; `unsure` says whether some of it hangs on a
    sentence that may be the wrong way round; `judge_failed`, whether a judge was to be asked in vain. The limits
    were read off the labelled answers in data/ (docs/measurement.md). Conditions explain a score, they do not change
    it.
    """
    if facts.words == 0:
        return ["blank"]
    elsewhere = facts.relevance < OFF_TOPIC_RELEVANCE or facts.belonging < OFF_TOPIC_BELONGING
    short = facts.words < TOO_SHORT_WORDS
    holds: dict[Condition, bool] = {
        "too_short": short,
        "off_topic": elsewhere and not short and earned <= OFF_TOPIC_SHARE,
        "repeats_question": facts.echoed >= REPEATS_ECHO and earned <= REPEATS_SHARE,
        "keyword_list": not short and facts.prose < KEYWORD_PROSE and earned <= KEYWORD_SHARE,
        "word_salad": facts.disorder >= DISORDERED_FROM,
        "copied_reference": facts.copied >= COPIED_SHARE,
        "disguised_characters": facts.disguised >= DISGUISED_SHARE,
        "polarity_unsure": unsure,
        "judge_failed": judge_failed,
    }
    return [condition for condition, present in holds.items() if present]
