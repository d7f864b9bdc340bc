"""A closed grammar of all that is said about a unit: each sentence is one of these, and true of the file.

A sentence that no template knows is a complaint as well: whoever adds one writes here how to check it. Nothing of the
product is imported.
"""

from tests.helpers.claims import (
    changes,
    charts,
    document,
    followup,
    glance,
    hidden,
    page,
    pictures,
    priorities,
    reach,
    sidebyside,
    tables,
    themes,
)
from tests.helpers.claims.grammar import Said, complaint, complaints

MODULES = (
    themes,
    priorities,
    glance,
    changes,
    followup,
    hidden,
    tables,
    charts,
    document,
    pictures,
    sidebyside,
    reach,
    page,
)
"""The modules that hold the templates: importing them fills the grammar."""

__all__ = ["MODULES", "Said", "complaint", "complaints"]
