"""The first tables."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

ID = sa.String(32)
EMPTIED_AT_ONCE = ("invitation", "draft", "response", "remark")


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "installation",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("secret_check", sa.LargeBinary, nullable=False),
        sa.Column("set_up", sa.Boolean, nullable=False),
        sa.Column("sweep_due", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_installation"),
    )
    op.create_table(
        "organisation",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("kind", sa.String(32)),
        sa.Column("region", sa.Text),
        sa.Column("services", sa.Text, nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_organisation"),
    )
    op.create_table(
        "account",
        sa.Column("id", ID, nullable=False),
        sa.Column("organisation", ID, nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("wait_until", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name="fk_account_organisation"),
    )
    op.create_table(
        "session",
        sa.Column("token", sa.LargeBinary, nullable=False),
        sa.Column("account", ID, nullable=False),
        sa.Column("begun", sa.BigInteger, nullable=False),
        sa.Column("seen", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("token", name="pk_session"),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name="fk_session_account"),
    )
    op.create_table(
        "content",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_content"),
    )
    op.create_table(
        "round",
        sa.Column("id", ID, nullable=False),
        sa.Column("organisation", ID, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("plan", sa.Text, nullable=False),
        sa.Column("frozen", sa.Text),
        sa.Column("facts", sa.Text),
        sa.Column("content", sa.String(64)),
        sa.Column("opened_on", sa.Date),
        sa.Column("closed_on", sa.Date),
        sa.PrimaryKeyConstraint("id", name="pk_round"),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name="fk_round_organisation"),
        sa.ForeignKeyConstraint(["content"], ["content.sha256"], name="fk_round_content"),
    )
    op.create_index("ix_round_organisation", "round", ["organisation"])
    op.create_table(
        "slips",
        sa.Column("round", ID, nullable=False),
        sa.Column("team", sa.Text, nullable=False),
        sa.Column("reissued_on", sa.Date),
        sa.PrimaryKeyConstraint("round", "team", name="pk_slips"),
        sa.ForeignKeyConstraint(["round"], ["round.id"], name="fk_slips_round"),
    )
    op.create_table(
        "snapshot",
        sa.Column("round", ID, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("round", "kind", name="pk_snapshot"),
        sa.ForeignKeyConstraint(["round"], ["round.id"], name="fk_snapshot_round"),
    )
    _unordered("invitation", "code", sa.LargeBinary(), sa.Column("team", sa.Text, nullable=False))
    _unordered(
        "draft",
        "id",
        sa.LargeBinary(),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
    )
    _unordered(
        "response",
        "id",
        sa.LargeBinary(),
        sa.Column("team", sa.Text, nullable=False),
        sa.Column("answers", sa.Text, nullable=False),
    )
    _unordered(
        "remark",
        "id",
        sa.LargeBinary(),
        sa.Column("question", sa.String(64), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_table(
        "publication",
        sa.Column("round", ID, nullable=False),
        sa.Column("organisation", ID, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("round", name="pk_publication"),
        sa.ForeignKeyConstraint(["round"], ["round.id"], name="fk_publication_round"),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name="fk_publication_organisation"),
    )
    op.create_index("ix_publication_organisation", "publication", ["organisation"])
    _unordered(
        "comment",
        "id",
        ID,
        sa.Column("question", sa.String(64), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("released", sa.Boolean, nullable=False),
        sa.Column("kept_until", sa.Date, nullable=False),
    )
    if op.get_bind().dialect.name == "postgresql":
        for name in EMPTIED_AT_ONCE:  # a row that was deleted is wiped soon, not when the table has grown
            op.execute(f"ALTER TABLE {name} SET (autovacuum_vacuum_threshold = 1, autovacuum_vacuum_scale_factor = 0)")


def _unordered(name: str, key: str, kind: sa.types.TypeEngine[Any], *columns: sa.Column[Any]) -> None:
    """A table of a round whose rows lie where their random key says."""
    op.create_table(
        name,
        sa.Column(key, kind, nullable=False),
        sa.Column("round", ID, nullable=False),
        *columns,
        sa.PrimaryKeyConstraint(key, name=f"pk_{name}"),
        sa.ForeignKeyConstraint(["round"], ["round.id"], name=f"fk_{name}_round"),
        sqlite_with_rowid=False,
    )
    op.create_index(f"ix_{name}_round", name, ["round"])
