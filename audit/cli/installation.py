"""Looking after this installation, by whoever has the machine: upkeep, the passphrase of management, setting up."""

from __future__ import annotations

import click

from audit.cli.sentences import complain
from audit.errors import AuditError
from audit.texts import _, ngettext


@click.command()
def upkeep() -> int:
    """Erase and wipe what is due, and count open rounds. The app does this by itself, at start and every hour."""
    from audit import storage
    from audit.manage.upkeep import run

    store = storage.ours()
    done = run(store)
    texts = ngettext("{n} text erased that waited too long.", "{n} texts erased that waited too long.", done.texts)
    click.echo(texts.format(n=done.texts))
    drafts = ngettext(
        "{n} half-filled questionnaire erased that was left too long.",
        "{n} half-filled questionnaires erased that were left too long.",
        done.drafts,
    )
    click.echo(drafts.format(n=done.drafts))
    counted = ngettext("{n} open round counted for today.", "{n} open rounds counted for today.", done.counted)
    click.echo(counted.format(n=done.counted))
    if done.swept:
        click.echo(_("Nothing that was erased is left on the disk."))
    else:
        complain([_("What was erased could not be wiped from the disk yet: the data is in use. Try again later.")])
    complain(list(store.warnings()))
    return 0


@click.command()
def passphrase() -> int:
    """Set the passphrase of management anew, on this machine; everybody is signed out."""
    from audit import settings, storage
    from audit.access import log, recovery

    store = storage.ours()
    recovery.require_set_up(store)
    new = click.prompt(_("New passphrase of management"), hide_input=True, err=True)
    if new != click.prompt(_("The same passphrase again"), hide_input=True, err=True):
        raise AuditError("different", _("The two passphrases are not the same. Nothing was changed."))
    folder = settings.read().data_dir
    recovery.reset(store, new, folder)
    done = _("The passphrase was changed, and everybody was signed out. {file} says that this was done.")
    click.echo(done.format(file=folder / log.LOG))
    return 0


@click.command()
def setup_link() -> int:
    """Show the link with which the first organisation is set up, where AUDIT_PUBLIC_URL is set."""
    from audit import settings, storage
    from audit.access import setup

    public_url = settings.read().public_url
    if not public_url:
        sentence = _("AUDIT_PUBLIC_URL is not set: only this machine reaches the app, and setting up needs no link.")
        raise AuditError("no_public_url", sentence)
    click.echo(setup.link(storage.ours(), public_url))
    return 0
