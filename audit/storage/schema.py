"""The tables. What holds answers has no column for time, order, person, device or code: only the round and the team.

`invitation`, `draft`, `response` and `remark` are private. `collect` reads and writes them; of `manage`, `closing`
reads answers, `codes` makes and revokes invitations, and what looks whether a round changed reads ids of responses.
Of `access`, `reader` erases what people wrote when the key to it is lost, and seals what was written before there was
one.
Closing or cancelling a round empties them. Tests hold these tables and the migrations together.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)
ID: Final = String(32)
# A row in such a table lies where its random key says, so that the place tells nothing about when it came
UNORDERED: Final[dict[str, Any]] = {"sqlite_with_rowid": False}

installation = Table(
    "installation",
    metadata,
    Column("id", Integer, primary_key=True),  # always 1
    Column("secret_check", LargeBinary, nullable=False),  # tells whether the secret belongs to this database
    Column("set_up", Boolean, nullable=False),
    Column("sweep_due", Boolean, nullable=False),  # erased answers may still be on the disk
)
organisation = Table(
    "organisation",
    metadata,
    Column("id", ID, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", String(32)),
    Column("region", Text),
    Column("services", Text, nullable=False),  # the roster, as JSON
    Column("facts", Text, nullable=False),  # as JSON
)
account = Table(
    "account",
    metadata,
    Column("id", ID, primary_key=True),
    Column("organisation", ID, ForeignKey("organisation.id"), nullable=False),
    Column("role", String(32), nullable=False),
    Column("hash", Text, nullable=False),  # argon2id
    Column("recovery", LargeBinary),  # a keyed hash of the code that sets another passphrase, once
    Column("failures", Integer, nullable=False),  # wrong passphrases since the last right one
    Column("wait_until", BigInteger, nullable=False),  # seconds since 1970
)
session = Table(
    "session",
    metadata,
    Column("token", LargeBinary, primary_key=True),  # a hash of it
    Column("account", ID, ForeignKey("account.id"), nullable=False),
    Column("begun", BigInteger, nullable=False),  # seconds since 1970
    Column("seen", BigInteger, nullable=False),
)
link = Table(  # opens the results of a unit without a passphrase
    "link",
    metadata,
    Column("token", LargeBinary, primary_key=True),  # a hash of it
    Column("id", ID, nullable=False, unique=True),  # what management calls it by
    Column("organisation", ID, ForeignKey("organisation.id"), nullable=False, index=True),
    Column("unit", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("made_on", Date, nullable=False),
    Column("until", Date, nullable=False),  # the last day on which it works
)
reader = Table(  # who reads what people write, and with which key
    "reader",
    metadata,
    Column("id", ID, primary_key=True),
    Column("organisation", ID, ForeignKey("organisation.id"), nullable=False, unique=True),
    Column("link", LargeBinary, nullable=False),  # a hash of what the link ends in
    Column("made_on", Date, nullable=False),
    Column("set_on", Date),  # the day on which the link was used and the key was set
    Column("again_on", Date),  # the day on which somebody opened the link after that, the first time
    Column("public", LargeBinary),  # what texts are sealed to
    Column("wrapped", LargeBinary),  # what opens them, under the passphrase of the reader
    Column("salt", LargeBinary),
    Column("failures", Integer, nullable=False),  # wrong passphrases since the last right one
    Column("wait_until", BigInteger, nullable=False),  # seconds since 1970
)
content = Table(
    "content",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("document", Text, nullable=False),
)
round = Table(
    "round",
    metadata,
    Column("id", ID, primary_key=True),
    Column("organisation", ID, ForeignKey("organisation.id"), nullable=False, index=True),
    Column("state", String(16), nullable=False),
    Column("plan", Text, nullable=False),  # as JSON
    Column("frozen", Text),  # the organisation at opening, as JSON
    Column("facts", Text),  # those at opening, as JSON
    Column("content", String(64), ForeignKey("content.sha256")),
    Column("opened_on", Date),
    Column("closed_on", Date),
    Column("reader", ID),  # whose key texts are sealed to; without one, open questions are not asked
)
slips = Table(  # which teams have their codes
    "slips",
    metadata,
    Column("round", ID, ForeignKey("round.id"), primary_key=True),
    Column("team", Text, primary_key=True),
    Column("reissued_on", Date),
)
snapshot = Table(  # what management may see of an open round, at most one a day of each kind
    "snapshot",
    metadata,
    Column("round", ID, ForeignKey("round.id"), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("day", Date, nullable=False),
    Column("document", Text, nullable=False),
)
invitation = Table(  # a row is a code that was not used yet
    "invitation",
    metadata,
    Column("code", LargeBinary, primary_key=True),  # a keyed hash
    Column("round", ID, ForeignKey("round.id"), nullable=False, index=True),
    Column("team", Text, nullable=False),
    **UNORDERED,
)
draft = Table(
    "draft",
    metadata,
    Column("id", LargeBinary, primary_key=True),  # a keyed hash of the code, another than that of the invitation
    Column("round", ID, ForeignKey("round.id"), nullable=False, index=True),
    Column("sealed", LargeBinary, nullable=False),  # only the code opens it
    Column("day", Date, nullable=False),
    **UNORDERED,
)
response = Table(
    "response",
    metadata,
    Column("id", LargeBinary, primary_key=True),  # 16 random bytes
    Column("round", ID, ForeignKey("round.id"), nullable=False, index=True),
    Column("team", Text, nullable=False),
    Column("answers", Text, nullable=False),  # canonical JSON with the same keys for everyone
    **UNORDERED,
)
remark = Table(  # an open answer, without the response it came with
    "remark",
    metadata,
    Column("id", LargeBinary, primary_key=True),  # 16 random bytes
    Column("round", ID, ForeignKey("round.id"), nullable=False, index=True),
    Column("question", String(64), nullable=False),
    Column("text", Text, nullable=False),  # empty, but in a round that opened before texts were sealed
    Column("sealed", LargeBinary),  # only the reader opens it
    **UNORDERED,
)
publication = Table(
    "publication",
    metadata,
    Column("round", ID, ForeignKey("round.id"), primary_key=True),
    Column("organisation", ID, ForeignKey("organisation.id"), nullable=False, index=True),
    Column("document", Text, nullable=False),  # canonical JSON
)
comment = Table(  # what the reader may read after closing
    "comment",
    metadata,
    Column("id", ID, primary_key=True),
    Column("round", ID, ForeignKey("round.id"), nullable=False, index=True),
    Column("question", String(64), nullable=False),
    Column("text", Text, nullable=False),  # what the reader released; empty before
    Column("sealed", LargeBinary),  # what waits: only the reader opens it
    Column("released", Boolean, nullable=False),
    Column("kept_until", Date, nullable=False),
    **UNORDERED,
)
meeting = Table(  # of a unit about a round
    "meeting",
    metadata,
    Column("id", ID, primary_key=True),
    Column("organisation", ID, ForeignKey("organisation.id"), nullable=False),
    Column("unit", Text, nullable=False),
    Column("round", Text, nullable=False),  # the id of the round in its publication
    Column("begun_on", Date, nullable=False),
    Column("first_check", Date, nullable=False),
    Column("second_check", Date, nullable=False),
    UniqueConstraint("organisation", "unit", "round"),
)
chosen = Table(  # a theme that was chosen in a meeting
    "chosen",
    metadata,
    Column("meeting", ID, ForeignKey("meeting.id"), primary_key=True),
    Column("theme", String(64), primary_key=True),
    Column("reason", Text, nullable=False),
)
agreement = Table(
    "agreement",
    metadata,
    Column("id", ID, primary_key=True),
    Column("meeting", ID, ForeignKey("meeting.id"), nullable=False, index=True),
    Column("theme", String(64), nullable=False),
    Column("number", Integer, nullable=False),  # its place in the meeting
    Column("what", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("until", Date),
    Column("notice", Text, nullable=False),  # how we will notice
    Column("state", String(16), nullable=False),
    Column("why", Text, nullable=False),  # it was dropped
    Column("shared", Boolean, nullable=False),  # with management, in its list
    Column("made_on", Date, nullable=False),
    Column("first", String(16)),  # what the first check found
    Column("second", String(16)),
)
request = Table(
    "request",
    metadata,
    Column("id", ID, primary_key=True),
    Column("meeting", ID, ForeignKey("meeting.id"), nullable=False, index=True),
    Column("theme", String(64), nullable=False),
    Column("number", Integer, nullable=False),
    Column("asked_of", String(16), nullable=False),
    Column("what", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("made_on", Date, nullable=False),
    Column("answer", Text, nullable=False),  # empty until management answers
    Column("answered_on", Date),
)
PRIVATE: Final = (invitation, draft, response, remark)
