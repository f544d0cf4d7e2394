"""The command line. Every command answers with exit code 0, 1 (refused, or a check failed) or 2 (called wrongly)."""

# ruff: noqa: E402 - the collector is told before the rest is loaded
import gc

gc.set_threshold(50_000, 20, 50)
"""A quarter of the time that a process needs to start was spent on looking for garbage among what stays."""

import json
import logging
import os
import secrets
import signal
import socket
import sys
from datetime import date
from pathlib import Path
from threading import Event, Thread

import click

from notifications import worker as loop
from notifications.channels.mail_post import MailPost
from notifications.channels.mail_server import MailServer, mail_server
from states.refusals import ActionRefused, BangVangError, Fault
from states.wording import sentence
from web.clock import Clock
from web.doctor import as_text, examine
from web.founding import code_of, found
from web.installation import Installation, keep_sign_ins, open_installation, start_demo_clock
from web.law_shown import NothingToShow, rules_in_force
from web.ledger_cli import ledger
from web.list_checking import check_list
from web.maintaining import maintain_command
from web.papers_cli import papers as papers_command
from web.passwords import hashed
from web.serving import serve_site
from web.settings import LOOPBACK, Settings, SettingsError
from web.signer_cli import signer
from web.supervisor import Supervisor
from web.telling import accounts_as_text
from web.witness_cli import witness
from workflow.days import civil_date
from workflow.demo.drive import load
from workflow.demo.signatures import DemoSigning
from workflow.desk import worker as desk
from workflow.documents import worker as papers
from workflow.ledger import indexing, nightly
from workflow.ledger.rounds import Rounds
from workflow.steadily import DATABASE_AWAY

GROUP = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(context_settings=GROUP)
def bangvang() -> None:
    """Bảng Vàng: award nomination and approval with a log that outsiders can verify."""


@bangvang.command()
@click.option("--organisation", "slug", required=True, help="Its address, in ASCII letters: xuan-cam.")
@click.option("--name", required=True, help="Its official name.")
@click.option("--domain", required=True, help="The domain that its log is named after, for decades.")
@click.option("--admin", required=True, help="E-mail of the first administrator.")
def init(slug: str, name: str, domain: str, admin: str) -> None:
    """Open a real commune and print a one-time link for its first administrator."""
    here = open_installation()
    if here.organisations()[1]:
        raise SettingsError("This database holds a demo; open a real commune in a database of its own.")
    click.echo(found(here, slug=slug, name=name, domain=domain, email=admin))


@bangvang.command()
@click.option("--json", "as_json", is_flag=True, help="Print accounts, states and the log's root as JSON.")
@click.option("--without-village-lists", is_flag=True, help="Leave out the whole lists of the eight villages.")
def demo(as_json: bool, without_village_lists: bool) -> None:
    """Load the demo commune and drive its year of cases through the engine."""
    here = open_installation(start_demo_clock(os.environ))
    click.echo(_load_demo(here, as_json=as_json, village_lists=not without_village_lists))


def _load_demo(here: Installation, *, as_json: bool, village_lists: bool = True) -> str:
    passphrase = "-".join(secrets.token_hex(3) for _ in range(3))
    signing = DemoSigning(here.settings.signing_dir, here.settings.base_url)
    summary = load(
        here.store, secret_passphrase=passphrase, hash_password=hashed, village_lists=village_lists, signing=signing
    )
    keep_sign_ins(here.passphrase_file, accounts_as_text(summary))
    return json.dumps(summary.as_data(), ensure_ascii=False) if as_json else accounts_as_text(summary)


@bangvang.command()
def run() -> None:
    """Start the site, its worker and the signer; an empty database is given the demo commune (DEMO=0: is not)."""
    environ = dict(os.environ)
    _refuse_taken(_port())
    here = open_installation(environ)
    _mail(here.settings)  # a wrong address is said now, and not by a process that is started anew for ever
    if not here.organisations()[0] and environ.get("DEMO", "1") != "0":
        here.store.close()
        environ = start_demo_clock(environ)
        here = open_installation(environ)
        click.echo("Loading the demo commune …")
        _load_demo(here, as_json=False)
    if here.passphrase_file.exists():
        click.echo(here.passphrase_file.read_text("utf-8"))
    click.echo(f"Bảng Vàng: http://127.0.0.1:{_port()}  (Ctrl+C stops it)")
    here.store.close()
    sys.exit(Supervisor((("serve",), ("worker",), ("signer",)), environ).run())


@bangvang.command()
@click.option("--host", default="127.0.0.1", show_default=True)
def serve(host: str) -> None:
    """Start the web server alone."""
    here = open_installation()
    if here.is_demo and host not in LOOPBACK:
        raise SettingsError("A demo is served on loopback only; leave --host out.")
    _mail(here.settings)  # a wrong address is said now, and not by a process that is started anew for ever
    here.store.close()
    serve_site(host=host, port=_port(), processes=1 if here.store.dialect == "sqlite" else 2)


