"""Who may know whom: answers flow in, only a publication flows out, and imports are where that is held.

The tables below are the rule. A room is a module of `audit`, or a folder with all that is in it. When a test here
fails, do not widen the table: the message says what to do instead.
"""

from __future__ import annotations

import ast
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[1]

ROOMS = {  # modules that are one room under another's name
    "frame": "questionnaire",
    "outlines": "questionnaire",
    "proofreading": "questionnaire",
    "__main__": "cli",
}
WORDS = {"errors", "texts"}
VOCABULARY = {"questionnaire", "organisation", "publication", *WORDS}
MAY_KNOW: dict[str, set[str]] = {
    "errors": set(),
    "texts": set(),
    "files": WORDS,
    "organisation": set(),
    "publication": {"organisation", *WORDS},
    "questionnaire": {"organisation", "publication", *WORDS},
    "tables": WORDS,
    "roster": {"organisation", "tables", *WORDS},
    "comment": {"tables", *WORDS},
    "principal": WORDS,
    "rounds": {"organisation", "roster", *WORDS},
    "storage": {"comment", "principal", "roster", "rounds", "settings", *VOCABULARY},
    "access": {"organisation", "principal", "roster", "rounds", "storage", *WORDS},
    "collect": {
        "comment",
        "organisation",
        "principal",
        "publication",
        "questionnaire",
        "roster",
        "rounds",
        "storage",
        "tables",
        *WORDS,
    },
    "publish": {"collect", *VOCABULARY},
    "read": VOCABULARY,
    "settings": WORDS,
    "web": WORDS,
    "doors": {"access", "collect", "organisation", "roster", "settings", "storage", "web", *WORDS},
    "views": {"principal", "read", "settings", "web", *VOCABULARY},
    "navigation": {"principal", "views", "web", *WORDS},
    "cli": {"collect", "files", "publish", "read", "roster", "tables", *VOCABULARY},
}
ENDING = {"principal", "rounds", "storage"}  # what the end of a round needs: the vault, the archive, and who asks
MAY_ALSO_KNOW: dict[str, set[str]] = {  # single modules that know more than their room, for what they alone do
    "audit.publish.closing": ENDING,
    "audit.publish.participation": ENDING,
    "audit.views": {"access", "storage"},
    "audit.views.answer": {"collect", "rounds", "storage"},
    "audit.views.filling": {"collect", "rounds"},
    "audit.views.clicks": {"storage"},
    "audit.views.ending": {"publish", "rounds"},
    "audit.views.forms": {"storage"},
    "audit.views.organisation": {"access", "rounds", "storage"},
    "audit.views.plan": {"rounds", "storage"},
    "audit.views.preview": {"collect", "rounds", "storage"},
    "audit.views.remarks": {"rounds", "storage"},
    "audit.views.rounds": {"publish", "rounds", "storage"},
    "audit.views.slips": {"collect", "rounds"},
    "audit.views.place": {"collect", "rounds"},
    "audit.views.results": {"storage"},
    "audit.views.teams": {"roster", "storage", "tables"},
    "audit.views.welcome": {"access", "storage"},
}
SQL = {
    "storage",
    "access",
    "audit.collect.drafts",
    "audit.collect.invitations",
    "audit.collect.vault",
    "audit.publish.closing",
    "audit.publish.participation",
}
MAY_USE = {  # libraries, and tables, that belong to certain rooms or modules; app.py stands outside `audit`
    "sqlalchemy": SQL,
    "audit.storage.schema": SQL,
    "alembic": {"storage"},
    "argon2": {"access"},
    "cryptography": {"storage", "collect"},
    "streamlit": {"views", "navigation"},
    "starlette": {"web", "doors"},
    "altair": {"read"},
    "pandas": {"publish", "read", "views"},
    "numpy": {"publish"},
    "scipy": {"publish", "read"},  # read: one t distribution, for change between rounds
    "yaml": {"questionnaire"},
    "click": {"cli"},
}
ASK_THE_CLOCK = {"views", "navigation", "cli", "doors", *SQL}
ASKING = {"random", "secrets", "time", "uuid", "numpy.random", ".now", ".utcnow", ".today", ".urandom", ".default_rng"}
INSTEAD = {
    ("read", "collect"): "what people look at is made of publications only; put the number in the publication",
    ("views", "collect"): "what people look at is made of publications only; put the number in the publication",
    ("read", "publish"): "a publication is made once, by closing; read what is in it",
    ("views", "publish"): "a publication is made once, by closing; read what is in it",
    ("publish", "read"): "a publication knows nothing about how it is looked at",
    ("collect", "publish"): "answers do not know what becomes of them; let `publish` ask for them",
}


