"""Reminders: each desk, once a working day, of what is due or overdue."""

from __future__ import annotations

from notifications.dispatcher import remind
from notifications.inbox import InboxMessage
from states.vocabulary import State
from tests.notifications.commune import inbox
from tests.support.world import World


def reminded(world: World) -> dict[str, list[InboxMessage]]:
    """The reminders lying in the inboxes, by reader."""
    found = {name: [m for m in inbox(world, name) if m.subject.startswith("Nhắc việc")] for name in world.people}
    return {name: messages for name, messages in found.items() if messages}


def test_the_desk_that_has_the_case_is_reminded(commune: World) -> None:
    for name in ("Trần Thị Hoa", "Lê Văn Bình"):
        commune.submit(commune.draft(name=name))
    commune.wait(5)
    assert remind(commune.store, commune.at) == 2
    found = reminded(commune)
    assert sorted(found) == ["thuongtruc", "thuongtruc-2"]
    (message,) = found["thuongtruc"]
    assert message.subject == "Nhắc việc ngày 06/03/2024: 2 hồ sơ đến hạn"
    assert "• 2024-0001: Trần Thị Hoa – Lao động tiên tiến, hạn 04/03/2024" in message.body
    assert "Trong đó đã quá hạn: 2" in message.body
    assert message.link == "/"


def test_a_returned_dossier_is_with_its_unit(commune: World) -> None:
    commune.bring(commune.draft(), State.RETURNED)
    assert remind(commune.store, commune.at) == 0
    commune.wait(6)
    remind(commune.store, commune.at)
    found = reminded(commune)
    assert sorted(found) == ["thon-dong", "thon-dong-2"]
    assert "quá hạn:" not in found["thon-dong"][0].body


def test_an_eligible_case_is_with_the_council_where_it_has_a_say(commune: World) -> None:
    commune.bring(commune.draft(), State.ELIGIBLE)
    commune.bring(commune.draft("GK", basis="sudden", name="Lê Văn Bình"), State.ELIGIBLE)
    commune.wait(52)
    remind(commune.store, commune.at)
    found = reminded(commune)
    assert sorted(found) == ["thuky", "thuongtruc", "thuongtruc-2"]
    assert ["Bình" in found[name][0].body for name in sorted(found)] == [False, True, True]


def test_once_a_day_and_only_when_offices_work(commune: World) -> None:
    commune.submit(commune.draft())
    assert remind(commune.store, commune.at) == 2
    commune.wait(0)
    assert remind(commune.store, commune.at) == 0
    commune.wait(1)
    assert remind(commune.store, commune.at) == 0, "a Saturday"
    commune.wait(2)
    assert remind(commune.store, commune.at) == 2
