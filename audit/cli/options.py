"""What options may hold: each is read from what was typed, or refused with a sentence.

Every function here is a callback of click. Raises: InputError, with the name of the option and what to write instead.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from audit.errors import InputError, Problem
from audit.organisation import KINDS, Kind
from audit.texts import _
from audit.typed import name_problems

FILE = click.Path(path_type=Path)


def day(_context: click.Context, _option: click.Parameter, value: str | None) -> date:
    """A day, written as 2026-06-30; today on the calendar of whoever types when there is none."""
    try:
        return date.fromisoformat(value) if value is not None else date.today()
    except ValueError as error:
        sentence = _("“{value}” is not a date. Write it as 2026-06-30.").format(value=value)
        raise InputError([Problem("date", "--closed-on", sentence)]) from error


def minimum_group(_context: click.Context, _option: click.Parameter, value: str) -> int:
    """The people a group needs: five or more."""
    if not (value.isascii() and value.isdigit() and int(value[:6]) >= 5 and len(value) <= 6):
        sentence = _("“{value}” is no minimum group. Write a whole number of 5 or more.").format(value=value)
        raise InputError([Problem("minimum_group", "--minimum-group", sentence)])
    return int(value)


def kind(_context: click.Context, _option: click.Parameter, value: str | None) -> Kind | None:
    """A kind of service, by its code."""
    found = next((kind for kind in KINDS if kind == value), None)
    if value is not None and found is None:
        sentence = _("“{value}” is not a kind of service. Choose from: {kinds}.")
        raise InputError([Problem("kind", "--kind", sentence.format(value=value, kinds=", ".join(KINDS)))])
    return found


def name(_context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """A name as the app accepts it."""
    if value is not None and (problems := name_problems(value, option.opts[0])):
        raise InputError(problems)
    return value


def share(_context: click.Context, _option: click.Parameter, value: str) -> float:
    """A share of people: above 0 and at most 1."""
    try:
        found = float(value)
    except ValueError:
        found = 0.0
    if not 0 < found <= 1:
        sentence = _("“{value}” is no share of people. Write a number above 0 and at most 1, such as 0.8.")
        raise InputError([Problem("response", "--response", sentence.format(value=value))])
    return found
