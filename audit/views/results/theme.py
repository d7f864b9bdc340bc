"""A theme of the results: how people answered each question, how far they agree, and how to talk about it."""

from __future__ import annotations

import streamlit as st

from audit.read import explained, glance, priorities, reach, sentences, words
from audit.read.charts import answers
from audit.read.charts.items import Items, items
from audit.read.charts.palette import LIGHT, Palette
from audit.read.profile import Profile, Row
from audit.read.talk import theme_asked
from audit.texts import _, language
from audit.views.kit import clicks, html, reading, tables
from audit.views.kit import pictures as kit
from audit.views.kit.text import plain
from audit.views.results import change, choosing, pictures
from audit.views.results.profiles import Seen, colours


def draw(seen: Seen) -> None:
    profile = seen.profile
    row = chosen(profile)
    with st.container(key="theme", gap="small"):
        left, right = st.columns([59, 41], gap="large")
        with left:
            html.draw("theme", above=dict(profile.questionnaires).get(row.questionnaire, ""), title=row.title)
            lead(row, profile)
            asked(row, seen)
            spread(row)
            change.panels(seen, row)
        with right, st.container(key="talk"):
            talk(row, seen)
        neighbours(row, profile)


def on_paper(seen: Seen) -> None:
    """Every theme below each other, for who prints them: the numbers and what to talk about, and nothing to click."""
    for row in seen.profile.rows:
        with st.container(key=f"paper-{row.theme}", gap="small"):
            html.draw("theme", above=dict(seen.profile.questionnaires).get(row.questionnaire, ""), title=row.title)
            lead(row, seen.profile)
            if answered(row, seen):
                bars(row, seen, LIGHT)
            spread(row)
            talk(row, seen)


def chosen(profile: Profile) -> Row:
    """The theme that was asked for, or the one to discuss first, chosen in a list of all."""
    by_id = {row.theme: row for row in profile.rows}
    first = next((card.row.theme for card in glance.cards(profile) if card.kind == "discuss" and card.row), None)
    wanted = st.query_params.get("theme", "")
    st.session_state["theme-choice"] = wanted if wanted in by_id else first or profile.rows[0].theme
    theme = st.selectbox(
        _("Theme"),
        list(by_id),
        format_func=lambda id: by_id[id].title,
        key="theme-choice",
        on_change=_put_in_address,
        width=420,
    )
    return by_id[theme]


@clicks.speaking
def _put_in_address(theme: str = "") -> None:
    st.query_params["theme"] = theme or st.session_state["theme-choice"]
    choosing.remember()


def lead(row: Row, profile: Profile) -> None:
    """The score or why there is none, the votes with what both say together, and how far people agree."""
    if row.cell.shown:
        st.markdown(plain(glance.lead(row, profile)))
        st.markdown(sentences.whole_group(row.cell))
    else:
        st.markdown(words.reason_explained(row.cell.reason or "too_few", profile.minimum_group))
    if row.cell.shown:
        certain = priorities.certain(row, profile)
        lines = [plain(priorities.why(row, profile.most)), plain(certain[:1].upper() + certain[1:])]
        st.markdown(f"**{plain(priorities.outcome(row))}**. " + "  \n".join(line for line in lines if line))
        if row.priority.shown:
            st.markdown(priorities.order())
    elif row in profile.chosen_unseen:
        st.markdown(plain(priorities.chosen_unseen(row)))


def spread(row: Row) -> None:
    """How far people agree, and whether they could judge."""
    if row.cell.agreement is not None:
        st.markdown(words.agreement_explained(row.cell.agreement.label))
    if row.little_sight:
        st.markdown(explained.little_sight())


def asked(row: Row, seen: Seen) -> None:
    """The questions of a theme, in the words of the file, with their answers, where ten people or more may be shown."""
    publication, scale = seen.profile.publication, seen.content.scales[0]
    told = answered(row, seen)
    if not told:
        texts = {line.id: line for line in publication.items if line.theme == row.theme}
        lines = "\n".join(f"- {plain(line.text.to(language()))}" for line in texts.values())
        st.markdown(f"**{_('What was asked')}**\n{lines}")
        if row.cell.reason != "not_asked":
            st.markdown(explained.detail(publication.rules.minimum_detail))
        return
    reading.beside("items", explained.chart("items"))
    with st.container(key="bars"):
        found = bars(row, seen, colours())
    kit.save("bars", pictures.file_name(seen.profile, row.title), found.numbers.heads, found.numbers.rows, "bars")
    whole = seen.profile.unit is publication.units[0]
    with st.expander(_("The same numbers in a table")):
        only = publication.organisation_only if whole else None
        tables.draw(answers.as_table(told, scale, only), _("How many people gave each answer"))


def answered(row: Row, seen: Seen) -> list[answers.Asked]:
    """The questions of a theme with their answers; none where those of no question are shown."""
    texts = {line.id: line for line in seen.profile.publication.items if line.theme == row.theme}
    told = [answers.Asked(texts[cell.item], cell) for cell in row.items if cell.item in texts]
    return told if any(asked.shares for asked in told) else []


def bars(row: Row, seen: Seen, shades: Palette) -> Items:
    """A bar for each question of a theme; what was drawn comes back, to be saved."""
    found = items(row, seen.profile.publication, seen.content.scales[0])
    html.draw(
        "items",
        answers=found.answers,
        middle=found.middle,
        bars=found.bars,
        colours=shades.answers,
        inks=shades.on_answers,
    )
    return found


def talk(row: Row, seen: Seen) -> None:
    """What to ask each other, an example of what can be done, and the phrases of the krachtlijn it stands on."""
    if who := reach.of_theme(seen.profile.publication, row.theme):
        st.markdown(f"**{_('Who can do something about this?')}**  \n{plain(who[:1].upper() + who[1:])}")
    theme = theme_asked(row, seen.profile.publication, seen.content)
    if theme is None:
        st.markdown(_("The discussion questions of this questionnaire are not here: it was asked in other words."))
        return
    if theme.discussion:
        questions = "\n".join(f"1. {plain(text.to(language()))}" for text in theme.discussion)
        st.markdown(f"**{_('To talk about')}**\n{questions}")
    if theme.example_action:
        st.markdown(f"**{_('Example of an action')}**  \n{plain(theme.example_action.to(language()))}")
    phrases = dict.fromkeys(f"“{item.source.quote}”" for item in theme.items)
    number = {item.source.krachtlijn for item in theme.items}
    heading = _("What krachtlijn {n} says").format(n=", ".join(str(n) for n in sorted(number)))
    st.markdown(f"**{heading}**  \n{plain(' · '.join(phrases))}")


def neighbours(row: Row, profile: Profile) -> None:
    """To the theme before and the one after."""
    place, count = profile.rows.index(row), len(profile.rows)
    if count < 2:
        return
    before, after = profile.rows[place - 1], profile.rows[(place + 1) % count]
    with st.container(key="neighbours", horizontal=True, horizontal_alignment="distribute"):
        for key, other, label in (("before", before, "← {}"), ("after", after, "{} →")):
            named = label.format(plain(other.title))
            st.button(named, key=f"theme-{key}", type="tertiary", on_click=_put_in_address, args=(other.theme,))
