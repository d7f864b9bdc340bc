"""The content that comes along."""

from __future__ import annotations

import pytest

from audit import questionnaire
from audit.questionnaire import Content


@pytest.fixture(scope="session")
def content() -> Content:
    return questionnaire.read()
