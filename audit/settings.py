"""What whoever hosts the app may set: environment variables that begin with `AUDIT_`, read once."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from pydantic import ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from audit.errors import AuditError
from audit.texts import _


class Settings(BaseSettings):
    """Every setting has a default that works; the README has the table."""

    model_config = SettingsConfigDict(env_prefix="AUDIT_", frozen=True)

    default_language: Literal["nl", "en"] = "nl"


@lru_cache
def read() -> Settings:
    """The settings of this process.

    Raises:
        AuditError: a variable holds something else than it may.
    """
    try:
        return Settings()
    except ValidationError as error:
        names = ", ".join("AUDIT_" + str(problem["loc"][0]).upper() for problem in error.errors())
        sentence = _("The setting {names} has a value that is not allowed. The README lists what it may be.")
        raise AuditError("bad_setting", sentence.format(names=names)) from error
