"""``bangvang maintain``: takes away what erasures left behind."""

import sys

import click

from web.installation import open_installation
from workflow.ledger.taking_turns import AuditRunning
from workflow.maintenance import NotTheOwner, Rewritten, StillRead, maintain


@click.command("maintain")
@click.option("--always", is_flag=True, help="Write the database anew even if nothing was erased.")
def maintain_command(always: bool) -> None:
    """Remove what erasures of personal data left in files and in old pages of the database."""
    here = open_installation()
    try:
        done = maintain(here.store, here.clock.now(), owner_url=here.settings.owner_database_url or "", always=always)
    except NotTheOwner:
        click.echo("Set BANGVANG_OWNER_DATABASE_URL: only the role that owns the tables may write them anew.", err=True)
        sys.exit(1)
    except AuditRunning:
        click.echo("An audit is running. Nothing was removed yet: run this again when the audit is done.", err=True)
        sys.exit(1)
    except StillRead:
        click.echo(
            "Something has been reading the database all the while (an export, a copy): run this again later.", err=True
        )
        sys.exit(1)
    click.echo(f"Residue removed: {done.erasures} erasures, {done.files} files.")
    is_whole = _told_of_wal(done.rewritten) and not done.missing
    if done.missing:
        click.echo(
            "This database is an older copy: these erasures are undone in it. /erasures proposes all of them again:"
        )
        for each in done.missing:
            click.echo(f"  {each.document}: /nominees/{each.nominee_id}/erasure")
    if not is_whole:
        sys.exit(1)


def _told_of_wal(rewritten: Rewritten) -> bool:
    """Say what of a PostgreSQL's WAL is left to the operator; answer whether nothing is."""
    if rewritten.wal_rights:
        click.echo(
            "PostgreSQL's write-ahead log still holds what was erased. Let a superuser say this once in this database, "
            "then run `bangvang maintain --always`:"
        )
        for each in rewritten.wal_rights:
            click.echo(f"  {each}")
    if rewritten.wal_kept:
        click.echo(
            f"PostgreSQL keeps {rewritten.wal_kept} older segments of its write-ahead log for an archive, a replica or by "
            "wal_keep_size. Run `bangvang maintain --always` when they have been fetched."
        )
    return not (rewritten.wal_rights or rewritten.wal_kept)
