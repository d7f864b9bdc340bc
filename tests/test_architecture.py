"""Who may know whom: answers flow in, only a publication flows out, and imports are where that is held.

The tables below are the rule: one line for each room. A room is a module or a folder directly in `audit`, with all that
is in it, or one of the parts of `views`. When a test here fails, do not widen the table: the message says what to do
instead.
"""

from __future__ import annotations

import ast
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[1]

WORDS = {"errors", "texts"}
VOCABULARY = {
    "files",
    "frozen",
    "organisation",
    "principal",
    "publication",
    "questionnaire",
    "rounds",
    "settings",
    "typed",
    *WORDS,
}
PAGE = {"read", "views.kit", "web", *VOCABULARY}  # what every page may know
MAY_KNOW: dict[str, set[str]] = {
    "errors": set(),
    "texts": set(),
    "frozen": set(),
    "typed": WORDS,
    "settings": WORDS,
    "principal": WORDS,
    "organisation": {"frozen", "typed", *WORDS},
    "files": {"organisation", "publication", "typed", *WORDS},
    "questionnaire": {"frozen", "typed", *WORDS},
    "rounds": {"frozen", "organisation", "typed", *WORDS},
    "publication": {"frozen", "organisation", "typed", *WORDS},
    "storage": VOCABULARY,
    "access": {"storage", *VOCABULARY},
    "collect": {"storage", *VOCABULARY},
    "publish": {"collect", *VOCABULARY},
    "manage": {"collect", "publish", "storage", *VOCABULARY},
    "read": VOCABULARY,
    "documents": {"read", *VOCABULARY},
    "web": {"access", "collect", "storage", "views.navigation", *VOCABULARY},
    "views": set(),
    "views.navigation": {"principal", *WORDS},
    "views.kit": {"access", "manage", "storage", "views.navigation", "web", *VOCABULARY},
    "views.shell": {"views.kit", "views.navigation", "web", *VOCABULARY},
    "views.about": PAGE,
    "views.answer": {"collect", *PAGE},
    "views.manage": {"access", "manage", "views.answer", *PAGE},
    "views.results": {"documents", *PAGE},
    "cli": {"access", "collect", "documents", "manage", "publish", "read", "storage", *VOCABULARY},
    "__main__": {"cli"},
}
TOGETHER = ("audit.collect.vault", "audit.storage.archive")  # answers and publications: known together by
CLOSING = "audit.manage.closing"  # the end of a round alone
SQL = {"storage", "access", "manage", "audit.collect.drafts", "audit.collect.tickets", "audit.collect.vault"}
MAY_USE = {  # libraries, and tables, that belong to certain rooms or modules; app.py stands outside `audit`
    "sqlalchemy": SQL,
    "sqlite3": {"storage"},
    "psycopg": {"storage"},
    "importlib": set(),  # what is imported by name at run time is not seen here
    "audit.storage.schema": SQL,
    "audit.access.recovery": {"cli"},  # it asks nobody who they are: whoever has the machine has the data
    "alembic": {"storage"},
    "argon2": {"access"},
    "cryptography": {"storage"},
    "jinja2": {"web", "views.kit"},
    "streamlit": {"views.kit", "views.shell", "views.about", "views.answer", "views.manage", "views.results"},
    "starlette": {"web"},
    "altair": {"read"},
    "pandas": {"documents", "publish", "read", "views.kit", "views.about", "views.manage", "views.results"},
    "numpy": {"publish"},
    "scipy": {"publish", "read"},  # read: one t distribution, for change between rounds
    "yaml": {"questionnaire"},
    "click": {"cli"},
    "typst": {"documents"},
    "openpyxl": {"documents", "files"},
}
ASK_THE_CLOCK = {"views.kit", "views.shell", "views.answer", "views.manage", "cli", "web", *SQL}
ASKING = {"random", "secrets", "time", "uuid", "numpy.random", ".now", ".utcnow", ".today", ".urandom", ".default_rng"}
OF_PUBLICATIONS = "what people look at is made of publications only; put the number in the publication"
MADE_ONCE = "a publication is made once, by closing; read what is in it"
BY_KIT = "ask `manage` for what it holds; `views.kit.visitor` knows who is looking"
INSTEAD = {
    ("read", "collect"): OF_PUBLICATIONS,
    ("views.results", "collect"): OF_PUBLICATIONS,
    ("views.about", "collect"): OF_PUBLICATIONS,
    ("read", "publish"): MADE_ONCE,
    ("views.results", "publish"): MADE_ONCE,
    ("views.results", "storage"): BY_KIT,
    ("views.manage", "storage"): BY_KIT,
    ("views.manage", "collect"): "let `manage` do it, which looks at who asks",
    ("publish", "read"): "a publication knows nothing about how it is looked at",
    ("publish", "sqlalchemy"): "`publish` is pure; let `manage.closing` read and write, and pass the answers",
    ("publish", "storage"): "`publish` is pure; let `manage.closing` read and write, and pass the answers",
    ("collect", "publish"): "answers do not know what becomes of them; let `manage` ask for them",
    ("collect", "manage"): "answers do not know what becomes of them; let `manage` ask for them",
}
LINES_OF_A_FILE, LINES_OF_A_FUNCTION = 250, 40
TOO_LONG = {  # files and functions with more lines, and why they stay whole
    "audit/manage/optimistic.py settle": "who holds what in each try is read in one go; a third is docstring",
    "audit/publish/guard.py _hidden_with": "four functions of two or three lines look at the same five values",
    "audit/questionnaire/outlines.py": "an outline and the only thing that makes one; either alone is of no use",
    "audit/storage/migrations/versions/v0001_first_tables.py upgrade": "a list of tables that never changes any more",
}
"""In CONTRIBUTING: a file has one noun. Splitting comes first; a reason says why that would read worse."""


