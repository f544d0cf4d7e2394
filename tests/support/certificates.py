"""An authority of our own, and the certificates it gives: for tests of signatures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID

_ASKED = x509.AccessDescription(
    AuthorityInformationAccessOID.OCSP, x509.UniformResourceIdentifier("http://127.0.0.1:1/")
)
"""Where certificates say that their authority answers; nobody may go there, for whoever sends a file would choose the way."""
BEGINS, ENDS = datetime(2020, 1, 1, tzinfo=UTC), datetime(2045, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Holder:
    """Who has a key: the certificate, and the key itself."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey
    issuer: x509.Certificate

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    @property
    def key_pem(self) -> bytes:
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    def pkcs12(self, password: bytes) -> bytes:
        return pkcs12.serialize_key_and_certificates(
            b"signing", self.key, self.certificate, [self.issuer], BestAvailableEncryption(password)
        )


class Authority:
    """A root that gives certificates; with ``names_responder`` these say where it answers about them."""

    names_responder = False

    def __init__(self, name: str = "CA thử nghiệm") -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self.certificate = self._certificate(self.name, self.key.public_key(), is_authority=True)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    def holder(
        self, name: str, ends: datetime = ENDS, begins: datetime = BEGINS, purpose: x509.ObjectIdentifier | None = None
    ) -> Holder:
        key = ec.generate_private_key(ec.SECP256R1())
        return self.given(name, key, key.public_key(), ends, begins, purpose)

    def given(
        self, name: str, key: ec.EllipticCurvePrivateKey, of: ec.EllipticCurvePublicKey | rsa.RSAPublicKey,
        ends: datetime = ENDS, begins: datetime = BEGINS, purpose: x509.ObjectIdentifier | None = None,
    ) -> Holder:  # fmt: skip
        """A certificate for the public half of a key that may lie elsewhere."""
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        made = self._certificate(subject, of, ends=ends, begins=begins, purpose=purpose)
        return Holder(certificate=made, key=key, issuer=self.certificate)

    def answer(self, request: bytes, *revoked: Holder, at: datetime) -> bytes:
        """The authority's answer (OCSP) about one certificate."""
        asked = ocsp.load_der_ocsp_request(request)
        taken = {holder.certificate.serial_number for holder in revoked}
        is_revoked = asked.serial_number in taken
        made = ocsp.OCSPResponseBuilder().add_response_by_hash(
            issuer_name_hash=asked.issuer_name_hash, issuer_key_hash=asked.issuer_key_hash,
            serial_number=asked.serial_number, algorithm=asked.hash_algorithm,
            cert_status=ocsp.OCSPCertStatus.REVOKED if is_revoked else ocsp.OCSPCertStatus.GOOD, this_update=at,
            next_update=at + timedelta(days=3650), revocation_time=at if is_revoked else None, revocation_reason=None,
        )  # fmt: skip
        signed = made.responder_id(ocsp.OCSPResponderEncoding.HASH, self.certificate).sign(self.key, hashes.SHA256())
        return signed.public_bytes(Encoding.DER)

    def revocations(self, *revoked: Holder, at: datetime) -> bytes:
        """The authority's list of what it took back, DER."""
        made = x509.CertificateRevocationListBuilder().issuer_name(self.name).last_update(at)
        made = made.next_update(at + timedelta(days=3650))
        for holder in revoked:
            entry = x509.RevokedCertificateBuilder().serial_number(holder.certificate.serial_number)
            made = made.add_revoked_certificate(entry.revocation_date(at).build())
        return made.sign(self.key, hashes.SHA256()).public_bytes(Encoding.DER)

    def _certificate(
        self, subject: x509.Name, key: ec.EllipticCurvePublicKey | rsa.RSAPublicKey, *, is_authority: bool = False,
        ends: datetime = ENDS, begins: datetime = BEGINS, purpose: x509.ObjectIdentifier | None = None,
    ) -> x509.Certificate:  # fmt: skip
        made = (
            x509.CertificateBuilder().subject_name(subject).issuer_name(self.name).public_key(key)
            .serial_number(x509.random_serial_number()).not_valid_before(begins).not_valid_after(ends)
            .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
            .add_extension(_usage(is_authority), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False)
        )  # fmt: skip
        if self.names_responder and not is_authority:
            made = made.add_extension(x509.AuthorityInformationAccess([_ASKED]), critical=False)
        if purpose is not None:
            made = made.add_extension(x509.ExtendedKeyUsage([purpose]), critical=True)
        return made.sign(self.key, hashes.SHA256())


def _usage(is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_authority, content_commitment=not is_authority, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=is_authority, crl_sign=is_authority,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
