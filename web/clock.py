"""The time of an installation. Only the web and the loops of the workers read it; everything below is told."""

import json
import time
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Flask, current_app

from web.filters import moment
from web.kept import keep_once
from web.language import _
from web.settings import CLOCK_FILE, Settings, SettingsError

EXTENSION = "bangvang.clock"


@dataclass(frozen=True)
class Clock:
    """The real time, or a demo's time that runs beside it at a constant distance.

    ``offset`` is in microseconds and is added to the real time; ``is_demo`` tells people that it is not today.
    """

    offset: int = 0
    is_demo: bool = False

    def now(self) -> int:
        """The present instant in microseconds since 1970-01-01 UTC."""
        return time.time_ns() // 1000 + self.offset

    @property
    def banner(self) -> str:
        """The sentence that every page of a demo carries; empty in real time."""
        if not self.is_demo:
            return ""
        return _(
            "Bản trình diễn: đồng hồ của hệ thống đang là %(moment)s, không phải thời gian thực.",
            moment=moment(self.now()),
        )


def open_clock(settings: Settings) -> Clock:
    """The clock that the settings ask for.

    A demo's clock stands at the given instant on the first launch and runs on from there; its distance from the real
    time is kept in ``clock.json`` of the data directory, so that a restart and the worker beside it agree.
    Raises SettingsError when a clock begun at another instant is kept there.
    """
    if settings.clock is None:
        return Clock()
    start = settings.clock.astimezone(UTC)
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    instant = (start - epoch) // (datetime.resolution)
    path = settings.data_dir / CLOCK_FILE
    proposed = {"starts_at": start.isoformat(), "offset_us": instant - time.time_ns() // 1000}
    kept = json.loads(keep_once(path, json.dumps(proposed) + "\n"))
    if kept["starts_at"] != proposed["starts_at"]:
        raise SettingsError(f"{path} keeps a clock that began at {kept['starts_at']}; set that instant, or remove it.")
    return Clock(offset=kept["offset_us"], is_demo=True)


def init_clock(app: Flask, clock: Clock) -> None:
    """Give the application its clock and the templates its ``clock``."""
    app.extensions[EXTENSION] = clock
    app.jinja_env.globals["clock"] = clock


def is_demo() -> bool:
    """Whether the running application has a demo's time."""
    clock: Clock = current_app.extensions[EXTENSION]
    return clock.is_demo


def now() -> int:
    """The present instant of the running application, UTC microseconds."""
    clock: Clock = current_app.extensions[EXTENSION]
    return clock.now()
