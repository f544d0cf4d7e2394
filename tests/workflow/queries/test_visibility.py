"""A draft is seen by its unit alone; what has not reached the council is no business of its members."""

from __future__ import annotations

from dataclasses import replace

import pytest

from states.vocabulary import Role, State
from workflow.commands.command import Actor, HeldOffice
from workflow.queries.visibility import BEFORE_COUNCIL, SEES_ALL, may_see_nomination


def holder(role: Role, unit: str | None = None) -> Actor:
    office = HeldOffice(id="o", role=role, unit_id=unit)
    return Actor(account_id="a", organisation_id="g", pseudonym="p", offices=(office,))


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("role", Role)
def test_who_sees_a_nomination(role: Role, state: State) -> None:
    case = {"id": "n", "unit_id": "u", "state": state}
    expected = state != State.DRAFT and (
        role in SEES_ALL or (role == Role.COUNCIL_MEMBER and state not in BEFORE_COUNCIL)
    )
    assert may_see_nomination(holder(role, "v"), case) is expected
    assert may_see_nomination(holder(Role.UNIT_OFFICER, "u"), case)


@pytest.mark.parametrize("role", sorted(SEES_ALL | {Role.COUNCIL_MEMBER}))
def test_who_takes_no_part_in_a_case_sees_nothing_of_it_in_any_office(role: Role) -> None:
    actor = replace(holder(role), veiled=frozenset({"n"}))
    case = {"unit_id": "u", "state": State.TABLED}
    assert not may_see_nomination(actor, {"id": "n", **case})
    assert may_see_nomination(actor, {"id": "m", **case})


def test_a_unit_keeps_the_dossier_that_it_wrote() -> None:
    actor = replace(holder(Role.UNIT_OFFICER, "u"), veiled=frozenset({"n"}))
    assert may_see_nomination(actor, {"id": "n", "unit_id": "u", "state": State.TABLED})