def room(module: str) -> str:
    """The room of a module of `audit`; the package itself is the room ``."""
    names = module.split(".")[1:]
    return ".".join(names[: 2 if names[:1] == ["views"] else 1])


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
        known = {"", here, *MAY_KNOW.get(here, ())}
        imported = graph.find_modules_directly_imported_by(module)
        for other in imported:
            there = room(other)
            if other.split(".")[0] == "audit" and there not in known:
                instead = INSTEAD.get((here, there), f"pass what you need from {there} as an argument")
                yield f"{module} imports {other}: {here or 'audit'} may not know {there}; {instead}"
            elif other in MAY_USE and not {here, module} & MAY_USE[other]:
                rooms = ", ".join(sorted(MAY_USE[other])) or "nobody"
                instead = INSTEAD.get((here, other), "do it there and pass the result")
                yield f"{module} imports {other}: only {rooms} may; {instead}"
        if imported.issuperset(TOGETHER) and module != CLOSING:
            yield f"{module} imports {' and '.join(TOGETHER)}: only {CLOSING} may know both; do it there"


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
    found = leaks(ROOT / "audit")
    assert not found, "\n".join(found)


def test_every_module_of_the_tables_is_there():
    graph = grimp.build_graph("audit", cache_dir=None)
    assert {name for name in SQL if "." in name} <= graph.modules
    assert {CLOSING, *TOGETHER} <= graph.modules
    assert graph.find_modules_directly_imported_by(CLOSING).issuperset(TOGETHER)


def modules_in(folder: Path) -> list[Path]:
    """The modules and packages of a folder, without folders that hold no code."""
    return [path for path in folder.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()]


def rooms() -> set[str]:
    """The rooms that are there: modules and folders of `audit`, and the parts of its `views`."""
    paths = [*modules_in(ROOT / "audit"), *modules_in(ROOT / "audit" / "views")]
    names = (".".join(path.relative_to(ROOT).with_suffix("").parts) for path in paths)
    return {room(name) for name in names if not name.endswith("__init__")}


def test_every_room_of_the_table_is_there():
    assert set(MAY_KNOW) == rooms()


def drawn_in_code() -> set[str]:
    """The paths in the map of `audit/__init__.py`: the rooms, and indented under `views/` its parts."""
    lines = re.findall(
        r"^( {4}| {8})((?:[a-z]+(?:\.py|/) ?)+)", (ROOT / "audit" / "__init__.py").read_text("utf-8"), re.M
    )
    return {("views/" if len(indent) == 8 else "") + name for indent, names in lines for name in names.split()}


def drawn_in_readme() -> set[str]:
    """The paths in README's table of rooms; those after the first in a cell stand beside it, or in `views/`."""
    rows = re.findall(r"^\| (`audit/.*)$", (ROOT / "README.md").read_text("utf-8"), re.M)
    found = set()
    for row in rows:
        inside = "views/" if row.startswith("`audit/views/`") else ""
        for name in re.findall(r"`((?:audit/)?[a-z]+(?:\.py|/))`", row):
            found.add(name.removeprefix("audit/") if name.startswith("audit/") else inside + name)
    return found


@pytest.mark.parametrize("drawn", [drawn_in_code, drawn_in_readme])
def test_the_map_shows_exactly_the_rooms_that_are_there(drawn: Callable[[], set[str]]):
    there = {
        (f"{inside}{path.name}/" if path.is_dir() else f"{inside}{path.name}")
        for folder, inside in ((ROOT / "audit", ""), (ROOT / "audit" / "views", "views/"))
        for path in modules_in(folder)
        if not path.name.startswith("__")
    }
    assert drawn() == there


