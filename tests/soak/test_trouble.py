"""A full disk, a locked file, a database that dies: people read what to do, nothing is half-done, and it goes on by itself."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import make_url

from states.vocabulary import Role
from tests.soak.house import PASSWORD, House, open_house
from tests.soak.sizes import sizes
from tests.soak.test_kills import at_work, check, officers, posted
from tests.soak.trouble import OwnPostgres, filled, locked, small_disk
from tests.soak.visitor import Page, Visitor
from tests.support.html import check_page
from tests.support.postgres import quickest_place
from tests.support.stores import load_schema
from tests.support.world import World
from workflow.ledger.verify import verify
from workflow.store import Store

REASON = {"reason": "Có đơn phản ánh."}


def officer(house: House) -> Visitor:
    """Somebody of the standing office, signed in."""
    actor = house.world.actor(Role.SECRETARIAT)
    house.give_passwords([actor])
    visitor = Visitor(house.address)
    visitor.sign_in(house.username(actor), PASSWORD)
    return visitor


def assert_told(page: Page, *words: str) -> None:
    """The page says what is the matter, that nothing was changed, what to do, and a code to read out."""
    assert page.status == 503, f"{page.status}: {page.text[-2000:]}"
    check_page(page.text)
    for each in ("Cơ sở dữ liệu tạm thời không ghi được", "Thử lại sau ít phút.", *words):
        assert each in page.text
    assert re.search(r"<strong>[0-9A-F]{8}</strong>", page.text)
    assert page.retry_after == "60"


UNCHANGED = "Dữ liệu chưa bị thay đổi"


def standing(world: World, case: str) -> tuple[object, int, int]:
    """What a half-done transition would have moved."""
    with world.store.reading() as driver:
        ((told,),) = driver.connection.execute("SELECT count(*) FROM outbox").fetchall()
    return world.nomination(case)["state"], verify(world.store).size, told


def assert_works(visitor: Visitor, world: World, case: str, page: Page) -> None:
    """The form that was refused is sent again as it is, and this time it is done."""
    _, size, told = standing(world, case)
    answer = visitor.send(page, "Tạm dừng xét", REASON)
    assert (answer.status, answer.location) == (303, f"/nominations/{case}")
    assert standing(world, case) == ("suspended", size + 1, told + 1)
    assert verify(world.store).findings == ()


def test_a_full_disk(sqlite_template: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        database = shutil.copy(sqlite_template, disk / "bangvang.db")
        with closing(Store(f"sqlite:///{database}", files=disk / "files")) as store:
            house = House(World.open(store, members=3), tmp_path / "var")
            case = posted(house, "Hộ ông Lê")
            with open_house(house):
                visitor = officer(house)
                page = visitor.open(f"/nominations/{case}/suspension")
                house.wait_until_told()
                with store.writer.connect() as connection:
                    connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                before = standing(house.world, case)
                with filled(disk):
                    for _ in range(2):
                        assert_told(visitor.send(page, "Tạm dừng xét", REASON), UNCHANGED)
                    assert visitor.open(f"/nominations/{case}").status == 200, "reading needs no room"
                    assert standing(house.world, case) == before
                assert_works(visitor, house.world, case, page)


def test_a_database_that_another_program_has_locked(sqlite_store: Store, tmp_path: Path) -> None:
    house = House(World.open(sqlite_store, members=3), tmp_path / "var")
    case = posted(house, "Hộ ông Lê")
    with open_house(house, "serve"):
        visitor = officer(house)
        page = visitor.open(f"/nominations/{case}/suspension")
        before = standing(house.world, case)
        with locked(Path(str(sqlite_store.url.database))):
            assert_told(visitor.send(page, "Tạm dừng xét", REASON), UNCHANGED)
            assert visitor.open(f"/nominations/{case}").status == 200, "reading goes on"
            assert standing(house.world, case) == before
        assert_works(visitor, house.world, case, page)


@pytest.fixture
def own_postgres(request: pytest.FixtureRequest) -> Iterator[OwnPostgres]:
    """A server that this test may kill."""
    request.getfixturevalue("postgres_server")  # where none can be started, this says so
    with closing(OwnPostgres(quickest_place() / f"bangvang-soak-{uuid4().hex[:12]}")) as server:
        yield server


@pytest.fixture
def postgres_house(own_postgres: OwnPostgres, tmp_path: Path) -> Iterator[House]:
    """A commune on that server."""
    with ExitStack() as stack:
        database = stack.enter_context(own_postgres.server.fresh_database(load_schema))
        store = stack.enter_context(closing(Store(make_url(database.app_url), files=tmp_path / "files")))
        yield House(World.open(store, members=3), tmp_path / "var", database.owner_url)
        own_postgres.start()


@pytest.mark.postgres
def test_a_database_server_that_dies(postgres_house: House, own_postgres: OwnPostgres) -> None:
    house = postgres_house
    case = posted(house, "Hộ ông Lê")
    with open_house(house, "serve"):
        visitor = officer(house)
        page = visitor.open(f"/nominations/{case}/suspension")
        before = standing(house.world, case)
        own_postgres.crash()
        assert_told(visitor.open(f"/nominations/{case}"), UNCHANGED)
        for _ in range(2):
            assert_told(visitor.send(page, "Tạm dừng xét", REASON))
        assert not house.is_ready()
        own_postgres.start()
        assert standing(house.world, case) == before
        assert_works(visitor, house.world, case, page)


@pytest.mark.postgres
@sizes("RESTARTS", 2, 20)
def test_nothing_acknowledged_is_lost_when_the_database_dies(
    postgres_house: House, own_postgres: OwnPostgres, size: int, tally: Callable[[str], None]
) -> None:
    house = postgres_house
    with open_house(house):
        people, begun = officers(house), verify(house.world.store).size
        with at_work(people) as heard:
            for number in range(size + 1):
                heard.listen_for(5)
                if number < size:
                    own_postgres.crash()
                    own_postgres.start()
        house.wait_until_told()
        check(house, heard, begun)
    tally(
        f"postgresql: {size} deaths of the server; {len(heard.done)} transitions acknowledged, all there, none half-written"
    )
