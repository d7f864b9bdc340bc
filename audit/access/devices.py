"""How long to wait after a wrong passphrase; a device that signed in before waits for its own failures only.

What is kept here is in memory, says nothing about anybody, and is gone at the next start.
"""

from __future__ import annotations

import threading
from typing import ClassVar, Final

from audit.errors import AuditError
from audit.texts import ngettext

_LONGEST_WAIT: Final = 30  # seconds
_MOST_COUNTED: Final = 6  # failures; after that the wait grows no more


def require_over(wait_until: int, now: int) -> None:
    """Refuse a try that comes too soon (both in seconds of the clock).

    Raises:
        AuditError: it is too soon (`wait`).
    """
    left = wait_until - now
    if 0 < left <= _LONGEST_WAIT:  # more than that means that the clock was set back
        sentence = ngettext("Try again in {n} second.", "Try again in {n} seconds.", left)
        raise AuditError("wait", sentence.format(n=left))


def one_more(failures: int) -> tuple[int, int]:
    """The failures after one more, and how many seconds the next try has to wait: 1, 2, 4 … at most 30."""
    failures = min(failures + 1, _MOST_COUNTED)
    return failures, min(2 ** (failures - 1), _LONGEST_WAIT)


class Devices:
    """Counts the failures of each device that signed in before, by the random name in its cookie.

    Only so many are counted at once (`MOST`), until `KEPT` seconds after the last wait: who signed in with many
    browsers gets no more guesses out of them.
    """

    MOST: ClassVar = 64
    KEPT: ClassVar = 60 * 60

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._failures: dict[str, tuple[int, int]] = {}  # failures, and until when to wait

    def let_try(self, device: str, now: int) -> bool:
        """Count one try as a failure until it turns out right; False when there is no place to count it.

        Raises:
            AuditError: it is too soon after a wrong one from this device (`wait`).
        """
        with self._lock:
            failures, wait_until = self._failures.get(device, (0, 0))
            require_over(wait_until, now)
            if device not in self._failures and len(self._failures) >= self.MOST:
                self._forget_old(now)
                if len(self._failures) >= self.MOST:
                    return False
            failures, wait = one_more(failures)
            self._failures[device] = failures, now + wait
            return True

    def forget(self, device: str) -> None:
        """Forget the failures of a device that signed in."""
        with self._lock:
            self._failures.pop(device, None)

    def _forget_old(self, now: int) -> None:
        """Make place; a wait that lies far ahead was noted before the clock was set back."""
        counted = self._failures.items()
        self._failures = {name: noted for name, noted in counted if abs(now - noted[1]) < self.KEPT}
