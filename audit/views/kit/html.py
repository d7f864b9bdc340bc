"""HTML of more than one element: a Jinja template in `audit/views/templates/`, in which every value is escaped."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

import streamlit as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from audit.texts import _

_TEMPLATES: Final = Environment(
    loader=FileSystemLoader(Path(__file__).parents[1] / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
_STRONG: Final = re.compile(r"\*\*(.+?)\*\*")


def strong(text: str) -> Markup:
    """A text in which `**…**` stands out, as HTML; whatever else is in it is escaped.

    >>> str(strong("**A & B** <i>"))
    '<b>A &amp; B</b> &lt;i&gt;'
    """
    return Markup(_STRONG.sub(r"<b>\1</b>", str(escape(text))))  # noqa: S704 (it is escaped before)


_TEMPLATES.filters["strong"] = strong
_TEMPLATES.globals["_"] = _


def markup(template: str, **values: Any) -> str:
    """The HTML of a template, given by its name without `.html`; the values must be text that is not escaped yet.

    Raises:
        jinja2.TemplateNotFound: there is no such template.
        jinja2.UndefinedError: a value that the template uses was not given.
    """
    return _TEMPLATES.get_template(f"{template}.html").render(values)


def draw(template: str, **values: Any) -> None:
    """Draw a template on the page."""
    st.html(markup(template, **values))
