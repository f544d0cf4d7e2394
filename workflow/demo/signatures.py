"""The digital signatures of the demonstration: an authority of its own, and decisions signed in each of the three ways.

The certificates are worth nothing elsewhere, and say so in the name of their authority. The chairman's key lies in
``token/`` of the folder, so that whoever tries the demonstration can sign with it as with a token.
"""

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes, Signer
from sqlalchemy import bindparam, select

from workflow.attachments import Attachments
from workflow.commands.command import Command
from workflow.commands.decision.sign_decision import SignatureWay, SignDecision, Signed
from workflow.demo.diary import Desk
from workflow.documents.issuer import issuer
from workflow.documents.rendering import Typesetter
from workflow.documents.requests import notice
from workflow.documents.stamp_paper import Stamp
from workflow.documents.worker import set_paper
from workflow.models.paper import Paper, PaperKind
from workflow.queries.signatures import frozen_paper
from workflow.signing.checking import examine
from workflow.signing.folder import SigningFolder
from workflow.signing.keys import ServerKey
from workflow.signing.preparing import HASH, prepare
from workflow.signing.sealing import seal
from workflow.signing.trust import called
from workflow.sql import Prepared

AUTHORITY = "CA trình diễn Bảng Vàng, không có giá trị"
_BEGINS, _ENDS = datetime(2024, 1, 1, tzinfo=UTC), datetime(2044, 1, 1, tzinfo=UTC)
_WAITING = Prepared(
    lambda: select(Paper.id, Paper.organisation_id, Paper.subject, Paper.subject_id, Paper.kind, Paper.entry).where(
        Paper.subject_id == bindparam("key"), Paper.kind == PaperKind.DECISION.value
    )
)


@dataclass(frozen=True)
class DemoSigning:
    """Who signs in the demonstration: the folder of certificates, and the address that papers name."""

    folder: Path
    site: str = ""

    @cached_property
    def typesetter(self) -> Typesetter:
        """What papers are set with."""
        return Typesetter(site=self.site)

    def lay_down(self, organisation: str, agency: str, username: str, chairman: str) -> bool:
        """Make an authority and its two certificates, unless roots are there already; answers whether both keys are there."""
        there = SigningFolder(self.folder)
        if there.is_configured:
            return there.key(organisation) is not None and there.token(username) is not None
        root_key = ec.generate_private_key(ec.SECP256R1())
        root = _certificate(AUTHORITY, root_key, AUTHORITY, root_key, is_authority=True)
        self._keep(f"roots/{organisation}-demo.pem", root.public_bytes(Encoding.PEM))
        for name, place, file in ((agency, "keys", organisation), (chairman, "token", username)):
            key = ec.generate_private_key(ec.SECP256R1())
            certificate = _certificate(name, key, AUTHORITY, root_key)
            password = secrets.token_urlsafe(12)
            packed = pkcs12.serialize_key_and_certificates(
                b"signing", key, certificate, [root], BestAvailableEncryption(password.encode())
            )
            self._keep(f"{place}/{file}.p12", packed)
            self._keep(f"{place}/{file}.password", f"{password}\n".encode())
            if place == "token":
                self._keep(f"persons/{username}.pem", certificate.public_bytes(Encoding.PEM))
        return True

    def _keep(self, name: str, data: bytes) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_bytes(data)

    def signing(self, decision: str, way: SignatureWay, organisation: str, username: str) -> Callable[[Desk], Command]:
        """The chairman signs a numbered decision in this way; its paper is set before."""

        def build(desk: Desk) -> Command:
            while notice(desk.store):
                pass
            with desk.store.reading() as driver:
                (waiting,) = driver.rows(_WAITING, key=decision)
            set_paper(desk.store, self.typesetter, tuple(waiting), lambda: desk.at)
            return SignDecision(on=decision, signed=self._signed(desk, decision, way, organisation, username))

        return build

    def _signed(self, desk: Desk, decision: str, way: SignatureWay, organisation: str, username: str) -> Signed:
        files = Attachments(desk.store.files)
        with desk.store.reading() as driver:
            paper = frozen_paper(driver, desk.organisation_id, decision)
        assert paper is not None, "it was set just now"
        with files.open(desk.organisation_id, paper.sha256) as file:
            frozen = file.read()
        folder, at = SigningFolder(self.folder), datetime.fromtimestamp(desk.at / 1_000_000, UTC)
        own = folder.key(organisation) if way == SignatureWay.SERVER_KEY else folder.token(username)
        assert own is not None, "keys were laid down at the beginning"
        mark = b"" if way == SignatureWay.RETURNED_FILE else self._mark(desk, own, at)
        with own.opened() as key:
            data = _by_cms(frozen, key, at, mark) if way == SignatureWay.CMS else seal(frozen, key, at, mark)
        found = examine(
            data, frozen=frozen, frozen_at=paper.frozen_at, trust=folder.trust(organisation, username), not_after=at
        )
        assert found.is_accepted, f"the demonstration signs rightly: {found.failed}"
        return Signed(
            kind=way, entry=paper.entry, frozen_sha256=paper.sha256, sha256=files.keep(desk.organisation_id, data),
            size=len(data), certificate=found.certificate, signed_at=desk.at // 1_000_000 * 1_000_000,
            is_time_stamped=False, is_revocation_checked=found.is_revocation_checked,
        )  # fmt: skip

    def _mark(self, desk: Desk, own: ServerKey, at: datetime) -> bytes:
        """What a signature made here shows on the paper."""
        with desk.store.reading() as driver:
            body = issuer(driver, desk.organisation_id).committee
        return Stamp(name=called(own.certificate.subject), body=body, at=at).picture(self.typesetter)


def _by_cms(frozen: bytes, key: Signer, at: datetime, mark: bytes) -> bytes:
    """As a token does it: the part to sign goes out, a detached CMS comes back."""
    prepared = prepare(frozen, at, mark)
    cms = asyncio.run(
        key.async_sign(
            prepared.digest, HASH, use_pades=False, signed_attr_settings=PdfCMSSignedAttributes(signing_time=at)
        )
    )
    return prepared.signed(cms.dump())


def _certificate(
    name: str, key: ec.EllipticCurvePrivateKey, issuer: str, issuer_key: ec.EllipticCurvePrivateKey, *,
    is_authority: bool = False,
) -> x509.Certificate:  # fmt: skip
    usage = x509.KeyUsage(
        digital_signature=not is_authority, content_commitment=not is_authority, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=is_authority, crl_sign=is_authority,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
    made = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:64])]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_BEGINS)
        .not_valid_after(_ENDS)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(usage, critical=True)
    )
    return made.sign(issuer_key, hashes.SHA256())