@pytest.mark.parametrize(
    ("file", "planted", "named"),
    [
        ("read/charts/radar.py", "from audit.collect import responses", "audit.collect"),
        ("read/charts/radar.py", "from ...collect import responses", "audit.collect"),
        ("read/profile.py", "import audit.publish.scoring", "audit.publish.scoring"),
        ("read/profile.py", "import streamlit as st", "streamlit"),
        ("views/results/page.py", "def late():\n    from audit.collect.answers import answers_of", "audit.collect"),
        (
            "views/about/welcome.py",
            "import typing\nif typing.TYPE_CHECKING:\n    import audit.collect",
            "audit.collect",
        ),
        ("views/results/page.py", "from audit.publish import composition", "audit.publish"),
        ("publish/scoring.py", "from audit.read import archive", "audit.read"),
        ("publish/scoring.py", "import streamlit", "streamlit"),
        ("collect/responses.py", "import pandas", "pandas"),
        ("collect/responses.py", "from scipy import stats", "scipy"),
        ("collect/responses.py", "from audit.publish import scoring", "audit.publish"),
        ("views/results/page.py", "from audit.storage import schema", "audit.storage.schema"),
        ("views/manage/rounds.py", "from audit.storage.schema import response", "audit.storage.schema"),
        ("views/answer/page.py", "import sqlalchemy", "sqlalchemy"),
        ("views/about/method.py", "from audit.collect import vault", "audit.collect"),
        ("read/archive.py", "from audit.storage import archive", "audit.storage"),
        ("collect/sheet.py", "from sqlalchemy import select", "sqlalchemy"),
        ("publish/scoring.py", "from audit.storage import rounds", "audit.storage"),
        ("publish/scoring.py", "import sqlite3", "sqlite3"),
        ("manage/results.py", "from psycopg import connect", "psycopg"),
        ("read/archive.py", "from importlib import import_module", "only nobody may"),
        ("storage/archive.py", "from audit.collect import vault", "audit.collect"),
        ("access/sessions.py", "from audit.collect import vault", "audit.collect"),
        ("collect/codes.py", "from secrets import choice", "secrets"),
        ("web/accounts.py", "from audit.access import recovery", "only cli may"),
        ("publication/file.py", "from audit.questionnaire import Content", "audit.questionnaire"),
        ("web/page.py", "import streamlit", "streamlit"),
        ("views/navigation.py", "from audit.collect import responses", "audit.collect"),
        ("views/results/page.py", "from audit.storage import archive", "ask `manage` for what it holds"),
        ("read/profile.py", "from audit.collect import vault", "put the number in the publication"),
        ("publish/scoring.py", "from sqlalchemy import select", "let `manage.closing` read and write"),
        ("manage/results.py", "from audit.collect import vault", "only audit.manage.closing may know both"),
        ("documents/report.py", "from audit.collect import vault", "audit.collect"),
        ("documents/report.py", "from audit.storage import archive", "audit.storage"),
        ("views/results/page.py", "import typst", "typst"),
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


def too_long(root: Path) -> dict[str, int]:
    """The files and functions of a folder that are too long, with their number of lines."""
    found: dict[str, int] = {}
    for path in sorted(path for place in ("audit", "sample_data") for path in (root / place).rglob("*.py")):
        name, text = path.relative_to(root).as_posix(), path.read_text("utf-8")
        if (lines := len(text.splitlines())) > LINES_OF_A_FILE:
            found[name] = lines
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > LINES_OF_A_FUNCTION:
                    found[f"{name} {node.name}"] = lines
    return found


def test_what_is_too_long_has_a_reason_and_nothing_else_has_one():
    found = too_long(ROOT)
    grown = [f"{name} has {lines} lines: split it" for name, lines in found.items() if name not in TOO_LONG]
    assert not grown, "\n".join([*grown, "or say in TOO_LONG why that would read worse"])
    assert [name for name in TOO_LONG if name not in found] == [], "no reason is needed any more: take it out"


def test_a_line_too_many_is_seen(tmp_path: Path):
    (tmp_path / "audit").mkdir()
    body = "    pass\n" * (LINES_OF_A_FUNCTION - 1)
    (tmp_path / "audit" / "fits.py").write_text(f"def fits():\n{body}" + "\n" * (LINES_OF_A_FILE - LINES_OF_A_FUNCTION))
    assert too_long(tmp_path) == {}
    (tmp_path / "audit" / "grown.py").write_text(f"def grown():\n{body}    pass\n" + "\n" * LINES_OF_A_FILE)
    assert too_long(tmp_path) == {"audit/grown.py": 291, "audit/grown.py grown": 41}


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
