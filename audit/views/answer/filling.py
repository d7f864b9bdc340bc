"""The screens of a questionnaire, for whoever answers and for whoever looks at it beforehand: nothing here stores.

A `Filling` (`place.py`) is where one person is in one tab; `draw` draws the step it is at. A preview draws the same
screens with nothing behind them.
"""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

import streamlit as st

from audit.collect.sheet import Sheet
from audit.questionnaire import Item, Questionnaire, Text, Theme
from audit.rounds import Facts, Round, fact_label
from audit.texts import _, day, language, ngettext
from audit.views.answer.mirror import chosen_words, mirror
from audit.views.answer.place import CHECK, OWN_WORDS, PRIORITIES, START, Filling
from audit.views.kit import clicks
from audit.views.kit.text import plain
from audit.web.page import STATIC

__all__ = ["CHECK", "START", "STYLE", "Filling", "draw", "last_day", "mirror", "thanks", "trouble"]
STYLE = STATIC / "filling.css"


def draw(filling: Filling) -> None:
    """The step where this person is, with the way on and back."""
    st.html(STYLE)
    if filling.step not in filling.steps:
        filling.step = START
    step = filling.step.split(".")[0]
    with st.container(key="larger" if filling.one_by_one else "filling"):
        if step == START:
            start(filling)
        elif step == PRIORITIES:
            priorities(filling)
        elif step == OWN_WORDS:
            own_words(filling)
        elif step == CHECK:
            check(filling)
        else:
            one_theme(filling, filling.content.theme(step))


def trouble(filling: Filling) -> None:
    """What could not be stored, in words beside the buttons; nothing when all is well."""
    if filling.trouble:
        st.error(plain(filling.trouble))
        # without a connection the frame says that all is kept, which is not so now; the last of its kind counts
        st.html(f'<div data-away="{html.escape(_("No connection. This page goes on by itself."))}"></div>')


def heading(filling: Filling, title: str, above: str = "") -> None:
    """The title of a step, which gets the focus when the step is new, with how far one is above it."""
    e = html.escape
    steps = filling.steps
    place = steps.index(filling.step)
    progress = ""
    if 0 < place < len(steps) - 1 and above:
        progress = (
            f'<p class="progress"><span>{e(above)}</span>'
            f'<progress max="{len(steps) - 1}" value="{place}" aria-label="{e(_("How far you are"))}"></progress></p>'
        )
    st.html(f'<div class="step" data-step="{e(filling.step)}" tabindex="-1">{progress}<h1>{e(title)}</h1></div>')


def ways(filling: Filling, on: str, back: bool = True) -> None:
    """The buttons under a step. On a phone the way on stands first."""
    trouble(filling)
    with st.container(horizontal=True, key="ways"):
        if back:
            st.button(_("Back"), key="back", on_click=move, args=(filling, -1))
        if filling.checked:
            st.button(_("To the check"), key="to-check", on_click=go, args=(filling, CHECK))
        st.button(on, key="next", type="primary", on_click=move, args=(filling, 1))


def stand(key: str, value: object, *, brought: bool = False) -> None:
    """Let a field hold what is on the sheet, only where it does not yet: a field that is set anew forgets what somebody
    clicked in the meantime.

    With `brought`, a field of which nothing is on the sheet may hold what the browser brings: after a lost connection
    that is what somebody filled in and the server never heard.
    """
    if brought and not value and key not in st.session_state:
        return
    if st.session_state.get(key) != value:
        st.session_state[key] = value


@clicks.speaking
def move(filling: Filling, by: int) -> None:
    filling.move(by)


@clicks.speaking
def go(filling: Filling, step: str) -> None:
    filling.go(step)


