"""``bangvang ledger``: what the console says of the log, and what it gives to outsiders."""

import sys

import click

from web.installation import Installation, open_installation
from web.receipt_cli import receipt
from web.settings import SettingsError
from web.telling import report_as_json, report_as_text
from workflow.ledger.signer_folder import Halted, SignerFolder
from workflow.ledger.verify import verify
from workflow.queries.organisations import organisation_with, slugs


@click.group()
def ledger() -> None:
    """The immutable log."""


ledger.add_command(receipt)


@ledger.command("verify")
@click.option("--organisation", "slug", default=None, help="Only this organisation.")
@click.option("--json", "as_json", is_flag=True)
def ledger_verify(slug: str | None, as_json: bool) -> None:
    """Re-derive every hash and replay every case; name the first wrong thing. Exit code 1 when there is one."""
    here = open_installation(only_look=True)
    report = verify(here.store, None if slug is None else organisation(here, slug))
    click.echo(report_as_json(report) if as_json else report_as_text(report))
    sys.exit(0 if report.is_whole else 1)


@ledger.command("vkey")
@click.option("--organisation", "slug", default=None, help="Whose log; may be left out where there is one.")
def vkey(slug: str | None) -> None:
    """Print the verifier key of a log, and nothing else: the line that auditors and witnesses are given."""
    here = open_installation(only_look=True, needs_secret=False)
    log_id = organisation(here, slug)
    try:
        key = SignerFolder(here.settings.signer_dir, log_id).key()
    except Halted as broken:
        raise SettingsError(f"The key in {here.settings.signer_dir} can't be read: {broken.code}.") from broken
    except PermissionError as refused:
        raise SettingsError(f"{refused.filename} is the signer's own; ask as the signer's user.") from refused
    if key is None:
        raise SettingsError(f"{here.settings.signer_dir} holds no key of this log yet; bangvang signer makes it.")
    click.echo(str(key.verifier))


def organisation(here: Installation, slug: str | None) -> str:
    """The organisation at an address, or the only one; a sentence when there is none or when it has to be named."""
    with here.store.reading() as driver:
        known = slugs(driver)
        if slug is None and len(known) > 1:
            raise click.UsageError(f"Name one with --organisation: {', '.join(known)}.")
        key = organisation_with(driver, slug or "".join(known))
    if key is None:
        raise click.UsageError(f"There is no organisation {slug} here." if slug else "There is no organisation here.")
    return key
