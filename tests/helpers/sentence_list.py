"""All that is said about the sample organisation and three of its teams, to be read again: `make sentences`, or
`python -m tests.helpers.sentence_list en` for one language.

Read it twice: as a statistician (do the numbers carry it?) and as somebody who reads slowly and never saw statistics.
Of sentences that differ in their numbers and themes alone, the first of a unit stands here. At the end come the
sentences of the view of results itself.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from babel.messages.pofile import read_po

from audit import questionnaire, texts
from audit.read.archive import Archive
from tests.helpers.claims import Said
from tests.helpers.messages import ROOT
from tests.helpers.said import collected

ORGANISATION, ROUND = "ocmw-voorbeeldstad-fictief", "2026"
UNITS = ("org", "sociale-dienst/wijkteam-zuid", "sociale-dienst/schuldhulp", "sociale-dienst/onthaal")


def lines(language: str) -> Iterator[str]:
    """The list in a language, line by line."""
    archive, content = Archive(), questionnaire.read()
    publication = archive.read(ORGANISATION, ROUND)
    earlier = archive.before(publication)
    for facts, told in collected(publication, content, language, earlier, charts=UNITS[:1], of=UNITS):
        yield f"\n# {facts.unit['name']} ({language})"
        place, known = "", set()
        for said in told:
            form = said.place, said.column, _form(said, list(facts.titles.values()))
            if not said.text or form in known:
                continue
            known.add(form)
            if said.place != place:
                place = said.place
                yield f"\n## {place}"
            head = " | ".join(part for part in (said.row, said.column, said.unit) if part)
            yield f"- {head}: {said.text}" if head else f"- {said.text}"
    yield f"\n# The view of results ({language})\n"
    yield from (f"- {sentence}" for sentence in _of_the_view(language))


def _form(said: Said, titles: list[str]) -> str:
    """What is said, without its numbers and the names of themes."""
    text = said.text
    for title in titles:
        text = text.replace(title, "…")
    return re.sub(r"\d+(?:[.,]\d+)?", "#", re.sub(r"…(?:, …)+", "…", text))


def _of_the_view(language: str) -> Iterator[str]:
    with (ROOT / "audit" / "texts" / "nl" / "results.po").open("rb") as file:
        english = [message.id for message in read_po(file, locale="nl") if message.id]
    texts.use(language)
    yield from (texts._(message) for message in english if isinstance(message, str))


def main() -> None:
    for language in sys.argv[1:] or texts.LANGUAGES:
        sys.stdout.write("\n".join(lines(language)) + "\n")


if __name__ == "__main__":
    main()
