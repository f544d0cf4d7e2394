"""Terms that end."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from states.vocabulary import Subject
from workflow.commands.administration.end_office import EndOffice
from workflow.commands.command import Actor

if TYPE_CHECKING:
    from tests.support.world import World


def end_seat(world: World, member: Actor, *, days_ago: int = 1) -> None:
    """The member's first office is entered as ended: yesterday when nothing is said."""
    office, last_day = member.offices[0].id, world.day - timedelta(days=days_ago)
    order = EndOffice(on=office, seen=world.seen(office, Subject.OFFICE), last_day=last_day, reason="Miễn nhiệm.")
    world.do(order, world.operator)
