"""``bangvang ledger receipt``: what the holder of a receipt runs, on any machine and without a network."""

import sys
from pathlib import Path

import click

from workflow.ledger.note import MalformedNote, VerifierKey
from workflow.ledger.receipt_check import Judged, judge
from workflow.ledger.receipt_package import NoEntryBeside, packages_at


@click.group()
def receipt() -> None:
    """Receipts that the log gave out."""


@receipt.command("check")
@click.argument(
    "files", metavar="FILE…", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--vkey", "vkeys", multiple=True, help="A verifier key known to you: the log's, and any witness's.")
def check(files: tuple[Path, ...], vkeys: tuple[str, ...]) -> None:
    """Check .tlog-proof files, each with its .entry beside it, or packages that hold both, one or thousands; offline.

    Exit code 0 when every one proves its entry by the key you gave, 1 when something is wrong, 2 when it can't be judged.
    """
    try:
        keys = [VerifierKey.parse(line.strip()) for line in vkeys]
    except MalformedNote as broken:
        raise click.UsageError(f"--vkey: {broken}.") from broken
    judged = Judged()
    try:
        for file in files:
            for name, package in packages_at(file):
                judged.take(name, judge(package, keys))
    except NoEntryBeside as missing:
        raise click.UsageError(f"Put the entry beside the receipt: {missing} is not there.") from missing
    for lines in judged.said():
        click.echo("\n".join(lines))
    sys.exit(judged.exit_code)
