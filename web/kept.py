"""Small files that an installation writes once and keeps: its secret key, the start of a demo's clock."""

import os
import secrets
from pathlib import Path


def keep_once(path: Path, content: str) -> str:
    """Write ``content`` to ``path`` unless something stands there, and return what stands there now.

    Readable by the owner only (mode 0600). Processes that start in the same moment agree: the file appears whole or
    not at all, and the first one wins.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(content)
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="utf-8")
