"""The schema as a readable history: one function per change, its name is its id.

Never edit a migration that has been released; add another.
"""

from sqlite_utils import Database, Migrations

migrations = Migrations("grader")


@migrations()
def create_rubrics(db: Database) -> None:
    """The text of every rubric that a grade was made with, by content hash."""
    db.table("rubrics").create(
        {"hash": str, "question_id": str, "prompt": str, "topic": str, "level": str, "document": str},
        pk="hash",
        not_null={"hash", "question_id", "prompt", "topic", "level", "document"},
        strict=True,
    )


@migrations()
def create_calibrations(db: Database) -> None:
    """The curves that turned signals into probabilities, by content hash."""
    db.table("calibrations").create(
        {"hash": str, "document": str}, pk="hash", not_null={"hash", "document"}, strict=True
    )


@migrations()
def create_grades(db: Database) -> None:
    """One row per grade; `observation` holds every number it was computed from."""
    db.table("grades").create(
        {
            "id": str,
            "created": str,
            "candidate": str,
            "question_id": str,
            "rubric_hash": str,
            "answer": str,
            "points": float,
            "max_points": float,
            "percent": float,
            "band": str,
            "low": float,
            "high": float,
            "needs_review": int,
            "conditions": str,
            "misconceptions": str,
            "next_step": str,
            "feedback": str,
            "observation": str,
            "calibration": str,
            "model": str,
            "weights_hash": str,
            "device": str,
            "version": str,
        },
        pk="id",
        foreign_keys=[("rubric_hash", "rubrics", "hash"), ("calibration", "calibrations", "hash")],
        strict=True,
    )
    db.table("grades").create_index(["created"])
    db.table("grades").create_index(["candidate", "created"])
    db.table("grades").create_index(["question_id", "created"])


@migrations()
def create_key_points(db: Database) -> None:
    """One row per key point of a grade; evidence is `substr(answer, evidence_start + 1, length)`."""
    db.table("key_points").create(
        {
            "grade_id": str,
            "position": int,
            "key_point_id": str,
            "weight": float,
            "status": str,
            "coverage": float,
            "points": float,
            "counts": int,
            "evidence_start": int,
            "evidence_end": int,
        },
        pk=("grade_id", "position"),
        foreign_keys=[("grade_id", "grades", "id")],
        strict=True,
    )
    db.table("key_points").create_index(["key_point_id", "status"])


@migrations()
def forbid_changes(db: Database) -> None:
    """A grade that was written stays as it is; only whole grades may be erased."""
    for table in ("grades", "key_points", "rubrics", "calibrations"):
        db.execute(
            f"create trigger {table}_append_only before update on {table} "
            f"begin select raise(abort, '{table} is append-only'); end"
        )


@migrations()
def create_views(db: Database) -> None:
    """`grade_list`: what a person wants to read of each grade. `key_point_list`: the same per key point."""
    db.create_view(
        "grade_list",
        """select grades.rowid as number, grades.id, grades.created, grades.candidate, grades.question_id,
                  rubrics.topic, rubrics.level, grades.points, grades.max_points, grades.percent, grades.band,
                  grades.low, grades.high, grades.needs_review, grades.conditions, grades.answer
           from grades join rubrics on rubrics.hash = grades.rubric_hash""",
    )
    db.create_view(
        "key_point_list",
        """select key_points.grade_id, grades.created, grades.candidate, grades.question_id, key_points.key_point_id,
                  key_points.weight, key_points.status, key_points.coverage, key_points.points,
                  substr(grades.answer, evidence_start + 1, evidence_end - evidence_start) as evidence
           from key_points join grades on grades.id = key_points.grade_id""",
    )


@migrations()
def add_verifier(db: Database) -> None:
    """Which verifier could be asked (SHA-256 of its file); none in grades from before there was one."""
    db.table("grades").add_column("verifier", str)


