"""Datasette with the dashboard in it: put together, and run until it is stopped."""

import gc
import socket
import sqlite3
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import uvicorn
from datasette.app import Datasette
from datasette.database import Database as DatasetteDatabase
from datasette.plugins import pm

from grader.dashboard import plugin
from grader.dashboard.access import Access
from grader.dashboard.guarding import App
from grader.dashboard.views import LOG, STATE
from grader.dashboard.visit import Dashboard
from grader.errors import ServerError
from grader.log.opening import open_log

ADDRESS = "127.0.0.1"
STATIC = Path(__file__).with_name("static")

SETTINGS = {"allow_download": False, "sql_time_limit_ms": 2000, "suggest_facets": False}


class LogDatabase(DatasetteDatabase):
    """The log, which Datasette gets to read and never to write."""

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """A connection for reading. Raises ServerError for one that is to write."""
        if write:
            raise ServerError("Datasette may not write the log", "use 'grader review'")
        found = sqlite3.connect(f"file:{quote(str(self.path))}?mode=ro", uri=True, check_same_thread=False)
        self._all_file_connections.append(found)
        return found


def application(log: Path, access: Access) -> App:
    """Datasette over the log with the dashboard, as an ASGI app; the log is read once, so that pages come at once.

    Raises LogError for a damaged row of the log, naming its grade.
    """
    datasette = Datasette(static_mounts=[("static", str(STATIC))], settings=SETTINGS, metadata={"title": "grader"})
    datasette.remove_database("_memory")
    datasette.add_database(LogDatabase(datasette, path=str(log.resolve()), is_mutable=True), name=LOG)
    dashboard = Dashboard(log, access)
    setattr(datasette, STATE, dashboard)
    if not pm.is_registered(plugin):
        pm.register(plugin)
    with open_log(log, create=False) as db:
        dashboard.prepare(db)
    app: App = datasette.app()
    return app


def listening(port: int) -> socket.socket:
    """A socket on this machine alone; port 0 takes any that is free. Raises ServerError if the port is taken."""
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((ADDRESS, port))
    except (OSError, OverflowError) as error:
        found.close()
        raise ServerError(f"port {port} cannot be used: {error}", "choose another one with --port") from error
    return found


def run(app: App, at: socket.socket) -> None:
    """Serve until Ctrl-C."""
    config = uvicorn.Config(
        app, log_level="warning", server_header=False, lifespan="on", ws="none", timeout_graceful_shutdown=3
    )
    gc.freeze()  # the numbers that are kept need not be looked through again and again
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[at])
