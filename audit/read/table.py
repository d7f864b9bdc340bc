"""The numbers of a profile in words, as tables: what stands beside every chart."""

from __future__ import annotations

import pandas as pd

from audit.read import sentences, words
from audit.read.profile import Profile
from audit.texts import _


def as_table(profile: Profile) -> pd.DataFrame:
    """The numbers of the charts in words: a row per theme (the index), a column per series and one for the choices."""
    k, earlier_k = profile.minimum_group, profile.earlier_minimum or profile.minimum_group
    columns = {
        sentences.series(profile.unit): [words.theme(row.cell, k) for row in profile.rows],
        _("Probably between"): [words.probably(row.cell) for row in profile.rows],
        _("Agreement"): [words.agreement(row.cell) for row in profile.rows],
    }
    if profile.unit is not profile.publication.units[0]:
        columns[_("The organisation")] = [words.theme(row.organisation, k) for row in profile.rows]
        columns[_("Beside the rest of the organisation")] = [sentences.contrast(row) for row in profile.rows]
    if profile.earlier_title is not None:
        columns[profile.earlier_title] = [words.theme(row.earlier, earlier_k) for row in profile.rows]
        name = _("Change since {round}").format(round=profile.earlier_title)
        columns[name] = [words.change(row.change) if row.change else row.no_change or "–" for row in profile.rows]
    columns[_("Chose this theme")] = [words.chosen(row.priority, k) for row in profile.rows]
    return pd.DataFrame(columns, index=pd.Index([row.title for row in profile.rows], name=_("Theme")))


def rest_table(profile: Profile) -> pd.DataFrame:
    """The teams that are not shown apart, together: a row per theme for which they are large enough."""
    titles = {row.theme: row.title for row in profile.rows}
    cells = {cell.theme: cell for rest in profile.rest for cell in rest.themes}
    found = [cells[theme] for theme in titles if theme in cells]
    columns = {
        _("Other teams together"): [words.score(cell) for cell in found],
        _("Probably between"): [words.between(cell.interval_now) for cell in found],
    }
    return pd.DataFrame(columns, index=pd.Index([titles[cell.theme] for cell in found], name=_("Theme")))
