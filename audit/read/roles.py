"""The people of a unit by role, where the publication has that: never at a team, and only where no group
below the threshold can be worked out from it."""

from __future__ import annotations

import pandas as pd

from audit.publication import Interval, Publication, RoleTheme
from audit.questionnaire import Content
from audit.read import words
from audit.read.change import compared, half_answered
from audit.read.profile import Profile
from audit.read.spread import half_width, level
from audit.texts import _, language, number

_QUANTILE = 0.975
_LOWEST, _HIGHEST = 1.0, 5.0
_LEAD, _STAFF = "leiding", "medewerker"


def interval(cell: RoleTheme, publication: Publication) -> Interval:
    """The 95 % interval of a group's level, within the scale: roles are compared, so nothing is taken off for the
    share of the group that answered."""
    half = half_width(_QUANTILE, level(cell, publication))
    return max(cell.score - half, _LOWEST), min(cell.score + half, _HIGHEST)


def group(codes: str, content: Content) -> str:
    """What a group of roles is called: "staff, support"; codes are joined by "+"."""
    short = {
        "medewerker": _("staff"),
        "ondersteuning": _("support"),
        "leiding": _("managers and board"),
        "vrijwilliger": _("volunteers"),
        "ervaringsdeskundige": _("experts by experience"),
        "geen": _("rather not said"),
    }
    known = {role.code: role.label.to(language()) for role in content.shared.roles}
    said = [short.get(code) or known.get(code, code) for code in codes.split("+")]
    return ", ".join(said)


def as_table(profile: Profile, content: Content) -> pd.DataFrame | None:
    """A row per theme, a column per group of roles: "3.4 (3.1 to 3.7) · 12 people"; nothing where roles are not shown.

    Where managers are a group, a last column tells how they score beside the group with the staff, for the themes that
    at least half of the unit answered.
    """
    split = profile.unit.roles
    if split is None:
        return None
    publication = profile.publication
    cells = {(cell.role_group, cell.theme): cell for cell in split.themes}
    rows = [row for row in profile.rows if any((codes, row.theme) in cells for codes in split.groups)]
    columns = {
        group(codes, content): [_said(cells.get((codes, row.theme)), publication) for row in rows]
        for codes in split.groups
    }
    staff = next((codes for codes in split.groups if _STAFF in codes.split("+")), None)
    gaps = {
        row.theme: compared(level(cells[staff, row.theme], publication), level(cells[_LEAD, row.theme], publication))
        for row in rows
        if staff
        and (staff, row.theme) in cells
        and (_LEAD, row.theme) in cells
        and half_answered(row.cell, profile.unit)
    }
    if gaps and staff:
        name = _("{one} compared with {other}").format(one=group(_LEAD, content), other=group(staff, content))
        columns[name] = [words.gap(gaps[row.theme]) if row.theme in gaps else "–" for row in rows]
    return pd.DataFrame(columns, index=pd.Index([row.title for row in rows], name=_("Theme")))


def _said(cell: RoleTheme | None, publication: Publication) -> str:
    if cell is None:
        return _("not shown")
    return f"{number(cell.score)} ({words.between(interval(cell, publication))}) · {words.people(cell.n)}"
