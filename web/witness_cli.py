"""``bangvang witness``: this installation as witness of other houses' logs."""

import sys
from typing import TextIO
from urllib.parse import urlsplit

import click

from web.installation import open_installation
from web.ledger_cli import organisation
from web.settings import Settings, SettingsError
from web.views.witness.house import House
from workflow.days import civil_time
from workflow.ledger.alarm_words import words_of
from workflow.ledger.alarms import ENDED_ELSEWHERE, end_alarm, open_alarms
from workflow.ledger.findings import LANGUAGES
from workflow.ledger.held import LONGEST_HELD, Held, compare, read_held, tell
from workflow.ledger.note import MalformedNote, VerifierKey
from workflow.ledger.witness_folder import WitnessFolder
from workflow.ledger.witnessing import forget, latest_seen
from workflow.queries.witnesses import origin_of


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


@witness.command("check")
@click.argument("file", type=click.File("r", encoding="utf-8", errors="replace"))
@click.option("--organisation", "slug", default=None, help="Whose log; may be left out where there is one.")
@click.option("--vkey", "vkeys", multiple=True, help="A verifier key of the log known to you, beside those known here.")
def check(file: TextIO, slug: str | None, vkeys: tuple[str, ...]) -> None:
    """Compare a checkpoint that somebody holds, typed or scanned, with the log here; FILE may be - for what is typed in.

    Exit code 0 when the log here agrees, 1 when it contradicts or is shorter, 2 when it can't be judged. What the log's own key
    has signed against it is an alarm.
    """
    keys = [_key(line) for line in vkeys]
    here = open_installation(only_look=True, needs_secret=False)
    log_id = organisation(here, slug)
    try:
        held = read_held(file.read(LONGEST_HELD + 1))
    except MalformedNote as broken:
        raise click.UsageError(f"This is no checkpoint: {broken}.") from broken
    with here.store.reading() as driver:
        origin = origin_of(driver, log_id)
        found = compare(driver, log_id, origin, [*keys, *House.of(here.settings).keys(log_id)], held)
    is_told = tell(here.store, log_id, found, here.clock.now())
    for language in LANGUAGES:
        click.echo("\n".join(found.said(language, is_told)))
    sys.exit({Held.CONSISTENT: 0, Held.CONTRADICTS: 1, Held.NEWER: 1}.get(found.held, 2))


@witness.command("alarms")
@click.option("--end", "ended", default="", help="The id of an alarm that a person has looked into and that is over.")
def alarms(ended: str) -> None:
    """The alarms that are open, about logs here and those that are confirmed here. Exit code 1 when there is one.

    Most end by themselves when it is well again. What proves that a log has two pasts stays until a person ends it. A halted
    signer and an audit that found something have commands of their own.
    """
    here = open_installation(only_look=True, needs_secret=False)
    with here.store.reading() as driver:
        found = open_alarms(driver)
    for raised in found if not ended else ():
        words = words_of(raised.alarm, "en")
        where = f" {raised.alarm.log_id}" if raised.alarm.log_id else ""
        click.echo(
            f"{raised.id}  {civil_time(raised.at):%Y-%m-%d %H:%M:%S}  {raised.alarm.code}{where}\n  {words.sentence}"
        )
    if not ended:
        sys.exit(1 if found else 0)
    one = next((each.alarm for each in found if each.id == ended), None)
    if one is None or one.code in ENDED_ELSEWHERE:
        raise click.UsageError("--end: there is no open alarm of this id that a person may end.")
    end_alarm(here.store, one, here.clock.now())
    click.echo("The alarm has ended. It stays in the records, with its evidence.")


def _key(line: str) -> VerifierKey:
    try:
        return VerifierKey.parse(line.strip())
    except MalformedNote as broken:
        raise click.UsageError(f"LOG_VKEY: {broken}.") from broken
