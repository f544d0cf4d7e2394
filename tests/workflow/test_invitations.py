"""Links of accounts under haste: one opens once, and of many made at the same time one alone is left."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from states.refusals import ActionRefused, NotNow, StaleView
from states.vocabulary import RegisterState, Role, Subject
from tests.support.world import World
from workflow.commands.administration.activate_account import ActivateAccount
from workflow.commands.administration.renew_invitation import RenewInvitation
from workflow.engine import execute
from workflow.invitations import Invited, invited, link_of, new_link, offer, own_password
from workflow.ledger.verify import verify
from workflow.store import Store

AT_ONCE = 8
PERSON = "uyvien1.dong-mau"


def at_once(work: Callable[[int], str]) -> list[str]:
    """What came of doing the same at the same time."""
    start = Barrier(AT_ONCE)

    def one(number: int) -> str:
        start.wait()
        try:
            return work(number)
        except (ActionRefused, StaleView) as refused:
            return type(refused).__name__

    with ThreadPoolExecutor(AT_ONCE) as people:
        return list(people.map(one, range(AT_ONCE)))


def reads(world: World, token: str) -> Invited | None:
    """Whom a link belongs to."""
    with world.store.reading() as driver:
        return invited(driver, token, world.at)


def renewed(world: World) -> str:
    """A member of the council is given a new link."""
    key = world.members[0].account_id
    token, link = new_link(key, world.at)
    order = RenewInvitation(on=key, seen=world.seen(key, Subject.ACCOUNT))
    execute(world.store, order, actor=world.actor(Role.ADMINISTRATOR), at=world.at, keeping=link)
    return token


def use(world: World, token: str, person: Invited, password_hash: str) -> None:
    """The person sets a password."""
    password = own_password(token, person, password_hash=password_hash, at=world.at)
    execute(world.store, ActivateAccount(on=person.account_id), actor=person.holder, at=world.at, keeping=password)


def test_a_link_opens_once_however_many_use_it(store: Store) -> None:
    world = World.open(store)
    token = renewed(world)
    person = reads(world, token)
    assert person is not None

    def hurry(number: int) -> str:
        use(world, token, person, f"hash {number}")
        return f"hash {number}"

    answers = at_once(hurry)
    assert sorted(answers)[:-1] == ["NotNow"] * (AT_ONCE - 1)
    with store.reading() as driver:
        kept = driver.connection.execute("SELECT password_hash FROM credential").fetchall()
    assert [row[0] for row in kept] == [each for each in answers if each != "NotNow"]
    assert reads(world, token) is None
    assert verify(store).is_whole


def test_of_links_made_at_once_one_is_left(store: Store) -> None:
    world = World.open(store)
    renewed(world)
    key = world.members[0].account_id
    made = at_once(lambda _number: offer(store, account_id=key, organisation_id=world.organisation_id, at=world.at))
    assert sum(reads(world, token) is not None for token in made) == 1


def test_an_earlier_link_and_one_of_an_account_in_use_open_nothing(store: Store) -> None:
    world = World.open(store)
    earlier, later = renewed(world), renewed(world)
    assert reads(world, earlier) is None
    person = reads(world, later)
    assert person is not None
    use(world, later, person, "hash")
    open_again = offer(store, account_id=person.account_id, organisation_id=world.organisation_id, at=world.at)
    assert reads(world, open_again) is None
    with store.reading() as driver:
        assert link_of(driver, PERSON, world.at) is None


def test_a_refused_link_leaves_neither_password_nor_entry(store: Store) -> None:
    world = World.open(store)
    token = renewed(world)
    person = reads(world, token)
    assert person is not None
    renewed(world)
    size = verify(store).size
    with pytest.raises(NotNow, match="link_used"):
        use(world, token, person, "hash")
    assert world.case(person.account_id, Subject.ACCOUNT)["state"] == RegisterState.INVITED
    assert verify(store).size == size
    with store.reading() as driver:
        assert driver.connection.execute("SELECT count(*) FROM credential").fetchone()[0] == 0
