"""How the tests stand: in the rooms of what they test, each on its own, and no example left out."""

from __future__ import annotations

import ast
import doctest
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BESIDE_THE_ROOMS = {
    "benchmarks": "how long things take, for `make bench`",
    "browser": "the whole app, as people meet it",
    "cases": "files of the hand-worked publication",
    "helpers": "what tests share",
    "reference": "numbers that other programs found",
    "soak": "forms through a restart and a cut line, for `make soak`",
    "simulations": "how often intervals hold what they say, over the whole of `publish`",
}
SCRIPTS = {
    "audit/__main__.py": "Python runs it: importing it is giving a command; pytest leaves it out of itself",
    "audit/storage/migrations/env.py": "alembic runs it, with a connection",
    "audit/views/shell.py": "Streamlit runs it: importing it draws",
    "tests/browser/gallery/app.py": "Streamlit runs it with the charts of a test",
}
"""Modules that cannot be imported, so that no example in them would ever run."""


def modules(*places: str) -> list[Path]:
    """The Python files in folders of the project, in order."""
    return sorted(path for place in places for path in (ROOT / place).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports, and every name it takes from one."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def written(path: Path) -> int:
    """How many lines of a file begin an example."""
    return len(re.findall(r"^\s*>>> ", path.read_text("utf-8"), re.MULTILINE))


def found(path: Path) -> int:
    """How many examples doctest finds in a module of `audit`."""
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    tests = doctest.DocTestFinder().find(importlib.import_module(name))
    return sum(len(test.examples) for test in tests)


def test_folders_of_tests_are_those_of_the_rooms():
    with_tests = {path.parent.relative_to(ROOT / "tests") for path in (ROOT / "tests").rglob("test_*.py")}
    beside = {folder for folder in with_tests if folder.parts and folder.parts[0] in BESIDE_THE_ROOMS}
    assert [str(folder) for folder in with_tests - beside if not (ROOT / "audit" / folder).is_dir()] == []


def test_a_folder_beside_the_rooms_is_no_room_and_is_there():
    folders = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir() and any(path.rglob("*.*"))}
    rooms = {path.name for path in (ROOT / "audit").iterdir() if path.is_dir()}
    assert folders - {"__pycache__"} - rooms == set(BESIDE_THE_ROOMS)


def test_nothing_is_imported_from_a_file_of_tests():
    """What tests share stands in `tests/helpers`."""
    taken = [
        (str(path.relative_to(ROOT)), name)
        for path in modules("tests")
        for name in imported(path)
        if name.split(".")[0] == "tests" and re.search(r"\.(conftest|test_\w+)(\.|$)", name)
    ]
    assert taken == []


def test_only_scripts_are_left_out_of_the_examples(pytestconfig: pytest.Config):
    options: list[str] = pytestconfig.getini("addopts")
    left_out = {option.split("=", 1)[1] for option in options if option.startswith("--ignore")}
    assert left_out == {name for name in SCRIPTS if not name.endswith("/__main__.py")}
    assert all((ROOT / name).is_file() for name in SCRIPTS)
    assert "--doctest-modules" in options
    assert {"tests", "audit"} <= set(pytestconfig.getini("testpaths"))
    assert not [option for option in options if option.startswith(("--deselect", "-k", "-m"))]


def test_every_example_runs():
    """Doctest reads the docstrings of modules, classes and functions; an example anywhere else never runs."""
    names = {path: str(path.relative_to(ROOT)) for path in modules("audit")}
    runs = {name: 0 if name in SCRIPTS else found(path) for path, name in names.items()}
    assert {name: written(path) for path, name in names.items()} == runs
    assert sum(runs.values()) > 0


def test_outside_the_package_there_are_no_examples():
    outside = [ROOT / "app.py", *modules("sample_data", "docs", "questionnaires", "tests")]
    assert [str(path) for path in outside if written(path)] == []
