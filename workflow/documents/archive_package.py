"""The archive package of one decision: what an archive takes over, as one file.

It holds every paper of the decision, of the sessions, lists and cases it rests on, the dossiers as they were handed in, the
entries of the log with their proofs up to one checkpoint, the checker, and an index that names every part with its digest.
``SHA256SUMS`` is what ``sha256sum -c`` reads. What the person fetching it may not see is left out and is told as left out.
"""

import csv
import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import PurePath
from string import Template

from sqlalchemy import bindparam, select

from states.refusals import FileChanged, NoSuchCase
from workflow.attachments import Attachments
from workflow.commands.command import Actor
from workflow.documents.audit_bundle import CHECKER, PAPER_CHECKER, README, Scope, checker, proved, readable
from workflow.documents.paper_proofs import proofs_about
from workflow.documents.rendering import Typesetter
from workflow.documents.zip_stream import Part, zipped
from workflow.facts.ranking import IN_DRAFT
from workflow.ledger.published import Published
from workflow.ledger.receipt import with_words
from workflow.ledger.walking import ORIGIN
from workflow.models.decision import Decision, DecisionLine, SignatureFile
from workflow.models.dossier import Document
from workflow.models.ledger import Detail
from workflow.models.nomination import Nomination
from workflow.models.session import Finding
from workflow.queries.auditor import entries_at
from workflow.queries.papers import papers_seen
from workflow.sql import Driver, Prepared, PreparedForIds
from workflow.store import Store

INDEX, SUMS = "MUC-LUC.csv", "SHA256SUMS"
CHUNK = 200
"""How many entries are read and proved at a time; each chunk of the cases' entries is a ZIP file of its own."""

_LIVE_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that a spreadsheet would work out."""

_DECISION = Prepared(
    lambda: select(Decision.title, Decision.number, Decision.year, Decision.dated_on, Decision.state).where(
        Decision.id == bindparam("key"), Decision.organisation_id == bindparam("organisation_id")
    )
)
_LINES = Prepared(
    lambda: (
        select(DecisionLine.nomination_id, Nomination.code, Nomination.proposal_id)
        .join(Nomination, Nomination.id == DecisionLine.nomination_id)
        .join(Decision, Decision.id == DecisionLine.decision_id)
        .where(DecisionLine.decision_id == bindparam("key"), IN_DRAFT)
        .order_by(DecisionLine.position)
    )
)
_SESSIONS = PreparedForIds(
    lambda ids: select(Finding.session_id).where(Finding.nomination_id.in_(ids)).distinct().order_by(Finding.session_id)
)
_ENTRIES = PreparedForIds(
    lambda ids: (
        select(Detail.idx)
        .where(Detail.log_id == bindparam("log_id"), Detail.object_id.in_(ids))
        .order_by(Detail.idx)
    )
)  # fmt: skip
_SIGNED = Prepared(lambda: select(SignatureFile.sha256).where(SignatureFile.decision_id == bindparam("key")))
_FILES = PreparedForIds(
    lambda ids: (
        select(
            Document.nomination_id, Document.kind, Document.file_name, Document.sha256, Document.handed_in_at, Document.id
        )
        .where(Document.nomination_id.in_(ids))
        .order_by(Document.nomination_id, Document.handed_in_at, Document.id)
    )
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What the index tells of one part: where it lies, what it is, the entry it rests on, and its bytes."""

    name: str
    what: str
    data: bytes
    entry: str = ""
    case: str = ""


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What a package is made of: the decision's own words, its cases with their codes, and the entries to be proved."""

    key: str
    title: str
    number: int
    year: int
    dated_on: str
    codes: dict[str, str]
    beside: Sequence[str]
    own: Sequence[int]
    of_cases: Sequence[int]

    @property
    def name(self) -> str:
        """What the file is called."""
        return f"luu-tru-quyet-dinh-{self.number:02d}-{self.year}"


