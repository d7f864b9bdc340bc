"""What somebody keys in from a paper questionnaire: one sign for each answer, into a change of the sheet, and back.

A field has the name of its item or open question; `role`, `follow_up` and `priorities` hold the numbers that stand on
the paper, counted from 1 in the order of the content.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from audit.collect.responses import POINTS
from audit.collect.sheet import Change, Sheet
from audit.questionnaire import Content, Scale
from audit.texts import _

DONT_KNOW, NOT_APPLICABLE, NO_PREFERENCE = "w", "n", "0"
"""What stands in a field that is filled from a sheet."""
SIGNS: Final = {**{point: point for point in POINTS}, **dict.fromkeys("0wd?", "dk"), NOT_APPLICABLE: "na"}
"""What may be typed for an answer: 1 to 5; 0, w (weet ik niet), d or ? for "I don't know"; n for "not applicable"."""
_SHOWN: Final = {**{point: point for point in POINTS}, "dk": DONT_KNOW, "na": NOT_APPLICABLE, "": ""}


@dataclass
class Keyed:
    """What was typed: what of it can be kept, and by field what is wrong with the rest."""

    change: Change = field(default_factory=Change)
    problems: dict[str, str] = field(default_factory=dict)


def read(fields: Mapping[str, str], content: Content, before: Sheet) -> Keyed:
    """What was typed in the fields of a whole form; a field that is not there counts as empty, and what cannot be read
    leaves what was kept `before` as it was.

    A questionnaire that was skipped on a screen is taken up again by an answer on paper.
    """
    found = Keyed()
    answers = {}
    for item in content.items:
        sign = fields.get(item.id, "").strip().lower()
        if sign and sign not in SIGNS:
            found.problems[item.id] = _("Type 1 to 5, 0 for “I don’t know”, n for “not applicable”, or nothing.")
        else:
            answers[item.id] = SIGNS.get(sign, "")
    found.change["answers"] = answers
    answered = {asked.id for asked in content.questionnaires if any(answers.get(item.id) for item in asked.items)}
    found.change["skipped"] = tuple(id for id in before.skipped if id not in answered)
    _read_role(fields, content, found)
    _read_priorities(fields, content, found)
    _read_follow_up(fields, content, found)
    questions = [question.id for asked in content.questionnaires for question in asked.open_questions]
    found.change["comments"] = {id: fields.get(id, "") for id in questions}
    return found


def fields(sheet: Sheet, content: Content) -> dict[str, str]:
    """What stands in each field for what is on a sheet: `read` gives that back."""
    choices = content.shared.follow_up.options if content.shared.follow_up else ()
    themes = {theme.id: str(number) for number, theme in enumerate(content.themes, start=1)}
    chosen = [themes[id] for id in sheet.priorities or () if id in themes]
    return {
        **{item.id: _SHOWN.get(sheet.answers.get(item.id, ""), "") for item in content.items},
        "role": _number([role.code for role in content.shared.roles], sheet.role),
        "priorities": NO_PREFERENCE if sheet.priorities == () else " ".join(chosen),
        "follow_up": _number([option.code for option in choices], sheet.follow_up),
        **sheet.comments,
    }


def keys(scale: Scale, language: str) -> dict[str, str]:
    """What each sign means that may be typed for an answer on a scale, in the words of the paper."""
    words = {str(point.value): point.label.to(language) for point in scale.points}
    words |= {"dk": scale.dk.to(language), "na": scale.na.to(language)}
    return {sign: words[code] for sign, code in SIGNS.items()}


def _read_role(fields: Mapping[str, str], content: Content, found: Keyed) -> None:
    place = _place(fields.get("role", ""), len(content.shared.roles), "role", found)
    if place is not None:
        found.change["role"] = content.shared.roles[place - 1].code if place else ""


def _read_follow_up(fields: Mapping[str, str], content: Content, found: Keyed) -> None:
    asked = content.shared.follow_up
    if asked is None:
        return
    place = _place(fields.get("follow_up", ""), len(asked.options), "follow_up", found)
    if place is not None:
        found.change["follow_up"] = asked.options[place - 1].code if place else ""


def _place(typed: str, most: int, name: str, found: Keyed) -> int | None:
    """The number that was typed, 0 for nothing; none when it cannot be one of these, which is noted."""
    typed = typed.strip()
    if not typed:
        return 0
    if typed in map(str, range(1, most + 1)):
        return int(typed)
    found.problems[name] = _("Type one number from 1 to {most}, or nothing.").format(most=most)
    return None


def _read_priorities(fields: Mapping[str, str], content: Content, found: Keyed) -> None:
    themes = {str(number): theme.id for number, theme in enumerate(content.themes, start=1)}
    typed = list(dict.fromkeys(re.split(r"[\s,;.+/&-]+", fields.get("priorities", "").strip(" \t,;.+/&-"))))
    most = content.shared.priority.maximum(len(themes))
    if typed in ([""], [NO_PREFERENCE]):
        found.change["priorities"] = () if typed == [NO_PREFERENCE] else None
    elif strange := next((number for number in typed if number not in themes), None):
        sentence = _("There is no theme {number}. Type the numbers with a space in between, such as 2 7 11.")
        found.problems["priorities"] = sentence.format(number=strange[:20])
    elif len(typed) > most:
        sentence = _("{found} themes stand here, and at most {most} count. Ticked more? Then leave this empty.")
        found.problems["priorities"] = sentence.format(found=len(typed), most=most)
    else:
        found.change["priorities"] = tuple(themes[number] for number in typed)


def _number(codes: list[str], code: str) -> str:
    return str(codes.index(code) + 1) if code in codes else ""
