"""Making the file that people outside the organisation may have."""

from __future__ import annotations

import os
from pathlib import Path

import click

from audit import texts
from audit.cli import options
from audit.cli.options import FILE
from audit.errors import InputError, Problem
from audit.files.publications import publication_in
from audit.files.whole import write_whole
from audit.questionnaire import read as read_questionnaires
from audit.texts import _


@click.command()
@click.argument("publication", metavar="PUBLICATION.json", type=FILE)
@click.option("--pseudonym", callback=options.name, help='What it is called instead of its name, such as "dienst 07".')
@click.option("--keep-kind", is_flag=True, help="Say the kind of organisation all the same.")
@click.option("--out", type=FILE, required=True, help="Where the shared file is written.")
def share(publication: Path, pseudonym: str | None, keep_kind: bool, out: Path) -> int:
    """Reduce PUBLICATION.json to what people outside the organisation may have."""
    from audit.publication import to_json
    from audit.publish.sharing import shared

    if os.path.realpath(out) == os.path.realpath(publication):
        sentence = _("This would overwrite your own input. Choose another name.")
        raise InputError([Problem("overwrite", "--out", sentence)])
    found = publication_in(publication)
    if isinstance(found, Problem):
        raise InputError([found])
    made = shared(found, pseudonym, keep_kind=keep_kind)
    write_whole(out, to_json(made))
    services = len(made.units) - 1
    click.echo(_("{path}: the organisation and {n} services, and nothing of teams.").format(path=out, n=services))
    if pseudonym is not None:
        click.echo(_("The people invited stand in it in tens. Whoever works there may recognise it all the same."))
        ours = {questionnaire.sha256 for questionnaire in read_questionnaires().questionnaires}
        if own := [line.title.to(texts.language()) for line in made.questionnaires if line.sha256 not in ours]:
            sentence = _("These were asked in words of your own, which may say who you are: {names}.")
            click.echo(sentence.format(names=", ".join(own)))
    return 0
