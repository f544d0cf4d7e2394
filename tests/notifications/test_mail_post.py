"""E-mails through a real mail server: to whom, once, in time, and what becomes of them when the server says no."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from notifications import deliveries
from notifications.channels.mail_post import CHANNEL, MailPost
from notifications.channels.mail_server import MailServer, mail_server
from notifications.deliveries import LEASE, MINUTE, WAITS
from notifications.dispatcher import drain, remind
from states.vocabulary import State
from tests.notifications.commune import give_addresses, inbox
from tests.support.mail import MailRoom, free_port, mail_room
from tests.support.world import World
from workflow.engine import Insert, keep
from workflow.models.message import Delivery
from workflow.sql import Prepared

SITE = "https://thidua.dong-mau.example"
_DELIVERIES = Prepared(
    select(Delivery.state, Delivery.tries, Delivery.next_try_at, Delivery.answer).order_by(Delivery.message_id)
)

Row = tuple[str, int, int | None, str | None]


@pytest.fixture
def room() -> Iterator[MailRoom]:
    """A mail server that takes everything."""
    with mail_room() as running:
        yield running


@pytest.fixture
def town(commune: World) -> World:
    """The commune, where almost everybody has an address."""
    give_addresses(commune)
    return commune


def server_of(room: MailRoom) -> MailServer:
    """The server as its address describes it."""
    found = mail_server(room.url)
    assert found is not None
    return found


def post_of(world: World, room: MailRoom) -> MailPost:
    """The way out by this server."""
    return MailPost(world.store, server_of(room), SITE)


def rows(world: World) -> list[Row]:
    """Every delivery: state, tries, next try, last answer."""
    with world.store.reading() as driver:
        return [tuple(row) for row in driver.rows(_DELIVERIES)]


def told_by_mail(world: World) -> None:
    """Drain the outbox with e-mail switched on."""
    drain(world.store, world.at, channels=(CHANNEL,))


def test_an_answer_reaches_those_concerned_and_never_who_gave_it(town: World, room: MailRoom) -> None:
    town.bring(town.draft(), State.UNDER_APPRAISAL)
    told_by_mail(town)
    post = post_of(town, room)
    assert post.send_due(town.at) == 3
    found = sorted(zip(room.addresses, (mail["Subject"] for mail in room.mails), strict=True))
    assert found == [
        ("thon-dong-2@dong-mau.example", "Đã tiếp nhận: hồ sơ 2024-0001"),
        ("thon-dong@dong-mau.example", "Đã tiếp nhận: hồ sơ 2024-0001"),
        ("thuongtruc@dong-mau.example", "Chờ tiếp nhận: hồ sơ 2024-0001"),
    ]
    assert inbox(town, "thuongtruc-2"), "who has no address reads the inbox"
    assert rows(town) == [("sent", 1, None, "250 taken as 1A2B")] * 3
    assert post.send_due(town.at + 30 * LEASE) == 0


def test_nothing_is_sent_where_no_server_was_named(town: World) -> None:
    town.submit(town.draft())
    drain(town.store, town.at)
    assert rows(town) == []
    assert mail_server("") is None


def test_vietnamese_survives_the_journey_in_both_languages(town: World, room: MailRoom) -> None:
    english = {"account_id": town.people["thon-dong-2"].account_id, "language": "en"}
    keep(town.store, Insert(into="preference", row=english), organisation_id=town.organisation_id)
    key = town.bring(town.draft(name="Nguyễn Thị Phượng Ưởng"), State.UNDER_APPRAISAL)
    told_by_mail(town)
    post_of(town, room).send_due(town.at)
    by_address = dict(zip(room.addresses, room.mails, strict=True))
    vi, en = by_address["thon-dong@dong-mau.example"], by_address["thon-dong-2@dong-mau.example"]
    assert (vi["Content-Language"], en["Content-Language"]) == ("vi", "en")
    assert vi["From"].addresses[0].display_name == "UBND xã Đồng Mẫu"
    assert vi["To"].addresses[0].display_name == "Vũ Thị Thon-Dong"
    for mail, words in ((vi, "Mở trên hệ thống Bảng Vàng"), (en, "Open in Bảng Vàng")):
        for kind in ("plain", "html"):
            part = mail.get_body((kind,))
            assert part is not None
            text = part.get_content()
            assert words in text
            assert "Nguyễn Thị Phượng Ưởng" in text
            assert f"{SITE}/nominations/{key}" in text


def test_a_server_that_is_down_delays_nothing_and_mail_comes_later(town: World) -> None:
    room = MailRoom(port=free_port())
    town.submit(town.draft())
    told_by_mail(town)
    post = post_of(town, room)
    assert post.send_due(town.at) == 0
    assert inbox(town, "thuongtruc")[0].subject == "Chờ tiếp nhận: hồ sơ 2024-0001"
    ((state, tries, next_try_at, answer),) = rows(town)
    assert (state, tries, next_try_at) == ("waiting", 1, town.at + MINUTE)
    assert answer is not None
    assert answer.startswith("ConnectionRefusedError")
    with mail_room(room):
        assert post.send_due(town.at) == 0, "not before its time"
        assert post.send_due(town.at + MINUTE) == 1
    assert room.addresses == ["thuongtruc@dong-mau.example"]


def test_a_server_that_stays_away_is_given_up_after_three_days(town: World) -> None:
    post = post_of(town, MailRoom(port=free_port()))
    town.submit(town.draft())
    told_by_mail(town)
    at, ends_at = town.at, town.at + 3 * 24 * 60 * MINUTE
    for tries in range(1, len(WAITS) + 2):
        post.send_due(at)
        state, counted, next_try_at, _answer = rows(town)[0]
        assert counted == tries
        if state == "waiting":
            assert next_try_at is not None
            at = next_try_at
    assert rows(town)[0][:3] == ("failed", len(WAITS) + 1, None)
    assert ends_at - 5 * 60 * MINUTE < at <= ends_at


@pytest.mark.parametrize("where", ["answers", "after_data"])
def test_not_now_is_tried_again_and_never_is_given_up(town: World, room: MailRoom, where: str) -> None:
    for number in range(3):
        town.submit(town.draft(name=f"Người {number}"))
    told_by_mail(town)
    getattr(room, where).extend(["451 try later", "550 không có người này"])
    post = post_of(town, room)
    assert post.send_due(town.at) == 3, "one refusal keeps no other e-mail back"
    assert sorted(row[0] for row in rows(town)) == ["failed", "sent", "waiting"]
    assert {row[3] for row in rows(town)} >= {"451 try later"}
    assert len(room.mails) == 1
    assert post.send_due(town.at + MINUTE) == 1
    assert sorted(row[0] for row in rows(town)) == ["failed", "sent", "sent"]


def test_a_server_that_hangs_up_gets_the_rest_at_once(town: World, room: MailRoom) -> None:
    for number in range(3):
        town.submit(town.draft(name=f"Người {number}"))
    told_by_mail(town)
    room.answers += ["250 OK", "421 too many today"]
    post = post_of(town, room)
    assert post.send_due(town.at) == 2
    assert sorted(row[:2] for row in rows(town)) == [("sent", 1), ("waiting", 0), ("waiting", 1)]
    assert post.send_due(town.at) == 1
    assert post.send_due(town.at + MINUTE) == 1
    assert len({mail["Message-ID"] for mail in room.mails}) == 3


def test_what_is_no_address_is_said_and_keeps_nothing_back(town: World, room: MailRoom) -> None:
    with town.store.writing(town.organisation_id) as driver:
        driver.connection.execute("UPDATE account SET email = 'không có' WHERE username = 'thon-dong.dong-mau'")
        driver.connection.commit()
    town.bring(town.draft(), State.UNDER_APPRAISAL)
    told_by_mail(town)
    post_of(town, room).send_due(town.at)
    assert sorted(row[0] for row in rows(town)) == ["failed", "sent", "sent"]
    assert "not an e-mail address" in {row[3] for row in rows(town)}


def test_a_closed_account_gets_no_mail(town: World, room: MailRoom) -> None:
    town.submit(town.draft())
    told_by_mail(town)
    with town.store.writing(town.organisation_id) as driver:
        driver.connection.execute("UPDATE account SET state = 'ended' WHERE username = 'thuongtruc.dong-mau'")
        driver.connection.commit()
    post_of(town, room).send_due(town.at)
    assert room.mails == []
    assert rows(town) == [("failed", 1, None, "the account is closed")]


def test_one_sender_takes_what_another_has_not(town: World) -> None:
    for number in range(5):
        town.submit(town.draft(name=f"Người {number}"))
    told_by_mail(town)
    first = deliveries.take_out(town.store, CHANNEL, town.at, 3)
    second = deliveries.take_out(town.store, CHANNEL, town.at, 3)
    assert (len(first), len(second)) == (3, 2)
    assert not {parcel.message_id for parcel in first} & {parcel.message_id for parcel in second}
    assert len(deliveries.take_out(town.store, CHANNEL, town.at + LEASE, 9)) == 5, "who died gives them back"


def test_who_comes_too_late_undoes_nothing(town: World) -> None:
    town.submit(town.draft())
    told_by_mail(town)
    (slow,) = deliveries.take_out(town.store, CHANNEL, town.at, 1)
    (quick,) = deliveries.take_out(town.store, CHANNEL, town.at + LEASE, 1)
    deliveries.failed(town.store, CHANNEL, slow, town.at + LEASE, "550 no")
    assert rows(town)[0][0] == "waiting"
    deliveries.sent(town.store, CHANNEL, quick, town.at + LEASE, "250 OK")
    deliveries.later(town.store, CHANNEL, slow, town.at + LEASE, "451 later")
    assert rows(town) == [("sent", 1, None, "250 OK")]


def test_a_lost_mark_on_the_outbox_sends_nothing_twice(town: World, room: MailRoom) -> None:
    town.submit(town.draft())
    told_by_mail(town)
    with town.store.writing(town.organisation_id) as driver:
        driver.connection.execute("UPDATE outbox SET drained_at = NULL")
        driver.connection.commit()
    told_by_mail(town)
    assert len(rows(town)) == 1
    post_of(town, room).send_due(town.at)
    assert len(room.mails) == 1


def test_reminders_leave_by_mail_too(town: World) -> None:
    town.submit(town.draft())
    drain(town.store, town.at)
    town.wait(10)
    remind(town.store, town.at, channels=(CHANNEL,))
    assert len(rows(town)) == 1
