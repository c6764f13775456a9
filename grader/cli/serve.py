"""`grader serve`: the coach's pages in a browser on this machine."""

from pathlib import Path

import click

from grader.cli.options import db_option
from grader.extras import from_extra


@click.command()
@click.option(
    "-p", "--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="Where to listen; 0: any."
)
@click.option("--private", is_flag=True, help="Show nothing to whoever has not signed in.")
@click.option("-o", "--open", "open_browser", is_flag=True, help="Open it in the browser.")
@db_option
def serve(port: int, private: bool, open_browser: bool, db: Path) -> None:
    """Show the log in a browser: cohort, candidates, answers with their evidence, questions.

    Only this machine is served. Whoever signs in with the token that is printed may review; nothing
    else can be changed. Needs "pip install '.[serve]'". Ctrl-C stops it.
    """
    from grader.log.opening import open_log

    with from_extra("serve", "the dashboard"):
        from grader.dashboard.access import Access
        from grader.dashboard.serving import ADDRESS, application, listening, run

    with open_log(db, create=False):
        pass  # it is there, and of this version
    access = Access(private=private)
    with listening(port) as at:
        click.echo("Reading the log ...", err=True)
        app = application(db, access)
        address = f"http://{ADDRESS}:{at.getsockname()[1]}/"
        click.echo(f"The dashboard is at {address}")
        click.echo(f"To review, sign in at {address}sign-in with the token {access.token}")
        if open_browser:
            click.launch(address)
        run(app, at)
    click.echo("Stopped.", err=True)