@bangvang.command()
def worker() -> None:
    """Start the background worker: messages, reminders, e-mails, papers, the finding aid of the log, and its witnesses."""
    here = open_installation()
    stop = Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda _number, _frame: stop.set())
    logging.basicConfig(level=logging.INFO, format="%(asctime)s worker %(levelname)s %(message)s")
    typesetting = Thread(
        target=papers.run,
        args=(
            here.store,
            here.clock.now,
            stop,
            here.settings.font_dir,
            here.settings.base_url,
            here.settings.owner_database_url or "",
        ),
    )
    reading = Thread(target=indexing.run, args=(here.store, stop))
    typesetting.start()
    means = desk.Means(
        signer_dir=here.settings.signer_dir, font_dir=here.settings.font_dir, site=here.settings.base_url,
        witness_policy=here.settings.witness_policy,
    )  # fmt: skip
    auditing = Thread(target=nightly.run, daemon=True, args=(here.store, here.clock.now, stop, means.outside))
    auditing.start()
    reading.start()
    at_the_desk = Thread(target=desk.run, daemon=True, args=(here.store, here.clock.now, stop, means))
    at_the_desk.start()
    if here.settings.witness_policy:
        rounds = Rounds(here.store, here.settings.witness_policy, here.clock.now)
        Thread(target=rounds.run, args=(stop,), daemon=True).start()
    try:
        loop.run(here.store, here.clock.now, stop, _post(here))
    finally:
        stop.set()
        typesetting.join()
        reading.join()
        at_the_desk.join(5)


def _post(here: Installation) -> MailPost | None:
    server = _mail(here.settings)
    return MailPost(here.store, server, here.settings.base_url) if server else None


def _mail(settings: Settings) -> MailServer | None:
    try:
        return mail_server(settings.mail_url)
    except Fault as error:
        raise SettingsError(str(error)) from error


@bangvang.group()
def invitation() -> None:
    """One-time links."""


@invitation.command("code")
@click.argument("username")
def invitation_code(username: str) -> None:
    """Print the release code of the link that waits for USERNAME, when nobody on the site may read it out.

    Make sure first that it is this person who asks, and never give the code to an administrator.
    """
    click.echo(code_of(open_installation(), username))


@bangvang.command()
def doctor() -> None:
    """Say what is wrong with this installation and what to do. Exit code 1 when something is."""
    found = examine(os.environ)
    click.echo(as_text(found))
    sys.exit(1 if any(finding.advice for finding in found) else 0)


bangvang.add_command(ledger)
bangvang.add_command(signer)
bangvang.add_command(witness)
bangvang.add_command(maintain_command)
bangvang.add_command(papers_command)


@bangvang.group()
def law() -> None:
    """The rules in force."""


@law.command("show")
@click.option("--on", "day", required=True, help="A day, such as 2024-11-01.")
@click.option("--award", default=None, help="One award's code, such as LDTT.")
@click.option("--json", "as_json", is_flag=True)
def law_show(day: str, award: str | None, as_json: bool) -> None:
    """Show the rules in force on a day, each value with its source and mark."""
    try:
        click.echo(rules_in_force(_day(day), award, as_json=as_json))
    except (NothingToShow, click.UsageError) as error:
        click.echo(str(error), err=True)
        sys.exit(2)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise click.UsageError(f"{text} is not a day; write it as 2024-11-01.") from error


@bangvang.group("list")
def nomination_list() -> None:
    """Nomination lists in spreadsheets."""


@nomination_list.command("check")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--award", default="", help="One award's code for every line, such as GDVH; else the file says it.")
@click.option("--on", "day", default="", help="The day whose rules hold, such as 2024-11-01; today, when left out.")
@click.option("--json", "as_json", is_flag=True)
def list_check(file: Path, award: str, day: str, as_json: bool) -> None:
    """Check a nomination list and print what is wrong, cell by cell; write nothing. Exit code 1 when something is."""
    report = check_list(file.read_bytes(), award=award, on=_day(day) if day else civil_date(Clock().now()))
    click.echo(report.as_json() if as_json else report.as_text())
    sys.exit(0 if report.is_right else 1)


def _port() -> int:
    text = os.environ.get("PORT", "8000")
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise SettingsError(f"PORT is {text!r}; it must be a number from 1 to 65535.")
    return int(text)


def _refuse_taken(port: int) -> None:
    """Somebody who starts the site twice is told so, and gets no second worker over the same files."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise SettingsError(
                f"Port {port} cannot be used ({os.strerror(error.errno or 0)}); another program may answer there, "
                "perhaps this one, started before. Name another with PORT=…."
            ) from error


def main() -> None:
    """Run a command; a refusal is one sentence on standard error, never a trace. What it writes is for its owner alone."""
    os.umask(0o077)
    try:
        bangvang(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(1)
    except SettingsError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    except ActionRefused as refused:
        click.echo(" ".join(sentence(reason, "en") for reason in refused.refusals), err=True)
        sys.exit(1)
    except BangVangError as error:
        click.echo(str(error) or type(error).__name__, err=True)
        sys.exit(1)
    except DATABASE_AWAY as error:
        click.echo(f"The database can't be read or written: {str(error).splitlines()[0]}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
