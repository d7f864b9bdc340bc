"""What went wrong inside, told to whoever hosts the app: a number, the kind of error and where; never a value.

An exception's message and a frame's locals can hold what somebody answered, so neither is ever written.
"""

from __future__ import annotations

import logging

from audit.errors import where

_log = logging.getLogger("audit")


def report(error: BaseException, number: str) -> None:
    """Write one mishap to the log, with the number the visitor sees."""
    _log.error("Error %s: %s at %s", number, type(error).__qualname__, where(error))


def silence_messages(record: logging.LogRecord) -> bool:
    """A logging filter: keep the kind of an exception and where it happened, drop its message."""
    if record.exc_info and record.exc_info[1] is not None:
        error = record.exc_info[1]
        record.msg, record.args = "%s at %s", (type(error).__qualname__, where(error))
        record.exc_info = record.exc_text = None
    return True
