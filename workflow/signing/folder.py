"""The folder that says whose signatures are taken: roots, lists of what was revoked, certificates of persons, the server's key.

It lies outside the database and is the operator's: nobody who writes records can name a certificate of their own there.

    signing.toml             whom time stamps and revocation are asked of, and where devices are (``workflow.signing.rules``)
    roots/*.pem              whom certificates are believed from
    revoked/*.crl            what these authorities took back (DER or PEM)
    persons/<username>.pem   the certificates of a person, one or several
    keys/<organisation>.p12  the server's key of a commune, with keys/<organisation>.password beside it
    pictures/<name>.png      what a signature shows beside its words: the seal of an organisation, the signature of a person
    keys/<organisation>.pem  the certificate of a key that lies in a device, then those above it; the PIN in .password
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from asn1crypto import pem
from asn1crypto.x509 import Certificate
from pyhanko.keys.pemder import load_certs_from_pemder_data
from pyhanko.sign.signers.pdf_cms import SimpleSigner

from workflow.signing.checking import fingerprint
from workflow.signing.device import KeyInDevice
from workflow.signing.keys import KeyInFile, ServerKey
from workflow.signing.rules import SigningFolderBroken, SigningRules, read_rules
from workflow.signing.trust import Trust


@dataclass(frozen=True)
class SigningFolder:
    """The folder at ``path``; one that is not there takes no signatures, and decisions are signed as a recorded act."""

    path: Path

    @cached_property
    def roots(self) -> tuple[bytes, ...]:
        """The roots, DER."""
        return tuple(
            each.dump() for file in self._files("roots", ".pem", ".crt", ".cer") for each in _certificates(file)
        )

    @cached_property
    def rules(self) -> SigningRules:
        """What the operator demands."""
        return read_rules(self.path)

    @property
    def is_configured(self) -> bool:
        """Whether any signature can be taken."""
        return bool(self.roots)

    def trust(self, organisation: str, username: str) -> Trust:
        """Whom a signature of this person is believed for this commune: the person's certificates, and the server's own."""
        own = self.path / "persons" / f"{username}.pem"
        certificates = _certificates(own) if _is_name(username) and own.is_file() else []
        key = self.key(organisation)
        persons = {fingerprint(each.dump()) for each in certificates}
        if key is not None:
            persons.add(fingerprint(key.certificate.dump()))
        lists = tuple(_list(file) for file in self._files("revoked", ".crl"))
        return Trust(roots=self.roots, revocations=lists, persons=frozenset(persons))

    def key(self, organisation: str) -> ServerKey | None:
        """The server's key of a commune, in a device or a file; None where none is laid down."""
        device = self.rules.devices.get(organisation)
        if device is None:
            return self._key_in_file("keys", organisation)
        if not _is_name(organisation):
            return None
        file = self.path / "keys" / f"{organisation}.pem"
        found = _certificates(file)
        if not found:
            raise SigningFolderBroken(f"{file}: holds no certificate")
        return KeyInDevice(
            device=device, certificate=found[0], chain=tuple(found[1:]), pin_file=file.with_suffix(".password")
        )

    def picture(self, name: str) -> bytes:
        """The image (PNG) that signatures of an organisation or a person show; empty where none is laid down."""
        file = self.path / "pictures" / f"{name}.png"
        if not _is_name(name) or not file.is_file():
            return b""
        try:
            return file.read_bytes()
        except OSError as error:
            raise SigningFolderBroken(f"{file}: {error}") from error

    def token(self, username: str) -> KeyInFile | None:
        """The key that stands for a person's token in a demonstration; None where none is laid down, as everywhere else."""
        return self._key_in_file("token", username)

    def _key_in_file(self, place: str, name: str) -> KeyInFile | None:
        file = self.path / place / f"{name}.p12"
        if not _is_name(name) or not file.is_file():
            return None
        try:
            password = file.with_suffix(".password").read_text("utf-8").strip().encode()
            read = SimpleSigner.load_pkcs12_data(file.read_bytes(), (), password)
            return KeyInFile(
                SimpleSigner(
                    signing_cert=read.signing_cert,
                    signing_key=read.signing_key,
                    cert_registry=read.cert_registry,
                    embed_roots=False,
                )
            )
        except (OSError, ValueError, TypeError, AttributeError) as error:
            raise SigningFolderBroken(f"{file}: {error}") from error

    def _files(self, name: str, *endings: str) -> Iterator[Path]:
        folder = self.path / name
        return (file for file in sorted(folder.glob("*")) if file.suffix in endings)


def _is_name(text: str) -> bool:
    """Whether it is the name of one file, and leads nowhere else."""
    return bool(text) and text == Path(text).name and not text.startswith(".")


def _certificates(file: Path) -> list[Certificate]:
    try:
        return list(load_certs_from_pemder_data(file.read_bytes()))
    except (OSError, ValueError, TypeError) as error:
        raise SigningFolderBroken(f"{file}: {error}") from error


def _list(file: Path) -> bytes:
    data = file.read_bytes()
    return pem.unarmor(data)[2] if pem.detect(data) else data
