"""``bangvang signer``: the process that signs the log, and what the person who looks after it can ask of it."""

import json
import logging
import signal
import sys
from threading import Event

import click

from web.installation import Installation, open_installation
from web.ledger_cli import organisation
from web.settings import SettingsError
from workflow.days import civil_time
from workflow.ledger.key_rotation import next_key
from workflow.ledger.published import latest
from workflow.ledger.reading import size_of
from workflow.ledger.signer_folder import Rotation, SignerFolder
from workflow.ledger.signing import Signer, resume
from workflow.queries.organisations import organisation_with, slugs
from workflow.steadily import steadily

PAUSE_SECONDS = 0.25
"""Between two looks: an entry is signed well within a second."""

log = logging.getLogger("web.signer")


def _open() -> Installation:
    """As the signer meets it: with its own role in the database, and without the site's secret."""
    return open_installation(only_look=True, needs_secret=False, as_signer=True)


@click.group(invoke_without_command=True)
@click.pass_context
def signer(context: click.Context) -> None:
    """Sign what the logs have grown by, until told to stop; only one process with each signer's directory."""
    if context.invoked_subcommand is None:
        sign(_open())


def sign(here: Installation) -> None:
    """Sign until SIGTERM or SIGINT. Raises ``SignerBusy`` when another process works with the directory."""
    stop = Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda _number, _frame: stop.set())
    logging.basicConfig(level=logging.INFO, format="%(asctime)s signer %(levelname)s %(message)s")
    with Signer(here.settings.signer_dir) as hand:
        steadily(lambda: hand.tick(here.store, here.clock.now()), stop, "signatures", log, PAUSE_SECONDS)


@signer.command("status")
def status() -> None:
    """Say how far each log is signed, and which were halted, why and since when. Exit code 1 when one was."""
    here = _open()
    with here.store.reading() as driver:
        logs = {slug: str(organisation_with(driver, slug)) for slug in slugs(driver)}
        sizes = {key: (size_of(driver, key), latest(driver, key)) for key in logs.values()}
    is_halted = False
    for slug, key in logs.items():
        size, head = sizes[key]
        click.echo(f"{slug}: {size} entries, {'nothing' if head is None else head.size} signed")
        folder = SignerFolder(here.settings.signer_dir, key)
        halt, rotation = folder.halt(), folder.rotation()
        if rotation is not None:
            until = f"{civil_time(rotation.until):%Y-%m-%d %H:%M:%S}"
            click.echo(f"  two keys sign, announced by entry {rotation.index}, until {until}")
        if halt is not None:
            is_halted = True
            click.echo(f"  HALTED {civil_time(halt.at):%Y-%m-%d %H:%M:%S}: {halt.code} {json.dumps(dict(halt.facts))}")
    sys.exit(1 if is_halted else 0)


@signer.command("rotate")
@click.option("--organisation", "slug", default=None, help="Whose log; may be left out where there is one.")
def rotate(slug: str | None) -> None:
    """Make the key that will follow, and print its verifier key. It signs once the log announces it (ledger announce-key)."""
    here = _open()
    key = organisation(here, slug)
    folder = SignerFolder(here.settings.signer_dir, key)
    present = folder.key()
    if present is None:
        raise SettingsError(f"{here.settings.signer_dir} holds no key of this log yet; bangvang signer makes it.")
    click.echo(str(next_key(folder, present.name).verifier))


@signer.command("retire")
@click.option("--organisation", "slug", default=None, help="Whose log; may be left out where there is one.")
def retire(slug: str | None) -> None:
    """Let the new key sign alone from now on, before the time of both is over: the old one was lost or read by somebody."""
    here = _open()
    folder = SignerFolder(here.settings.signer_dir, organisation(here, slug))
    rotation = folder.rotation()
    if rotation is None:
        raise SettingsError(
            "One key signs; announce a new one first: bangvang signer rotate, bangvang ledger announce-key."
        )
    folder.begin_rotation(Rotation(index=rotation.index, until=here.clock.now()))
    click.echo("The signer goes on with the new key alone. Give its verifier key to auditors and witnesses.")


@signer.command("resume")
@click.option("--organisation", "slug", default=None, help="Whose log; may be left out where there is one.")
def lift(slug: str | None) -> None:
    """Let a halted log be signed again, after you have found out why it was. Refused while it differs from what was signed."""
    here = _open()
    key = organisation(here, slug)
    if not resume(here.store, here.settings.signer_dir, key, here.clock.now()):
        click.echo(
            "The log still differs from what was signed; nothing was changed. See bangvang signer status.", err=True
        )
        sys.exit(1)
    click.echo("The log agrees with what was signed. The signer goes on.")
