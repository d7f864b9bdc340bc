"""Names that somebody could type to break a document: each is to stand there literally."""

from __future__ import annotations

NAMES = (
    "#let x = 1",
    "$x$ *vet* _schuin_ `code` <label> @ref \\n",
    '=HYPERLINK("http://x")',
    "+1 #include(1) // geen",
    f"Noord{chr(0x202E)}diuZ",
    f"nul{chr(0)}punt",
    "Team \N{GRINNING FACE}\N{VARIATION SELECTOR-16} Oost",
    "W" * 80,
    "[link](http://x) = Kop ==",
    "A\N{LATIN SMALL LETTER E}\N{COMBINING ACUTE ACCENT} & B",
)
