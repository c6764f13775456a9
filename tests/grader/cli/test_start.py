"""Starting up: quick, and without the heavy libraries."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    "torch",
    "transformers",
    "sentence_transformers",
    "numpy",
    "sklearn",
    "scipy",
    "rich",
    "sqlite_utils",
    "openpyxl",
    "altair",
    "jinja2",
    "typst",
    "pyarrow",
    "datasette",
    "llm",
    "fsrs",
    "datasketch",
)


TORCHES = ("torch", "transformers", "sentence_transformers", "sklearn", "scipy", "onnx", "llm")
COMMANDS = (
    "", "grade", "batch", "evaluate", "rubric", "history", "compare", "topics", "items", "group", "review",
    "review add", "review next", "review import", "regrade", "agreement", "report", "export", "group import",
    "serve", "practice", "duplicates",
)  # fmt: skip


@pytest.mark.parametrize("args", [[*command.split(), "--help"] for command in COMMANDS])
def test_help_imports_nothing_heavy(args: list[str]) -> None:
    program = (
        "import sys\nfrom grader.cli import main\n"
        f"try:\n    main({args!r})\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_completion_imports_nothing_heavy() -> None:
    program = (
        "import os, sys\n"
        "os.environ |= {'_GRADER_COMPLETE': 'bash_complete', 'COMP_WORDS': 'grader gr', 'COMP_CWORD': '1'}\n"
        "from grader.cli import main\n"
        "try:\n    main(prog_name='grader', complete_var='_GRADER_COMPLETE')\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["plain,grade", "plain,group", "[]"]


def test_a_grade_on_the_quick_engine_imports_neither_torch_nor_transformers(tmp_path: Path) -> None:
    program = (
        "import sys\nfrom grader.cli import main\n"
        "try:\n    main(['grade', 'lstm', 'A forget gate empties the cell.', '--engine', 'onnx', '--json'])\n"
        "except SystemExit as done:\n    assert not done.code\n"
        f"print([name for name in {TORCHES!r} if name in sys.modules])"
    )
    environment = {**os.environ, "GRADER_DB": str(tmp_path / "log.db"), "GRADER_CACHE": str(tmp_path / "cache")}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment)
    assert '"engine": "onnx"' in done.stdout
    assert '"verifier": null' not in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"
