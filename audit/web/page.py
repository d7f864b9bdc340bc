"""The HTML page that carries the app, made once per language and view from the page of the installed Streamlit."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from urllib.parse import quote

from audit import texts
from audit.texts import _

STATIC: Final = Path(__file__).parent / "static"
EMBLEM: Final = "data:image/svg+xml," + quote((STATIC / "emblem.svg").read_text("utf-8"))
SCRIPTS: Final = ("steps.js", "typed.js", "meet.js")  # what every view needs of scripts
_INLINE_SCRIPT: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def pages(index: str, links: Mapping[str, str]) -> dict[tuple[str, str], bytes]:
    """The page in each language, for each path in `links` with its links in the head.

    Raises:
        ValueError: the installed Streamlit has another page than this was written for.
    """
    whole = {language: _page(index, language) for language in texts.LANGUAGES}
    return {
        (language, path): page.replace("</head>", f"{more}</head>", 1).encode("utf-8")
        for language, page in whole.items()
        for path, more in links.items()
    }


def _page(index: str, language: str) -> str:
    """Streamlit's page with our language, title, emblem and words; without its note for programs, and with our
    scripts."""
    texts.use(language)
    needs_script = _("Krachtspiegel needs JavaScript. Switch it on in your browser, or use another browser.")
    index = _replace(r'<html lang="en">', f'<html lang="{language}">', index)
    index = _replace(r"<title>.*?</title>", "<title>Krachtspiegel</title>", index)
    index = _replace(r'href="\./favicon\.png"', f'href="{html.escape(EMBLEM)}"', index)
    index = _replace(r'<link rel="service-desc"[^>]*>', "", index)
    scripts = "".join(f'<script src="./{script}" defer></script>' for script in SCRIPTS)
    index = _replace(r"</head>", f"{scripts}</head>", index)
    return _replace(r"<noscript>.*?</noscript>", f"<noscript><p>{html.escape(needs_script)}</p></noscript>", index)


def _replace(pattern: str, ours: str, index: str) -> str:
    changed, n = re.subn(pattern, lambda _match: ours, index, flags=re.DOTALL)
    if n != 1:
        raise ValueError(f"Streamlit's index.html has {pattern!r} {n} times instead of once")
    return changed


def script_hashes(index: str) -> tuple[str, ...]:
    """What a content security policy calls each script inside the page: `'sha256-…'`."""
    digests = (hashlib.sha256(script.encode("utf-8")).digest() for script in _INLINE_SCRIPT.findall(index))
    return tuple(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