def start(filling: Filling) -> None:
    """In short what this is, with all that people must be told one press away; then the one question about the person.

    On a phone the way on must not be far: who scrolls past a page of promises has read none of them.
    """
    shared, say, k = filling.content.shared, language(), filling.round.plan.minimum_group
    heading(filling, filling.round.plan.title)
    low = sum(one.minutes[0] for one in filling.content.questionnaires)
    high = sum(one.minutes[1] for one in filling.content.questionnaires)
    n = sum(len(theme.items) for theme in filling.content.themes)
    st.markdown(
        _(
            "{n} short questions, about {low} to {high} minutes. You can stop at any time and go on later with "
            "the same code, on another device too."
        ).format(n=n, low=low, high=high)
    )
    team(filling)
    st.markdown(sentences(shared.first_page, k))
    with st.expander(_("Who sees what")):
        st.markdown(sentences(shared.promise, k))
    with st.expander(_("Who asks this, and why")):
        st.html(about(filling.round.facts or Facts()))
    roles = {role.code: role.label.to(say) for role in shared.roles}
    stand("role", filling.sheet.role or None)
    role_question = f"{shared.role_question.to(say)} {_('(you may leave this open)')}"
    seen = asked(role_question)
    st.radio(
        role_question,
        list(roles),
        index=None,
        key="role",
        format_func=lambda code: plain(roles[code]),
        on_change=_take,
        args=(filling, "role", "role"),
        **seen,
    )
    larger(filling)
    ways(filling, _("Begin") if filling.sheet == Sheet() else _("Go on"), back=False)


def sentences(texts: tuple[Text, ...], minimum_group: int) -> str:
    """A list of sentences, with how many people a group of this round needs."""
    told = (one.to(language()).replace("{group}", str(minimum_group)) for one in texts)
    return "\n".join(f"- {plain(one)}" for one in told)


def team(filling: Filling) -> None:
    """For which team this is, and where the answers count when it is too small to be shown."""
    names = {"team": plain(filling.team.name), "unit": plain(filling.counts_for.name)}
    st.markdown(_("You answer for team **{team}**.").format(**names))
    if filling.team_is_small:
        st.info(_("Your team is small. Your answers count towards {unit}.").format(**names))


def about(facts: Facts) -> str:
    """What people are told beforehand, as a list of terms; what nobody filled in says so."""
    e = html.escape
    told = ((fact_label(name), value or _("not filled in yet")) for name, value in facts)
    return "<dl>" + "".join(f"<dt>{e(label)}</dt><dd>{e(value)}</dd>" for label, value in told) + "</dl>"


def larger(filling: Filling) -> None:
    stand("one-by-one", filling.one_by_one)
    st.toggle(_("One question at a time, in larger type"), key="one-by-one", on_change=_enlarge, args=(filling,))


@clicks.speaking
def _enlarge(filling: Filling) -> None:
    filling.enlarge(bool(st.session_state["one-by-one"]))


@clicks.speaking
def _take(filling: Filling, name: str, key: str) -> None:
    filling.put(**{name: st.session_state[key] or ""})


def one_theme(filling: Filling, theme: Theme) -> None:
    """The questions of a theme; before the first of a questionnaire what it is about, and the way to skip it."""
    say, content = language(), filling.content
    questionnaire = content.questionnaire_of(theme.id)
    place = [one.id for one in content.themes].index(theme.id) + 1
    above = _("Theme {n} of {total} · {questionnaire}").format(
        n=place, total=len(content.themes), questionnaire=questionnaire.title.to(say)
    )
    first = theme == questionnaire.themes[0]
    if questionnaire.id in filling.sheet.skipped:
        heading(filling, questionnaire.title.to(say), above)
        st.info(_("You skip these questions. They do not count as an answer."))
        st.button(_("Answer them after all"), key="unskip", on_click=skip, args=(filling, questionnaire, False))
        ways(filling, _("Next"))
        return
    heading(filling, theme.title.to(say), above)
    shown = list(theme.items)
    if filling.one_by_one:
        n = int(filling.step.split(".")[1])
        shown, first = [theme.items[n]], first and n == 0
    if first:
        st.markdown(plain(questionnaire.intro.to(say)))
        st.button(plain(content.shared.skip.to(say)), key="skip", on_click=skip, args=(filling, questionnaire, True))
    st.markdown(f"**{plain(content.scale(questionnaire.scale).prompt.to(say))}**")
    for item in shown:
        question(filling, questionnaire, item, theme.items.index(item) + 1)
    ways(filling, _("Next"))


