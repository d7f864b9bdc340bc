"""What the teams of a roster can expect of a round, before it opens: the forecast of `audit.publish`, for a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from audit.organisation import Organisation, Service
from audit.publish.forecast import Forecast, Join, Outlook, TeamForecast, forecast
from audit.rounds import SMALLEST_GROUP

__all__ = ["RESPONSE", "Forecast", "Join", "Outlook", "TeamForecast", "of"]

RESPONSE: Final = 0.8
"""The share of people expected to answer."""


def of(services: Sequence[Service]) -> Forecast | None:
    """The forecast for these services; nothing when there are none."""
    if not services:
        return None
    return forecast(Organisation(name="-", services=tuple(services)), RESPONSE, SMALLEST_GROUP)
