"""What is wrong with an installation, and what to do: looked at from outside, nothing that is there is changed."""

import os
import shutil
import ssl
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from notifications.channels.mail_server import Unreachable, conversation, mail_server
from states.refusals import Fault
from web.clock import Clock, open_clock
from web.doctor_signing import signatures
from web.settings import LOOPBACK, Settings, SettingsError, read_settings
from workflow import protection, schema
from workflow.erasures_remembered import undone
from workflow.ledger.alarm_words import words_of
from workflow.ledger.alarms import ENDED_ELSEWHERE, open_alarms
from workflow.ledger.kept_audit import AuditFolder, folder_of
from workflow.ledger.nightly import last_runs
from workflow.ledger.reading import entry_at
from workflow.ledger.rounds import Confirmed, confirmed, readable_policy
from workflow.ledger.signer_folder import SHOWN
from workflow.ledger.signing import HALTED
from workflow.ledger.stopping import AUDIT_FAILED
from workflow.queries.backlog import Backlog, backlog
from workflow.queries.operations import ledger_sizes, signed_sizes
from workflow.queries.organisations import organisation_with, slugs
from workflow.sql import Driver
from workflow.steadily import DATABASE_AWAY
from workflow.store import Store, owner_engine
from workflow.write_ahead import lacking

SECOND = 1_000_000
MINUTE = 60 * SECOND
WEEK = 7 * 24 * 60 * MINUTE
NIGHT, FULL = 36 * 60 * MINUTE, 8 * 24 * 60 * MINUTE
PATIENCE_SECONDS = 10.0
LEAST_FREE = 1024**3
"""Bytes that should be free where files and database lie."""


@dataclass(frozen=True)
class Finding:
    """How one part is; ``advice`` says what to do about it, and is empty where nothing is wrong."""

    part: str
    says: str
    advice: str = ""


def as_text(findings: list[Finding]) -> str:
    """The findings, one a line, with the advice below what is wrong, and in the last line how many things are."""
    lines = []
    for finding in findings:
        lines.append(f"{'WRONG' if finding.advice else 'ok   '}  {finding.part}: {finding.says}")
        if finding.advice:
            lines.append(f"       what to do: {finding.advice}")
    wrong = sum(bool(finding.advice) for finding in findings)
    return "\n".join([*lines, f"Wrong: {wrong}." if wrong else "Nothing is wrong."])


def examine(environ: Mapping[str, str]) -> list[Finding]:
    """Look at every part in turn; what can't be looked at because of an earlier fault is left out."""
    try:
        settings = read_settings(environ)
        clock = open_clock(settings)
    except SettingsError as error:
        return [Finding("configuration", str(error), "correct the variable and ask again")]
    except OSError as error:
        return [Finding("configuration", f"the data directory can't be used: {error}", "make it, owned by this user")]
    found = [*_configuration(settings), *_keys(settings), *_data(settings), *_disk(settings.data_dir), *_mail(settings)]
    found += [Finding("signatures", says, advice) for says, advice in signatures(settings.signing_dir, clock.now())]
    try:
        wrong = _database_fault(settings)
        if wrong:
            return [*found, wrong]
        store = Store(settings.database_url, files=settings.data_dir / "files")
        try:
            found += [*_stored(store, clock), *_witnesses(store, settings, clock.now()), *_erasures(store)]
            found += _maintenance(store, settings)
        finally:
            store.close()
    except DATABASE_AWAY as error:
        words = " ".join(str(error).split("(Background")[0].split())
        found.append(Finding("database", f"it does not answer: {words}", "start it, or correct BANGVANG_DATABASE_URL"))
    return found


def _configuration(settings: Settings) -> list[Finding]:
    host = urlsplit(settings.base_url).hostname
    wrong = [
        Finding("configuration", f"{path} does not exist", f"correct or unset BANGVANG_{name}")
        for name, path in (("FONT_DIR", settings.font_dir), ("WITNESS_POLICY", settings.witness_policy))
        if path is not None and not path.exists()
    ]
    if not settings.is_https and host not in LOOPBACK:
        encrypt = "put the site behind a proxy with TLS and set BANGVANG_BASE_URL to its https address"
        wrong.append(Finding("configuration", f"passwords travel to {settings.base_url} in clear", encrypt))
    return wrong or [Finding("configuration", f"the site is {settings.base_url}, its data lie in {settings.data_dir}")]


def _keys(settings: Settings) -> Iterator[Finding]:
    kept = [settings.data_dir / "secret_key", *(settings.signer_dir.rglob("*") if settings.signer_dir.is_dir() else ())]
    secret = [path for path in kept if path.parent != settings.signer_dir / SHOWN]
    open_to_others = [path for path in secret if path.is_file() and _lets_in(path)]
    for path in open_to_others:
        yield Finding("keys", f"others on this machine can read {path}", f"chmod 600 {path}")
    if not open_to_others:
        yield Finding("keys", "only their owner can read them")


