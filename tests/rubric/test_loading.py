"""Reading rubric files, and the messages about files that break a rule."""

import tomllib

import pytest

from rubric import RubricError
from rubric.loading import load_file, load_files, parse

SAMPLE = """
id = "sample"
prompt = "What is it?"
topic = "basics"
level = "basic"
reference_answers = ["It is that."]

[[key_points]]
id = "first"
text = "It is the first."
hint = "Which is it?"

[[key_points]]
id = "second"
text = "It is the second."
hint = "And what else?"
"""

FIRST = {"id": "first", "text": "It is the first.", "hint": "Which is it?"}
SECOND = {"id": "second", "text": "It is the second.", "hint": "And what else?"}
GROUP = {"id": "either", "pick": 1, "key_points": ["first", "second"]}
WRONG = {"id": "wrong", "statements": ["It is neither."], "penalty": 1, "correction": "It is both."}


def sample(**changes):
    return {**tomllib.loads(SAMPLE), **changes}


def write(folder, id, number=None):
    path = folder / f"{id}.toml"
    line = "" if number is None else f"number = {number}\n"
    path.write_text(line + SAMPLE.replace('"sample"', f'"{id}"'), encoding="utf-8")
    return path


def message_of(document):
    with pytest.raises(RubricError) as caught:
        parse(document, "the rubric")
    return str(caught.value)


def test_a_file_that_holds_the_least_there_must_be_loads(tmp_path):
    question = load_file(write(tmp_path, "sample"))
    assert (question.id, question.number, question.level) == ("sample", None, "basic")
    assert [point.id for point in question.key_points] == ["first", "second"]


def test_optional_parts_are_read():
    dated = {"terms": ["old term"], "note": "It has a new name."}
    question = parse(sample(number=4, groups=[GROUP], misconceptions=[WRONG], dated=[dated]), "the rubric")
    assert question.number == 4
    assert question.groups[0].key_points == ("first", "second")
    assert question.misconceptions[0].penalty == 1
    assert question.dated[0].terms == ("old term",)


def test_a_file_that_does_not_exist_is_named(tmp_path):
    with pytest.raises(RubricError) as caught:
        load_file(tmp_path / "sample.toml")
    assert (
        str(caught.value) == f"{tmp_path / 'sample.toml'}: cannot be read (No such file or directory); check the path"
    )


def test_a_file_in_another_encoding_is_named_with_the_byte(tmp_path):
    path = tmp_path / "sample.toml"
    path.write_bytes(b'id = "caf\xe9"')  # 6 bytes and "caf" come before the Latin-1 letter, at byte 9
    with pytest.raises(RubricError) as caught:
        load_file(path)
    assert str(caught.value) == f"{path}: is not UTF-8 (byte 9); save it as UTF-8"


def test_a_file_that_is_not_toml_is_named_with_the_line(tmp_path):
    path = tmp_path / "sample.toml"
    path.write_text('id = "sample"\nprompt = \n', encoding="utf-8")
    with pytest.raises(RubricError) as caught:
        load_file(path)
    assert (
        str(caught.value) == f"{path}: is not valid TOML: Invalid value (at line 2, column 10); mend the line it names"
    )


def test_a_byte_order_mark_is_no_part_of_the_file(tmp_path):
    path = write(tmp_path, "sample")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert load_file(path).id == "sample"


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("[" * 3000 + "]" * 3000, "is nested too deeply; docs/rubrics.md shows the form"),
        ("1" * 5000, "holds a number of too many digits; write a smaller number"),
    ],
    ids=["nested", "digits"],
)
def test_a_value_that_cannot_be_read_is_no_traceback(tmp_path, value, problem):
    path = tmp_path / "sample.toml"
    path.write_text(f"number = {value}", encoding="utf-8")
    with pytest.raises(RubricError) as caught:
        load_file(path)
    assert str(caught.value) == f"{path}: {problem}"


def test_the_id_must_be_the_name_of_the_file(tmp_path):
    path = write(tmp_path, "sample").rename(tmp_path / "other.toml")
    with pytest.raises(RubricError) as caught:
        load_file(path)
    assert str(caught.value) == f"{path}: id: is 'sample' but the file is named other.toml; give both the same name"


def test_files_come_by_number_then_by_id_with_the_unnumbered_last(tmp_path):
    paths = [
        write(tmp_path, "d"),
        write(tmp_path, "c"),
        write(tmp_path, "b", number=2),
        write(tmp_path, "a", number=3),
        write(tmp_path, "z", number=1),
    ]
    assert [question.id for question in load_files(paths)] == ["z", "b", "a", "c", "d"]


def test_a_directory_stands_for_the_rubrics_in_it(tmp_path):
    write(tmp_path, "b")
    write(tmp_path, "a")
    (tmp_path / "notes.txt").write_text("not a rubric", encoding="utf-8")
    assert [question.id for question in load_files([tmp_path])] == ["a", "b"]


def test_no_paths_are_no_questions():
    assert load_files([]) == []


def test_a_directory_without_rubrics_is_an_error(tmp_path):
    with pytest.raises(RubricError) as caught:
        load_files([tmp_path])
    assert str(caught.value) == f"{tmp_path}: holds no rubric; put one TOML file per question there"


