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
def add_engine(db: Database) -> None:
    """What ran the model, torch or onnx; torch in grades from before there was a choice."""
    db.table("grades").add_column("engine", str, not_null_default="torch")