def room(module: str) -> str:
    """The room of a module of `audit`; the package itself is the room ``."""
    name = module.split(".")[1] if "." in module else ""
    return ROOMS.get(name, name)


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the package to plant something in, found instead of ours."""
    shutil.copytree(ROOT / "audit", tmp_path / "audit", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.syspath_prepend(tmp_path)
    for name in [name for name in sys.modules if name == "audit" or name.startswith("audit.")]:
        monkeypatch.delitem(sys.modules, name)
    return tmp_path / "audit"


def leaks(package: Path) -> list[str]:
    """Every import that the tables forbid, as a sentence that says what to do instead."""
    graph = grimp.build_graph("audit", include_external_packages=True, cache_dir=None)
    return sorted({*_imports(graph), *_clocks(package)})


def _imports(graph: grimp.ImportGraph) -> Iterator[str]:
    ours = sorted(module for module in graph.modules if module.split(".")[0] == "audit")
    for module in ours:
        here = room(module)
        if here and here not in MAY_KNOW:
            yield f"{module} is in no room: give it a line in MAY_KNOW, with as little as it needs"
            continue
        for other in graph.find_modules_directly_imported_by(module):
            there = room(other)
            known = {"", here, *MAY_KNOW.get(here, ()), *MAY_ALSO_KNOW.get(module, ())}
            if other.split(".")[0] == "audit" and there not in known:
                instead = INSTEAD.get((here, there), f"pass what you need from {there} as an argument")
                yield f"{module} imports {other}: {here or 'audit'} may not know {there}; {instead}"
            elif other in MAY_USE and not {here, module} & MAY_USE[other]:
                rooms = ", ".join(sorted(MAY_USE[other]))
                yield f"{module} imports {other}: only {rooms} may; do it there and pass the result"


def _clocks(package: Path) -> Iterator[str]:
    """Where the time or chance is asked for instead of given."""
    for path in sorted(package.rglob("*.py")):
        module = ".".join(("audit", *path.relative_to(package).with_suffix("").parts)).removesuffix(".__init__")
        if {room(module), module} & ASK_THE_CLOCK:
            continue
        nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
        seeded = {id(node.func) for node in nodes if isinstance(node, ast.Call) and node.args}
        for node in nodes:
            if isinstance(node, ast.Attribute) and node.attr == "default_rng" and id(node) in seeded:
                continue  # with a seed it is arithmetic
            if (asked := _asks(node)) is not None:
                yield f"{module}:{asked}: the clock and chance are arguments, not calls; let the caller pass it"


def _asks(node: ast.AST) -> str | None:
    """What this piece of code asks the clock or chance, with its line, if it does."""
    names: list[str] = []
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom):
        names = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
    elif isinstance(node, ast.Attribute):
        names = [f".{node.attr}"]
    found = next((name for name in names if name in ASKING), None)
    return None if found is None else f"{getattr(node, 'lineno', 0)} {found}"


def test_nobody_knows_more_than_the_table_allows():
    assert leaks(ROOT / "audit") == []


def test_every_module_that_knows_more_is_there():
    graph = grimp.build_graph("audit", cache_dir=None)
    assert {*MAY_ALSO_KNOW, *(name for name in SQL if "." in name)} <= graph.modules


def test_every_room_of_the_table_is_there():
    there = {room(f"audit.{path.stem}") for path in (ROOT / "audit").iterdir() if path.suffix in ("", ".py")}
    assert set(MAY_KNOW) == there - {"", "__init__", "__pycache__"}


@pytest.mark.parametrize(
    ("file", "planted", "named"),
    [
        ("read/charts/radar.py", "from audit.collect import responses", "audit.collect"),
        ("read/charts/radar.py", "from ...collect import responses", "audit.collect"),
        ("read/profile.py", "import audit.publish.scoring", "audit.publish.scoring"),
        ("read/profile.py", "import streamlit as st", "streamlit"),
        ("views/results.py", "def late():\n    from audit.collect.responses import answers_of", "audit.collect"),
        ("views/welcome.py", "import typing\nif typing.TYPE_CHECKING:\n    import audit.collect", "audit.collect"),
        ("views/results.py", "from audit.publish import composition", "audit.publish"),
        ("publish/scoring.py", "from audit.read import archive", "audit.read"),
        ("publish/scoring.py", "import streamlit", "streamlit"),
        ("collect/responses.py", "import pandas", "pandas"),
        ("collect/responses.py", "from scipy import stats", "scipy"),
        ("collect/responses.py", "from audit.publish import scoring", "audit.publish"),
        ("views/results.py", "from audit.storage import schema", "audit.storage.schema"),
        ("views/rounds.py", "from audit.storage.schema import response", "audit.storage.schema"),
        ("views/answer.py", "import sqlalchemy", "sqlalchemy"),
        ("views/method.py", "from audit.collect import vault", "audit.collect"),
        ("read/archive.py", "from audit.storage import archive", "audit.storage"),
        ("collect/sheet.py", "from sqlalchemy import select", "sqlalchemy"),
        ("publish/scoring.py", "from audit.storage import agenda", "audit.storage"),
        ("storage/archive.py", "from audit.collect import vault", "audit.collect"),
        ("access/sessions.py", "from audit.collect import vault", "audit.collect"),
        ("collect/codes.py", "from secrets import choice", "secrets"),
        ("publication.py", "from audit.questionnaire import Content", "audit.questionnaire"),
        ("web/page.py", "import streamlit", "streamlit"),
        ("navigation.py", "from audit.collect import responses", "audit.collect"),
        ("drawer.py", "", "in no room"),
        ("publish/composition.py", "from datetime import date\nTODAY = date.today()", ".today"),
        ("publish/composition.py", "import random", "random"),
        ("read/archive.py", "from time import time", "time"),
        ("collect/responses.py", "from secrets import token_hex", "secrets"),
        ("publish/priorities.py", "import numpy\nCHANCE = numpy.random.default_rng()", ".default_rng"),
    ],
)
def test_a_planted_leak_is_found(house: Path, file: str, planted: str, named: str):
    before = leaks(house)
    with (house / file).open("a", encoding="utf-8") as module:
        module.write(f"\n{planted}\n")
    found = set(leaks(house)) - set(before)
    assert found, "not found"
    assert all(named in leak for leak in found)
    assert all("audit." + file.removesuffix(".py").replace("/", ".") in leak for leak in found)


def test_nothing_is_called_pages():
    """Streamlit serves the files of such a folder beside its script, without asking anyone."""
    assert [path for path in ROOT.glob("**/pages") if ".venv" not in path.parts] == []


def test_what_makes_the_sample_and_the_app_knows_its_place():
    used = {
        path.name: {name.split(".")[0] for name in _imported(path)} & {"streamlit", "starlette", "altair", "pandas"}
        for path in [ROOT / "app.py", *(ROOT / "sample_data").glob("*.py")]
    }
    assert used.pop("app.py") == {"streamlit", "starlette", "altair", "pandas"}
    assert set().union(*used.values()) == set()


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
