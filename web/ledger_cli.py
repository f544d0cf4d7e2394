"""``bangvang ledger``: what the console says of the log, and what it gives to outsiders."""

import os
import sys
from pathlib import Path

import click

from states.text import normalise
from web.installation import Installation, open_installation
from web.receipt_cli import receipt
from web.settings import SettingsError
from web.telling import progress_to, report_as_json, report_as_text
from workflow.commands.administration.announce_key import AnnounceKey
from workflow.commands.command import operator
from workflow.engine import execute
from workflow.ledger.auditing import audit, stops
from workflow.ledger.export import CHECKPOINT, export
from workflow.ledger.kept_audit import folder_of
from workflow.ledger.note import MalformedNote, VerifierKey
from workflow.ledger.outside import Held, Outside
from workflow.ledger.signer_folder import SHOWN, Halted, SignerFolder
from workflow.ledger.verify import verify
from workflow.queries.organisations import organisation_with, slugs
from workflow.resuming import let_go_on


@click.group()
def ledger() -> None:
    """The immutable log."""


ledger.add_command(receipt)


@ledger.command("verify")
@click.option("--organisation", "slug", default=None, help="Only this organisation.")
@click.option("--vkey", "vkeys", multiple=True, help="A verifier key given to you: the log's, and any witness's.")
@click.option(
    "--checkpoint", "checkpoints", multiple=True, type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="An older checkpoint that you kept.",
)  # fmt: skip
@click.option("--continue", "goes_on", is_flag=True, help="Go on where an audit was cut off, or the last one ended.")
@click.option("--only-look", is_flag=True, help="Do not stop writing when something is wrong.")
@click.option("--json", "as_json", is_flag=True)
def ledger_verify(
    slug: str | None,
    vkeys: tuple[str, ...],
    checkpoints: tuple[Path, ...],
    goes_on: bool,
    only_look: bool,
    as_json: bool,
) -> None:
    """Re-derive every hash and replay every case; name the first wrong thing. Exit code 1 when there is one.

    When something is wrong, writing stops for that organisation until bangvang ledger resume.
    Without --vkey the signer's own key is used where it can be read; it then vouches for less than one that you were given.
    """
    keys, held = keys_given(vkeys), [_held(path) for path in checkpoints]
    here = open_installation(only_look=True)
    settings = here.settings
    outside = Outside(
        keys=keys, held=held, signer_dir=settings.signer_dir, font_dir=settings.font_dir, site=settings.base_url,
        audits=folder_of(here.store),
    )  # fmt: skip
    for path, each in zip(checkpoints, held, strict=True):
        if not outside.is_signed(each):
            raise click.UsageError(
                f"--checkpoint: no key known here has signed {path}, so it says nothing of this log;"
                " give the log's key of that time with --vkey, again for each."
            )
    chosen = None if slug is None else organisation(here, slug)
    folder, said = folder_of(here.store), progress_to(sys.stderr)
    if only_look:
        report = verify(here.store, chosen, said, outside=outside, folder=folder if goes_on else None, goes_on=goes_on)
        stopped: list[str] = []
    else:
        report, stopped = audit(
            here.store, chosen, here.clock.now(), outside=outside, progress=said, folder=folder, goes_on=goes_on
        )
    for each in held:
        if each.head.origin not in {log.origin for log in report.logs}:
            raise click.UsageError(f"--checkpoint: it is of another log, {each.head.origin}.")
    click.echo(report_as_json(report) if as_json else report_as_text(report))
    for log_id in stopped:
        click.echo(f"Writing is stopped for {log_id}; see bangvang ledger resume.", err=True)
    sys.exit(0 if report.is_whole else 1)


@ledger.command("resume")
@click.option("--organisation", "slug", default=None, help="Whose log; may be left out where there is one.")
@click.option("--reason", required=True, help="Why work may go on; it stands in the log for good.")
def ledger_resume(slug: str | None, reason: str) -> None:
    """Let an organisation write again, after a person has looked at what the audit found.

    The log is audited once more; an entry names the reason and everything that is wrong now. A later audit goes on to report
    it, and stops writing again for anything else.
    """
    here = open_installation(only_look=True)
    log_id = organisation(here, slug)
    if not stops(here.store, log_id):
        click.echo("Writing is not stopped for this organisation; nothing was changed.", err=True)
        sys.exit(1)
    report = verify(
        here.store,
        log_id,
        outside=Outside(
            signer_dir=here.settings.signer_dir, font_dir=here.settings.font_dir, site=here.settings.base_url
        ),
    )
    click.echo(report_as_text(report))
    receipt = let_go_on(here.store, report, log_id, normalise(reason), here.clock.now())
    click.echo(f"Writing goes on. Entry {receipt.index} names the reason and {report.count_of(log_id)} things known.")


def keys_given(vkeys: tuple[str, ...]) -> list[VerifierKey]:
    """The verifier keys of a command line; a sentence for what is none."""
    try:
        return [VerifierKey.parse(line.strip()) for line in vkeys]
    except MalformedNote as broken:
        raise click.UsageError(f"--vkey: {broken}.") from broken


def _held(path: Path) -> Held:
    try:
        return Held.parse(path.read_bytes())
    except (MalformedNote, OSError) as broken:
        raise click.UsageError(f"--checkpoint: {path} is no checkpoint: {broken}.") from broken


@ledger.command("vkey")
@click.option("--organisation", "slug", default=None, help="Whose log; may be left out where there is one.")
def vkey(slug: str | None) -> None:
    """Print the verifier key of a log, and nothing else: the line that auditors and witnesses are given."""
    here = open_installation(only_look=True, needs_secret=False)
    known = _shown_keys(here, organisation(here, slug))
    if not known:
        raise SettingsError(
            f"{here.settings.signer_dir} shows no key of this log yet; bangvang signer makes it. Where the signer is another "
            f"user's, its folder {SHOWN} belongs there: a copy, or a link."
        )
    click.echo(known[-1])


def _shown_keys(here: Installation, log_id: str) -> list[str]:
    """Every key by which the signer says it ever signed a log, the present one last."""
    try:
        return SignerFolder(here.settings.signer_dir, log_id).vkeys()
    except Halted as broken:
        raise SettingsError(f"The key in {here.settings.signer_dir} can't be read: {broken.code}.") from broken


@ledger.command("announce-key")
@click.argument("line")
@click.option("--organisation", "slug", default=None, help="Whose log; may be left out where there is one.")
def announce_key(line: str, slug: str | None) -> None:
    """Record in the log the verifier key LINE, printed by bangvang signer rotate: old and new key then sign for 30 days."""
    here = open_installation(only_look=True, needs_secret=False)
    key = organisation(here, slug)
    if line.strip() in _shown_keys(here, key)[:-1]:
        raise click.UsageError(
            "This key has signed this log before and was retired; make a new one: bangvang signer rotate."
        )
    done = execute(here.store, AnnounceKey(on=key, vkey=line.strip()), actor=operator(key), at=here.clock.now())
    click.echo(f"Entry {done.index} announces the key. Give it to auditors and witnesses, by a way of its own.")


@ledger.command("export")
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path))
@click.option("--organisation", "slug", default=None, help="Whose log; may be left out where there is one.")
def export_log(directory: Path, slug: str | None) -> None:
    """Write the published log to DIRECTORY as outsiders read it; again: add what is new. The checkpoint is laid down last."""
    here = open_installation(only_look=True, needs_secret=False)
    os.umask(0o022)  # what is published is for everybody
    size = export(here.store, organisation(here, slug), directory)
    click.echo(f"{size} entries, as the checkpoint says: {directory / CHECKPOINT}")


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
