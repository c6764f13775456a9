"""Points, bands and intervals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.coverage import Coverage
from grader.scoring import band, score
from rubric import Group, KeyPoint, Misconception, Question

BELIEF = Misconception(id="belief", statements=("It is so.",), penalty=1, correction="It is not.")


def coverage(credit: float) -> Coverage:
    status = "missing" if credit == 0 else "covered" if credit == 1 else "partial"
    return Coverage(
        covered=credit, contradicted=0, coverage=credit, credit=credit, variance=credit * (1 - credit), status=status
    )


def question(*weights: float, group: Group | None = None) -> Question:
    points = tuple(KeyPoint(id=f"p{i}", text="t", hint="h", weight=weight) for i, weight in enumerate(weights))
    return Question(
        id="q", prompt="p", topic="t", level="basic", reference_answers=("r",), key_points=points,
        groups=(group,) if group else (),
    )  # fmt: skip


def test_points_are_weights_times_credits() -> None:
    found = score(question(3, 2, 1), {"p0": coverage(1), "p1": coverage(0.5), "p2": coverage(0)}, [])
    # 3 x 1 + 2 x 0.5 + 1 x 0 = 4 of 6 points = 66.7%
    assert (found.points, found.max_points, found.percent, found.band) == (4, 6, 66.7, "good")


def test_the_interval_is_that_of_independent_points() -> None:
    found = score(question(1, 1), {"p0": coverage(0.5), "p1": coverage(0.5)}, [])
    # variance 2 x 0.25, deviation 0.7071 of 2 points = 35.36%, times 1.6449 = 58.2%: 50 +- 58.2, cut to 0..100
    assert found.interval == (0, 100)
    sure = score(question(1, 1), {"p0": coverage(1), "p1": coverage(0)}, [])
    assert sure.interval == (50, 50)


def test_of_a_group_the_best_count() -> None:
    group = Group(id="g", pick=1, key_points=("p0", "p1"))
    found = score(question(2, 2, 1, group=group), {"p0": coverage(0.5), "p1": coverage(1), "p2": coverage(1)}, [])
    assert found.earned == {"p1": 2, "p2": 1}
    assert (found.points, found.max_points) == (3, 3)


def test_misconceptions_cost_points_but_never_below_nothing() -> None:
    assert score(question(2), {"p0": coverage(1)}, [BELIEF]).points == 1
    assert score(question(2), {"p0": coverage(0)}, [BELIEF]).points == 0


@pytest.mark.parametrize(
    ("percent", "expected"),
    [(100, "excellent"), (85, "excellent"), (84.9, "good"), (65, "good"), (40, "fair"), (15, "weak"), (0, "poor")],
)
def test_bands_begin_where_they_say(percent: float, expected: str) -> None:
    assert band(percent) == expected


@given(st.lists(st.tuples(st.sampled_from([1.0, 2.0, 3.0]), st.floats(0, 1)), min_size=1, max_size=8), st.randoms())
def test_the_order_of_key_points_does_not_matter(parts: list[tuple[float, float]], chance: object) -> None:
    asked = question(*(weight for weight, _ in parts))
    coverages = {f"p{i}": coverage(credit) for i, (_, credit) in enumerate(parts)}
    points = list(asked.key_points)
    chance.shuffle(points)
    again = Question(**{name: getattr(asked, name) for name in asked.__struct_fields__} | {"key_points": tuple(points)})
    one, other = score(asked, coverages, []), score(again, coverages, [])
    assert one.points == pytest.approx(other.points)
    assert 0 <= one.interval[0] <= one.percent <= one.interval[1] <= 100
