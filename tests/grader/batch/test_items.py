"""Rows with their questions, and what of them there is to do."""

from pathlib import Path

import pytest

from grader.answers.rows import BadRow, Source
from grader.batch.fingerprint import check_same, fingerprint
from grader.batch.items import Item, read_items, selected
from grader.batch.plan import Plan, due, survey
from grader.errors import RunError
from grader.log.run_rows import Recorded
from rubric.catalogue import open_catalogue

ROWS = "id,question_id,answer\n1,gan,a\n2,nope,b\n3,lstm,c\n4,21,d\n5,nope,e\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "answers.csv"
    path.write_text(ROWS)
    return path


@pytest.fixture
def items(file: Path) -> list[Item]:
    return list(read_items([Source(file)], open_catalogue(), [fingerprint(file)]))


def done(**failed: bool) -> Recorded:
    found = Recorded()
    for position, is_failed in failed.items():
        found.add(int(position[1:]), 1, failed=is_failed)
    return found


def test_every_row_has_a_question_or_a_reason(items: list[Item]) -> None:
    assert [item.question.id if item.question else None for item in items] == ["gan", None, "lstm", "lstm", None]
    assert isinstance(items[1].row, BadRow)
    assert items[1].row.reason == items[4].row.reason == "unknown question 'nope'; 'grader questions' lists them all"


def test_a_file_that_changes_while_it_is_read_is_noticed(file: Path) -> None:
    reading = read_items([Source(file)], open_catalogue(), [fingerprint(file)])
    next(reading)
    file.write_text(ROWS + "6,gan,f\n")
    with pytest.raises(RunError, match="changed while it was read"):
        list(reading)


@pytest.mark.parametrize(
    ("only", "positions"), [((), [0, 1, 2, 3, 4]), (("2",), [1]), (("lstm",), [2, 3]), (("lstm", "1"), [0, 2, 3])]
)
def test_rows_are_selected_by_their_id_or_their_question(
    items: list[Item], only: tuple[str, ...], positions: list[int]
) -> None:
    assert [item.position for item in selected(items, only)] == positions


def test_an_id_that_no_row_has_is_an_error(items: list[Item]) -> None:
    with pytest.raises(RunError, match="no row has the id or the question 'adam'"):
        survey(items, ["adam"], Recorded())


def test_a_row_may_be_named_twice(items: list[Item]) -> None:
    assert survey(items, ["lstm", "3"], Recorded()).rows == 2


def test_a_plan_counts_what_the_run_then_does(items: list[Item]) -> None:
    recorded = done(_0=False, _1=True)
    reasons: list[BadRow] = []
    assert survey(items, (), recorded, report=reasons.append) == Plan(
        rows=5, graded_already=1, failed_already=1, to_grade=2, bad=1, gaps=False
    )
    assert [row.id for row in reasons] == ["5"]
    assert [item.position for item in due(items, recorded, retry_failed=False)] == [2, 3, 4]


def test_rows_that_failed_can_be_tried_again(items: list[Item]) -> None:
    recorded = done(_0=False, _1=True, _2=False, _3=False, _4=True)
    assert [item.position for item in due(items, recorded, retry_failed=True)] == [1, 4]
    plan = survey(items, (), recorded, retry_failed=True)
    assert (plan.graded_already, plan.failed_already, plan.bad, plan.gaps) == (3, 0, 2, True)


def test_what_is_recorded_is_known_by_position() -> None:
    recorded = done(_2=True, _0=False)
    assert [recorded.attempts(at) for at in range(4)] == [1, 0, 1, 0]
    assert [recorded.failed(at) for at in range(4)] == [False, False, True, False]
    assert (recorded.count, recorded.failures) == (2, 1)


def test_files_are_compared_by_content(file: Path) -> None:
    class RunOfOneFile:
        id = "ab"
        files = (fingerprint(file),)

    check_same(RunOfOneFile(), [fingerprint(file)])
    file.write_text(ROWS + "\n")
    with pytest.raises(RunError, match=r"answers\.csv changed since run ab began; bring back the old file"):
        check_same(RunOfOneFile(), [fingerprint(file)])
