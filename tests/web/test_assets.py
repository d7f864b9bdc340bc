"""What is sent of Streamlit's own files, and which of them a view names beforehand."""

from __future__ import annotations

import asyncio
import gzip
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse

from audit.web import ahead
from audit.web.assets import AssetsMiddleware

SCRIPT = 'import{a as b}from"./part.1.js";import`./other.2.js`;console.log(b)'


@pytest.fixture
def static(tmp_path: Path) -> Path:
    """A folder as Streamlit serves it, with a script for each element that a view names."""
    folder = tmp_path / "static" / "js"
    folder.mkdir(parents=True)
    for element in (*ahead.EVERYWHERE, *(name for names in ahead.OF_VIEW.values() for name in names)):
        (folder / f"{element}.0.js").write_text(SCRIPT if element == "ArrowVegaLiteChart" else "", "utf-8")
    (folder / "part.1.js").write_text("import './deep.3.js'", "utf-8")
    for name in ("other.2.js", "deep.3.js"):
        (folder / name).write_text("", "utf-8")
    (folder / "index.html").write_text("not a script", "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("path", "accepted", "packed"),
    [
        ("/static/js/ArrowVegaLiteChart.0.js", "gzip, br", True),
        ("/static/js/ArrowVegaLiteChart.0.js", "identity", False),
        ("/static/js/absent.js", "gzip", False),
        ("/static/js/../js/part.1.js/", "gzip", False),
        ("/static/js/index.html", "gzip", False),
    ],
)
def test_a_script_is_sent_packed_to_who_takes_it(static: Path, path: str, accepted: str, packed: bool):
    app = AssetsMiddleware(PlainTextResponse("beyond"), static)
    for _time in range(2):  # the second time it is packed already
        headers, body = answer(app, path, accepted)
        assert headers.get("content-encoding") == ("gzip" if packed else None)
        if not packed:
            assert body == b"beyond"
            continue
        assert gzip.decompress(body).decode() == SCRIPT
        assert headers["vary"] == "accept-encoding"
        assert "immutable" in headers["cache-control"]


def answer(app: AssetsMiddleware, path: str, accepted: str) -> tuple[Headers, bytes]:
    """What comes back for a path, in a loop of its own: a browser test may have left one in this thread."""
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "headers": [(b"accept-encoding", accepted.encode())]}
    with ThreadPoolExecutor(1) as apart:
        apart.submit(asyncio.run, app(scope, None, send)).result()  # type: ignore[arg-type]
    return Headers(raw=sent[0]["headers"]), b"".join(message["body"] for message in sent[1:])


def test_a_view_names_the_scripts_of_its_elements_and_what_these_import(static: Path):
    links = ahead.links(static, "<html>./static/js/other.2.js</html>", "results")
    assert "./static/js/ArrowVegaLiteChart.0.js" in links
    assert links.count("part.1.js") == links.count("deep.3.js") == 1
    assert "other.2.js" not in links  # the page names it already
    assert "ArrowVegaLiteChart" not in ahead.links(static, "", "method")


def test_an_element_that_streamlit_does_not_have_is_noticed(static: Path):
    (static / "static" / "js" / "Selectbox.0.js").unlink()
    with pytest.raises(ValueError, match="0 scripts for Selectbox"):
        ahead.links(static, "", "results")
