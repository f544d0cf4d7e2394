"""The running installation as the command line meets it: its settings, its store at head, what it already holds."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

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
    environ: Mapping[str, str] | None = None, *, only_look: bool = False, needs_secret: bool = True
) -> Installation:
    """Read the settings, bring the schema to head and open the store; ``only_look`` changes nothing, schema included.

    What never signs a cookie works without the site's secret key (``needs_secret``).

    A demo's clock is refused beside a real commune.
    Raises SettingsError with one sentence.
    """
    given = dict(os.environ if environ is None else environ)
    settings = read_settings(given, needs_secret=needs_secret)
    if not only_look:
        settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        schema.upgrade(settings.owner_database_url or settings.database_url, app_role(settings))
    elif not schema.is_at_head(settings.database_url):
        raise SettingsError("There is no database with the newest schema here; `bangvang run` brings it there.")
    store = open_store(settings)
    found = Installation(settings=settings, store=store, clock=open_clock(settings))
    all_of_them, demos = found.organisations()
    if settings.clock is not None and all_of_them > demos:
        raise SettingsError("BANGVANG_CLOCK is for a demo only, and this database holds a real organisation; unset it.")
    return found


def app_role(settings: Settings) -> str | None:
    """The role of the running application, where another role owns the schema."""
    if not settings.owner_database_url:
        return None
    return settings.database_url.split("://", 1)[1].split("@")[0].split(":")[0]


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
