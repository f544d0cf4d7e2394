"""What the operator demands of signatures: ``signing.toml`` in the signing folder.

[time_stamps]                     who is asked for time stamps (RFC 3161)
address = "http://tsa.example.vn"
required = true                   false: without an answer a signature is taken without a time stamp, and says so
seconds = 10                      how long an answer may take

[revocation]                      who is asked whether a certificate was taken back, beside the lists in revoked/
ocsp = ["http://ocsp.example.vn"]
lists = ["http://crl.example.vn/ca.crl"]
required = true                   false: without an answer a signature is taken unchecked, and says so
seconds = 10

[long_term]
embed = true                      chain, answers and lists are put into the signed file (PAdES B-LT)

[devices.<organisation>]          the agency's key in a device (PKCS#11)
module = "/usr/lib/softhsm/libsofthsm2.so"
token = "UBND"                    or slot = 305350709
key = "signing"
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from states.refusals import Fault
from workflow.signing.device import Device

NAME = "signing.toml"
LONGEST_WAIT = 60


class SigningFolderBroken(Fault):
    """A file of the folder can't be read; the message names it, for the operator."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Authorities that are asked over the network. ``required``: nothing is taken without their answer."""

    addresses: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    required: bool = False
    seconds: float = 10.0


@dataclass(frozen=True, kw_only=True)
class SigningRules:
    """The whole file; without one nobody is asked and nothing is demanded."""

    time_stamps: Asked | None = None
    revocation: Asked = field(default_factory=Asked)
    is_long_term: bool = False
    devices: Mapping[str, Device] = field(default_factory=dict)

    @property
    def needs_time_stamp(self) -> bool:
        """Whether no signature is taken without a time stamp."""
        return self.time_stamps is not None and self.time_stamps.required

    @property
    def needs_revocation(self) -> bool:
        """Whether no signature is taken before it is known that the certificate was not revoked."""
        return self.revocation.required or self.is_long_term


def read_rules(folder: Path) -> SigningRules:
    """The rules of a folder; raises ``SigningFolderBroken`` with one sentence."""
    file = folder / NAME
    try:
        said = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return SigningRules()
    except (OSError, ValueError) as error:
        raise SigningFolderBroken(f"{file}: {error}") from error
    return _Reader(file).rules(said)


@dataclass(frozen=True)
class _Reader:
    """Reads one file, and names it in whatever it refuses."""

    file: Path

    def rules(self, said: Mapping[str, Any]) -> SigningRules:
        self._knows("the file", said, {"time_stamps", "revocation", "long_term", "devices"})
        for name, part in said.items():
            self._is(isinstance(part, dict), f"{name} must be a table: [{name}]")
        stamps, revocation, long_term = (said.get(name) for name in ("time_stamps", "revocation", "long_term"))
        self._knows("[long_term]", long_term or {}, {"embed"})
        return SigningRules(
            time_stamps=None if stamps is None else self._stamps(stamps),
            revocation=Asked() if revocation is None else self._revocation(revocation),
            is_long_term=self._flag("[long_term] embed", (long_term or {}).get("embed", False)),
            devices={name: self._device(name, each) for name, each in said.get("devices", {}).items()},
        )

    def _stamps(self, said: Mapping[str, Any]) -> Asked:
        self._knows("[time_stamps]", said, {"address", "required", "seconds"})
        return Asked(
            addresses=self._addresses("[time_stamps] address", [said.get("address", "")]),
            required=self._flag("[time_stamps] required", said.get("required", True)),
            seconds=self._wait("[time_stamps] seconds", said.get("seconds", 10)),
        )

    def _revocation(self, said: Mapping[str, Any]) -> Asked:
        self._knows("[revocation]", said, {"ocsp", "lists", "required", "seconds"})
        return Asked(
            addresses=self._addresses("[revocation] ocsp", said.get("ocsp", [])),
            lists=self._addresses("[revocation] lists", said.get("lists", [])),
            required=self._flag("[revocation] required", said.get("required", True)),
            seconds=self._wait("[revocation] seconds", said.get("seconds", 10)),
        )

    def _device(self, name: str, said: Any) -> Device:
        where = f"[devices.{name}]"
        self._is(isinstance(said, dict), f"{where} must be a table")
        self._knows(where, said, {"module", "token", "slot", "key"})
        for each in ("module", "key"):
            self._is(isinstance(said.get(each), str) and said[each] != "", f"{where} needs {each}, a text")
        self._is(isinstance(said.get("token", ""), str), f"{where} token must be a text")
        self._is(type(said.get("slot", 0)) is int, f"{where} slot must be a whole number")
        self._is("token" in said or "slot" in said, f"{where} needs token or slot")
        return Device(module=said["module"], key=said["key"], token=said.get("token", ""), slot=said.get("slot"))

    def _addresses(self, where: str, said: Any) -> tuple[str, ...]:
        self._is(isinstance(said, list), f"{where} must be a list of addresses")
        for each in said:
            good = isinstance(each, str) and re.fullmatch(r"https?", urlsplit(each).scheme) and urlsplit(each).hostname
            self._is(bool(good), f"{where} must begin with http:// or https://")
        return tuple(said)

    def _flag(self, where: str, said: Any) -> bool:
        self._is(isinstance(said, bool), f"{where} must be true or false")
        return bool(said)

    def _wait(self, where: str, said: Any) -> float:
        is_number = isinstance(said, int | float) and not isinstance(said, bool)
        self._is(is_number and 0 < said <= LONGEST_WAIT, f"{where} must be a number up to {LONGEST_WAIT}")
        return float(said)

    def _knows(self, where: str, said: Mapping[str, Any], names: set[str]) -> None:
        unknown = sorted(set(said) - names)
        self._is(not unknown, f"{where} knows no {', '.join(unknown)}; known are {', '.join(sorted(names))}")

    def _is(self, good: bool, words: str) -> None:
        if not good:
            raise SigningFolderBroken(f"{self.file}: {words}")
