"""A form that is sent twice is carried out once; a form that says something else is never answered as if it had been."""

from __future__ import annotations

from states.vocabulary import Action, Role, State, SubjectKind
from tests.support.world import World
from tests.web.office.desk import OpenSite, question

RECORD, SETTLE = "Ghi ý kiến", "Xử lý ý kiến"


def comments(world: World) -> list[str]:
    with world.store.reading() as driver:
        return [text for (text,) in driver.connection.execute("SELECT text FROM comment ORDER BY text").fetchall()]


def settlements(world: World) -> list[str]:
    with world.store.reading() as driver:
        return [result for (result,) in driver.connection.execute("SELECT result FROM comment_settlement").fetchall()]


def posted(world: World) -> str:
    return world.bring(world.draft("GDVH", kind=SubjectKind.HOUSEHOLD), State.POSTED)


def test_a_comment_sent_three_times_is_one_comment(world: World, open_site: OpenSite) -> None:
    page = question(open_site.at(Role.SECRETARIAT), posted(world), Action.RECORD_COMMENT)
    said = {"text": "Hộ này xả rác.", "received_on": world.day.strftime("%d/%m/%Y")}
    answers = [page.post(RECORD, said) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [303] * 3
    assert comments(world) == ["Hộ này xả rác."]
    page.send(RECORD, said | {"text": "Hộ này hay giúp hàng xóm."})
    assert comments(world) == ["Hộ này hay giúp hàng xóm.", "Hộ này xả rác."], "other words are another comment"


def test_what_is_refused_is_never_said_to_be_recorded(world: World, open_site: OpenSite) -> None:
    office, key = open_site.at(Role.SECRETARIAT), posted(world)
    page = question(office, key, Action.RECORD_COMMENT)
    page.send(RECORD, {"text": "Lần một.", "received_on": world.day.strftime("%d/%m/%Y")})
    later = question(office, key, Action.RECORD_COMMENT)
    refused = later.send(RECORD, {"text": "Lần hai.", "received_on": "31/12/2024"}, status=422)
    assert "Đã ghi" not in refused.words and comments(world) == ["Lần một."]
    first, second = (question(office, key, Action.SETTLE_COMMENT) for _ in range(2))
    said = {"comment_id": key_of_comment(world), "note": "Đã xác minh."}
    first.send(SETTLE, said | {"result": "dismissed"})
    other = second.post(SETTLE, said | {"result": "upheld"})
    assert other.status_code in (409, 422), "the other officer's page says the opposite"
    assert settlements(world) == ["dismissed"]


def key_of_comment(world: World) -> str:
    with world.store.reading() as driver:
        return str(driver.connection.execute("SELECT id FROM comment").fetchone()[0])
