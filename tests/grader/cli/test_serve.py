"""`grader serve`: what it says before it serves, and a whole run of it."""

import re
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from click.testing import Result

from grader.log.records import Record

Run = Callable[..., Result]


def test_without_a_log_there_is_nothing_to_serve(run: Run, db: Path) -> None:
    result = run("serve")
    assert result.exit_code == 1
    assert (
        result.stderr == f"Error: there is no log at {db} yet; grade an answer first, or name another log with --db\n"
    )


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("module", ["datasette", "altair", "vl_convert", "uvicorn"])
def test_without_the_extra_it_says_what_to_install(run: Run, monkeypatch: pytest.MonkeyPatch, module: str) -> None:
    for name in [name for name in sys.modules if name.startswith("grader.dashboard") or name.split(".")[0] == module]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, module, None)
    result = run("serve")
    assert result.exit_code == 1
    assert re.fullmatch(
        rf"Error: the dashboard needs the library '{module}[\w.]*', which is not installed; "
        r"pip install '\.\[serve\]'\n",
        result.stderr,
    )


@pytest.mark.usefixtures("record")
def test_a_port_that_is_taken_is_named(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("serve", "--port", str(port))
    assert result.exit_code == 1
    assert f"port {port} cannot be used: " in result.stderr
    assert "choose another one with --port" in result.stderr


def test_it_serves_this_machine_until_it_is_stopped(record: Record, db: Path) -> None:
    program = "import sys\nfrom grader.cli import main\nmain(sys.argv[1:])"
    command = [sys.executable, "-c", program, "serve", "--port", "0", "--private", "--db", str(db)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stdout
        assert server.stderr
        try:
            address = re.fullmatch(r"The dashboard is at (http://127\.0\.0\.1:\d+)/\n", server.stdout.readline())
            assert address
            assert re.search(r"sign in at \S+/sign-in with the token \S{24}\n", server.stdout.readline())
            assert httpx.get(f"{address[1]}/answer/{record.grade_id}").headers["location"] == "/sign-in"
            assert "server" not in httpx.get(f"{address[1]}/sign-in").headers
        finally:
            server.send_signal(2)
        assert server.wait(60) == 0
        assert server.stderr.read().endswith("Stopped.\n")