def test_two_files_with_the_same_number_are_an_error(tmp_path):
    first, second = write(tmp_path, "one", number=7), write(tmp_path, "two", number=7)
    with pytest.raises(RubricError) as caught:
        load_files([first, second])
    assert str(caught.value) == f"{second}: number: 7 is also in {first}; change one of them"


def test_two_files_with_the_same_id_are_an_error(tmp_path):
    (tmp_path / "copies").mkdir()
    first, second = write(tmp_path, "sample"), write(tmp_path / "copies", "sample")
    with pytest.raises(RubricError) as caught:
        load_files([first, second])
    assert str(caught.value) == f"{second}: id: 'sample' is also in {first}; change one of them"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"keypoints": []}, "keypoints: unknown key 'keypoints'; did you mean 'key_points'?"),
        ({"key-points": []}, "key-points: unknown key 'key-points'; did you mean 'key_points'?"),
        (
            {"colour": "red"},
            "colour: unknown key 'colour'; remove it or see docs/rubrics.md for the keys there are",
        ),
        ({"key_points": [FIRST | {"wieght": 2}]}, "key_points[0]: unknown key 'wieght'; did you mean 'weight'?"),
    ],
)
def test_an_unknown_key_is_named_with_the_nearest_known_one(changes, message):
    assert message_of(sample(**changes)) == f"the rubric: {message}"


@pytest.mark.parametrize("key", ["id", "prompt", "topic", "level", "key_points", "reference_answers"])
def test_a_missing_key_is_named(key):
    document = sample()
    del document[key]
    assert message_of(document) == f"the rubric: {key}: key {key!r} is missing; add it; docs/rubrics.md shows how"


def test_a_missing_key_of_a_part_is_named_with_its_place():
    part = {"id": "second", "text": "It is the second."}
    message = "the rubric: key_points[1]: key 'hint' is missing; add it; docs/rubrics.md shows how"
    assert message_of(sample(key_points=[FIRST, part])) == message


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"prompt": ""}, "prompt: expected `str` of length >= 1"),
        ({"prompt": " \n"}, "prompt: expected `str` matching regex '\\\\S'"),
        ({"prompt": 5}, "prompt: expected `str`, got `int`"),
        ({"level": "hard"}, "level: invalid enum value 'hard'"),
        ({"number": "4"}, "number: expected `int | null`, got `str`"),
        ({"key_points": []}, "key_points: expected `array` of length >= 1"),
        ({"reference_answers": []}, "reference_answers: expected `array` of length >= 1"),
        ({"reference_answers": ["", "b"]}, "reference_answers[0]: expected `str` of length >= 1"),
        ({"key_points": [FIRST | {"weight": 0}]}, "key_points[0].weight: expected `float` > 0.0"),
        ({"key_points": [FIRST | {"weight": float("nan")}]}, "key_points[0].weight: expected `float` > 0.0"),
        ({"key_points": [FIRST | {"weight": float("inf")}]}, "key_points[0].weight: expected `float` <= 1000000.0"),
        ({"key_points": [FIRST | {"exact": [" "]}]}, "key_points[0].exact[0]: expected `str` matching regex '\\\\S'"),
        ({"misconceptions": [WRONG | {"penalty": -1}]}, "misconceptions[0].penalty: expected `float` > 0.0"),
        ({"groups": [GROUP | {"pick": 0}]}, "groups[0].pick: expected `int` >= 1"),
        ({"groups": [GROUP | {"key_points": ["first"]}]}, "groups[0].key_points: expected `array` of length >= 2"),
        ({"dated": [{"terms": [], "note": "Old."}]}, "dated[0].terms: expected `array` of length >= 1"),
    ],
)
def test_a_value_that_does_not_fit_is_named_with_its_place(changes, problem):
    assert message_of(sample(**changes)) == f"the rubric: {problem}; docs/rubrics.md shows the form"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"key_points": [FIRST, FIRST]}, "key_points: id 'first' is used 2 times; give each its own id"),
        ({"misconceptions": [WRONG] * 3}, "misconceptions: id 'wrong' is used 3 times; give each its own id"),
        ({"groups": [GROUP, GROUP]}, "groups: id 'first' is used 2 times; give each its own id"),
        (
            {"groups": [GROUP | {"key_points": ["first", "third"]}]},
            "groups[0]: no key point has the id 'third'; use one of first, second",
        ),
        ({"groups": [GROUP | {"pick": 2}]}, "groups[0]: picks 2 of 2 key points; pick fewer, or drop the group"),
        (
            {"groups": [GROUP], "key_points": [FIRST, SECOND | {"weight": 2}]},
            "groups[0]: its key points differ in weight; give them all the same weight",
        ),
    ],
)
def test_a_broken_rule_between_parts_is_named(changes, message):
    assert message_of(sample(**changes)) == f"the rubric: {message}"


def test_an_error_holds_its_parts():
    with pytest.raises(RubricError) as caught:
        parse(sample(level="hard"), "the rubric")
    error = caught.value
    assert (error.source, error.key) == ("the rubric", "level")
    assert (error.problem, error.remedy) == ("invalid enum value 'hard'", "docs/rubrics.md shows the form")
