"""``bangvang ledger receipt``: what the holder of a receipt runs, on any machine and without a network."""

import sys
from pathlib import Path

import click

from workflow.ledger.findings import LANGUAGES
from workflow.ledger.note import MalformedNote, VerifierKey
from workflow.ledger.receipt_check import judge
from workflow.ledger.receipt_package import NoEntryBeside, package_at


@click.group()
def receipt() -> None:
    """Receipts that the log gave out."""


@receipt.command("check")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--vkey", "vkeys", multiple=True, help="A verifier key known to you: the log's, and any witness's.")
def check(file: Path, vkeys: tuple[str, ...]) -> None:
    """Check a .tlog-proof with its .entry beside it, or the package that holds both; offline.

    Exit code 0 when it proves its entry by the key you gave, 1 when something is wrong, 2 when it can't be judged.
    """
    try:
        keys = [VerifierKey.parse(line.strip()) for line in vkeys]
    except MalformedNote as broken:
        raise click.UsageError(f"--vkey: {broken}.") from broken
    try:
        package = package_at(file)
    except NoEntryBeside as missing:
        raise click.UsageError(f"Put the entry beside the receipt: {missing} is not there.") from missing
    verdict = judge(package, keys)
    click.echo("\n".join(verdict.said(language) for language in LANGUAGES))
    sys.exit(verdict.exit_code)
