"""A device that keeps keys, in software (SoftHSM2), spoken to by PKCS#11 as a token or a hardware module is."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pkcs11
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import load_der_public_key
from pkcs11.util.ec import encode_ec_public_key, encode_named_curve_parameters
from pkcs11.util.rsa import encode_rsa_public_key

from tests.support.unavailable import unavailable

MODULES = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib64/softhsm/libsofthsm2.so",
    "/usr/local/lib/softhsm/libsofthsm2.so",
)
_PLACE = "SOFTHSM2_CONF"
_SETTINGS = "directories.tokendir = {tokens}\nobjectstore.backend = file\nlog.level = ERROR\n"


@dataclass(frozen=True)
class KeyDevice:
    """A device with tokens in a folder of its own."""

    module: str
    tokens: Path

    @classmethod
    def made(cls, folder: Path) -> KeyDevice:
        """An empty one. The module reads its settings once a process, so all devices of a process share one folder."""
        module = next((each for each in MODULES if Path(each).is_file()), "")
        if not module or shutil.which("softhsm2-util") is None:
            unavailable("no SoftHSM (softhsm2)")
        place = os.environ.get(_PLACE)
        if place is None or not Path(place).is_file():
            tokens = folder / "tokens"
            tokens.mkdir(parents=True)
            (folder / "softhsm2.conf").write_text(_SETTINGS.format(tokens=tokens), "utf-8")
            os.environ[_PLACE] = place = str(folder / "softhsm2.conf")
        return cls(module, Path(place).parent / "tokens")

    def token(self, label: str, pin: str) -> None:
        """Make a token."""
        made = ["--init-token", "--free", "--label", label, "--so-pin", "12345678", "--pin", pin]
        subprocess.run(["softhsm2-util", *made], check=True, capture_output=True)
        pkcs11.lib(self.module).reinitialize()

    def remove(self, label: str) -> None:
        """Take a token away, as whoever pulls it out of the machine."""
        subprocess.run(["softhsm2-util", "--delete-token", "--token", label], check=True, capture_output=True)

    def rsa_key(self, token: str, pin: str, label: str) -> rsa.RSAPublicKey:
        """Have the token make a key; only its public half comes out."""
        with pkcs11.lib(self.module).get_token(token_label=token).open(rw=True, user_pin=pin) as session:
            public, _ = session.generate_keypair(pkcs11.KeyType.RSA, 2048, store=True, label=label)
            made = load_der_public_key(encode_rsa_public_key(public))
        assert isinstance(made, rsa.RSAPublicKey)
        return made

    def ec_key(self, token: str, pin: str, label: str) -> ec.EllipticCurvePublicKey:
        """The same on a curve."""
        with pkcs11.lib(self.module).get_token(token_label=token).open(rw=True, user_pin=pin) as session:
            curve = {pkcs11.Attribute.EC_PARAMS: encode_named_curve_parameters("secp256r1")}
            parameters = session.create_domain_parameters(pkcs11.KeyType.EC, curve, local=True)
            public, _ = parameters.generate_keypair(store=True, label=label)
            made = load_der_public_key(encode_ec_public_key(public))
        assert isinstance(made, ec.EllipticCurvePublicKey)
        return made
