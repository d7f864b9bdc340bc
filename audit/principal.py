"""Who is asking: passed to every function behind a view, and looked at there, whatever the view did.

A respondent is nobody here: a code is the only key to an answer, and it opens nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from audit.errors import AuditError
from audit.texts import _

Role = Literal["nobody", "management"]


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
        """Whether this is somebody, in any role."""
        return self.role != "nobody"

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


NOBODY = Principal()
