"""Files that lie on the disk, whole, before anything that rests on them is said to anybody."""

import os
from pathlib import Path


def write_durably(path: Path, words: str, mode: int = 0o600) -> None:
    """Put words into a file, for its owner alone unless told otherwise. It is whole or unchanged, and on the disk when this
    returns.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.new")
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w") as file:
        file.write(words)
        os.fchmod(file.fileno(), mode)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    for changed in (path.parent, path.parent.parent):
        settle(changed)


def settle(directory: Path) -> None:
    """What a directory names is on the disk as well."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
