"""A judge's replies in the log: written as soon as they come, so that nothing is paid for twice."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from grader.llm_judge.prompt import PROMPT_VERSION
from grader.llm_judge.replies import Reply
from grader.llm_judge.request import Request
from grader.log.locking import writing
from grader.log.opening import open_log


@dataclass(frozen=True, slots=True)
class RepliesInLog:
    """The replies that the log at `path` holds. It is opened for each, for a batch asks from a thread of its own."""

    path: Path

    def of(self, request: Request) -> tuple[Reply, ...]:
        """What came to this request so far, in order."""
        with open_log(self.path) as log:
            return replies_to(log, request.key)

    def keep(self, request: Request, model: str, reply: Reply) -> None:
        """Write a reply; it is safe when this returns."""
        row = {
            "request": request.key,
            "created": datetime.now(UTC).isoformat(timespec="seconds"),
            "model": model,
            "resolved": reply.resolved,
            "prompt_version": PROMPT_VERSION,
            "seed": request.seed,
            "reply": reply.text.encode(errors="replace").decode(),
            "input_tokens": reply.input_tokens,
            "output_tokens": reply.output_tokens,
            "seconds": reply.seconds,
        }
        with open_log(self.path) as log, writing(log):
            log.table("judge_replies").insert(row)


def replies_to(db: Database, request: str) -> tuple[Reply, ...]:
    """The replies to a request, by its key, in order."""
    rows = db.query(
        "select reply, resolved, input_tokens, output_tokens, seconds from judge_replies where request = ? order by id",
        [request],
    )
    return tuple(
        Reply(
            text=row["reply"],
            resolved=row["resolved"],
            input_tokens=row["input_tokens"],
            output_tokens=row["output_tokens"],
            seconds=row["seconds"],
        )
        for row in rows
    )


def spent_by(db: Database, run: str) -> tuple[int, int]:
    """How many requests, and how many tokens as the model counts them, the grades of a run rest on."""
    [row] = db.execute(
        "select count(*), coalesce(sum(coalesce(input_tokens, 0) + coalesce(output_tokens, 0)), 0) from judge_replies "
        "where request in (select json_extract(grades.judge, '$.request') from run_rows "
        "join grades on grades.id = run_rows.grade_id where run_rows.run_id = ?)",
        [run],
    ).fetchall()
    return int(row[0]), int(row[1])
