"""What an audit keeps of a log it found whole: so that one that was cut off goes on, and the nightly one judges what is new.

It lies in a folder of the installation, outside the database. A run that takes it up still hashes every entry and detail: the
first so many must be, to the byte, those that were judged; else it is thrown away and all is judged anew. It is trusted for
what those entries came to. Whoever can write into the folder could lie to such a run; a full one never reads what was kept.
"""

import hashlib
import io
import json
import logging
import os
import pickle
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, is_dataclass
from enum import Enum
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from workflow.ledger.durable import write_durably
from workflow.ledger.history import History
from workflow.ledger.numbering import Numbering
from workflow.ledger.papers_seen import Seen
from workflow.ledger.signer_folder import is_log_id
from workflow.store import Store

log = logging.getLogger(__name__)

STATE, STORY, PAPERS = "state", "story.jsonl", "papers.json"
_JUDGES = ("workflow.ledger", "states")
_KNOWN_HERE = {("builtins", "set"), ("builtins", "frozenset"), ("workflow.ledger.history", "History"),
               ("workflow.ledger.numbering", "Numbering"), ("workflow.ledger.urns", "Urns"),
               ("workflow.ledger.kept_audit", "Kept")}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Kept:
    """How far a log was judged, and found whole.

    The log's name, the root (hex) over its first entries, the digest of their details, the time of the latest, what they came
    to, and what a person let pass in them. ``resumed`` are the instants when writing went on after a stop,
    ``files`` the digests of the files that were read.
    """

    judges: str
    origin: str | None
    size: int
    root: str
    details: str
    latest: int
    history: History
    numbering: Numbering
    known: tuple[frozenset[tuple[str, str, str]], int]
    resumed: frozenset[int] = frozenset()
    files: frozenset[str] = frozenset()


class AuditFolder:
    """What is kept of each log. Nothing in it is needed: without it the next run judges everything."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def state(self, log_id: str) -> Kept | None:
        """What was kept last by judges who judge as those of today; nothing where it can't be read."""
        try:
            kept = _Reading(io.BytesIO((self._of(log_id) / STATE).read_bytes())).load()
        except (
            OSError,
            ValueError,
            pickle.UnpicklingError,
            EOFError,
            AttributeError,
            TypeError,
            ImportError,
            IndexError,
        ):
            return None
        return kept if isinstance(kept, Kept) and kept.judges == judges() else None

    def keep(self, log_id: str, kept: Kept) -> None:
        """Keep a state in place of the one before; it appears whole or not at all. Where writing fails that is said."""
        if not is_log_id(log_id):
            return
        place = self._of(log_id)
        draft = place / f".{STATE}.{os.getpid()}"
        with _said(place):
            place.mkdir(parents=True, exist_ok=True, mode=0o700)
            with os.fdopen(os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as file:
                pickle.dump(kept, file, protocol=pickle.HIGHEST_PROTOCOL)
            draft.replace(place / STATE)

    def forget(self, log_id: str) -> None:
        """Take away what was kept, and drafts of it: it holds the words of records. The story stays, it holds none."""
        for path in (self._of(log_id) / STATE, *self._of(log_id).glob(f".{STATE}.*")):
            with suppress(FileNotFoundError, NotADirectoryError):
                path.unlink()

    def papers(self, log_id: str) -> Seen | None:
        """What audits saw of a log's papers, of whatever release; nothing where none was kept, or it can't be read."""
        try:
            said = json.loads((self._of(log_id) / PAPERS).read_text("utf-8"))
            return Seen({str(key): str(digest) for key, digest in said["seen"].items()}, frozenset(said["unsure"]))
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None

    def keep_papers(self, log_id: str, seen: Seen) -> None:
        """Keep what was seen of a log's papers in place of what was kept before: digests, no words of any."""
        if not is_log_id(log_id):
            return
        place = self._of(log_id)
        with _said(place):
            place.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_durably(place / PAPERS, json.dumps({"seen": dict(seen.digests), "unsure": sorted(seen.unsure)}))

    def tell(self, log_id: str, run: Mapping[str, Any]) -> None:
        """Add a run to the story of a log's audits, in a line of its own even after one that was cut off."""
        place = self._of(log_id)
        with _said(place):
            place.mkdir(parents=True, exist_ok=True, mode=0o700)
            with os.fdopen(os.open(place / STORY, os.O_CREAT | os.O_APPEND | os.O_RDWR, 0o600), "ab+") as story:
                is_cut_off = story.seek(0, os.SEEK_END) > 0 and os.pread(story.fileno(), 1, story.tell() - 1) != b"\n"
                story.write(b"\n" * is_cut_off + json.dumps(run, ensure_ascii=False).encode() + b"\n")

    def story(self, log_id: str, size: int = 10) -> list[dict[str, Any]]:
        """The last runs, the newest first; lines that tell of no run are passed over."""
        try:
            lines = (self._of(log_id) / STORY).read_bytes().splitlines()
        except OSError:
            return []
        return [run for line in reversed(lines[-size:]) if (run := _run(line)) is not None]

    def _of(self, log_id: str) -> Path:
        if not is_log_id(log_id):
            raise ValueError(f"no log is called {log_id!r}")
        return self._directory / log_id


def folder_of(store: Store) -> AuditFolder:
    """Where an installation keeps what its audits come to: beside the files, outside the database."""
    return AuditFolder(store.files.parent / "audits")


@contextmanager
def _said(place: Path) -> Iterator[None]:
    """What can't be written is not missed by any audit, but whoever runs the machine should know."""
    try:
        yield
    except OSError as error:
        log.error("What an audit came to can't be kept in %s: %s", place, error)


def _run(line: bytes) -> dict[str, Any] | None:
    try:
        run = json.loads(line)
    except ValueError:
        return None
    is_run = isinstance(run, dict) and type(run.get("at")) is int and type(run.get("judged_from")) is int
    return run if is_run else None


class _Reading(pickle.Unpickler):
    """Reads what an audit kept, and makes nothing but what an audit keeps."""

    def find_class(self, module: str, name: str) -> Any:
        """One of the few kinds of things that are kept: those named above, and values of the procedure."""
        found = super().find_class(module, name) if module.startswith("states.") and "." not in name else None
        if isinstance(found, type) and (issubclass(found, Enum) or is_dataclass(found)):
            return found
        if (module, name) not in _KNOWN_HERE:
            raise pickle.UnpicklingError(f"{module}.{name} is nothing that an audit keeps")
        return super().find_class(module, name)


@cache
def judges() -> str:
    """The digest of everything that judges: what another release kept is not taken up."""
    digest = hashlib.sha256()
    for package in _JUDGES:
        for source in sorted(_sources(files(package), package)):
            digest.update(repr(source).encode())
    return digest.hexdigest()


def _sources(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for each in folder.iterdir():
        if each.is_dir() and each.name != "__pycache__":
            yield from _sources(each, f"{path}/{each.name}")
        elif each.name.endswith((".py", ".toml")):
            yield f"{path}/{each.name}", each.read_bytes()
