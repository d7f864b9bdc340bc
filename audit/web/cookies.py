"""Names of cookies that both the plain pages and the views look at."""

from __future__ import annotations

from typing import Final

SENT: Final = "sent"
"""Says no more than: from this browser answers were sent."""
MORE: Final = "more"
"""Says no more than: more than one code was used in this browser, so what stands in a tab may be of somebody else."""
SCREEN: Final = "screen"
"""Says whether the window is as narrow as that of a phone, until the browser closes; `steps.js` writes it."""
