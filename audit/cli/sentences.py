"""What a command says when something is not in order: sentences on the error stream, and status 1."""

from __future__ import annotations

import io
import sys
from typing import Any

import click

from audit.errors import AuditError, InputError
from audit.texts import _


class Sentences(click.Group):
    """A group of commands whose errors are sentences."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run a command and leave the process: status 0, or 1 after sentences on the error stream. Signs that the
        console does not have become question marks."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="replace")
        try:
            status = super().main(*args, **kwargs | {"standalone_mode": False})
        except click.exceptions.Exit as leaving:
            status = leaving.exit_code
        except click.Abort:
            complain([_("Stopped. Nothing was written.")])
            status = 1
        except click.ClickException as error:
            complain([error.format_message()])
            status = 1
        except AuditError as error:
            complain(_sentences(error))
            status = 1
        sys.exit(status if isinstance(status, int) else 0)


def _sentences(error: AuditError) -> list[str]:
    return [str(problem) for problem in error.problems] if isinstance(error, InputError) else [error.sentence]


def complain(lines: list[str]) -> None:
    """Write sentences to the error stream, one a line."""
    for line in lines:
        click.echo(line, err=True)


def tell_on_a_terminal(sentence: str) -> None:
    """Write to the error stream when that is a terminal; nothing when it is a file or a pipe."""
    if sys.stderr.isatty():
        click.echo(sentence, err=True)