@clicks.speaking
def skip(filling: Filling, questionnaire: Questionnaire, skipped: bool) -> None:
    """Skip a questionnaire, or take it up again; what was filled in of it stays on the sheet."""
    others = [one for one in filling.sheet.skipped if one != questionnaire.id]
    filling.put(skipped=tuple([*others, questionnaire.id] if skipped else others))
    filling.go(questionnaire.themes[0].id)


def question(filling: Filling, questionnaire: Questionnaire, item: Item, n: int) -> None:
    """One statement with its five points, and apart from these the two ways out."""
    say, scale = language(), filling.content.scale(questionnaire.scale)
    points = {str(point.value): point.label.to(say) for point in scale.points}
    points |= {"dk": scale.dk.to(say), "na": scale.na.to(say)}
    key = f"likert-{item.id}"
    stored = filling.sheet.answers.get(item.id) or None
    stand(key, stored, brought=filling.alone)
    help = "" if item.help is None else item.help.to(say)
    seen = asked(f"{n}. {item.text.to(say)}", help)
    held = st.radio(
        f"{item.text.to(say)} {help}".strip(),
        list(points),
        index=None,
        key=key,
        horizontal=True,
        format_func=lambda code: plain(points[code]),
        on_change=_answer,
        args=(filling, item.id, key),
        **seen,
    )
    if held != stored:
        _answer(filling, item.id, key)


def asked(question: str, help: str = "") -> dict[str, Any]:
    """Show a question above its field, as how to show the field's own label: only to those who listen. They would
    otherwise hear the markup that a visible label needs."""
    told = f"<small>{html.escape(help)}</small>" if help else ""
    st.html(f'<div class="asked" aria-hidden="true"><p>{html.escape(question)}</p>{told}</div>')
    return {"label_visibility": "collapsed"}


@clicks.speaking
def _answer(filling: Filling, item: str, key: str) -> None:
    filling.put(answers={item: st.session_state[key] or ""})


def priorities(filling: Filling) -> None:
    """Which themes to work on first, in an order of this person's own."""
    say, choosing = language(), filling.content.shared.priority
    heading(filling, _("What to work on first"), _("Almost done"))
    st.markdown(f"**{plain(choosing.asked(say, filling.maximum))}**")
    chosen = filling.sheet.priorities
    full = chosen is not None and len(chosen) >= filling.maximum
    with st.container(key="choices"):
        for theme in filling.offered:
            key = f"choose-{theme.id}"
            picked = chosen is not None and theme.id in chosen
            stand(key, picked)
            st.checkbox(
                plain(theme.title.to(say)),
                key=key,
                disabled=full and not picked,
                on_change=_choose,
                args=(filling, theme.id, key),
            )
    with st.container(key="no-choice"):
        stand("choose-none", chosen == ())
        st.checkbox(plain(choosing.no_preference.to(say)), key="choose-none", on_change=_choose_none, args=(filling,))
    if full:
        st.markdown(
            ngettext(
                "You chose {n} theme. Want another one? Take this one away first.",
                "You chose {n} themes. Want another one? Take one away first.",
                filling.maximum,
            ).format(n=filling.maximum)
        )
    ways(filling, _("Next"))


@clicks.speaking
def _choose(filling: Filling, theme: str, key: str) -> None:
    chosen = [one for one in filling.sheet.priorities or () if one != theme]
    if st.session_state[key] and len(chosen) < filling.maximum:
        chosen.append(theme)
    filling.put(priorities=tuple(chosen) or None)


@clicks.speaking
def _choose_none(filling: Filling) -> None:
    filling.put(priorities=() if st.session_state["choose-none"] else None)


