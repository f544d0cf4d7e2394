"""The clock: real time, or a demo's time that survives a restart."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from flask import Flask

from tests.web.gallery import make_gallery
from web.clock import Clock, open_clock
from web.settings import SettingsError, read_settings

START = "2024-12-02T08:00+07:00"
STARTED = int(datetime(2024, 12, 2, 1, 0, tzinfo=UTC).timestamp()) * 1_000_000
MINUTE = 60_000_000


def test_real_time_has_no_banner(environ: dict[str, str]) -> None:
    clock = open_clock(read_settings(environ))
    assert abs(clock.now() - time.time_ns() // 1000) < MINUTE
    assert clock.banner == ""


def test_a_demo_starts_at_its_instant_and_runs_on(environ: dict[str, str]) -> None:
    settings = read_settings(environ | {"BANGVANG_CLOCK": START})
    first = open_clock(settings)
    begun = first.now()
    assert STARTED <= begun < STARTED + MINUTE
    assert open_clock(settings) == first, "a second process and a restart keep the same distance"
    assert first.now() > begun


def test_another_start_is_refused_while_one_is_kept(environ: dict[str, str]) -> None:
    open_clock(read_settings(environ | {"BANGVANG_CLOCK": START}))
    with pytest.raises(SettingsError, match="remove it"):
        open_clock(read_settings(environ | {"BANGVANG_CLOCK": "2025-01-01T00:00+07:00"}))


def test_every_page_of_a_demo_says_so(environ: dict[str, str]) -> None:
    settings = read_settings(environ | {"BANGVANG_CLOCK": START})
    demo: Flask = make_gallery(environ, clock=open_clock(settings))
    for address in ("/", "/?as=public", "/error/404", "/broken"):
        assert "02/12/2024 08:0" in demo.test_client().get(address).text
    assert "Demonstration" in demo.test_client().get("/?as=public&lang=en").text
    assert "bv-demo" not in make_gallery(environ, clock=Clock()).test_client().get("/").text
