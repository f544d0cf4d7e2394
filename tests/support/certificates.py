"""An authority of our own, and the certificates it gives: for tests of signatures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import NameOID

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
    """A root that gives certificates."""

    def __init__(self, name: str = "CA thử nghiệm") -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self.certificate = self._certificate(self.name, self.key, is_authority=True)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    def holder(self, name: str, ends: datetime = ENDS) -> Holder:
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        return Holder(certificate=self._certificate(subject, key, ends=ends), key=key, issuer=self.certificate)

    def revocations(self, *revoked: Holder, at: datetime) -> bytes:
        """The authority's list of what it took back, DER."""
        made = x509.CertificateRevocationListBuilder().issuer_name(self.name).last_update(at)
        made = made.next_update(at + timedelta(days=3650))
        for holder in revoked:
            entry = x509.RevokedCertificateBuilder().serial_number(holder.certificate.serial_number)
            made = made.add_revoked_certificate(entry.revocation_date(at).build())
        return made.sign(self.key, hashes.SHA256()).public_bytes(Encoding.DER)

    def _certificate(
        self, subject: x509.Name, key: ec.EllipticCurvePrivateKey, *, is_authority: bool = False, ends: datetime = ENDS
    ) -> x509.Certificate:
        made = (
            x509.CertificateBuilder().subject_name(subject).issuer_name(self.name).public_key(key.public_key())
            .serial_number(x509.random_serial_number()).not_valid_before(BEGINS).not_valid_after(ends)
            .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
            .add_extension(_usage(is_authority), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False)
        )  # fmt: skip
        return made.sign(self.key, hashes.SHA256())


def _usage(is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_authority, content_commitment=not is_authority, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=is_authority, crl_sign=is_authority,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
