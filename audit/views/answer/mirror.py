"""Mirror: somebody's own answers, shown to that person alone and kept nowhere."""

from __future__ import annotations

import html

import streamlit as st

from audit.texts import _, language
from audit.views.answer.place import Filling


def mirror(filling: Filling) -> None:
    """This person's own answers, from this tab alone: bars with the words beside them, per theme."""
    say, content, e = language(), filling.content, html.escape
    out = []
    for questionnaire in content.questionnaires:
        if questionnaire.id in filling.sheet.skipped:
            continue
        scale = content.scale(questionnaire.scale)
        labels = {str(point.value): point.label.to(say) for point in scale.points}
        labels |= {"dk": scale.dk.to(say), "na": scale.na.to(say)}
        out.append(f"<h2>{e(questionnaire.title.to(say))}</h2>")
        for theme in questionnaire.themes:
            rows = []
            for item in theme.items:
                code = filling.sheet.answers.get(item.id, "")
                n = int(code) if code.isdigit() else 0
                bar = "".join(f'<i class="{"on" if place < n else "off"}"></i>' for place in range(5))
                rows.append(
                    f'<tr><th scope="row">{e(item.text.to(say))}</th><td><span class="bar" aria-hidden="true">'
                    f"{bar if n else ''}</span>{e(labels.get(code, _('left open')))}</td></tr>"
                )
            out.append(f"<table><caption>{e(theme.title.to(say))}</caption><tbody>{''.join(rows)}</tbody></table>")
    if filling.offered:
        out.append(f"<h2>{e(_('What to work on first'))}</h2><p>{e(chosen_words(filling))}</p>")
    st.html(f'<div class="mirror">{"".join(out)}</div>')


def chosen_words(filling: Filling) -> str:
    """What this person chose to work on, in words."""
    chosen = filling.sheet.priorities
    if chosen is None:
        return _("left open")
    if not chosen:
        return filling.content.shared.priority.no_preference.to(language())
    titles = [filling.content.theme(id).title.to(language()) for id in chosen]
    return ", ".join(titles)
