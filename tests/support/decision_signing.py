"""A numbered decision that waits for its digital signature, and the tools of others that look at signed files."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

from states.vocabulary import Role, State
from tests.support.certificates import Authority, Holder
from tests.support.site import PASSWORD, Page, Person
from tests.support.unavailable import unavailable
from tests.support.world import World
from web.views.decisions.signing import EXTENSION
from workflow.attachments import Attachments
from workflow.commands.decision.sign_decision import SignDecision
from workflow.documents.rendering import Typesetter
from workflow.documents.worker import turn
from workflow.queries.signatures import frozen_paper, signature_of
from workflow.signing.folder import SigningFolder
from workflow.signing.sealing import seal

SIGN = {"has_read": "y", "password": PASSWORD}


@dataclass
class Signing:
    """A numbered decision before the chairman, and whoever has a certificate."""

    world: World
    chairman: Person
    authority: Authority
    own: Holder
    folder: Path
    decision: str

    @property
    def path(self) -> str:
        return f"/decisions/{self.decision}"

    @property
    def state(self) -> str:
        return str(self.world.case(self.decision, SignDecision.subject)["state"])

    @property
    def frozen(self) -> bytes:
        with self.world.store.reading() as driver:
            found = frozen_paper(driver, self.world.organisation_id, self.decision)
        assert found is not None
        return self.file(found.sha256)

    def file(self, sha256: str) -> bytes:
        with Attachments(self.world.store.files).open(self.world.organisation_id, sha256) as file:
            return file.read()

    @property
    def kept(self) -> bytes:
        """The signed file on record."""
        with self.world.store.reading() as driver:
            found = signature_of(driver, self.decision)
        assert found is not None
        return self.file(found["sha256"])

    def kept_files(self) -> Iterator[Path]:
        """The signed files that lie in the store, of whatever decision."""
        files = (self.world.store.files / self.world.organisation_id).glob("*")
        return (each for each in files if b"/ByteRange" in each.read_bytes())

    @property
    def now(self) -> datetime:
        return datetime.fromtimestamp(self.world.at / 1_000_000, UTC) + timedelta(hours=1)

    def lay_down(self, holder: Holder, role: Role = Role.CHAIRMAN) -> None:
        """Let this be the certificate of an official."""
        account = self.world.actor(role).account_id
        username = next(name for name, actor in self.world.people.items() if actor.account_id == account)
        (self.folder / "persons" / f"{username}.{self.world.slug}.pem").write_bytes(holder.pem)

    def rules(self, text: str) -> None:
        """What the operator demands."""
        (self.folder / "signing.toml").write_text(text, "utf-8")

    def signed_by(self, holder: Holder, frozen: bytes | None = None, at: datetime | None = None) -> bytes:
        (self.folder / "keys" / "other.p12").write_bytes(holder.pkcs12(b"x"))
        (self.folder / "keys" / "other.password").write_text("x", "utf-8")
        key = SigningFolder(self.folder).key("other")
        assert key is not None
        with key.opened() as signer:
            return seal(self.frozen if frozen is None else frozen, signer, at or self.now)

    def send(self, file: bytes, name: str = "da-ky.pdf", *, status: int = 200) -> Page:
        given = {**SIGN, "way": "token", "signed_file": (BytesIO(file), name)}
        return self.chairman.open(f"{self.path}/signature").send("Ký", given, status=status)  # type: ignore[arg-type]


def waiting_for_signature(world: World, folder: Path, chairman: Callable[[], Person]) -> Signing:
    """A numbered decision with its frozen paper, an authority, and the chairman's certificate laid down."""
    case = world.bring(world.draft(), State.BEFORE_CHAIRMAN)
    decision = world.draft_decision([case])
    world.number(decision)
    turn(world.store, Typesetter(), lambda: world.at)
    authority = Authority()
    for name in ("roots", "revoked", "persons", "keys"):
        (folder / name).mkdir(parents=True)
    own = authority.holder("Trần Văn Chủ")
    (folder / "roots" / "ca.pem").write_bytes(authority.pem)
    found = Signing(world, chairman(), authority, own, folder, decision)
    found.lay_down(own)
    found.chairman.site.app.extensions[EXTENSION] = folder
    return found


def cms_by_openssl(part: bytes, holder: Holder, folder: Path) -> bytes:
    """A detached CAdES signature, as a token's software makes it."""
    needs("openssl")
    for name, data in (("part.bin", part), ("cert.pem", holder.pem), ("key.pem", holder.key_pem)):
        (folder / name).write_bytes(data)
    subprocess.run(
        ["openssl", "cms", "-sign", "-binary", "-cades", "-md", "sha256", "-outform", "DER", "-in", "part.bin",
         "-signer", "cert.pem", "-inkey", "key.pem", "-out", "cms.p7s"], cwd=folder, check=True, capture_output=True,
    )  # fmt: skip
    return (folder / "cms.p7s").read_bytes()


def flipped(file: bytes, at: int) -> bytes:
    return file[:at] + bytes([file[at] ^ 1]) + file[at + 1 :]


def pdfsig(file: bytes, authority: Authority, folder: Path) -> list[str]:
    """What poppler says of signature and certificate."""
    needs("pdfsig", "certutil")
    (folder / "ca.pem").write_bytes(authority.pem)
    (folder / "signed.pdf").write_bytes(file)
    store = folder / "nss"
    if not store.exists():
        store.mkdir()
        subprocess.run(["certutil", "-N", "-d", f"sql:{store}", "--empty-password"], check=True, capture_output=True)
        imported = ["certutil", "-A", "-d", f"sql:{store}", "-n", "ca", "-t", "CT,C,C", "-i", str(folder / "ca.pem")]
        subprocess.run(imported, check=True, capture_output=True)
    told = subprocess.run(
        ["pdfsig", "-nssdir", f"sql:{store}", str(folder / "signed.pdf")],
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [line.strip(" -") for line in told.stdout.splitlines()]
    return [line.partition(": ")[2] for line in lines if line.startswith(("Signature Validation", "Certificate Valid"))]


def openssl(file: bytes, authority: Authority, folder: Path) -> bool:
    """Whether OpenSSL takes the signature of what the file says it covers."""
    needs("openssl")
    first = file.rindex(b"/Contents <") + len(b"/Contents ")
    last = file.index(b">", first) + 1
    room = bytes.fromhex(file[first + 1 : last - 1].decode())
    (folder / "ca.pem").write_bytes(authority.pem)
    (folder / "cms.der").write_bytes(room)
    (folder / "ranges.bin").write_bytes(file[:first] + file[last:])
    return (
        subprocess.run(
            ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-cades", "-purpose", "any", "-CAfile", "ca.pem",
             "-in", "cms.der", "-content", "ranges.bin", "-out", "out.bin"], cwd=folder, check=False, capture_output=True,
        ).returncode
        == 0
    )  # fmt: skip


def needs(*tools: str) -> None:
    for tool in tools:
        if shutil.which(tool) is None:
            unavailable(f"no {tool}")
