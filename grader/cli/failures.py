"""The one place where expected failures become one-line messages and exit codes."""

import os
import sys
from typing import Any

import click

from grader.errors import GraderError
from rubric.errors import RubricError, UnknownQuestionError

USAGE = 2
"""Exit code for a wrong call or an invalid rubric; 1 is any other expected failure."""


class FriendlyGroup(click.Group):
    """A command group whose commands fail with a message instead of a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; domain errors become click's, a closed pipe ends quietly."""
        try:
            return super().invoke(ctx)
        except GraderError as error:
            raise _Failure(str(error), error.exit_code) from error
        except (RubricError, UnknownQuestionError) as error:
            raise _Failure(str(error), USAGE) from error
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)


class _Failure(click.ClickException):
    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code  # type: ignore[misc]  # click declares it per class, and reads it per instance