def own_words(filling: Filling) -> None:
    """The open questions, each with the warning directly above its box and a counter below it."""
    shared, say = filling.content.shared, language()
    heading(filling, _("In your own words"), _("Almost done"))
    st.markdown(_("You may leave all of this open."))
    for questionnaire in filling.open_questionnaires:
        st.header(plain(questionnaire.title.to(say)), anchor=False)
        for question in questionnaire.open_questions:
            key = f"words-{question.id}"
            text = filling.sheet.comments.get(question.id, "")
            stand(key, text, brought=filling.alone)
            seen = asked(question.text.to(say), shared.open_warning.to(say))
            held = st.text_area(
                f"{question.text.to(say)} {shared.open_warning.to(say)}",
                key=key,
                height=110,
                max_chars=shared.open_length,
                on_change=_write,
                args=(filling, question.id, key),
                **seen,
            )
            if held != text:
                _write(filling, question.id, key)
            st.markdown(_("{n} of {most} characters").format(n=len(held or ""), most=shared.open_length))
    ways(filling, _("Next"))


@clicks.speaking
def _write(filling: Filling, question: str, key: str) -> None:
    filling.put(comments={question: st.session_state[key] or ""})


def check(filling: Filling) -> None:
    """What is filled in and what is still empty, with a way to each part. What sends stands below, where it is."""
    say, content, sheet = language(), filling.content, filling.sheet
    heading(filling, _("Check and send"))
    if filling.is_empty:
        st.markdown(_("You have not filled in anything yet. Answer at least one question before you send."))
    else:
        st.markdown(_("You may leave questions open and send it like this. After sending you can change nothing."))
    st.markdown(_("Press a part to look at it or change it."))
    with st.container(key="checks"):
        for questionnaire in content.questionnaires:
            st.header(plain(questionnaire.title.to(say)), anchor=False)
            if questionnaire.id in sheet.skipped:
                part(filling, _("You skip these questions."), questionnaire.themes[0].id, done=False)
                continue
            for theme in questionnaire.themes:
                n = sum(bool(sheet.answers.get(item.id)) for item in theme.items)
                told = _("{theme}: {n} of {total} answered").format(
                    theme=plain(theme.title.to(say)), n=n, total=len(theme.items)
                )
                part(filling, told, theme.id, done=n == len(theme.items))
        st.header(_("And also"), anchor=False)
        roles = {role.code: role.label.to(say) for role in content.shared.roles}
        role = plain(roles.get(sheet.role, _("left open")))
        part(filling, _("Role: {role}").format(role=role), START, done=bool(sheet.role))
        if filling.offered:
            chosen = plain(chosen_words(filling))
            part(
                filling,
                _("To work on first: {chosen}").format(chosen=chosen),
                PRIORITIES,
                done=sheet.priorities is not None,
            )
        if filling.open_questionnaires:
            n = sum(bool(text) for text in sheet.comments.values())
            told = ngettext("In your own words: {n} answer", "In your own words: {n} answers", n).format(n=n)
            part(filling, told if n else _("In your own words: nothing written"), OWN_WORDS, done=n > 0)


def part(filling: Filling, told: str, step: str, *, done: bool) -> None:
    """One part of the check, which opens it; the stylesheet marks by its key whether something is still open."""
    st.button(told, key=f"{'done' if done else 'open'}-{step}", width="stretch", on_click=go, args=(filling, step))


def last_day(one: Round) -> str:
    """Until when answers are accepted, in words."""
    return _("You can answer until {day}.").format(day=day(one.plan.last_day))


def thanks(filling: Filling, leave: Callable[[], None] | None = None) -> None:
    """It arrived; how to leave; and this person's own answers, for as long as the tab is open."""
    st.html(STYLE)
    st.html(f'<div class="step" data-step="sent" tabindex="-1"><h1>{html.escape(_("Thank you"))}</h1></div>')
    st.success(_("Your answers have arrived. Your code has been erased."))
    st.markdown(
        _(
            "The results appear after the round is closed, for groups only. Your organisation will talk about "
            "them with you."
        )
    )
    if leave is not None:
        leave()
    st.header(_("Your own answers"), anchor=False)
    st.markdown(
        _(
            "Only you see this, only here and now: it is kept nowhere. Print this page if you want to keep it. "
            "It is no score."
        )
    )
    mirror(filling)
