"""P6: a whole POST and the worklist over HTTP, beside the engine alone, a hello and a plain page of the same server."""

from __future__ import annotations

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from bench.bars import Figure
from bench.commune import DAY, found, lay_drafts
from bench.pairs import opened, timed
from bench.places import SqlitePlaces
from states.vocabulary import Role
from tests.support.world import World
from web.passwords import hashed
from workflow.commands.nomination.submit import Submit
from workflow.commands.nomination.withdraw import Withdraw
from workflow.engine import Insert, execute, execute_all, keep

PASSWORD = "chỉ dùng để đo, không cho người"
SIZE = 10
_INPUT = re.compile(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"')


class Browser:
    """One kept connection with its cookies."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port)
        self.cookies: dict[str, str] = {}

    def ask(self, path: str, entries: Mapping[str, str] | None = None) -> tuple[int, str]:
        """One request; answers status and text."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if entries is None:
            self.connection.request("GET", path, headers=headers)
        else:
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
            self.connection.request("POST", path, urlencode(entries), headers)
        answer = self.connection.getresponse()
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.read().decode()

    def form(self, path: str) -> dict[str, str]:
        """What the hidden inputs of a page hold."""
        status, text = self.ask(path)
        if status != 200:
            raise RuntimeError(f"{path} answers {status}")
        return dict(_INPUT.findall(text))


def requests(places: SqlitePlaces, *, blocks: int) -> Iterator[Figure]:
    """Withdrawals by the web and by the engine, and the office's worklist, block by block."""
    url = places.fresh()
    with opened(url, places.folder / "files") as store:
        world = found(store)
        keys = lay_drafts(world, 2 * SIZE * (blocks + 1) + 40)
        officer = world.people["thon-dong"]
        handed_in = execute_all(store, [Submit(on=key) for key in keys], actor=officer, at=world.at)
        seen = {each.on: each.index for each in handed_in}
        for actor in (officer, world.actor(Role.SECRETARIAT)):
            row = {"account_id": actor.account_id, "password_hash": hashed(PASSWORD), "sessions_since": 1}
            keep(store, Insert(into="credential", row=row), organisation_id=world.organisation_id)
        with _served(places.folder, url) as port:
            unit, office = signed_in(port, f"thon-dong.{world.slug}"), signed_in(port, f"thuongtruc.{world.slug}")
            posts, pages = [], []
            for block in range(blocks + 1):
                part = keys[2 * SIZE * block : 2 * SIZE * (block + 1)]
                post, page = _block(world, unit, office, part, seen)
                if block:
                    posts.append(post)
                    pages.append(page)
    yield Figure(key="P6.post", runs=posts, note=f"{blocks} blocks of {SIZE}, granian")
    yield Figure(key="P6.worklist", runs=pages, note="20 rows")


def _block(
    world: World, unit: Browser, office: Browser, keys: Sequence[str], seen: Mapping[str, int]
) -> tuple[float, float]:
    hello = [timed(lambda: unit.ask("/plain/hello")) for _ in range(SIZE)]
    posts = []
    for key in keys[:SIZE]:
        path = f"/nominations/{key}/withdrawal"
        entries = unit.form(path) | {"reason": "Đơn vị xin rút."}
        start = time.perf_counter()
        status, text = unit.ask(path, entries)
        posts.append(time.perf_counter() - start)
        if status != 303:
            raise RuntimeError(f"{path} answers {status}: {' '.join(re.sub('<[^>]*>', ' ', text).split())[:600]}")
    engine = []
    for key in keys[SIZE:]:
        order = Withdraw(on=key, seen=seen[key], reason="Đơn vị xin rút.")
        engine.append(
            timed(lambda order=order: execute(world.store, order, actor=world.people["thon-dong"], at=world.at + 5))
        )
    plain = [timed(lambda: office.ask("/plain/page")) for _ in range(SIZE)]
    worklist = [timed(lambda: office.ask("/worklist")) for _ in range(SIZE)]
    return (median(posts) - median(engine)) / median(hello), median(plain) / median(worklist)


def signed_in(port: int, username: str) -> Browser:
    """Somebody at a browser."""
    browser = Browser(port)
    entries = browser.form("/sign-in") | {"username": username, "password": PASSWORD}
    status, _ = browser.ask("/sign-in", entries)
    if status != 303:
        raise RuntimeError(f"signing in answers {status}")
    return browser


@contextmanager
def _served(folder: Path, url: str) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environ = {
        **os.environ, "BANGVANG_DATABASE_URL": url, "BANGVANG_DATA_DIR": str(folder / "site"),
        "BANGVANG_SECRET_KEY": "only for measuring, never for people" * 2,
        "BANGVANG_CLOCK": f"{DAY.isoformat()}T09:00+07:00",
    }  # fmt: skip
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--blocking-threads", "4", "bench.served:app",
    ]  # fmt: skip
    server = subprocess.Popen(command, env=environ, cwd=Path(__file__).parents[1])
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait()
