"""The audit bundle: a case, or a period, as one file that an auditor carries away and checks without this house.

It holds what people read, what machines check, the proof of every entry up to one signed checkpoint, the papers, and the
checker. The same question about the same log gives the same bytes; only what is at hand is in memory. In the bundle of a period
the proofs of ``CHUNK`` entries are a ZIP file of their own: a list of every single part would grow with the log.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from string import Template

from sqlalchemy import bindparam, select

import workflow
from states.refusals import FileChanged, NoSuchCase
from workflow.attachments import Attachments
from workflow.commands.command import Actor
from workflow.days import VIETNAM, civil_date, instant
from workflow.documents.course_paper import TEMPLATE, CoursePaper
from workflow.documents.issuer import issuer
from workflow.documents.rendering import Typesetter
from workflow.documents.zip_stream import Part, zipped
from workflow.ledger.log import row_reader
from workflow.ledger.note import Note
from workflow.ledger.published import Published, latest
from workflow.ledger.receipt import Receipt, with_words
from workflow.ledger.receipt_package import DETAIL, ENTRY, PROOF, SALT
from workflow.ledger.tiles import node_reader
from workflow.ledger.tree import inclusion_path
from workflow.ledger.walking import ORIGIN
from workflow.models.ledger import Detail, Leaf
from workflow.queries.auditor import LogEntry, entries_at, speaks_of
from workflow.queries.papers import papers_seen, shares_papers_with
from workflow.queries.period import Stretch, bounds_of, entries_in
from workflow.sql import Driver, PreparedForIds
from workflow.store import Store

CHUNK = 200
"""How many entries are read, proved and set into one readable paper at a time."""

CHECKER = "verify_log.py"
GO_CHECKER = "verify_log.go"
PAPER_CHECKER = "verify_paper.py"
"""The same check of a whole log by Go's own library, for whoever wants no line of ours in the mathematics."""

README = "DOC-TOI-READ-ME.txt"

