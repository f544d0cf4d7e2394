"""The inbox: page by page, and nobody's but one's own."""

from __future__ import annotations

import pytest

from notifications.dispatcher import drain
from notifications.inbox import mark_read, message, page
from states.refusals import NoSuchCase
from tests.notifications.commune import inbox
from tests.support.world import World
from workflow.commands.nomination.submit import Submit
from workflow.engine import execute


def test_pages_follow_each_other_without_gap(commune: World) -> None:
    for number in range(6):
        submission = Submit(on=commune.draft(name=f"Người {number}"))
        execute(commune.store, submission, actor=commune.people["thon-dong"], at=commune.at + number // 2)
        drain(commune.store, commune.at)
    account = commune.people["thuongtruc"].account_id
    with commune.store.reading() as driver:
        everything = page(driver, account, size=50)
        walked, before = [], None
        while rows := page(driver, account, before, size=2):
            walked += rows
            before = rows[-1].place
    assert len(everything) >= 6
    assert walked == everything
    assert everything == sorted(everything, key=lambda each: each.place, reverse=True)


def test_a_message_is_read_once(commune: World) -> None:
    commune.submit(commune.draft())
    drain(commune.store, commune.at)
    account, (newest, *_) = commune.people["thuongtruc"].account_id, inbox(commune, "thuongtruc")
    for at in (commune.at + 1, commune.at + 2):
        mark_read(commune.store, account, newest.id, at, commune.organisation_id)
    with commune.store.reading() as driver:
        unread = [each.id for each in page(driver, account, size=50) if each.read_at is None]
        assert newest.id not in unread and unread
        assert message(driver, account, newest.id).read_at == commune.at + 1


def test_somebody_elses_message_does_not_exist(commune: World) -> None:
    commune.submit(commune.draft())
    drain(commune.store, commune.at)
    (newest, *_), other = inbox(commune, "thuongtruc"), commune.people["thon-dong"].account_id
    with pytest.raises(NoSuchCase):
        mark_read(commune.store, other, newest.id, commune.at, commune.organisation_id)
    with commune.store.reading() as driver, pytest.raises(NoSuchCase):
        message(driver, other, newest.id)
    assert inbox(commune, "thuongtruc")[0].read_at is None