@migrations()
def add_runs(db: Database) -> None:
    """A batch is a run. What becomes of it, and of each of its rows, is appended; the last word counts.

    `run_row_list`: the last word on each row. `run_list`: what a person wants to read of each run.
    """
    db.table("runs").create(
        {
            "id": str,
            "created": str,
            "directory": str,
            "files": str,
            "rows": int,
            "options": str,
            "provenance": str,
            "calibration": str,
        },
        pk="id",
        not_null={"id", "created", "directory", "files", "rows", "options", "provenance", "calibration"},
        foreign_keys=[("calibration", "calibrations", "hash")],
        strict=True,
    )
    db.table("run_events").create(
        {"id": int, "run_id": str, "created": str, "state": str},
        pk="id",
        not_null={"run_id", "created", "state"},
        foreign_keys=[("run_id", "runs", "id")],
        strict=True,
    )
    db.table("run_events").create_index(["run_id", "id"])
    db.table("run_rows").create(
        {
            "run_id": str,
            "position": int,
            "attempt": int,
            "file": str,
            "line": int,
            "row_id": str,
            "grade_id": str,
            "error": str,
        },
        pk=("run_id", "position", "attempt"),
        not_null={"run_id", "position", "attempt", "file", "line"},
        foreign_keys=[("run_id", "runs", "id"), ("grade_id", "grades", "id")],
        strict=True,
    )
    db.table("run_rows").create_index(["grade_id"])
    for table in ("runs", "run_events", "run_rows"):
        _forbid_changes(db, table)
    db.create_view(
        "run_row_list",
        """select run_rows.* from run_rows
           where not exists (select 1 from run_rows as later where later.run_id = run_rows.run_id
                             and later.position = run_rows.position and later.attempt > run_rows.attempt)""",
    )
    db.create_view(
        "run_list",
        """select runs.rowid as number, runs.id, runs.created as started,
                  case last.state when 'started' then 'unfinished' when 'resumed' then 'unfinished'
                       else last.state end as state,
                  case last.state when 'finished' then last.created end as finished,
                  (select group_concat(json_extract(value, '$.name'), ', ') from json_each(runs.files)) as files,
                  runs.rows,
                  (select count(grade_id) from run_row_list where run_id = runs.id) as graded,
                  (select count(error) from run_row_list where run_id = runs.id) as failed,
                  json_extract(runs.provenance, '$.model') as model,
                  json_extract(runs.provenance, '$.version') as version
           from runs join run_events as last
                on last.id = (select max(id) from run_events where run_id = runs.id)""",
    )


@migrations()
def add_reversal(db: Database) -> None:
    """What the evidence of a key point has the wrong way round, in words; none in grades from before it was named."""
    db.table("key_points").add_column("reversal", str)


@migrations()
def add_regrades(db: Database) -> None:
    """Which answer a later grade is of: `first_id`, the grade that the answer got first, stands for the answer."""
    db.table("regrades").create(
        {"grade_id": str, "first_id": str},
        pk="grade_id",
        foreign_keys=[("grade_id", "grades", "id"), ("first_id", "grades", "id")],
        not_null={"grade_id", "first_id"},
        strict=True,
    )
    db.table("regrades").create_index(["first_id"])
    _forbid_changes(db, "regrades")


@migrations()
def add_reviews(db: Database) -> None:
    """What people decided about an answer, and about its key points. A review without points takes another one back."""
    db.table("reviews").create(
        {
            "id": str,
            "first_id": str,
            "grade_id": str,
            "created": str,
            "reviewer": str,
            "points": float,
            "max_points": float,
            "percent": float,
            "band": str,
            "reason": str,
            "blind": int,
            "withdraws": str,
        },
        pk="id",
        foreign_keys=[
            ("first_id", "grades", "id"),
            ("grade_id", "grades", "id"),
            ("withdraws", "reviews", "id"),
        ],
        not_null={"id", "first_id", "grade_id", "created", "reviewer", "reason", "blind"},
        strict=True,
    )
    db.table("reviews").create_index(["first_id"])
    db.table("reviews").create_index(["withdraws"])
    db.table("review_key_points").create(
        {"review_id": str, "key_point_id": str, "status": str},
        pk=("review_id", "key_point_id"),
        foreign_keys=[("review_id", "reviews", "id")],
        not_null={"review_id", "key_point_id", "status"},
        strict=True,
    )
    for table in ("reviews", "review_key_points"):
        _forbid_changes(db, table)


@migrations()
def add_groups(db: Database) -> None:
    """Who belongs to which group of candidates; a coach's own lists, which may change."""
    db.table("group_members").create(
        {"group_name": str, "candidate": str},
        pk=("group_name", "candidate"),
        not_null={"group_name", "candidate"},
        strict=True,
    )


