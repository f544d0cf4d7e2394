"""``bangvang witness``: this installation as witness of other houses' logs."""

from urllib.parse import urlsplit

import click

from web.installation import open_installation
from web.settings import Settings, SettingsError
from workflow.days import civil_time
from workflow.ledger.note import MalformedNote, VerifierKey
from workflow.ledger.witness_folder import WitnessFolder
from workflow.ledger.witnessing import forget, latest_seen


@click.group()
def witness() -> None:
    """Confirming other houses' logs, and checkpoints that people hold."""


@witness.command("vkey")
@click.option(
    "--name", default="", help="What the key is called, such as thidua.example.vn/witness; only when it is made."
)
def vkey(name: str) -> None:
    """Print the verifier key of this house as a witness, and nothing else; the key is made when first asked for."""
    settings = open_installation(only_look=True, needs_secret=False).settings
    folder = WitnessFolder(settings.signer_dir)
    try:
        key = folder.key() or folder.make_key(name or _name(settings))
    except MalformedNote as broken:
        raise SettingsError(f"{broken}.") from broken
    if name and key.name != name:
        raise SettingsError(f"The key is there already, and is called {key.name}; a witness keeps its name.")
    click.echo(str(key.verifier))


def _name(settings: Settings) -> str:
    if not settings.host:
        raise SettingsError("Say what the key shall be called with --name, or set BANGVANG_BASE_URL.")
    return f"{urlsplit(settings.base_url).netloc}/witness"


@witness.command("add")
@click.argument("log_vkey")
def add(log_vkey: str) -> None:
    """Look after the log whose verifier key this is; got from its keeper, never from the log itself."""
    key = _key(log_vkey)
    folder = WitnessFolder(open_installation(only_look=True, needs_secret=False).settings.signer_dir)
    try:
        is_new = folder.add(key)
    except MalformedNote as broken:
        raise click.UsageError(f"LOG_VKEY: {broken}.") from broken
    click.echo(f"{key.name} is looked after{'' if is_new else ' already'}.")
    if folder.key() is None:
        click.echo("This house has no key as a witness yet; bangvang witness vkey makes it.")


@witness.command("remove")
@click.argument("log_vkey")
def remove(log_vkey: str) -> None:
    """Look after this log by this key no more. What was confirmed stays remembered, should it come back."""
    key = _key(log_vkey)
    here = open_installation(only_look=True, needs_secret=False)
    folder = WitnessFolder(here.settings.signer_dir)
    if not folder.remove(key):
        raise click.UsageError("LOG_VKEY: this log is not looked after by this key.")
    if not folder.logs(key.name):
        forget(here.store, key.name, here.clock.now())
    click.echo(f"{key.name} is not looked after by this key any more.")


@witness.command("list")
def listed() -> None:
    """The logs that are looked after: how far each was confirmed and when, and its verifier key."""
    here = open_installation(only_look=True, needs_secret=False)
    with here.store.reading() as driver:
        for key in WitnessFolder(here.settings.signer_dir).logs():
            seen = latest_seen(driver, key.name)
            said = f"{seen.size} entries, {civil_time(seen.at):%Y-%m-%d %H:%M:%S}" if seen else "nothing confirmed yet"
            click.echo(f"{key.name}: {said}\n  {key}")


def _key(line: str) -> VerifierKey:
    try:
        return VerifierKey.parse(line.strip())
    except MalformedNote as broken:
        raise click.UsageError(f"LOG_VKEY: {broken}.") from broken
