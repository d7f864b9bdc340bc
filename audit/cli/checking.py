"""Checking questionnaires."""

from __future__ import annotations

from pathlib import Path

import click

from audit.cli.options import FILE
from audit.errors import InputError
from audit.questionnaire import OURS
from audit.questionnaire import check as check_questionnaires
from audit.texts import _


@click.command()
@click.argument("paths", nargs=-1, type=FILE)
def check(paths: tuple[Path, ...]) -> int:
    """Check questionnaires: files or folders (ours, when none is named)."""
    problems = [problem for path in paths or (OURS,) for problem in check_questionnaires(path)]
    if problems:
        raise InputError(problems)
    click.echo(_("All questionnaires are in order."))
    return 0
