"""The publication file: its schema is the one in docs, and what is not a whole, undamaged publication is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from audit.errors import AuditError
from audit.frozen import canonical
from audit.publication import Publication, fingerprint, from_json, to_json

ROOT = Path(__file__).parents[2]
FILE = ROOT / "tests" / "cases" / "two_services" / "publication.json"


def changed(**fields: Any) -> bytes:
    """The hand-worked publication with some fields changed, and a fingerprint that fits."""
    document = json.loads(FILE.read_bytes()) | fields
    return canonical(document | {"sha256": fingerprint(document)})


def test_the_schema_in_docs_is_that_of_the_models() -> None:
    """To write it again: make schema."""
    made = json.dumps(Publication.model_json_schema(), indent=1, ensure_ascii=False) + "\n"
    assert (ROOT / "docs" / "publication.schema.json").read_text("utf-8") == made


def test_writing_what_was_read_gives_the_same_bytes() -> None:
    assert to_json(from_json(FILE.read_bytes())) == FILE.read_bytes()


UNITS = json.loads(FILE.read_bytes())["units"]
WITHOUT_SCORE = [cell | {"score": None} for cell in UNITS[0]["themes"]]
REFUSED: dict[str, tuple[bytes, str]] = {
    "no JSON": (b"{", "not_a_publication"),
    "deeply nested": (b"[" * 100_000, "not_a_publication"),
    "a list": (b"[]", "not_a_publication"),
    "another document": (b'{"schema": 2}', "damaged"),
    "a newer version": (changed(schema=3), "newer_schema"),
    "a trial version": (changed(schema=0), "trial_schema"),
    "the version before": (changed(schema=1), "trial_schema"),
    "one digit changed": (FILE.read_bytes().replace(b'"n":6', b'"n":7', 1), "damaged"),
    "a number that is none": (FILE.read_bytes().replace(b'"dk_share":0.0', b'"dk_share":NaN', 1), "damaged"),
    "an unknown field": (changed(extra=1), "not_a_publication"),
    "no units": (changed(units=[]), "not_a_publication"),
    "a team of a service that comes later": (changed(units=UNITS[::-1]), "not_a_publication"),
    "a unit twice": (changed(units=[*UNITS, UNITS[-1]]), "not_a_publication"),
    "two organisations": (changed(units=[*UNITS, UNITS[0] | {"id": "other"}]), "not_a_publication"),
    "a unit with fewer themes": (changed(units=[UNITS[0], UNITS[1] | {"themes": []}]), "not_a_publication"),
    "a score that is missing": (changed(units=[UNITS[0] | {"themes": WITHOUT_SCORE}]), "not_a_publication"),
    "themes without a title": (changed(themes=[]), "not_a_publication"),
    "no spread": (changed(pooled_sd={}), "not_a_publication"),
    "a team without a name": (changed(units=[*UNITS[:-1], UNITS[-1] | {"name": " "}]), "odd_name"),
    "a name that turns around": (changed(units=[*UNITS[:-1], UNITS[-1] | {"name": "a\u202eb"}]), "odd_name"),
    "a name of a book": (changed(units=[*UNITS[:-1], UNITS[-1] | {"name": "a" * 81}]), "odd_name"),
    "a minimum group of four": (changed(rules={"minimum_group": 4, "minimum_detail": 10}), "not_a_publication"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_whole_publication_is_refused_with_a_sentence(case: str) -> None:
    data, code = REFUSED[case]
    with pytest.raises(AuditError) as refused:
        from_json(data)
    assert refused.value.code == code


def test_a_hidden_cell_with_a_number_is_refused() -> None:
    document = json.loads(FILE.read_bytes())
    hidden = next(cell for unit in document["units"] for cell in unit["themes"] if not cell["shown"])
    hidden["n"] = 3
    with pytest.raises(AuditError):
        from_json(changed(units=document["units"]))
