"""What an answer deserves by its labels."""

from msgspec import structs

from grader.labelled import deserved
from rubric import Group, Question


def test_partial_is_half_and_missing_and_contradicted_are_nothing(sky: Question) -> None:
    # weights 2 and 1: (2 x 0.5 + 1 x 1) / 3 = 66.7%
    assert deserved(sky, {"blue": "partial", "rain": "covered"}) == 0.667
    assert deserved(sky, {"blue": "contradicted", "rain": "missing"}) == 0


def test_of_a_group_the_best_label_counts(sky: Question) -> None:
    equal = tuple(structs.replace(point, weight=1) for point in sky.key_points)
    group = Group(id="one", pick=1, key_points=("blue", "rain"))
    one_of_them = structs.replace(sky, key_points=equal, groups=(group,))
    assert deserved(one_of_them, {"blue": "partial", "rain": "covered"}) == 1
