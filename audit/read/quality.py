"""How well the themes of a round work as measures, and how a priority is worked out, from one publication."""

from __future__ import annotations

import pandas as pd

from audit.publication import BetweenTeams, PriorityCell, Publication
from audit.questionnaire import Content
from audit.read import words
from audit.texts import _, language, ngettext, number, percentage

_HIGHEST, _STEPS = 5, 4


def titles(publication: Publication) -> dict[str, str]:
    """What each theme is called in the file, by id, in the language in use."""
    return {line.id: line.title.to(language()) for line in publication.themes}


def reliability(publication: Publication) -> pd.DataFrame:
    """A row per theme with enough complete answers: n, alpha with its interval, and omega."""
    named, cells = titles(publication), publication.organisation_only.reliability
    columns = {
        "n": [str(cell.n) for cell in cells],
        _("alpha (probably between)"): [
            f"{number(cell.alpha, 2)} ({number(cell.alpha_interval[0], 2)} – {number(cell.alpha_interval[1], 2)})"
            for cell in cells
        ],
        _("omega"): [_("cannot be estimated") if cell.omega is None else number(cell.omega, 2) for cell in cells],
    }
    return pd.DataFrame(columns, index=pd.Index([named.get(cell.theme, cell.theme) for cell in cells], name=_("Theme")))


def between_teams(publication: Publication) -> pd.DataFrame:
    """A row per theme that several teams show: ICC(1) with its interval and ICC(2), nought where negative, in words."""
    named, cells = titles(publication), publication.organisation_only.between_teams
    columns = {
        _("ICC(1) (probably between)"): [
            f"{number(max(cell.icc1, 0), 2)} ({number(max(cell.icc1_interval[0], 0), 2)} – "
            f"{number(max(cell.icc1_interval[1], 0), 2)})"
            for cell in cells
        ],
        "ICC(2)": [number(max(cell.icc2, 0), 2) for cell in cells],
        _("In words"): [_apart(cell) for cell in cells],
    }
    return pd.DataFrame(columns, index=pd.Index([named.get(cell.theme, cell.theme) for cell in cells], name=_("Theme")))


def _apart(cell: BetweenTeams) -> str:
    if cell.icc1_interval[0] <= 0:
        return _("no clear difference between teams")
    between = words.share_between(cell.icc1_interval)
    return _("probably {between} of the differences are between teams").format(between=between)


def worked(publication: Publication, content: Content) -> str | None:
    """The first priority of the whole organisation worked out step by step with its own numbers; nothing where no
    theme has both signals."""
    whole = publication.units[0]
    ranked = [cell for cell in whole.priorities if cell.index is not None]
    if not ranked:
        return None
    first = max(ranked, key=lambda cell: (cell.top or 0, cell.index or 0))
    score = next((cell.score for cell in whole.themes if cell.theme == first.theme), None)
    if score is None or first.chosen is None or first.n is None or first.index is None:
        return None
    need, demand = (_HIGHEST - score) / _STEPS, (first.chosen + 0.5) / (first.n + 1)
    sentence = _(
        "An example: “{theme}” in {unit}. The score is {score}, so {need} of the way to 5 is still to go: "
        "(5 − {score}) ÷ 4. Of the {n} people, {chosen} chose it: ({chosen} + ½) ÷ ({n} + 1) = {demand}. "
        "Multiplied, and the square root taken, that makes {index} out of 100."
    )
    most = content.shared.priority.maximum(len(publication.theme_ids))
    return " ".join(
        [
            sentence.format(
                theme=titles(publication).get(first.theme, first.theme),
                unit=whole.name,
                score=number(score, 2),
                need=percentage(need),
                chosen=first.chosen,
                n=first.n,
                demand=percentage(demand),
                index=number(first.index),
            ),
            _certain(first, most),
        ]
    )


def _certain(cell: PriorityCell, most: int) -> str:
    if cell.top is None:
        return ""
    sentence = ngettext(
        "For those who did not answer, we filled in answers of others, 1,000 times. In {top} of those times, the theme "
        "was the first.",
        "For those who did not answer, we filled in answers of others, 1,000 times. In {top} of those times, the theme "
        "was among the first {most}.",
        most,
    )
    said = sentence.format(top=words.stepped(cell.top), most=most)
    word = words.certainty(cell.certainty, most)
    return f"{said} " + (_("So we write: “{word}”.").format(word=word) if word else _("So we write nothing."))