@migrations()
def create_current_views(db: Database) -> None:
    """The present truth: one row per answer and per key point of it. A standing review wins over the newest grade."""
    db.create_view(
        "current_grades",
        """select first.rowid as number, newest.id, first.id as first_id, first.created, first.candidate,
                  first.question_id, rubrics.topic, rubrics.level,
                  coalesce(review.points, newest.points) as points,
                  coalesce(review.max_points, newest.max_points) as max_points,
                  coalesce(review.percent, newest.percent) as percent, coalesce(review.band, newest.band) as band,
                  newest.points as machine_points, newest.max_points as machine_max_points,
                  newest.percent as machine_percent, newest.band as machine_band, newest.low, newest.high,
                  newest.needs_review as doubtful, newest.needs_review and review.id is null as needs_review,
                  review.id as review_id, review.created as reviewed, review.reviewer, review.reason, review.blind,
                  review.id is not null and review.band <> newest.band as differs,
                  newest.rubric_hash, newest.calibration, newest.weights_hash, newest.verifier,
                  newest.conditions, first.answer
           from grades as first
           join grades as newest on newest.id = coalesce(
               (select grade_id from regrades where first_id = first.id order by rowid desc limit 1), first.id)
           join rubrics on rubrics.hash = newest.rubric_hash
           left join reviews as review on review.id = (
               select one.id from reviews as one
               where one.first_id = first.id and one.points is not null
                   and not exists (select 1 from reviews as other where other.withdraws = one.id)
               order by one.rowid desc limit 1)
           where not exists (select 1 from regrades where grade_id = first.id)""",
    )
    db.create_view(
        "current_key_points",
        """select current_grades.id as grade_id, current_grades.first_id, current_grades.number,
                  current_grades.created, current_grades.candidate, current_grades.question_id,
                  current_grades.topic, current_grades.level, key_points.position, key_points.key_point_id,
                  key_points.weight, coalesce(said.status, key_points.status) as status,
                  key_points.status as machine_status, said.status as human_status,
                  key_points.coverage, key_points.points, key_points.counts
           from current_grades
           join key_points on key_points.grade_id = current_grades.id
           left join review_key_points as said
               on said.review_id = current_grades.review_id and said.key_point_id = key_points.key_point_id""",
    )


@migrations()
def add_engine(db: Database) -> None:
    """What ran the model, torch or onnx; torch in grades from before there was a choice."""
    db.table("grades").add_column("engine", str, not_null_default="torch")


@migrations()
def add_erasures(db: Database) -> None:
    """When a person was erased, and how much, but not who; then when the file was swept of what was left of it."""
    db.table("erasures").create(
        {"id": int, "created": str, "what": str, "grades": int, "reviews": int, "batch_rows": int},
        pk="id",
        not_null={"created", "what"},
        strict=True,
    )
    _forbid_changes(db, "erasures")


@migrations()
def add_confidences(db: Database) -> None:
    """The percentage that a candidate expected of an answer before seeing its grade, where one was stated."""
    db.table("confidences").create(
        {"first_id": str, "confidence": float},
        pk="first_id",
        foreign_keys=[("first_id", "grades", "id")],
        not_null={"first_id", "confidence"},
        strict=True,
    )
    _forbid_changes(db, "confidences")


@migrations()
def add_judge(db: Database) -> None:
    """What a judge was asked and said of an answer, and its replies as they came; none in grades without a judge.

    `current_grades.judge`: the model whose verdicts are in the newest grade, none if they could not be had.
    """
    db.table("grades").add_column("judge", str)
    db.table("judge_replies").create(
        {
            "id": int,
            "request": str,
            "created": str,
            "model": str,
            "resolved": str,
            "prompt_version": str,
            "seed": int,
            "reply": str,
            "input_tokens": int,
            "output_tokens": int,
            "seconds": float,
        },
        pk="id",
        not_null={"request", "created", "model", "prompt_version", "seed", "reply", "seconds"},
        strict=True,
    )
    db.table("judge_replies").create_index(["request"])
    _forbid_changes(db, "judge_replies")
    judge = (
        "case when json_extract(newest.judge, '$.failure') is null then json_extract(newest.judge, '$.model') end "
        "as judge"
    )
    _change_view(db, "current_grades", "newest.verifier,", f"newest.verifier, {judge},")


def _change_view(db: Database, view: str, old: str, new: str) -> None:
    [row] = db.query("select sql from sqlite_master where type = 'view' and name = ?", [view])
    db.execute(f'drop view "{view}"')
    db.execute(row["sql"].replace(old, new, 1))


def _forbid_changes(db: Database, table: str) -> None:
    db.execute(
        f"create trigger {table}_append_only before update on {table} "
        f"begin select raise(abort, '{table} is append-only'); end"
    )
