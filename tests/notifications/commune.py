"""The commune of these tests: two people more, and inboxes to look into."""

from __future__ import annotations

from notifications.dispatcher import drain
from notifications.inbox import InboxMessage, page
from states.vocabulary import Role
from tests.support.world import World
from workflow.sql import updating
from workflow.store import Store


def open_commune(store: Store, slug: str = "dong-mau") -> World:
    """A commune with a second officer in the village and a second person in the standing office."""
    world = World.open(store, slug=slug, members=3)
    world.person("thon-dong-2", "Ngô Thị Hai", Role.UNIT_OFFICER, unit="thon-dong")
    world.person("thuongtruc-2", "Bùi Văn Hai", Role.SECRETARIAT)
    return world


def give_addresses(world: World) -> None:
    """Everybody has an e-mail address, but the second person in the standing office."""
    with world.store.writing(world.organisation_id) as driver:
        for name, person in world.people.items():
            address = f"{name}@{world.slug}.example" if name != "thuongtruc-2" else None
            key = person.account_id
            driver.run(updating("account", ("email",)), key=key, email=address)
        driver.connection.commit()


def inbox(world: World, name: str) -> list[InboxMessage]:
    """A person's messages, the newest first."""
    with world.store.reading() as driver:
        return page(driver, world.people[name].account_id, size=100)


def told(world: World) -> dict[str, list[InboxMessage]]:
    """Drain the outbox, and answer what that brought to whom, by user name."""
    before = {name: {message.id for message in inbox(world, name)} for name in world.people}
    drain(world.store, world.at)
    new = {name: [m for m in inbox(world, name) if m.id not in before[name]] for name in world.people}
    return {name: messages for name, messages in new.items() if messages}
