"""The end of a round: which units will be seen, and the title to type before it is closed or cancelled."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from audit.manage import closing, count
from audit.manage.closing import UnitPreview
from audit.rounds import Round
from audit.texts import _, day
from audit.views.kit import clicks, links
from audit.views.kit.tables import draw, indented
from audit.views.kit.text import plain
from audit.views.kit.visitor import Guarded
from audit.views.manage import slips


def close(guarded: Guarded, round: Round, *, due: bool) -> None:
    """What closing does, which units will be seen, and the title to type. While people still answer there is only a
    quiet way to it."""
    st.header(_("Close this round"), anchor=False)
    early = f"close-{round.id}"
    if not due and not clicks.asked(early):
        st.markdown(_("You close the round when everybody who wants to has answered, mostly after the last day."))
        st.button(_("Close it before the last day"), key="close-early", on_click=clicks.ask, args=(early,))
        return
    st.markdown(
        _(
            "- The results appear at once, for groups that are large enough.\n"
            "- All answers, codes and half-filled questionnaires are erased. Nobody can count anything anew, we "
            "cannot either.\n"
            "- Who has not sent by then is too late.\n"
            "- Closing cannot be undone."
        )
    )
    texts_lost(guarded, round)
    foreseen(guarded, round)
    with st.form(f"close-{round.id}-form"):
        st.text_input(
            _("Type the title of the round to close it: {title}").format(title=plain(round.plan.title)),
            key=f"close-{round.id}-title",
        )
        clicks.outcome("close", keep=False)
        st.form_submit_button(
            _("Close the round and make the results"),
            type="primary" if due else "secondary",
            on_click=end,
            args=(round.id,),
        )
    if not due:
        st.button(_("Not yet"), key="not-yet", on_click=clicks.ask)


def texts_lost(guarded: Guarded, round: Round) -> None:
    """That closing erases what people wrote, where nobody has a key to it, and how to keep it."""
    if closing.loses_texts(*guarded, round.id):
        st.warning(
            _(
                "People wrote in their own words in this round, and no reader has a key. Closing erases those texts "
                "unread. To keep them, let the reader set a key first."
            )
        )
        links.view("organisation", _("Make the link for the reader"))


def foreseen(guarded: Guarded, round: Round) -> None:
    """Which units would be seen if the round closed now."""
    st.subheader(_("What will be visible"), anchor=False)
    if not count.known(*guarded, round.id):
        st.markdown(
            _("Not counted yet. Have it counted first, above: then it stands here which units will be visible.")
        )
        return
    found = closing.preview(*guarded, round.id)
    st.markdown(
        _(
            "Counted on {day}. Who answered later that day is not in it yet. It was worked out from how many "
            "people answered, not from what they answered."
        ).format(day=day(found.counted_on))
    )
    draw(
        pd.DataFrame(
            {_("In the results"): [in_words(seen) for seen in found.units]},
            index=pd.Index([indented(seen.unit) for seen in found.units], name=_("Unit")),
        ),
        _("Which units will be visible"),
    )
    if not found.shown:
        st.warning(
            _(
                "If you close now there would be no results at all, and all answers would be erased. Wait until "
                "more people have answered, or choose a later last day."
            )
        )


def in_words(seen: UnitPreview) -> str:
    """Whether a unit would be seen; for the whole organisation there is no larger whole to count in."""
    if seen.shown:
        return _("Visible: {n} of {total} themes").format(n=seen.themes_shown, total=seen.themes)
    if seen.unit.level == "organisation":
        return _("Not shown: too few people have answered")
    return _("Not shown: its answers count in the larger whole")


@clicks.action("close")
def end(guarded: Guarded, round_id: str) -> str:
    """Close a round, when its title was typed."""
    swept = closing.close(*guarded, round_id, st.session_state[f"close-{round_id}-title"])
    over(round_id, swept=swept)
    return _("The round is closed. The results are there.")


def cancel(round: Round) -> None:
    """What cancelling does, and the title to type."""
    with st.expander(_("Cancel this round")):
        st.markdown(
            _("Cancelling erases everything that was filled in. There will be no results, and it cannot be undone.")
        )
        with st.form(f"cancel-{round.id}-form"):
            st.text_input(
                _("Type the title of the round to cancel it: {title}").format(title=plain(round.plan.title)),
                key=f"cancel-{round.id}-title",
            )
            clicks.outcome("cancel", keep=False)
            st.form_submit_button(_("Cancel the round and erase everything"), on_click=call_off, args=(round.id,))


@clicks.action("cancel")
def call_off(guarded: Guarded, round_id: str) -> str:
    """Cancel a round, when its title was typed."""
    swept = closing.cancel(*guarded, round_id, st.session_state[f"cancel-{round_id}-title"])
    over(round_id, swept=swept)
    st.query_params.pop("round", None)
    return _("The round was cancelled, and everything that was filled in was erased.")


def over(round_id: str, *, swept: bool) -> None:
    """After the end: its codes open nothing any more; and whether the disk was wiped too."""
    slips.forget(round_id)
    clicks.ask()
    if not swept:
        clicks.say(
            _(
                "The answers were erased, but their traces on the disk could not be wiped yet. This is tried "
                "again every hour."
            )
        )
