"""What whoever hosts the app may set: environment variables that begin with `AUDIT_`, read once."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from audit.errors import AuditError
from audit.texts import LANGUAGES, _


def _spoken(language: str) -> str:
    if language not in LANGUAGES:
        raise ValueError(language)
    return language


Language = Annotated[str, AfterValidator(_spoken)]
"""A code of `audit.texts.LANGUAGES`."""


class Settings(BaseSettings):
    """Every setting has a default that works; the README has the table."""

    model_config = SettingsConfigDict(env_prefix="AUDIT_", frozen=True)

    default_language: Language = "nl"
    data_dir: Path = Path(__file__).resolve().parent.parent / "data"
    database_url: str = ""
    secret_file: Path | None = None
    public_url: str = ""

    @property
    def database(self) -> str:
        """The database as SQLAlchemy names it: SQLite in the data folder, unless another one was set."""
        if not self.database_url:
            return f"sqlite:///{self.data_dir / 'krachtspiegel.db'}"
        for scheme in ("postgresql://", "postgres://"):
            if self.database_url.startswith(scheme):
                return "postgresql+psycopg://" + self.database_url.removeprefix(scheme)
        return self.database_url

    @property
    def secret(self) -> Path:
        """The file with the secret: in the data folder, unless another place was set."""
        return self.secret_file or self.data_dir / "secret"


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
