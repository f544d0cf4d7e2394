"""``bangvang maintain``: takes away what erasures left behind."""

import sys

import click

from web.installation import open_installation
from workflow.ledger.taking_turns import AuditRunning
from workflow.maintenance import NotTheOwner, StillRead, maintain


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
    if done.missing:
        click.echo("This database is an older copy: these erasures are undone in it. Propose and confirm them again:")
        for each in done.missing:
            click.echo(f"  {each.document}: /nominees/{each.nominee_id}/erasure")
        sys.exit(1)
