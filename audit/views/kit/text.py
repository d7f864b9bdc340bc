"""Text on a page: what people typed shown as they typed it, and errors in words."""

from __future__ import annotations

import re

import streamlit as st

from audit.errors import AuditError, InputError

_UNSEEN = "\N{WORD JOINER}"
_ADDRESS = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)", re.IGNORECASE)
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~<>$:&^=])")


def plain(text: str) -> str:
    r"""Text that people typed, as markdown that shows exactly that text: no image, link, colour or formula.

    An address on the web becomes a link however it is escaped, unless something stands in it that nobody sees.

    >>> plain("Team *Noord*")
    'Team \\*Noord\\*'
    """
    return _MARKDOWN.sub(r"\\\1", _ADDRESS.sub(_UNSEEN, text))


def lines(text: str) -> str:
    r"""Text of several lines, as markdown that shows exactly that text with its line breaks.

    >>> lines("Noord\nZuid")
    'Noord  \nZuid'
    """
    return plain(text).replace("\n", "  \n")


def sentences(error: AuditError) -> str:
    """What is wrong in words, one line each, without the places that only a file has."""
    if isinstance(error, InputError):
        return "\n".join(problem.sentence for problem in error.problems)
    return error.sentence


def say(error: AuditError) -> None:
    """Show what is wrong."""
    st.error(lines(sentences(error)))