def contents(store: Store, organisation_id: str, key: str) -> Contents | None:
    """What there is to hand over; nothing for a decision that never had a number."""
    with store.reading() as driver:
        found = driver.rows(_DECISION, key=key, organisation_id=organisation_id)
        if not found or found[0][1] is None:
            return None
        title, number, year, dated_on, _state = found[0]
        lines = driver.rows(_LINES, key=key)
        cases = [row[0] for row in lines]
        sessions = sorted({row[0] for row in driver.rows_for(_SESSIONS, cases)})
        return Contents(
            key=key, title=title, number=number, year=year, dated_on=dated_on,
            codes={case: code or case for case, code, _list in lines},
            beside=[*sessions, *sorted({row[2] for row in lines if row[2]})],
            own=_entries(driver, organisation_id, [key]), of_cases=_entries(driver, organisation_id, cases),
        )  # fmt: skip


def _entries(driver: Driver, log_id: str, keys: Sequence[str]) -> list[int]:
    return sorted(row[0] for row in driver.rows_for(_ENTRIES, list(keys), log_id=log_id))


def package(
    store: Store, actor: Actor, found: Contents, head: Published, typesetter: Typesetter, keys: Sequence[str] = ()
) -> Iterator[Part]:
    """The parts, the index last; ``head`` covers every entry. The same decision under the same checkpoint, the same bytes."""
    index, sums = [("STT", "Tệp", "Nội dung", "Hồ sơ", "Mục nhật ký", "Số byte", "SHA-256")], []
    for number, each in enumerate(_kept(store, actor, found, head, typesetter, keys), start=1):
        digest = hashlib.sha256(each.data).hexdigest()
        told = (str(number), each.name, each.what, each.case, each.entry, str(len(each.data)), digest)
        index.append(tuple(map(_harmless, told)))  # type: ignore[arg-type]
        sums.append(f"{digest}  {each.name}\n")
        yield each.name, each.data
    made = io.StringIO()
    csv.writer(made).writerows(index)
    listed = made.getvalue().encode("utf-8-sig")
    yield INDEX, listed
    yield SUMS, "".join([*sums, f"{hashlib.sha256(listed).hexdigest()}  {INDEX}\n"]).encode()


def _harmless(text: str) -> str:
    """A cell that no spreadsheet works out: a file's name may be anything."""
    return f"'{text}" if text.startswith(_LIVE_FORMULA) else text


def _kept(
    store: Store, actor: Actor, found: Contents, head: Published, typesetter: Typesetter, keys: Sequence[str]
) -> Iterator[Kept]:
    log_id = actor.organisation_id
    with store.reading() as driver:
        note, origin = with_words(driver, log_id, head), str(driver.value(ORIGIN, log_id=log_id) or "")
    yield Kept(name=README, what="Hướng dẫn", data=_readme(found, origin, head))
    yield from _signed(store, actor, found)
    yield from _papers(store, actor, found)
    yield from _dossiers(store, actor, found)
    yield Kept(name="nhat-ky/checkpoint.txt", what="Bản chốt nhật ký đã ký", data=bytes(note))
    if keys:
        lines = "".join(f"{key}\n" for key in keys).encode()
        yield Kept(name="nhat-ky/khoa-may-chu-tu-khai-vkey.txt", what="Khóa do máy chủ tự khai", data=lines)
    for tool in (CHECKER, PAPER_CHECKER):
        if script := checker(tool):
            yield Kept(name=f"nhat-ky/{tool}", what="Công cụ kiểm tra độc lập", data=script)
    with store.reading() as driver:
        proofs = b"".join(zipped(proofs_about(driver, log_id, [found.key, *found.codes])))
    yield Kept(name="bang-chung.zip", what="Bằng chứng của quyết định, từng dòng danh sách, từng giấy", data=proofs)
    with store.reading() as driver:
        shown = entries_at(driver, log_id, found.own)
        scope = Scope(about=_about(found), object_id=found.key)
        course = readable(driver, log_id, scope, origin, 1, shown, typesetter)
        yield Kept(name="nhat-ky/dien-bien-quyet-dinh.pdf", what="Diễn biến của quyết định", data=course)
        proof = b"".join(zipped(proved(driver, actor, shown, head, note)))
        yield Kept(name="nhat-ky/quyet-dinh.zip", what="Mục nhật ký và chứng minh: quyết định", data=proof)
    for number, place in enumerate(range(0, len(found.of_cases), CHUNK), start=1):
        with store.reading() as driver:
            shown = entries_at(driver, log_id, found.of_cases[place : place + CHUNK])
            proof = b"".join(zipped(proved(driver, actor, shown, head, note)))
        what = "Mục nhật ký và chứng minh: các hồ sơ"
        told = f"{shown[0].index}-{shown[-1].index}"
        yield Kept(name=f"nhat-ky/ho-so-{number:05}.zip", what=what, data=proof, entry=told)


