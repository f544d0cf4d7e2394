"""The commune that is measured: founded through the engine, with as many drafts as wanted, and the moves they take."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import web.factory  # noqa: F401 - garbage is collected as seldom as on the site
from states.regime import regime_on
from states.text import search_key, sort_key
from states.vocabulary import Basis, CheckResult, Role, SubjectKind
from tests.support.world import World
from workflow.commands.command import Actor, Command
from workflow.commands.nomination.accept import Accept
from workflow.commands.nomination.checklist import Check
from workflow.commands.nomination.confer import Confer
from workflow.commands.nomination.find_eligible import FindEligible
from workflow.commands.nomination.forward import Forward
from workflow.commands.nomination.publish import Publish
from workflow.commands.nomination.record_award_above import RecordAwardAbove
from workflow.commands.nomination.submit import Submit
from workflow.commands.nomination.submit_to_chairman import SubmitToChairman
from workflow.engine import Insert, Receipt, execute, keep
from workflow.ids import new_id

AWARD, BASIS, KIND = "BK_TINH", Basis.SUDDEN, SubjectKind.INDIVIDUAL
"""A certificate of merit of the province for a sudden achievement: the longest way that eight people walk one by one."""

DAY = date(2024, 11, 4)
TOGETHER = 500
"""How many drafts are laid down in one transaction."""


@dataclass(frozen=True)
class Step:
    """One move of the way: which office makes it, and the order for a case as it was last seen."""

    role: Role
    order: Callable[[str, int | None], Command]


def way() -> tuple[Step, ...]:
    """The eight moves from a draft to the award in its holder's hands, each by a person, each one entry."""
    rules = regime_on(DAY).rules(AWARD, BASIS)
    papers = tuple(document.code for document in rules.documents_at("submission"))
    checks = tuple(Check(code=line.code, result=CheckResult.MET) for line in rules.conditions_for(KIND))
    office, chairman = Role.SECRETARIAT, Role.CHAIRMAN
    return (
        Step(Role.UNIT_OFFICER, lambda key, seen: Submit(on=key)),
        Step(office, lambda key, seen: Accept(on=key, seen=seen, seen_documents=papers)),
        Step(office, lambda key, seen: FindEligible(on=key, seen=seen, checks=checks)),
        Step(office, lambda key, seen: SubmitToChairman(on=key, seen=seen, note="Kính trình.")),
        Step(chairman, lambda key, seen: Forward(on=key, seen=seen, number="12/TTr-UBND", dated_on=DAY)),
        Step(
            office,
            lambda key, seen: RecordAwardAbove(
                on=key, seen=seen, number="34/QĐ-UBND", decided_on=DAY, authority="UBND tỉnh Mẫu"
            ),
        ),
        Step(office, lambda key, seen: Publish(on=key, seen=seen)),
        Step(office, lambda key, seen: Confer(on=key, seen=seen, conferred_on=DAY)),
    )


STEPS = way()


def found(store: Any, slug: str = "dong-mau") -> World:
    """A commune with its offices, on the day that is measured."""
    world = World.open(store, slug=slug)
    world.day = DAY
    return world


def lay_drafts(world: World, count: int, *, award: str = AWARD, basis: str = BASIS, kind: str = KIND) -> list[str]:
    """Complete drafts of different nominees with all their papers; answers their ids."""
    codes = [document.code for document in regime_on(DAY).rules(award, basis).documents_at("submission")]
    keys = [new_id() for _ in range(count)]
    for start in range(0, count, TOGETHER):
        rows = [row for key in keys[start : start + TOGETHER] for row in _draft(world, key, award, basis, kind, codes)]
        keep(world.store, *rows, organisation_id=world.organisation_id)
    return keys


def _draft(world: World, key: str, award: str, basis: str, kind: str, codes: Iterable[str]) -> Iterable[Insert]:
    nominee, name = new_id(), "Trần Thị Ánh Nguyệt"
    officer, unit = world.people["thon-dong"], world.units["thon-dong"]
    person: Mapping[str, Any] = {
        "unit_id": unit, "name": name, "title": "Nông dân", "birth_year": 1980, "gender": "female",
        "household_code": None, "search_key": search_key(name), "sort_key": sort_key(name),
    }  # fmt: skip
    yield Insert(
        into="nominee", row={"id": nominee, "organisation_id": world.organisation_id, "kind": str(kind), **person}
    )
    case = {
        "id": key, "author_id": officer.account_id, "nominee_id": nominee, "campaign_id": None, "year": DAY.year,
        "award": award, "nominated_award": award, "basis": str(basis), "subject_kind": str(kind),
        "achievement": "Dũng cảm cứu người bị đuối nước trong trận lũ tháng 9.", "created_at": world.at, **person,
    }  # fmt: skip
    yield Insert(into="nomination", row=case)
    for code in codes:
        file = {
            "id": new_id(), "nomination_id": key, "author_id": officer.account_id, "kind": code,
            "file_name": f"{code}.pdf", "media_type": "application/pdf", "size": 1000,
            "sha256": hashlib.sha256(f"{key}{code}".encode()).hexdigest(), "uploaded_at": world.at,
        }  # fmt: skip
        yield Insert(into="upload", row=file)


class Walk:
    """Takes cases along the way one move at a time, as somebody does who has just looked at each case."""

    def __init__(self, world: World, actors: Sequence[Actor] = ()) -> None:
        self.world = world
        self.actors = actors or [self._actor(step.role) for step in STEPS]
        self.seen: dict[str, int] = {}
        self.at = world.at

    def _actor(self, role: Role) -> Actor:
        return self.world.people["thon-dong"] if role == Role.UNIT_OFFICER else self.world.actor(role)

    def take(self, key: str, number: int) -> Receipt:
        """One durable transition: move ``number`` of the way for one case."""
        self.at += 1
        order = STEPS[number].order(key, self.seen.get(key))
        receipt = execute(self.world.store, order, actor=self.actors[number], at=self.at)
        self.seen[key] = receipt.index
        return receipt
