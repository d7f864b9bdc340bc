"""The messages that the code asks for, for tests of catalogues. Reading all code takes half a second, so it is done
once."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

from jinja2 import Environment
from jinja2.ext import extract_from_ast

ROOT = Path(__file__).parents[2]
MESSAGES = {"_": 1, "ngettext": 2}  # functions, and how many of their arguments are text


@cache
def calls() -> tuple[tuple[str, list[ast.expr]], ...]:
    """Where a message is asked for, and the arguments that are its text. (Babel's own extraction does not look inside
    f-strings on Python 3.11.)"""
    found = []
    for path in [ROOT / "app.py", *sorted((ROOT / "audit").rglob("*.py"))]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MESSAGES:
                found.append((f"{path.relative_to(ROOT)}:{node.lineno}", node.args[: MESSAGES[node.func.id]]))
    return tuple(found)


def used() -> dict[str, str]:
    """Every message in the code and the templates (of a plural the singular), with a place where it stands."""
    in_code = {args[0].value: where for where, args in calls() if isinstance(args[0], ast.Constant)}
    return in_code | {message: where for where, message in of_templates()}


@cache
def of_templates() -> tuple[tuple[str, str], ...]:
    """The messages of the templates, each with the place where it stands."""
    found = []
    for path in sorted((ROOT / "audit").rglob("*.html")):
        for line, _function, message in extract_from_ast(Environment().parse(path.read_text("utf-8"))):
            found.append((f"{path.relative_to(ROOT)}:{line}", str(message)))
    return tuple(found)