def _data(settings: Settings) -> Iterator[Finding]:
    """Database and files are their owner's, by their own rights or by those of the folder they lie in."""
    kept = [settings.data_dir / "files", *settings.database_files]
    open_to_others = [path for path in kept if path.exists() and _lets_in(path) and _lets_in(path.parent)]
    for path in open_to_others:
        yield Finding("data", f"others on this machine can read {path}", f"chmod -R go-rwx {path}*")
    if not open_to_others:
        yield Finding("data", "only their owner can read them")


def _lets_in(path: Path) -> bool:
    return bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def _disk(directory: Path) -> Iterator[Finding]:
    if not os.access(directory, os.W_OK):
        yield Finding("disk", f"{directory} is missing, or not ours to write", "make it, owned by this user")
        return
    free = shutil.disk_usage(directory).free
    says = f"{free / LEAST_FREE:.1f} GiB free in {directory}"
    yield Finding("disk", says, "make room: below 1 GiB uploads and backups begin to fail" if free < LEAST_FREE else "")


def _mail(settings: Settings) -> Iterator[Finding]:
    try:
        server = mail_server(settings.mail_url)
        if server is None:
            yield Finding("mail", "no server is named; messages stay in the inboxes of the site")
            return
        with conversation(server, PATIENCE_SECONDS) as talk:
            says = f"{server.host} answers" + (" and lets us sign in" if server.user else "")
            says += ", encrypted" if isinstance(talk.sock, ssl.SSLSocket) else ", in clear"
            yield Finding("mail", says)
    except Fault as error:
        yield Finding("mail", str(error), "correct BANGVANG_MAIL_URL")
    except Unreachable as error:
        yield Finding(
            "mail", f"the server can't be used: {error}",
            "check host, port, user name and password in BANGVANG_MAIL_URL; e-mails wait for three days, the inboxes have all",
        )  # fmt: skip


def _database_fault(settings: Settings) -> Finding | None:
    stands, needed = schema.head_of(settings.database_url), schema.newest()
    bring = "start bangvang run or serve once: that brings it to the newest schema"
    if stands is None:
        return Finding("database", "it is empty, or not there yet", f"{bring}; or open a commune with bangvang init")
    if stands != needed:
        return Finding("database", f"its schema stands at {stands}, this release needs {needed}", bring)
    with owner_engine(settings.database_url).connect() as connection:
        absent = protection.absent(connection)
    if absent:
        return Finding(
            "database", f"guards are gone: {', '.join(absent)}",
            "find out who took them away, run bangvang ledger verify, then start bangvang serve once to put them back",
        )  # fmt: skip
    return None


def _stored(store: Store, clock: Clock) -> Iterator[Finding]:
    yield Finding("database", f"{store.dialect}, at the newest schema, every guard in place")
    now = clock.now()
    with store.reading() as driver:
        waiting = backlog(driver, now - WEEK)
        apart = 0 if clock.is_demo or store.dialect == "sqlite" else _database_clock(driver) - now
        signatures = [*_signer(driver, now), *_audits(driver)]
        if not clock.is_demo:
            signatures += _nights(driver, folder_of(store), now)
    yield _clock(clock, now, waiting.newest_act, apart)
    yield from signatures
    yield from _backlog(waiting, now)


def _database_clock(driver: Driver) -> int:
    sql = "SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS bigint)"
    return int(driver.connection.execute(sql).fetchone()[0])


def _clock(clock: Clock, now: int, newest: int | None, apart: int) -> Finding:
    set_it = "set this machine's clock by a time server (chrony, systemd-timesyncd)"
    if newest is not None and newest > now + MINUTE:
        behind = (newest - now) // SECOND
        return Finding("clock", f"it is {behind} seconds behind the newest act in the log", set_it)
    if abs(apart) > 5 * SECOND:
        return Finding(
            "clock", f"the database's clock is {apart / SECOND:+.0f} seconds from ours", f"{set_it}, and its"
        )
    return Finding("clock", "a demo's" if clock.is_demo else "not behind the log")


def _witnesses(store: Store, settings: Settings, now: int) -> Iterator[Finding]:
    """Others who confirm the logs: that somebody does, how lately, and every alarm of theirs that is open."""
    policy = readable_policy(settings.witness_policy)
    with store.reading() as driver:
        raised = [each.alarm for each in open_alarms(driver) if each.alarm.code not in ENDED_ELSEWHERE]
        logs = {slug: str(organisation_with(driver, slug)) for slug in slugs(driver)}
        lines = [_confirmed(slug, confirmed(driver, policy, key, now)) for slug, key in logs.items() if policy]
    for alarm in raised:
        words = words_of(alarm, "en")
        yield Finding("witnesses", words.sentence, words.advice)
    if settings.witness_policy is None:
        yield Finding(
            "witnesses", "none is named; a log rewritten by whoever holds its key shows only to who remembers it"
        )
    elif policy is None:
        yield Finding(
            "witnesses", f"{settings.witness_policy} can't be read as a policy", "correct it; see docs/witnesses.md"
        )
    elif not raised:
        yield Finding("witnesses", "; ".join(lines) or "there is no log yet")


