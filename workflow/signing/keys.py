"""The keys that a server signs with: in a file with a password (PKCS#12), or in a device that never gives them away."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Protocol

from asn1crypto.x509 import Certificate
from pyhanko.sign.signers.pdf_cms import Signer


class ServerKey(Protocol):
    """A key that lies on this machine or in a device of it, with its certificate."""

    @property
    def certificate(self) -> Certificate:
        """Whose key it is; known without opening it."""

    def opened(self) -> AbstractContextManager[Signer]:
        """The key, ready to sign with; raises ``CannotSign``."""


@dataclass(frozen=True)
class KeyInFile:
    """A key that was read from a PKCS#12 file."""

    signer: Signer

    @property
    def certificate(self) -> Certificate:
        """The certificate that stands in the same file."""
        return self.signer.signing_cert

    @contextmanager
    def opened(self) -> Iterator[Signer]:
        """The key itself."""
        yield self.signer
