"""${message}."""

from __future__ import annotations

% if "sa." in (upgrades or ""):
import sqlalchemy as sa
% endif
% if "op." in (upgrades or ""):
from alembic import op
% endif

revision = "${up_revision}"
down_revision = "${down_revision}"


def upgrade() -> None:
    """${message}."""
    ${upgrades or "pass"}
