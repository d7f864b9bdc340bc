"""How long a wrong code has to wait for its answer. A right one never waits, whatever others do.

In memory and without addresses: what is kept here says nothing about anybody and is gone at the next start.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Final

_BURST: Final = 120  # wrong codes that all together may type at once
_A_SECOND: Final = 1.0  # how many more every second
_FREE: Final = 5  # wrong codes of one visitor before each waits
_EACH: Final = 2.0  # seconds
_LONGEST: Final = 10.0  # nobody keeps a connection for longer
_VISITORS: Final = 10_000  # the longest unseen is forgotten
_A_MINUTE: Final = 60.0


class Limiter:
    """Counts wrong codes: of everybody together, and of each visitor who can be told apart."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._left, self._at = float(_BURST), 0.0
        self._visitors: OrderedDict[str, int] = OrderedDict()
        self._counted, self._since = 0, 0.0

    def wrong(self, visitor: str | None, now: float) -> float:
        """The seconds to wait before answering this wrong code; `now` is a clock that only goes forward."""
        with self._lock:
            self._left = min(float(_BURST), self._left + max(0.0, now - self._at) * _A_SECOND)
            self._at = now
            self._counted += 1
            together = 0.0
            if self._left >= 1:
                self._left -= 1
            else:
                together = _LONGEST
            return max(together, self._alone(visitor))

    def report(self, now: float) -> int | None:
        """How many wrong codes there were, at most once a minute and only if there were any: one line for the log."""
        with self._lock:
            if not self._counted or now - self._since < _A_MINUTE:
                return None
            counted, self._counted, self._since = self._counted, 0, now
            return counted

    def _alone(self, visitor: str | None) -> float:
        if visitor is None:
            return 0.0
        tries = self._visitors.pop(visitor, 0) + 1
        self._visitors[visitor] = tries
        if len(self._visitors) > _VISITORS:
            self._visitors.popitem(last=False)
        return _EACH if tries > _FREE else 0.0
