"""What there is to talk about at a theme: the questions and the example of the questionnaire, where it was asked so."""

from __future__ import annotations

from audit.publication import Publication
from audit.questionnaire import Content, Theme
from audit.read.profile import Row


def theme_asked(row: Row, publication: Publication, content: Content) -> Theme | None:
    """The theme as it is at hand, where it was asked in the same words: the questionnaire has the same fingerprint."""
    lines = {line.id: line.sha256 for line in publication.questionnaires}
    for questionnaire in content.questionnaires:
        if questionnaire.id == row.questionnaire and questionnaire.sha256 == lines.get(row.questionnaire):
            return next((theme for theme in questionnaire.themes if theme.id == row.theme), None)
    return None
