"""What an installation is told from outside: environment variables that begin with ``BANGVANG_``."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from web.kept import keep_once

PREFIX = "BANGVANG_"
NAMES = (
    "DATABASE_URL",
    "OWNER_DATABASE_URL",
    "SIGNER_DATABASE_URL",
    "DATA_DIR",
    "SECRET_KEY",
    "BASE_URL",
    "MAIL_URL",
    "STORAGE_URL",
    "LANGUAGE",
    "SIGNER_DIR",
    "FONT_DIR",
    "SIGNING_DIR",
    "WITNESS_POLICY",
    "CLOCK",
    "LOG_FORMAT",
)
SECRET_LENGTH = 32
CLOCK_FILE = "clock.json"
LOOPBACK = ("127.0.0.1", "::1", "localhost")
"""What this machine calls itself."""


class SettingsError(Exception):
    """The environment asks for something that cannot be; the message is one sentence for the operator."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The settings of one installation; an empty string means "not asked for"."""

    database_url: str = field(repr=False)
    owner_database_url: str = field(default="", repr=False)
    signer_database_url: str = field(default="", repr=False)
    data_dir: Path
    secret_key: str = field(repr=False)
    base_url: str = "http://127.0.0.1:8000"
    host: str = ""
    """The host of ``BASE_URL`` where it is set: the only one that people may ask for beside this machine's own."""
    mail_url: str = field(default="", repr=False)
    storage_url: str = field(default="", repr=False)
    language: str = "vi"
    signer_dir: Path
    font_dir: Path | None = None
    signing_dir: Path
    """Whose digital signatures are taken, and the server's own key."""
    witness_policy: Path | None = None
    clock: datetime | None = None
    """The instant at which a demo's clock starts; None for the real time."""
    log_format: str = "text"

    @property
    def is_https(self) -> bool:
        """Whether people reach the site over TLS, so that cookies may insist on it."""
        return self.base_url.startswith("https://")

    @property
    def database_files(self) -> tuple[Path, ...]:
        """Where the records lie when they lie in a file."""
        _, found, path = self.database_url.partition("sqlite:///")
        return (Path(path),) if found else ()


def read_settings(environ: Mapping[str, str], *, needs_secret: bool = True) -> Settings:
    """Read and check the variables of ``environ``; raises SettingsError with one sentence.

    On a single machine (SQLite) a missing secret key is made on the first run and kept in the data directory,
    readable by its owner only. With PostgreSQL several machines may serve one site, so the key must be given.
    Without ``needs_secret`` it is neither made nor demanded: the signer has no use for it, and may be another user.
    """
    given = {name: value for name, value in environ.items() if name.startswith(PREFIX) and value}
    unknown = sorted(name for name in environ if name.startswith(PREFIX) and name[len(PREFIX) :] not in NAMES)
    if unknown:
        raise SettingsError(f"Unknown variable {unknown[0]}; known are {', '.join(PREFIX + name for name in NAMES)}.")

    def value(name: str, default: str = "") -> str:
        return given.get(PREFIX + name, default)

    data_dir = Path(value("DATA_DIR", "var")).resolve()
    signer_url = _signer_url(value("SIGNER_DATABASE_URL"))
    database_url = value("DATABASE_URL", signer_url or f"sqlite:///{data_dir / 'bangvang.db'}")
    return Settings(
        database_url=_database_url(database_url),
        owner_database_url=value("OWNER_DATABASE_URL"),
        signer_database_url=signer_url,
        data_dir=data_dir,
        base_url=_base_url(value("BASE_URL", f"http://127.0.0.1:{environ.get('PORT') or 8000}")),
        host=urlsplit(value("BASE_URL")).hostname or "",
        mail_url=value("MAIL_URL"),
        storage_url=value("STORAGE_URL"),
        language=_one_of("LANGUAGE", value("LANGUAGE", "vi"), ("vi", "en")),
        signer_dir=Path(value("SIGNER_DIR", str(data_dir / "signer"))).resolve(),
        font_dir=_path(value("FONT_DIR")),
        signing_dir=Path(value("SIGNING_DIR", str(data_dir / "signing"))).resolve(),
        witness_policy=_path(value("WITNESS_POLICY")),
        clock=_instant(value("CLOCK", kept_instant(data_dir))),
        log_format=_one_of("LOG_FORMAT", value("LOG_FORMAT", "text"), ("text", "json")),
        secret_key=_secret_key(value("SECRET_KEY"), data_dir=data_dir, alone=database_url.startswith("sqlite"))
        if needs_secret
        else "",
    )


def kept_instant(data_dir: Path) -> str:
    """The instant at which the clock kept in a demo's data directory started; ``real`` where none is kept."""
    path = data_dir / CLOCK_FILE
    return str(json.loads(path.read_text("utf-8"))["starts_at"]) if path.exists() else "real"


def _path(text: str) -> Path | None:
    return Path(text).resolve() if text else None


def _one_of(name: str, text: str, allowed: tuple[str, ...]) -> str:
    if text not in allowed:
        raise SettingsError(f"{PREFIX}{name} is {text!r}; it must be {' or '.join(allowed)}.")
    return text


def _database_url(text: str) -> str:
    if not text.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise SettingsError(f"{PREFIX}DATABASE_URL must begin with sqlite:/// or postgresql+psycopg://.")
    return text


def _signer_url(text: str) -> str:
    if text and not text.startswith("postgresql+psycopg://"):
        raise SettingsError(
            f"{PREFIX}SIGNER_DATABASE_URL must begin with postgresql+psycopg://; SQLite knows no roles."
        )
    return text


def _base_url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise SettingsError(f"{PREFIX}BASE_URL is {text!r}; it must be an address such as https://thidua.example.vn.")
    return text.rstrip("/")


def _instant(text: str) -> datetime | None:
    if text == "real":
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise SettingsError(
            f"{PREFIX}CLOCK is {text!r}; it must be real or an instant such as 2024-12-02T08:00+07:00."
        ) from error
    if instant.tzinfo is None:
        raise SettingsError(f"{PREFIX}CLOCK is {text!r}; it needs its offset, such as {text}+07:00.")
    return instant


def _secret_key(given: str, *, data_dir: Path, alone: bool) -> str:
    if not given:
        if not alone:
            raise SettingsError(f"{PREFIX}SECRET_KEY is required with this database: every machine needs the same key.")
        given = keep_once(data_dir / "secret_key", secrets.token_urlsafe(48)).strip()
    if len(given) < SECRET_LENGTH:
        raise SettingsError(f"{PREFIX}SECRET_KEY is too short; it needs at least {SECRET_LENGTH} characters.")
    return given