def _confirmed(slug: str, found: Confirmed | None) -> str:
    return f"{slug} is confirmed up to {found.size} entries" if found else f"{slug} is not confirmed by enough yet"


def _erasures(store: Store) -> Iterator[Finding]:
    """Whether an older copy of the database has brought erased data back."""
    if missing := undone(store):
        what = f"an older copy was put back: {len(missing)} erasures of personal data are undone in it"
        yield Finding(
            "erasures", what, "open /erasures, propose all of them again there, and let the other office confirm"
        )


def _maintenance(store: Store, settings: Settings) -> Iterator[Finding]:
    """Whether what was erased can be taken out of PostgreSQL's write-ahead log. SQLite has nothing to grant."""
    if store.dialect == "sqlite":
        return
    if not settings.owner_database_url:
        yield Finding(
            "maintenance", "the worker knows no owner of the tables; bangvang maintain with BANGVANG_OWNER_DATABASE_URL"
        )
        return
    with owner_engine(settings.owner_database_url).connect() as connection:
        grants = lacking(connection)
    if grants:
        yield Finding(
            "maintenance", "the owner of the tables may not write over the WAL: erased data stay in it until its turn comes",
            f"a superuser says once, in this database: {' '.join(grants)}",
        )  # fmt: skip
    else:
        yield Finding("maintenance", "the owner of the tables may write over the WAL")


def _signer(driver: Driver, now: int) -> Iterator[Finding]:
    """Every log is signed to its end, or was a minute ago; and none was halted."""
    late, signed = 0, signed_sizes(driver)
    for slug, size in ledger_sizes(driver).items():
        unsigned = entry_at(driver, str(organisation_with(driver, slug)), signed[slug]) if signed[slug] < size else None
        if unsigned is not None and unsigned.entry.at < now - MINUTE:
            late += size - signed[slug]
    halts = [raised for raised in open_alarms(driver) if raised.alarm.code == HALTED]
    for raised in halts:
        yield Finding(
            "signer", f"it has halted for the log {raised.alarm.log_id}: {raised.alarm.about} {dict(raised.alarm.facts)}",
            "find out who changed the log, and how; then bangvang signer resume",
        )  # fmt: skip
    if late and not halts:
        yield Finding(
            "signer", f"{late} entries have waited for their signature for more than a minute",
            "start bangvang signer (bangvang run has one), and look at what it prints",
        )  # fmt: skip
    elif not halts:
        yield Finding("signer", f"{sum(signed.values())} entries are signed, none waits for long")


def _audits(driver: Driver) -> Iterator[Finding]:
    """Writing is stopped nowhere."""
    for raised in open_alarms(driver):
        if raised.alarm.code == AUDIT_FAILED:
            yield Finding(
                "audit", f"writing is stopped for the log {raised.alarm.log_id}: {dict(raised.alarm.facts)}",
                "run bangvang ledger verify and find out what happened; then bangvang ledger resume with the reason",
            )  # fmt: skip


def _nights(driver: Driver, folder: AuditFolder, now: int) -> Iterator[Finding]:
    """Every log that is old enough for it was audited lately, and lately in full."""
    advice = "start bangvang worker (bangvang run has one), look at what it prints, and run bangvang ledger verify now"
    late = False
    for slug in slugs(driver):
        log_id = str(organisation_with(driver, slug))
        first, runs = entry_at(driver, log_id, 0), last_runs(folder, log_id, now)
        begun = first.entry.at if first else now
        for last, patience, says in (
            (runs.any, NIGHT, "no audit of {} is younger than 36 hours"),
            (runs.full, FULL, "no full audit of {} is younger than eight days"),
        ):
            if max(last or 0, begun) < now - patience:
                late = True
                yield Finding("audit", says.format(slug), advice)
    if not late:
        yield Finding("audit", "every log was audited lately, or is new")


def _backlog(waiting: Backlog, now: int) -> Iterator[Finding]:
    start = "start bangvang worker (bangvang run has one), and look at what it prints"
    if waiting.oldest_untold is not None and waiting.oldest_untold < now - 5 * MINUTE:
        yield Finding("outbox", f"{waiting.untold} acts wait to be told, the oldest for more than 5 minutes", start)
    else:
        yield Finding("outbox", f"{waiting.untold} acts wait to be told")
    for action, entry, fault in waiting.set_aside:
        yield Finding(
            "outbox", f"nobody was told of {action}, entry {entry}, this week: {fault}",
            "tell those concerned yourself, and report the fault; the act itself stands in the log",
        )  # fmt: skip
    if waiting.next_try is not None and waiting.next_try < now - 15 * MINUTE:
        yield Finding(
            "e-mails", f"{waiting.unsent} wait, and nobody sends them", f"{start}; BANGVANG_MAIL_URL must be set"
        )
    else:
        yield Finding("e-mails", f"{waiting.unsent} wait to be sent")
    for username, answer in waiting.given_up:
        yield Finding(
            "e-mails", f"one for {username} was given up this week: {answer}",
            "correct the person's address or ask the mail server's keeper; the message itself is in the inbox",
        )  # fmt: skip
