"""Writes known_breaks.json anew, after a training: which limits of robustness the grader is known to break.

grader rubric test --json >attacks.json; grader selftest invariance --json >invariance.json
python tests/bank/known_breaks.py attacks.json invariance.json >tests/bank/known_breaks.json
"""

import json
import sys
from pathlib import Path


def by_kind(pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    return {kind: sorted({id for found, id in pairs if found == kind}) for kind, _ in sorted(pairs)}


attacks, invariance = (json.loads(Path(name).read_text()) for name in sys.argv[1:])
lines, limit = invariance["rewordings"], invariance["limits"]["mean_less_than"]
document = {
    "attacks": by_kind([(one["kind"], one["question_id"]) for one in attacks["verdicts"] if not one["holds"]]),
    "rewordings_beyond": by_kind([(one["kind"], one["question_id"]) for line in lines for one in line["beyond"]]),
    "rewordings_on_average": sorted(line["kind"] for line in lines if line["mean"] >= limit),
}
sys.stdout.write(json.dumps(document, indent=1) + "\n")
