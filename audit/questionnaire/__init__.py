"""What is asked: questionnaires with what stands around them, as frozen models, and how they are read and checked.

`models` and `blocks` are the models, `reading` reads a folder of YAML files, `outlines` turns YAML into plain values,
`proofreading` finds what is wrong with them, and `remedies` says what to write instead.
"""

from __future__ import annotations

from audit.questionnaire.blocks import FollowUp, Krachtlijn, Role, Scale, Shared, Text
from audit.questionnaire.models import Content, Item, OpenQuestion, Questionnaire, Reach, Source, Theme
from audit.questionnaire.reading import OURS, check, read

__all__ = [
    "OURS",
    "Content",
    "FollowUp",
    "Item",
    "Krachtlijn",
    "OpenQuestion",
    "Questionnaire",
    "Reach",
    "Role",
    "Scale",
    "Shared",
    "Source",
    "Text",
    "Theme",
    "check",
    "read",
]
