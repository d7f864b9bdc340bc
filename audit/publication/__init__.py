"""The safe result of a closed round: frozen models, and the canonical JSON that carries them.

Everything people look at is a pure function of these. What is not shown has `shown=False`, a reason, and no number
at all: the hidden value is not in the document, so no chart, tooltip, download or cache can leak it.

`lines` says what it is about, `cells` holds what is shown at a unit, `document` the whole, and `file` writes and reads
it. `narrowed` leaves what one unit may see.
"""

from __future__ import annotations

from audit.publication.cells import (
    Agreement,
    Band,
    Certainty,
    FollowUp,
    Interval,
    ItemCell,
    Label,
    Outcome,
    PriorityCell,
    Reason,
    ThemeCell,
)
from audit.publication.document import (
    BetweenTeams,
    OrganisationOnly,
    PooledSd,
    Publication,
    Reliability,
    Rest,
    RestTheme,
    RoleSplit,
    RoleTheme,
    UnitResult,
)
from audit.publication.file import fingerprint, from_json, to_json
from audit.publication.lines import ItemLine, OrganisationLine, QuestionnaireLine, RoundLine, Rules, ThemeLine, Words
from audit.publication.narrowed import narrowed

__all__ = [
    "Agreement",
    "Band",
    "BetweenTeams",
    "Certainty",
    "FollowUp",
    "Interval",
    "ItemCell",
    "ItemLine",
    "Label",
    "OrganisationLine",
    "OrganisationOnly",
    "Outcome",
    "PooledSd",
    "PriorityCell",
    "Publication",
    "QuestionnaireLine",
    "Reason",
    "Reliability",
    "Rest",
    "RestTheme",
    "RoleSplit",
    "RoleTheme",
    "RoundLine",
    "Rules",
    "ThemeCell",
    "ThemeLine",
    "UnitResult",
    "Words",
    "fingerprint",
    "from_json",
    "narrowed",
    "to_json",
]
