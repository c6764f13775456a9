"""Finding questions by id, number, topic, level and text."""

import pytest

from rubric import KeyPoint, Question, RubricError
from rubric.bank import questions as shipped_questions
from rubric.catalogue import Catalogue, find_question, named, open_catalogue
from rubric.errors import UnknownQuestionError


def question(id, number=None, topic="basics", level="basic", prompt="What is it?", text="It is that."):
    return Question(
        id=id,
        number=number,
        prompt=prompt,
        topic=topic,
        level=level,
        key_points=(KeyPoint(id="a", text=text, hint="Which?", wordings=("only a wording",)),),
        reference_answers=("only a reference answer",),
    )


RELU = question("leaky-relu", 1, topic="Activations", prompt="What does a leaky unit do?")
DROPOUT = question("dropout", 2, topic="training", level="advanced", text="It silences random UNITS.")
ADAM = question("adam", topic="training", level="intermediate")
CATALOGUE = Catalogue((RELU, DROPOUT, ADAM))

OWN = """
id = "{id}"
prompt = "What is it?"
topic = "basics"
level = "basic"
reference_answers = ["It is that."]
key_points = [{{ id = "a", text = "It is that.", hint = "Which?" }}]
"""


def write(folder, id, number=None):
    path = folder / f"{id}.toml"
    line = "" if number is None else f"number = {number}\n"
    path.write_text(line + OWN.format(id=id), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["dropout", "2", " Dropout ", "DROPOUT"])
def test_a_question_is_found_by_its_id_or_number(name):
    assert CATALOGUE.find(name) is DROPOUT


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("dropuot", "unknown question 'dropuot'; did you mean 'dropout'?"),
        ("relu", "unknown question 'relu'; did you mean 'leaky-relu'?"),
        ("99", "unknown question '99'; 'grader questions' lists them all"),
        ("None", "unknown question 'None'; 'grader questions' lists them all"),
        ("", "unknown question ''; 'grader questions' lists them all"),
    ],
)
def test_an_unknown_question_is_an_error_with_ids_that_look_like_it(name, message):
    with pytest.raises(UnknownQuestionError) as caught:
        CATALOGUE.find(name)
    assert str(caught.value) == message


def test_at_most_three_ids_are_suggested():
    catalogue = Catalogue(tuple(question(f"layer-{name}") for name in "abcdef"))
    with pytest.raises(UnknownQuestionError) as caught:
        catalogue.find("layer")
    assert len(caught.value.near) == 3


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, [RELU, DROPOUT, ADAM]),
        ({"topic": "TRAINING"}, [DROPOUT, ADAM]),
        ({"topic": "train"}, []),
        ({"level": "advanced"}, [DROPOUT]),
        ({"topic": "training", "level": "intermediate"}, [ADAM]),
        ({"search": "Leaky Unit"}, [RELU]),  # in the prompt
        ({"search": "unit"}, [RELU, DROPOUT]),  # in a prompt and in a key point
        ({"search": "adam"}, [ADAM]),  # in the id
        ({"search": "only a"}, []),  # wordings and reference answers are not searched
    ],
)
def test_questions_are_selected_by_topic_level_and_text(wanted, expected):
    assert CATALOGUE.select(**wanted) == expected


def test_topics_come_once_in_order_of_their_first_question():
    assert CATALOGUE.topics == ["Activations", "training"]


def test_without_paths_the_catalogue_is_the_shipped_bank():
    assert open_catalogue().questions == shipped_questions()


def test_rubrics_of_the_user_come_after_the_shipped_bank(tmp_path):
    catalogue = open_catalogue([write(tmp_path, "sample")])
    assert catalogue.questions[:-1] == shipped_questions()
    assert catalogue.find("sample") is catalogue.questions[-1]


def test_the_id_of_a_shipped_question_is_taken(tmp_path):
    taken = shipped_questions()[0].id
    with pytest.raises(RubricError) as caught:
        open_catalogue([write(tmp_path, taken)])
    assert str(caught.value) == f"{taken}: id: {taken!r} is that of a shipped question; choose another id for yours"


def test_the_number_of_a_shipped_question_is_taken(tmp_path):
    with pytest.raises(RubricError) as caught:
        open_catalogue([write(tmp_path, "sample", number=45)])
    assert str(caught.value) == "sample: number: 45 is that of a shipped question; choose another number for yours"


def test_questions_are_named_by_id_number_and_file_each_once_and_are_all_without_a_name(tmp_path):
    file = write(tmp_path, "sample")
    found = named(["lstm", "21", str(file), str(file.parent), "1"])
    assert [question.id for question in found] == ["lstm", "sample", shipped_questions()[0].id]
    assert named([]) == list(shipped_questions())
    with pytest.raises(UnknownQuestionError):
        named(["no-such-file.toml"])


@pytest.mark.parametrize("name", ["lstm", " LSTM ", "21"])
def test_finding_one_question_is_as_opening_the_catalogue(name):
    assert find_question(name) == open_catalogue().find(name)


@pytest.mark.parametrize("name", ["lstn", "", "../bank/lstm", "a\0b", "x" * 1000])
def test_finding_no_question_is_as_opening_the_catalogue(name):
    with pytest.raises(UnknownQuestionError):
        find_question(name)


def test_ones_own_questions_are_found_and_clashes_are_noticed(tmp_path):
    own = write(tmp_path, "own")
    assert find_question("own", [own]).id == "own"
    with pytest.raises(RubricError, match="shipped question"):
        find_question("own", [own, write(tmp_path, "lstm")])
