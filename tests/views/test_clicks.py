"""Every callback of every view goes through one of the two decorators of `audit.views.kit.clicks`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from audit import texts
from audit.errors import AuditError
from audit.views.kit import clicks, visitor
from audit.views.kit.visitor import Guarded

VIEWS = Path(__file__).parents[2] / "audit" / "views"
CALLBACKS = {"on_click", "on_change", "on_select", "on_submit", "on_dismiss"}
DECORATORS = {"action", "speaking"}


def modules(views: Path) -> dict[str, ast.Module]:
    """The modules of the views, parsed, by name."""
    return {
        ".".join(("audit", "views", *path.relative_to(views).with_suffix("").parts)): ast.parse(path.read_text("utf-8"))
        for path in sorted(views.rglob("*.py"))
    }


def undecorated(views: Path) -> list[str]:
    """Every callback without a decorator of `clicks`, as a sentence that says what to do."""
    trees = modules(views)
    decorated = {f"{name}.{function}" for name, tree in trees.items() for function in _decorated(tree)}
    return [
        f"{name}:{line}: {callback} is called by a click: decorate it with `clicks.action` when it asks who is "
        f"looking, else with `clicks.speaking`"
        for name, tree in trees.items()
        for line, callback in _callbacks(name, tree)
        if callback not in decorated
    ]


def _decorated(tree: ast.Module) -> Iterator[str]:
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for decorator in function.decorator_list:
                called = decorator.func if isinstance(decorator, ast.Call) else decorator
                if ast.unparse(called).removeprefix("clicks.") in DECORATORS:
                    yield function.name


def _callbacks(module: str, tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and full name of whatever is given as a callback; what is no name keeps its source text."""
    imported = {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    for call in ast.walk(tree):
        for keyword in call.keywords if isinstance(call, ast.Call) else ():
            if keyword.arg not in CALLBACKS or isinstance(keyword.value, ast.Constant):
                continue  # a word such as "ignore" calls nothing of ours
            first, dot, rest = ast.unparse(keyword.value).partition(".")
            yield call.lineno, imported.get(first, first if dot else f"{module}.{first}") + dot + rest


def test_every_callback_is_decorated():
    assert undecorated(VIEWS) == []
    assert sum(len(list(_callbacks(name, tree))) for name, tree in modules(VIEWS).items()) > 30


@pytest.mark.parametrize(
    "planted",
    [
        "def bare() -> None: ...\nst.button('x', on_click=bare)",
        "st.button('x', on_click=lambda: None)",
        "st.toggle('x', on_change=st.session_state.update)",
        "from audit.manage import comments\nst.button('x', on_click=comments.delete)",
        "from audit.views.manage import ending\nst.button('x', on_click=ending.over)",
    ],
)
def test_a_planted_callback_without_a_decorator_is_found(tmp_path: Path, planted: str):
    for path in VIEWS.rglob("*.py"):
        there = tmp_path / path.relative_to(VIEWS)
        there.parent.mkdir(exist_ok=True)
        there.write_text(path.read_text("utf-8"), "utf-8")
    (tmp_path / "planted.py").write_text(f"import streamlit as st\n{planted}\n", "utf-8")
    found = undecorated(tmp_path)
    assert len(found) == 1
    assert found[0].startswith("audit.views.planted:")
    assert "decorate it with `clicks.action`" in found[0]


@pytest.fixture
def looking(monkeypatch: pytest.MonkeyPatch) -> Guarded:
    """A visitor who speaks Dutch, and what a click is given: stand-ins, for the decorator looks at neither."""
    guarded: Guarded = (object(), object())  # type: ignore[assignment]
    monkeypatch.setattr(visitor, "speak", lambda: texts.use("nl"))
    monkeypatch.setattr(visitor, "store", lambda: guarded[0])
    monkeypatch.setattr(visitor, "principal", lambda: guarded[1])
    monkeypatch.setattr(st, "session_state", {})
    return guarded


def waiting() -> list[clicks.Outcome]:
    return list(st.session_state.get("outcomes", []))


def test_an_action_speaks_and_is_given_the_store_and_who_is_looking_now(looking: Guarded):
    @clicks.action("form")
    def act(guarded: Guarded, word: str) -> str:
        assert guarded == looking
        return f"{word} {texts.language()}"

    act("done")
    assert waiting() == [clicks.Outcome("done nl", "form", refused=False)]


def test_an_action_that_is_refused_is_told_in_its_form(looking: Guarded):
    @clicks.action(lambda form: form)
    def act(guarded: Guarded, form: str) -> str:
        raise AuditError("no", "Not now.")

    act("plan")
    assert waiting() == [clicks.Outcome("Not now.", "plan", refused=True)]


def test_another_error_is_not_passed_over(looking: Guarded):
    @clicks.action()
    def act(guarded: Guarded) -> None:
        raise KeyError

    with pytest.raises(KeyError):
        act()


def test_what_is_refused_for_each_team_alike_is_told_once(looking: Guarded):
    for _team in range(3):
        with clicks.telling("codes"):
            raise AuditError("no", "Not now.")
    assert waiting() == [clicks.Outcome("Not now.", "codes", refused=True)]
