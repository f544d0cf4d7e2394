"""The running installation as the command line meets it: its settings, its store at head, what it already holds."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from web.clock import Clock, open_clock
from web.kept import keep_once
from web.settings import Settings, SettingsError, read_settings
from workflow import schema
from workflow.queries.organisations import count_organisations
from workflow.store import Store

DEMO_INSTANT = "2024-12-02T08:00+07:00"
"""Where a demo's clock starts: cases wait at every desk on that morning."""


@dataclass(frozen=True, kw_only=True)
class Installation:
    """Settings, store and clock of one installation."""

    settings: Settings
    store: Store
    clock: Clock

    def organisations(self) -> tuple[int, int]:
        """How many organisations there are, and how many of them are demos."""
        with self.store.reading() as driver:
            return count_organisations(driver)

    @property
    def is_demo(self) -> bool:
        """Whether every organisation here is a demo."""
        all_of_them, demos = self.organisations()
        return all_of_them > 0 and all_of_them == demos

    @property
    def passphrase_file(self) -> Path:
        """Where the demo's sign-ins stand, readable by the owner only."""
        return self.settings.data_dir / "demo-accounts.txt"


def open_installation(
    environ: Mapping[str, str] | None = None, *, only_look: bool = False, needs_secret: bool = True,
    as_signer: bool = False,
) -> Installation:  # fmt: skip
    """Read the settings, bring the schema to head and open the store; ``only_look`` changes nothing, schema included.

    What never signs a cookie works without the site's secret key (``needs_secret``). Where the signer has a role of its
    own, its commands sign in with that one (``as_signer``).

    A demo's clock is refused beside a real commune.
    Raises SettingsError with one sentence.
    """
    given = dict(os.environ if environ is None else environ)
    settings = read_settings(given, needs_secret=needs_secret)
    if as_signer and settings.signer_database_url:
        settings = replace(settings, database_url=settings.signer_database_url)
    if not only_look:
        settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        schema.upgrade(settings.owner_database_url or settings.database_url, *roles(settings))
    elif not schema.is_at_head(settings.database_url):
        raise SettingsError("There is no database with the newest schema here; `bangvang run` brings it there.")
    store = open_store(settings)
    found = Installation(settings=settings, store=store, clock=open_clock(settings))
    all_of_them, demos = found.organisations()
    if settings.clock is not None and all_of_them > demos:
        raise SettingsError("BANGVANG_CLOCK is for a demo only, and this database holds a real organisation; unset it.")
    return found


def roles(settings: Settings) -> tuple[str | None, str | None]:
    """The role of the running application, where another owns the schema, and the signer's, where it has one."""
    app = _role_in(settings.database_url) if settings.owner_database_url else None
    return app, _role_in(settings.signer_database_url) if settings.signer_database_url else None


def _role_in(url: str) -> str:
    return unquote(urlsplit(url).username or "")


def open_store(settings: Settings) -> Store:
    """The database and the files of the installation."""
    files = settings.data_dir / "files"
    files.mkdir(parents=True, exist_ok=True, mode=0o700)
    return Store(settings.database_url, files=files)


def start_demo_clock(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment of a demo: its clock starts at the demo's morning unless another instant is asked for."""
    return {"BANGVANG_CLOCK": DEMO_INSTANT, **{name: value for name, value in environ.items() if value}}


def keep_sign_ins(path: Path, text: str) -> str:
    """Keep the demo's sign-ins once; answers what is kept."""
    return keep_once(path, text)
