"""Who is asking: passed to every function behind a view, and looked at there, whatever the view did.

A respondent is nobody here: a code is the only key to an answer, and it opens nothing else. Whoever opened a link is
bound to the unit it was made for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from audit.errors import AuditError
from audit.texts import _

Role = Literal["nobody", "management", "read", "meeting"]
LinkKind = Literal["read", "meeting"]
"""What a link opens: the results of a unit, or also its meeting. Whoever has it has that as a role."""


class Forbidden(AuditError):
    """Whoever asks may not do this."""

    def __init__(self) -> None:
        super().__init__("forbidden", _("You may not do this. Sign in as management of this organisation."))


@dataclass(frozen=True)
class Principal:
    """Somebody with a role in an organisation, and in a unit of it where the role is bound to that unit."""

    role: Role = "nobody"
    organisation: str | None = None
    unit: str | None = None

    @property
    def is_signed_in(self) -> bool:
        """Whether this is somebody, in any role: management with its passphrase, or whoever has a link."""
        return self.role != "nobody"

    @property
    def has_link(self) -> bool:
        """Whether this is whoever opened a link."""
        return self.role in get_args(LinkKind)

    @property
    def is_manager(self) -> bool:
        """Whether this principal manages an organisation."""
        return self.role == "management"

    def manages(self) -> str:
        """The id of the organisation that this principal manages.

        Raises:
            Forbidden: this principal manages nothing.
        """
        if not self.is_manager or self.organisation is None:
            raise Forbidden
        return self.organisation

    def sees(self) -> tuple[str, str | None]:
        """The id of the organisation whose results this principal may look at, and that of the unit they are bound to;
        none for management, which sees all.

        Raises:
            Forbidden: this principal may look at nothing.
        """
        if self.has_link and self.organisation and self.unit:
            return self.organisation, self.unit
        return self.manages(), None

    def meets(self) -> tuple[str, str | None]:
        """The id of the organisation in whose meetings this principal may read and write, and that of the one unit
        whose meetings these are; none for management, which may in all.

        Raises:
            Forbidden: this principal may in no meeting.
        """
        if self.role == "read":
            raise Forbidden
        return self.sees()


NOBODY = Principal()
