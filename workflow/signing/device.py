"""The agency's key in a device that never gives it away (PKCS#11): a token in the server, or a hardware security module.

Devices count wrong PINs and lock themselves. So a page that merely offers a way of signing never asks the device, a PIN that
was refused is not tried again until the file with it changes, and the last try is left to the operator.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import pkcs11
from asn1crypto.x509 import Certificate
from pkcs11._pkcs11 import lib as Library
from pkcs11.constants import TokenFlag
from pkcs11.exceptions import (
    GeneralError,
    MultipleTokensReturned,
    NoSuchToken,
    PinExpired,
    PinIncorrect,
    PinInvalid,
    PinLenRange,
    PinLocked,
    PKCS11Error,
)
from pkcs11.mechanisms import KeyType, Mechanism
from pyhanko.sign.pkcs11 import PKCS11Signer
from pyhanko.sign.signers.pdf_cms import Signer

from workflow.signing.failures import CannotSign, Reason

_ONE_AT_A_TIME = Lock()
"""A sign-in to a token holds for the whole process, and so does the end of one."""
_REFUSED: dict[tuple[str, bytes], bytes] = {}
"""By device and token the digest of the PIN that was refused last."""
_WRONG_PIN = (PinIncorrect, PinInvalid, PinLenRange)
_KINDS = {
    "rsa": (KeyType.RSA, Mechanism.SHA256_RSA_PKCS),
    "ec": (KeyType.EC, Mechanism.ECDSA_SHA256),
}
"""By what a certificate says of its key, what the device calls it, and how it signs when it makes the digest itself."""


@dataclass(frozen=True, kw_only=True)
class Device:
    """Where a key lies: the device's module (a shared library), the token by its label or by the number of its slot, the
    key by its label.
    """

    module: str
    key: str
    token: str = ""
    slot: int | None = None


@dataclass(frozen=True, kw_only=True)
class KeyInDevice:
    """A key in a device. Its certificate and those above it lie in a file, so that nobody has to ask the device for them."""

    device: Device
    certificate: Certificate
    chain: tuple[Certificate, ...] = ()
    pin_file: Path

    @contextmanager
    def opened(self) -> Iterator[Signer]:
        """Sign in to the token, and out of it again at the end; raises ``CannotSign``."""
        with _ONE_AT_A_TIME:
            session = None
            try:
                token = self._token()
                session = self._signed_in(token)
                yield self._signer(session, token)
            except PKCS11Error as error:
                raise CannotSign(Reason.DEVICE_FAILED, f"{self._place}: {_told(error)}") from error
            finally:
                if session is not None:
                    with suppress(PKCS11Error):
                        session.close()

    @property
    def _place(self) -> str:
        return f"{self.device.module}, token {self.device.token or self.device.slot}"

    def _token(self) -> pkcs11.Token:
        try:
            module = pkcs11.lib(self.device.module)
        except PKCS11Error as error:
            raise CannotSign(Reason.NO_MODULE, f"{self._place}: {_told(error)}") from error
        try:
            return self._found(module)
        except (NoSuchToken, GeneralError, LookupError):
            module.reinitialize()  # a device that was plugged in, or swapped, after the module looked around
        try:
            return self._found(module)
        except (PKCS11Error, LookupError) as error:
            raise CannotSign(Reason.NO_TOKEN, f"{self._place}: {_told(error)}") from error

    def _found(self, module: Library) -> pkcs11.Token:
        tokens = [slot.get_token() for slot in module.get_slots(token_present=True) if self._is_meant(slot)]
        ready = [each for each in tokens if TokenFlag.TOKEN_INITIALIZED in each.flags and self._is_named(each)]
        if len(ready) > 1:
            raise MultipleTokensReturned(f"{len(ready)} tokens are called so; name the slot")
        if not ready:
            raise NoSuchToken("no such token is there")
        return ready[0]

    def _is_meant(self, slot: pkcs11.Slot) -> bool:
        return self.device.slot is None or slot.slot_id == self.device.slot

    def _is_named(self, token: pkcs11.Token) -> bool:
        return not self.device.token or token.label == self.device.token

    def _signed_in(self, token: pkcs11.Token) -> pkcs11.Session:
        pin = self._pin()
        tried, digest = (self.device.module, token.serial), hashlib.sha256(pin.encode()).digest()
        if TokenFlag.USER_PIN_LOCKED in token.flags:
            raise CannotSign(Reason.PIN_LOCKED, self._place)
        if _REFUSED.get(tried) == digest:
            raise CannotSign(Reason.PIN_WRONG, f"{self._place}: not tried again")
        if TokenFlag.USER_PIN_FINAL_TRY in token.flags:
            raise CannotSign(Reason.PIN_LAST_TRY, self._place)
        try:
            session = token.open(user_pin=pin)
        except _WRONG_PIN:
            _REFUSED[tried] = digest
            raise CannotSign(Reason.PIN_WRONG, self._place) from None
        except (PinLocked, PinExpired) as error:
            raise CannotSign(Reason.PIN_LOCKED, f"{self._place}: {_told(error)}") from None
        _REFUSED.pop(tried, None)
        return session

    def _pin(self) -> str:
        try:
            return self.pin_file.read_text("utf-8").strip()
        except (OSError, ValueError) as error:
            raise CannotSign(Reason.FOLDER_BROKEN, f"{self.pin_file}: {type(error).__name__}") from None

    def _signer(self, session: pkcs11.Session, token: pkcs11.Token) -> Signer:
        named = {pkcs11.Attribute.CLASS: pkcs11.ObjectClass.PRIVATE_KEY, pkcs11.Attribute.LABEL: self.device.key}
        found = [each for each in session.get_objects(named) if isinstance(each, pkcs11.PrivateKey)]
        if len(found) != 1:
            raise CannotSign(Reason.NO_KEY, f"{self._place}: {len(found)} keys are called {self.device.key}")
        kind, whole = _KINDS.get(self.certificate.public_key.algorithm, (found[0].key_type, None))
        if found[0].key_type != kind:
            raise CannotSign(Reason.KEY_OF_ANOTHER, self._place)
        return PKCS11Signer(
            session, signing_cert=self.certificate, ca_chain=self.chain, key_label=self.device.key, embed_roots=False,
            use_raw_mechanism=whole is not None and whole not in token.slot.get_mechanisms(),
        )  # fmt: skip


def _told(error: Exception) -> str:
    """What a device says of itself, in one line."""
    return " ".join(f"{type(error).__name__} {error}".split())
