"""Whether digital signatures can be taken: the folder, who may read its secrets, and how long the agency's key holds."""

import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from workflow.signing.folder import SigningFolder
from workflow.signing.rules import SigningFolderBroken

_SOON = timedelta(days=30)
_SECRET = ("keys/*.p12", "keys/*.password", "token/*")

Told = tuple[str, str]
"""What is so, and what to do about it; the latter is empty where nothing is wrong."""


def signatures(path: Path, now: int) -> Iterator[Told]:
    """What is said of the folder at ``path`` (``now`` in UTC microseconds). No device and no authority is asked."""
    secrets = [file for pattern in _SECRET for file in path.glob(pattern)]
    wrong = [(f"others on this machine can read {file}", f"chmod 600 {file}") for file in secrets if _lets_in(file)]
    try:
        folder = SigningFolder(path)
        wrong += _of_folder(folder, datetime.fromtimestamp(now / 1_000_000, UTC))
        says = "they are taken" if folder.is_configured else "none are taken: no root certificate is laid down"
    except SigningFolderBroken as fault:
        wrong.append((str(fault), "correct the file; until then nobody signs digitally"))
        says = ""
    yield from wrong or [(says, "")]


def _of_folder(folder: SigningFolder, now: datetime) -> Iterator[Told]:
    names = {file.stem for ending in ("p12", "pem") for file in (folder.path / "keys").glob(f"*.{ending}")}
    for name in sorted(names | set(folder.rules.devices)):
        key = folder.key(name)
        until = key.certificate.not_valid_after if key is not None else None
        if until is not None and until < now + _SOON:
            yield f"the certificate of {name} ends on {until:%Y-%m-%d}", "have a new one issued and lay it down"
    for file in sorted((folder.path / "persons").glob("*.pem")):
        folder.trust("", file.stem)


def _lets_in(file: Path) -> bool:
    return bool(file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))
