"""The names of the cookies we give. Plain pages give them; plain pages and views read them."""

from __future__ import annotations

from typing import Final

LANGUAGE: Final = "lang"
"""The language that was chosen."""
SESSION: Final = "session"
"""The token of whoever signed in."""
LINK: Final = "link"
"""The token of the link that was opened."""
DEVICE: Final = "device"
"""The random name of a browser that signed in before with the passphrase as it is now, sealed."""
READER: Final = "reader"
"""The random name of the browser in which the reader set the key, sealed."""
CODE: Final = "ticket"
"""The code that was looked up, with its round and team, sealed."""
SENT: Final = "sent"
"""Says no more than: from this browser answers were sent."""
MORE: Final = "more"
"""Says no more than: more than one code was used in this browser, so what stands in a tab may be of somebody else."""
TRIES: Final = "tries"
"""The random name of a browser that came with a code that is not known."""
PROBLEM: Final = "problem"
"""What was typed and what is wrong with it, sealed, until the page has told it."""
SCREEN: Final = "screen"
"""Says whether the window is as narrow as that of a phone, until the browser closes; `steps.js` writes it."""
