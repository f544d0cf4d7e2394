"""Databases to measure in: fresh ones with the newest schema, and copies of them, on disk as durable as in a real commune."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from sqlalchemy import make_url

from workflow.schema import upgrade


class Places(Protocol):
    """One kind of database."""

    name: str
    folder: Path

    def fresh(self) -> str:
        """The address of a new database with the newest schema."""

    def copy(self, url: str) -> str:
        """The address of a copy of a database that nobody has open."""


@dataclass
class SqlitePlaces:
    """Files in one folder."""

    folder: Path
    name: str = "sqlite"

    def fresh(self) -> str:
        """A new file."""
        url = f"sqlite:///{self.folder / uuid4().hex}.db"
        upgrade(url)
        return url

    def copy(self, url: str) -> str:
        """A copy of the file, with everything in it that still stood in its write-ahead log."""
        source, target = Path(str(make_url(url).database)), self.folder / f"{uuid4().hex}.db"
        with contextlib.closing(sqlite3.connect(source)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copy(source, target)
        return f"sqlite:///{target}"
