"""What tests of views share: a view on its own, in a language."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from audit import texts

VIEWS = Path(__file__).parents[2] / "audit" / "views"
Open = Callable[..., AppTest]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open a view: `opened("results", "nl", unit="zorg")`. Its script runs in a thread of its own, which speaks the
    default language until `navigation` says otherwise; so the default is what is set here."""

    def run(view: str, language: str = "en", **query: str) -> AppTest:
        monkeypatch.setattr(texts, "_language", ContextVar("language", default=language))
        app = AppTest.from_file(str(VIEWS / f"{view}.py"), default_timeout=30)
        for name, value in query.items():
            app.query_params[name] = value
        return app.run()

    return run
