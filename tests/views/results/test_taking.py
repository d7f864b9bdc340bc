"""Taking results away as a document."""

from __future__ import annotations

import pytest

from audit.documents.formats import FORMATS, named
from audit.read.archive import Archive
from audit.views.results import taking
from audit.views.results.profiles import Chosen
from tests.helpers.paged import leaves
from tests.helpers.visiting import Open, jar, opened

__all__ = ["jar", "opened"]
SAMPLE = "ocmw-voorbeeldstad-fictief"


def test_every_format_has_a_name() -> None:
    assert named().keys() == FORMATS.keys()


def test_the_unit_that_is_looked_at_can_be_taken_away(opened: Open) -> None:
    app = opened("results", "nl", organisation=SAMPLE, round="2026", unit="sociale-dienst", tab="take")
    assert not app.exception
    assert app.selectbox(key="take-unit").value == "sociale-dienst"
    app.selectbox(key="unit").select("sociale-dienst/schuldhulp").run()
    assert app.selectbox(key="take-unit").value == "sociale-dienst/schuldhulp"
    app.selectbox(key="take-unit").select("org").run()
    app.radio(key="take-format-nl").set_value("xlsx").run()
    assert app.selectbox(key="take-unit").value == "org"
    assert app.selectbox(key="unit").value == "sociale-dienst/schuldhulp"


@pytest.mark.parametrize(
    ("language", "title"), [("nl", "Resultaten van Sociale dienst, 2025"), ("en", "Results of Sociale dienst")]
)
def test_the_document_is_in_the_language_that_was_chosen(language: str, title: str) -> None:
    archive = Archive()
    chosen = Chosen(archive, archive.read(SAMPLE, "2025"), "org")
    pages = leaves(taking.document(chosen, "sociale-dienst", "pdf", language, lambda: True))
    assert title in pages[0].text
    assert "2026" not in "".join(leaf.text for leaf in pages)


def test_all_units_are_made_at_once_when_that_is_asked_for(opened: Open) -> None:
    app = opened("results", "en", organisation="ocmw-verzonnegem-fictief", round="2026", tab="take")
    assert [one.proto.label for one in app.get("download_button")] == ["Make and save"]
    app.button(key="take-every").click().run()
    assert not app.exception
    assert [one.proto.label for one in app.get("download_button")] == ["Make and save", "Save all of them"]
    app.radio(key="take-format-en").set_value("json").run()
    assert not app.exception
    assert [one.proto.label for one in app.get("download_button")] == ["Make and save"]
