"""`python -m audit …`: from answers to a publication without a server.

Every command ends with 0, or with 1 and sentences on the error stream that say what to mend; never with a traceback,
and never with a half-written file. A command stands in the file of its noun and is added here. `--help` reads all of
these files, so whatever takes long to load (the database, numpy) is imported inside the command that uses it.
"""

from __future__ import annotations

import click

from audit import __version__, texts
from audit.cli.checking import check
from audit.cli.forecasting import forecast
from audit.cli.installation import passphrase, setup_link, upkeep
from audit.cli.publishing import publish
from audit.cli.reporting import report
from audit.cli.sentences import Sentences

__all__ = ["main", "publish"]


@click.group(cls=Sentences)
@click.version_option(__version__, prog_name="krachtspiegel")
@click.option(
    "--lang", type=click.Choice(texts.LANGUAGES), default="en", show_default=True, help="Language of the messages."
)
def main(lang: str) -> None:
    """Krachtspiegel: from answers to a safe publication, without a server."""
    texts.use(lang)


for _command in (check, forecast, passphrase, publish, report, setup_link, upkeep):
    main.add_command(_command)
