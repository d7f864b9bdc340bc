"""Reading questionnaires from a folder of YAML files, with every problem of every file as a sentence.

The files are content only and may be edited by people who do not program: what is wrong with them is said at once,
all of it, with file, line, place and remedy (`proofreading`), and nothing is ever loaded half.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from audit.errors import InputError, Problem
from audit.frozen import Frozen
from audit.questionnaire import outlines, proofreading
from audit.questionnaire.blocks import Krachtlijnen, Scales, Shared
from audit.questionnaire.models import Content, Questionnaire
from audit.texts import _

OURS: Final = Path(__file__).resolve().parents[2] / "questionnaires"
_AROUND: Final[dict[str, type[Frozen]]] = {"scales": Scales, "shared": Shared, "krachtlijnen": Krachtlijnen}


def read(folder: Path | None = None) -> Content:
    """Read a folder of questionnaires, ours when none is given; `scales.yaml`, `shared.yaml` and `krachtlijnen.yaml`
    come from ours where they are not in it.

    Raises:
        InputError: every problem of every file; nothing is loaded half.
    """
    if folder is None or folder.resolve() == OURS:
        return _ours()
    return _read(folder)


def check(path: Path) -> list[Problem]:
    """Everything that is wrong with a folder of questionnaires, or with one file beside its neighbours' scales."""
    if path.is_dir():
        try:
            return _gathered(path, _questionnaire_files(path))[1]
        except InputError as error:
            return list(error.problems)
    if path.stem in _AROUND and path.suffix == ".yaml":
        return proofreading.validated(_AROUND[path.stem], outlines.read(path))[1]
    problems = _gathered(path.parent, [path])[1]
    return [problem for problem in problems if f"{problem.place}, ".startswith(f"{path.name}, ")]


@lru_cache(maxsize=1)
def _ours() -> Content:
    return _read(OURS)


def _read(folder: Path) -> Content:
    content, problems = _gathered(folder, _questionnaire_files(folder))
    if content is None:
        raise InputError(problems)
    return content


def _questionnaire_files(folder: Path) -> list[Path]:
    """The files with a questionnaire, by name. Hidden files (a Mac leaves them behind) are nobody's questionnaire."""
    try:
        return sorted(
            path
            for path in folder.iterdir()
            if path.suffix.lower() in (".yaml", ".yml") and not path.name.startswith(".") and path.stem not in _AROUND
        )
    except OSError as error:
        sentence = _("This folder does not exist or cannot be opened. Check the name.")
        raise InputError([Problem("not_found", str(folder), sentence)]) from error


def _gathered(folder: Path, files: list[Path]) -> tuple[Content | None, list[Problem]]:
    """The content of these files and what goes around them, or nothing and everything that is wrong."""
    if not files:
        sentence = _("There is no questionnaire in this folder. Put at least one file there, such as “ze.yaml”.")
        return None, [Problem("no_questionnaires", str(folder), sentence)]
    around = {name: outlines.read(_nearest(folder, name)) for name in _AROUND}
    asked = [outlines.read(path) for path in files]
    scales, problems = proofreading.validated(Scales, around["scales"])
    shared, more = proofreading.validated(Shared, around["shared"])
    krachtlijnen, still_more = proofreading.validated(Krachtlijnen, around["krachtlijnen"])
    problems += more + still_more
    questionnaires = []
    for outline in asked:
        questionnaire, its_problems = proofreading.validated(Questionnaire, outline)
        questionnaires += [questionnaire] if questionnaire else []
        problems += its_problems
    problems += proofreading.across(asked, around["scales"], around["krachtlijnen"])
    if problems or not (scales and shared and krachtlijnen):
        return None, problems
    order = {id: number for number, id in enumerate(shared.order)}
    questionnaires.sort(key=lambda questionnaire: (order.get(questionnaire.id, len(order)), questionnaire.id))
    return Content(
        questionnaires=tuple(questionnaires),
        scales=scales.scales,
        shared=shared,
        krachtlijnen=krachtlijnen.krachtlijnen,
        source=krachtlijnen.source,
        source_sha256=krachtlijnen.source_sha256,
    ), []


def _nearest(folder: Path, name: str) -> Path:
    own = folder / f"{name}.yaml"
    return own if own.exists() else OURS / f"{name}.yaml"