_SEALED = PreparedForIds(
    lambda ids: (
        select(Leaf.idx, Leaf.entry, Leaf.hash, Detail.salt, Detail.detail)
        .join(Detail, (Detail.log_id == Leaf.log_id) & (Detail.idx == Leaf.idx), isouter=True)
        .where(Leaf.log_id == bindparam("log_id"), Leaf.idx.in_(ids))
        .order_by(Leaf.idx)
    )
)


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What is asked for: the entries of one object, or those from an instant up to, not including, another (microseconds)."""

    about: str
    object_id: str = ""
    since: int = 0
    until: int = 0

    def within(self, log_id: str) -> Stretch:
        """The same in one log."""
        return Stretch(log_id=log_id, object_id=self.object_id, since=self.since, until=self.until)


def of_period(first: date, last: date) -> Scope:
    """Everything from one day through another, as days begin in Vietnam."""
    since, until = (
        instant(datetime(on.year, on.month, on.day, tzinfo=VIETNAM)) for on in (first, last + timedelta(days=1))
    )
    about = f"từ ngày {first:%d/%m/%Y} đến hết ngày {last:%d/%m/%Y}"
    return Scope(about=about, since=since, until=until)


def checker(name: str = CHECKER) -> bytes:
    """A standalone checker as it is handed out; nothing where this installation came without it."""
    places = (Path(workflow.__file__).parents[1] / "tools", Path(sys.prefix) / "share" / "bangvang")
    return next((path.read_bytes() for each in places if (path := each / name).is_file()), b"")


def bundle(
    store: Store, actor: Actor, scope: Scope, typesetter: Typesetter, keys: Sequence[str] = (),
    progress: Callable[[int], None] | None = None,
) -> Iterator[Part]:  # fmt: skip
    """The parts of a bundle. ``keys`` are verifier keys that this house names; they prove nothing, coming from here.

    ``progress`` is told how many entries are dealt with.
    """
    log_id = actor.organisation_id
    with store.reading() as driver:
        head, origin = latest(driver, log_id), str(driver.value(ORIGIN, log_id=log_id) or "")
        note = with_words(driver, log_id, head) if head else None
    yield README, _readme(scope, origin, head)
    if script := checker():
        yield CHECKER, script
    if note:
        yield "checkpoint.txt", bytes(note)
    if keys:
        yield "khoa-may-chu-tu-khai-vkey.txt", "".join(f"{key}\n" for key in keys).encode()
    seen: set[str] = set()
    done = 0
    for number, indexes in enumerate(_chunks(store, log_id, scope), start=1):
        with store.reading() as driver:
            shown = entries_at(driver, log_id, indexes)
            yield f"muc/{number:05}.jsonl", _as_lines(driver, log_id, indexes)
            yield f"ban-doc/{number:05}.pdf", readable(driver, log_id, scope, origin, number, shown, typesetter)
            proof = proved(driver, actor, shown, head, note)
            yield from proof if scope.object_id else [(f"muc/{number:05}.zip", b"".join(zipped(proof)))]
        yield from _papers(store, actor, scope, shown, seen)
        done += len(indexes)
        if progress:
            progress(done)


def _chunks(store: Store, log_id: str, scope: Scope) -> Iterator[list[int]]:
    stretch = scope.within(log_id)
    with store.reading() as driver:
        bounds = bounds_of(driver, stretch)
    after: int | None = None
    while True:
        with store.reading() as driver:
            found = entries_in(driver, stretch, bounds, after=after, most=CHUNK)
        if not found:
            return
        yield found
        after = found[-1]


def _as_lines(driver: Driver, log_id: str, indexes: Sequence[int]) -> bytes:
    rows = driver.rows_for(_SEALED, list(indexes), log_id=log_id)
    return "".join(
        f'{{"index":{index},"hash":"{bytes(sealed).hex()}","entry":{bytes(entry).decode()}}}\n'
        for index, entry, sealed, _salt, _detail in rows
    ).encode()


def readable(
    driver: Driver,
    log_id: str,
    scope: Scope,
    origin: str,
    number: int,
    shown: Sequence[LogEntry],
    typesetter: Typesetter,
) -> bytes:
    """A part of the course as people read it, on paper."""
    on = civil_date(shown[-1].entry.at)
    paper = CoursePaper(
        office=issuer(driver, log_id), origin=origin, on=on, about=scope.about, part=number, entries=shown
    )
    return typesetter.pdf(TEMPLATE, paper.as_data(), on=on)


def proved(
    driver: Driver, actor: Actor, shown: Sequence[LogEntry], head: Published | None, note: Note | None
) -> Iterator[Part]:
    """Each entry with its proof, and with salt and detail where they are there and the auditor may read them."""
    log_id = actor.organisation_id
    node = (
        node_reader(head.size, row_reader(driver, log_id)) if head else None
    )  # it keeps the tiles that neighbours share
    sealed = {row[0]: row for row in driver.rows_for(_SEALED, [each.index for each in shown], log_id=log_id)}
    for each in shown:
        _index, entry, _hash, salt, detail = sealed[each.index]
        name = f"muc/muc-{each.index}"
        yield f"{name}{ENTRY}", bytes(entry)
        if head and note and node and each.index < head.size:
            path = inclusion_path(each.index, head.size, node)
            yield f"{name}{PROOF}", bytes(Receipt(index=each.index, path=tuple(path), checkpoint=note))
        may_read = not each.is_held_back and not speaks_of(each, actor.recused)
        if may_read and salt is not None and detail is not None:
            yield f"{name}{DETAIL}", bytes(detail)
            yield f"{name}{SALT}", bytes(salt).hex().encode()


def _papers(store: Store, actor: Actor, scope: Scope, shown: Sequence[LogEntry], seen: set[str]) -> Iterator[Part]:
    """The typeset papers that rest on these entries; of one case, all that tell of it. What the disk lost is told as lost."""
    indexes = {each.index for each in shown}
    keys = sorted({each.object_id for each in shown})
    with store.reading() as driver:
        shared = shares_papers_with(driver, scope.object_id) if scope.object_id else ()
        papers = papers_seen(driver, actor, *keys, *shared)
    for paper in sorted(papers, key=lambda one: (one.entry, one.kind)):
        name = f"giay-to/{paper.kind}-{paper.entry}-{paper.subject_id[:6]}.pdf"
        if not paper.is_ready or name in seen or not (scope.object_id or paper.entry in indexes):
            continue
        seen.add(name)
        try:
            with Attachments(store.files).open(actor.organisation_id, paper.sha256) as file:
                yield name, file.read()
        except (NoSuchCase, FileChanged) as lost:
            yield f"{name}.missing.txt", f"{type(lost).__name__}: {paper.sha256}\n".encode()


def _readme(scope: Scope, origin: str, head: Published | None) -> bytes:
    words = Template((files("workflow.documents") / "bundle_readme.txt").read_text("utf-8"))
    facts = {"about": scope.about, "origin": origin, "size": head.size if head else 0}
    return words.substitute(facts).encode()
