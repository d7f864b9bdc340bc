"""The scripts of Streamlit that a view will need, told to the browser together with the page.

Streamlit asks for the script of a kind of element when the first of them arrives, and that script asks for others. A
browser that was told beforehand has them by then.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

EVERYWHERE: Final = ("Html", "PageLink", "Button")
OF_VIEW: Final = {
    "results": ("ArrowVegaLiteChart", "vega-interpreter", "Selectbox", "Checkbox", "DownloadButton", "FileUploader")
}
"""The elements of a view, as Streamlit calls their scripts, beside those of every view."""
_IMPORTED: Final = re.compile(r"""(?:from|import)\s*[`"']\./([^`"']+\.js)[`"']""")


def links(static: Path, index: str, view: str) -> str:
    """The links for the head of the page of a view: all scripts of its elements, and what these import, that the page
    itself does not name.

    Args:
        static: the folder that Streamlit serves.
        index: its page.

    Raises:
        ValueError: the installed Streamlit has no script of that name.
    """
    folder = static / "static" / "js"
    waiting = [_script(folder, element) for element in (*EVERYWHERE, *OF_VIEW.get(view, ()))]
    found: dict[str, None] = {}
    while waiting:
        script = waiting.pop(0)
        if script not in found and script not in index:
            found[script] = None
            waiting += _IMPORTED.findall((folder / script).read_text("utf-8"))
    return "".join(f'<link rel="modulepreload" crossorigin href="./static/js/{script}">' for script in found)


def _script(folder: Path, element: str) -> str:
    names = sorted(file.name for file in folder.glob(f"{element}.*.js"))
    if len(names) != 1:
        raise ValueError(f"Streamlit has {len(names)} scripts for {element}, and not one")
    return names[0]
