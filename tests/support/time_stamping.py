"""An authority of time stamps on loopback: OpenSSL makes the stamps, with the time of this machine."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from cryptography.x509.oid import ExtendedKeyUsageOID

from tests.support.answering import Answering, Told, answering
from tests.support.certificates import Authority
from tests.support.unavailable import unavailable

REPLY = "application/timestamp-reply"
_SETTINGS = """
[tsa]
default_tsa = here
[here]
serial = serial
signer_cert = stamps.pem
signer_key = stamps.key
certs = ca.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
"""


def stamps_of(authority: Authority, folder: Path, name: str = "Dấu thời gian thử nghiệm") -> Callable[[bytes], Told]:
    """What answers with stamps; its certificate is the authority's."""
    if shutil.which("openssl") is None:
        unavailable("no openssl")
    folder.mkdir(exist_ok=True)
    own = authority.holder(name, purpose=ExtendedKeyUsageOID.TIME_STAMPING)
    for file, data in (("stamps.pem", own.pem), ("stamps.key", own.key_pem), ("ca.pem", authority.pem)):
        (folder / file).write_bytes(data)
    (folder / "settings").write_text(_SETTINGS, "utf-8")
    (folder / "serial").write_text("01", "utf-8")
    one_at_a_time = Lock()

    def stamp(asked: bytes) -> Told:
        with one_at_a_time:
            (folder / "asked.tsq").write_bytes(asked)
            command = ["openssl", "ts", "-reply", "-config", "settings", "-queryfile", "asked.tsq", "-out", "said.tsr"]
            subprocess.run(command, cwd=folder, check=True, capture_output=True)
            return 200, REPLY, (folder / "said.tsr").read_bytes()

    return stamp


@contextmanager
def time_stamping(authority: Authority, folder: Path) -> Iterator[Answering]:
    """The authority for as long as the block lasts."""
    with answering(stamps_of(authority, folder)) as here:
        yield here
