"""A publication as a file: canonical JSON with a fingerprint, and what is looked at when one is read."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from pydantic import ValidationError

from audit.errors import AuditError
from audit.frozen import canonical
from audit.publication.cells import ThemeCell
from audit.publication.document import SCHEMA, Publication
from audit.texts import _
from audit.typed import name_problems, shortened


def fingerprint(document: dict[str, Any]) -> str:
    """The SHA-256 of the canonical JSON without its own field and without `made_with`. It finds damage; it is no
    signature."""
    return _fingerprint({key: canonical(value) for key, value in document.items()})


def to_json(publication: Publication) -> bytes:
    """The publication as a file: canonical JSON with its fingerprint filled in."""
    parts = {key: canonical(value) for key, value in publication.model_dump(mode="json", by_alias=True).items()}
    return _joined(parts | {"sha256": canonical(_fingerprint(parts))})


def _fingerprint(parts: dict[str, bytes]) -> str:
    return hashlib.sha256(_joined({key: parts[key] for key in parts.keys() - {"sha256", "made_with"}})).hexdigest()


def _joined(parts: dict[str, bytes]) -> bytes:
    """Canonical JSON of the fields of a document, from that of each."""
    return b"{" + b",".join(canonical(key) + b":" + part for key, part in sorted(parts.items())) + b"}"


def from_json(data: bytes) -> Publication:
    """Read a publication file.

    Raises:
        AuditError: it is no publication, it was damaged, or another version of the program made it.
    """
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise AuditError("not_a_publication", _("This file is not a publication: it is not readable JSON.")) from error
    if not isinstance(document, dict) or not isinstance(document.get("schema"), int):
        raise AuditError("not_a_publication", _("This file is not a publication of Krachtspiegel."))
    if document["schema"] < SCHEMA:
        sentence = _("This publication was made by a trial version. It can no longer be read.")
        raise AuditError("trial_schema", sentence)
    if document["schema"] > SCHEMA:
        sentence = _("This publication was made by a newer version. Update Krachtspiegel to read it.")
        raise AuditError("newer_schema", sentence)
    try:
        intact = document.get("sha256") == fingerprint(document)
    except ValueError:  # a number that is none, such as NaN
        intact = False
    if not intact:
        sentence = _("This publication was damaged or changed after it was made. Ask for the file again.")
        raise AuditError("damaged", sentence)
    try:
        made = Publication.model_validate_json(data)
    except ValidationError as error:
        raise AuditError("not_a_publication", _("This file is not a publication of Krachtspiegel.")) from error
    if not _is_whole(made):
        raise AuditError("not_a_publication", _("This file is not a publication of Krachtspiegel."))
    _check_names(made)
    return made


def _check_names(made: Publication) -> None:
    """Names in a file are held to what a roster is: they stand in titles, lists and sentences.

    Raises:
        AuditError: a name is empty, too long, or holds signs that nobody sees.
    """
    for name in (made.organisation.name, made.round.title, *(unit.name for unit in made.units)):
        if problems := name_problems(name, ""):
            sentence = _("This file holds the name “{name}”. {why} Then make the file again.")
            shown = shortened("".join(sign for sign in name if sign.isprintable()))
            raise AuditError("odd_name", sentence.format(name=shown, why=problems[0].sentence))


def _is_whole(made: Publication) -> bool:
    """Whether all that refers to each other is there: a fingerprint is no signature, so anybody can write one. The
    organisation comes first, a unit after the one it is a part of, and each has the same themes in the same order."""
    if not made.units or len(made.by_id) < len(made.units):
        return False
    themes, known = [cell.theme for cell in made.units[0].themes], set[str | None]([None])
    for unit in made.units:
        first = unit is made.units[0]
        cells = [cell.theme for cell in unit.themes], [cell.theme for cell in unit.priorities]
        if unit.parent not in known or first != (unit.parent is None) or cells != (themes, themes) or unit.invited < 1:
            return False
        if any(cell.shown and not _is_told(cell) for cell in unit.themes):
            return False
        known.add(unit.id)
    lines = {line.id for line in made.themes}
    of_rest = {cell.theme for rest in made.rest for cell in rest.themes}
    asked = {line.id for line in made.questionnaires}
    return (
        asked.issuperset(line.questionnaire for line in made.themes if line.id in made.theme_ids)
        and all(pooled.sd > 0 for pooled in made.pooled_sd.values())
        and lines.issuperset(themes)
        and lines.issuperset(of_rest | {line.theme for line in made.items})
        and set(made.pooled_sd).issuperset(made.theme_ids)
        and known.issuperset(rest.parent for rest in made.rest)
    )


def _is_told(cell: ThemeCell) -> bool:
    """Whether a score has all that stands with it: people, a word, an interval; and a spread that is one."""
    return None not in (cell.score, cell.band, cell.interval_now) and bool(cell.n and cell.n > 0) and cell.sd != 0
