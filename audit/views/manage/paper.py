"""Slips on paper: sheets of A4 with eight slips each, the team on every sheet and on no slip."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import segno
import streamlit as st

from audit.manage import rounds
from audit.rounds import Round
from audit.texts import LANGUAGES, _, day, ngettext, spoken
from audit.views.kit import html
from audit.views.kit.visitor import Guarded
from audit.views.manage import reach
from audit.web.page import STATIC
from audit.web.reach import known

STYLE = STATIC / "slips.css"
A_SHEET = 8
"""How many slips fit on a sheet."""

Codes = dict[str, tuple[str, ...]]
"""The codes of teams, by unit id."""


def draw(guarded: Guarded, round: Round, made: Codes) -> None:
    """What to do with the slips, a button that prints them, and the slips."""
    st.warning(
        _(
            "These codes stand only in this tab. When you reload or close it, they are gone: they are kept so "
            "that nobody can read them, we cannot either. So print them, and then hide them. Keep no copy: who "
            "has a code can read what is half filled in with it. Gone all the same? Then make new ones, under "
            "“Slips lost, or a new colleague?”."
        )
    )
    if known().answer == "unset":
        st.warning(
            _(
                "The slips say that people answer on this computer. Should they use their own telephone or computer? "
                "Then first arrange an address (“Where do people fill in?”, with all rounds)."
            )
        )
    elif known().answer != "answers":
        st.warning(_("The slips have no QR code, for it leads nowhere now.") + " " + reach.in_words(known()))
    st.markdown(
        _(
            "Print the slips (each team begins on a new sheet), cut them, fold them, shuffle them, and let "
            "everybody in the team draw one. Do not write down who has which."
        )
    )
    html.draw("print", label=_("Print the slips"))
    st.html(STYLE)
    minutes = rounds.content(*guarded, round.id).minutes
    html.draw(
        "slips",
        sheets=list(sheets(round, made)),
        organisation=round.units.name,
        title=round.plan.title,
        lines=[lines(round, minutes, language) for language in LANGUAGES],
    )


def sheets(round: Round, made: Codes) -> Iterator[dict[str, Any]]:
    """The slips of each team, sheet by sheet: the title of the sheet, and per slip its code and picture to scan."""
    names = {unit.id: unit.name for unit in round.units.units}
    for team, codes in made.items():
        total = -(-len(codes) // A_SHEET)
        for place in range(total):
            some = codes[place * A_SHEET : (place + 1) * A_SHEET]
            title = counted(names[team], len(codes))
            if total > 1:
                title += " · " + _("sheet {n} of {total}").format(n=place + 1, total=total)
            yield {"title": title, "slips": [(code, picture(code)) for code in some]}


def picture(code: str) -> str:
    """A QR code that opens the questionnaire of this code, as the address of a picture; empty while no address answers,
    for a code that leads nowhere is worse than none."""
    if known().answer != "answers":
        return ""
    return segno.make_qr(f"{reach.address()}/i#{code}", error="m").svg_data_uri(border=2)


def lines(round: Round, minutes: tuple[int, int], language: str) -> dict[str, str]:
    """What a slip says in a language."""
    with spoken(language):
        address = reach.address().removeprefix("https://") + "/i"
        scan = _("Scan the square, or go to {address} and type the code.")
        where = scan if known().answer == "answers" else _("Go to {address} and type the code.")
        until = _("Until {day}, about {low} to {high} minutes.")
        return {
            "language": language,
            "where": where.format(address=address),
            "until": until.format(day=day(round.plan.last_day), low=minutes[0], high=minutes[1]),
            "whose": _("Nobody knows which slip is yours. Keep it until you have sent."),
        }


def counted(team: str, n: int) -> str:
    return ngettext("{team}: {n} slip", "{team}: {n} slips", n).format(team=team, n=n)
