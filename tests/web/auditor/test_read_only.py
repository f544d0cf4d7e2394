"""The auditor reads everything of one house and changes nothing of it."""

from pathlib import Path

from states.processes import PROCESSES
from states.vocabulary import Role, State
from tests.support.desk import work_at_desk
from tests.support.site import Site
from tests.support.world import World
from workflow.models.schema import METADATA
from workflow.store import Store


def test_no_move_of_any_procedure_is_the_auditor_s() -> None:
    assert [move for process in PROCESSES.values() for move in process.moves if move.role == Role.AUDITOR] == []


def everything(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but what signing in leaves behind."""
    with store.reading() as driver:
        return {
            name: sorted(driver.connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr)
            for name in METADATA.tables
            if name not in ("sign_in_try", "credential")
        }


def test_a_round_through_the_desk_leaves_everything_as_it_was(sqlite_store: Store, tmp_path: Path) -> None:
    world = World.open(sqlite_store)
    case = world.draft("LDTT")
    world.bring(case, State.UNDER_APPRAISAL)
    site = Site(world, tmp_path / "var")
    auditor = site.person(world.actor(Role.AUDITOR))
    before = everything(sqlite_store)
    for path in (
        "/log",
        "/log?q=ky",
        "/log/0",
        f"/log/cases/{case}",
        "/log/worth-a-look",
        "/log/verification",
        "/log/bundle",
    ):
        auditor.open(path)
    auditor.open("/log/verification").send("Kiểm chứng ngay")
    auditor.open("/log/bundle").send("Lập hồ sơ kiểm tra", {"from": "01/01/2024", "until": "31/12/2024"})
    assert work_at_desk(site) == 2
    assert auditor.client.get(f"/log/cases/{case}/bundle.zip").status_code == 200
    assert everything(sqlite_store) == before


def test_the_log_of_another_house_is_not_read(sqlite_store: Store, tmp_path: Path) -> None:
    world, other = World.open(sqlite_store), World.open(sqlite_store, slug="xa-khac")
    case = other.draft("LDTT", name="Người Xã Khác")
    other.bring(case, State.UNDER_APPRAISAL)
    auditor = Site(world, tmp_path / "var").person(world.actor(Role.AUDITOR))
    assert auditor.client.get(f"/log/cases/{case}").status_code == 404
    assert auditor.client.get(f"/log/cases/{case}/bundle.zip").status_code == 404
    assert "Không có hồ sơ nào mang mã hoặc tên này" in auditor.open("/log?code=Người+Xã+Khác").words
    for query in ("q=nguoi+xa+khac", "q=khac"):
        assert "Người Xã Khác" not in auditor.open(f"/log?{query}").words