def _signed(store: Store, actor: Actor, found: Contents) -> Iterator[Kept]:
    """The decision with its digital signature, where it was signed so: the original that is to be kept."""
    with store.reading() as driver:
        rows = driver.rows(_SIGNED, key=found.key)
    for (sha256,) in rows:
        yield _file(store, actor, sha256, "quyet-dinh-da-ky-so.pdf", "Quyết định đã ký số (bản gốc điện tử)")


def _papers(store: Store, actor: Actor, found: Contents) -> Iterator[Kept]:
    """The typeset papers of the decision, its sessions, lists and cases; one that is not ready, or lost, is told as such."""
    with store.reading() as driver:
        papers = papers_seen(driver, actor, found.key, *found.beside, *found.codes)
    for paper in sorted(papers, key=lambda one: (one.entry, one.kind, one.subject_id)):
        case, entry = found.codes.get(paper.subject_id, ""), str(paper.entry)
        name = f"giay-to/{paper.kind}-{paper.entry}-{paper.subject_id[:6]}.pdf"
        if not paper.is_ready:
            yield Kept(
                name=f"{name}.missing.txt", what="Văn bản chưa lập xong khi tải", data=b"not ready\n", entry=entry
            )
            continue
        yield _file(store, actor, paper.sha256, name, f"Văn bản: {paper.kind}", entry=entry, case=case)


def _dossiers(store: Store, actor: Actor, found: Contents) -> Iterator[Kept]:
    """The files of each case as they were handed in; the index keeps the names they had."""
    hidden = actor.veiled
    with store.reading() as driver:
        rows = driver.rows_for(_FILES, [key for key in found.codes if key not in hidden])
    order = list(found.codes)
    count: dict[str, int] = {}
    for case, kind, file_name, sha256, _at, _key in sorted(rows, key=lambda row: (order.index(row[0]), row[4], row[5])):
        code = found.codes[case]
        count[case] = count.get(case, 0) + 1
        name = f"ho-so/{code}/{count[case]:02d}-{sha256[:8]}{_extension(file_name)}"
        yield _file(store, actor, sha256, name, f"Hồ sơ: {kind}; tên tệp: {file_name}", case=code)


def _file(
    store: Store, actor: Actor, sha256: str, name: str, what: str, *, entry: str = "", case: str = ""
) -> Kept:  # fmt: skip
    try:
        with Attachments(store.files).open(actor.organisation_id, sha256) as file:
            return Kept(name=name, what=what, data=file.read(), entry=entry, case=case)
    except (NoSuchCase, FileChanged) as lost:
        told = f"{type(lost).__name__}: {sha256}\n".encode()
        return Kept(name=f"{name}.missing.txt", what=f"Không còn tệp. {what}", data=told, entry=entry, case=case)


def _extension(file_name: str) -> str:
    """The extension as far as it is plain; a name that somebody gave never becomes a path."""
    found = PurePath(file_name).suffix.lower()
    return found if found[1:].isascii() and found[1:].isalnum() and len(found) < 7 else ""


def _about(found: Contents) -> str:
    return f"Quyết định số {found.number:02d}/QĐ-UBND năm {found.year}: {found.title}"


def _readme(found: Contents, origin: str, head: Published) -> bytes:
    words = Template((files("workflow.documents") / "archive_readme.txt").read_text("utf-8"))
    facts = {"about": _about(found), "origin": origin, "size": head.size, "cases": len(found.codes)}
    return words.substitute(facts).encode()
