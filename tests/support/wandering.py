"""People of a commune who try whatever comes to their minds: mostly what the table holds, sometimes what it does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random

from sqlalchemy import bindparam, func, select

from states.council_vocabulary import SessionState
from states.processes import PROCESSES
from states.refusals import ActionRefused, NoSuchCase, StaleView
from states.vocabulary import Action, Role, Subject, SubjectKind
from tests.support.orders import order
from tests.support.standing import holder
from tests.support.world import World
from workflow.commands.command import Actor
from workflow.engine import Change, execute_all, keep
from workflow.ids import new_id
from workflow.models.ledger import Detail
from workflow.models.nomination import Nomination
from workflow.models.schema import METADATA
from workflow.sql import Prepared

KINDS = {"TTLDTT": SubjectKind.COLLECTIVE, "GDVH": SubjectKind.HOUSEHOLD, "TVH": SubjectKind.VILLAGE}
AWARDS = ("LDTT", "TTLDTT", "GK", "GDVH", "TVH", "BK_TINH")
SUBJECTS = [*[Subject.NOMINATION] * 8, *[Subject.SESSION] * 6, *[Subject.DECISION] * 3, Subject.CAMPAIGN, Subject.UNIT,
            Subject.ACCOUNT, Subject.OFFICE, Subject.PAST_AWARD, Subject.STATEMENT, Subject.MERGER,
            Subject.RULE_CHANGE, Subject.FUND_ENTRY, Subject.PAPER_TEMPLATE]  # fmt: skip
BEGINNINGS = [move.action for process in PROCESSES.values() for move in process.moves if move.source is None]

CASES_OF = {
    subject: Prepared(
        select(METADATA.tables[subject].c.id)
        .join(Detail, Detail.object_id == METADATA.tables[subject].c.id)
        .where(METADATA.tables[subject].c.organisation_id == bindparam("organisation_id"))
        .group_by(METADATA.tables[subject].c.id)
        .order_by(func.min(Detail.idx))
    )
    for subject in Subject
}
DRAFTS = Prepared(select(Nomination.id).where(Nomination.head.is_(None)).order_by(Nomination.created_at))


@dataclass
class Walk:
    """One walk; ``trail`` says what was tried and what came of it."""

    world: World
    luck: Random
    trail: list[str] = field(default_factory=list)
    done: int = 0

    def wander(self, steps: int) -> Walk:
        """Take a number of steps."""
        for _ in range(steps):
            self.luck.choice(STEPS)(self)
        return self

    def keys(self, subject: Subject) -> list[str]:
        """The cases of one kind, in the order of their first entries; drafts come last."""
        with self.world.store.reading() as driver:
            found = driver.rows(CASES_OF[subject], organisation_id=self.world.organisation_id)
            drafts = driver.rows(DRAFTS) if subject == Subject.NOMINATION else []
        return [key for (key,) in (*found, *drafts)]

    def somebody(self, role: Role, key: str, case: dict[str, object]) -> Actor:
        """Whoever may, or now and then anybody."""
        if self.luck.randrange(8) == 0:
            return self.luck.choice(list(self.world.people.values()))
        if role == Role.COUNCIL_MEMBER:
            return self.luck.choice(self.world.members)
        return holder(self.world, role, key, case)

    def attempt(self, action: Action, keys: list[str], actor: Actor) -> None:
        """Give the orders; a refusal is an answer like any other."""
        orders = [order(self.world, action, key, luck=self.luck) for key in keys]
        if self.luck.randrange(12) == 0:
            orders = [replace(each, seen=self.luck.randrange(500)) for each in orders]
        told = f"{self.world.day} {action} ×{len(keys)} by {actor.full_name or 'the console'}"
        self.world._second += 1
        try:
            receipts = execute_all(self.world.store, orders, actor=actor, at=self.world.at)
        except (ActionRefused, StaleView, NoSuchCase) as refusal:
            self.trail.append(f"{told}: {type(refusal).__name__} {refusal}")
        else:
            self.done += 1
            self.trail.append(f"{told}: entry {receipts[-1].index}")

    # the steps

    def act(self) -> None:
        """An action that the table holds, on one case; rarely one that it does not."""
        subject = self.luck.choice(SUBJECTS)
        key = self.luck.choice(self.keys(subject))
        case = dict(self.world.case(key, subject))
        known = [move for move in PROCESSES[subject].moves if move.source == case["state"]]
        anywhere = self.luck.randrange(10) == 0 or not known
        move = self.luck.choice(list(PROCESSES[subject].moves) if anywhere else known)
        self.attempt(move.action, [key], self.somebody(move.role, key, case))

    def act_on_several(self) -> None:
        """One action on all the nominations that stand together."""
        keys = self.keys(Subject.NOMINATION)
        states = {key: self.world.nomination(key)["state"] for key in keys}
        state = self.luck.choice(list(states.values()))
        together = [key for key in keys if states[key] == state][:4]
        moves = [move for move in PROCESSES[Subject.NOMINATION].moves if move.source == state]
        if moves:
            move = self.luck.choice(moves)
            self.attempt(
                move.action, together, self.somebody(move.role, together[0], dict(self.world.nomination(together[0])))
            )

    def vote(self) -> None:
        """Most members say something in an open vote, and perhaps it is closed."""
        keys = self.keys(Subject.SESSION)
        voting = [key for key in keys if self.world.case(key, Subject.SESSION)["state"] == SessionState.VOTING]
        for key in voting[-1:]:
            for member in self.world.members:
                if self.luck.randrange(8) > 0:
                    self.attempt(Action.CAST_VOTE, [key], member)
            self.attempt(Action.CLOSE_VOTE, [key], self.world.actor(Role.COUNCIL_SECRETARY))

    def begin(self) -> None:
        """A new case."""
        action = self.luck.choice(BEGINNINGS)
        role = next(move.role for process in PROCESSES.values() for move in process.moves if move.action == action)
        self.attempt(action, [new_id()], self.somebody(role, "", {}))

    def draft(self) -> None:
        """A new draft, sometimes without its papers."""
        award = self.luck.choice(AWARDS)
        unit = self.luck.choice(["thon-dong", "truong-hoc"])
        kind = KINDS.get(award, SubjectKind.INDIVIDUAL)
        self.world.draft(award, unit=unit, kind=kind, files=self.luck.randrange(6) > 0)

    def rewrite(self) -> None:
        """An author changes a draft, or tries to change what is none any more."""
        key = self.luck.choice(self.keys(Subject.NOMINATION))
        change = Change(of="nomination", key=key, columns={"achievement": "Viết lại."})
        try:
            keep(self.world.store, change, organisation_id=self.world.organisation_id)
        except NoSuchCase:
            self.trail.append("no draft to rewrite")

    def wait(self) -> None:
        """Days go by."""
        self.world.wait(self.luck.randint(1, 4))


STEPS: list[Callable[[Walk], None]] = [
    *[Walk.act] * 12, Walk.vote, Walk.act_on_several, Walk.act_on_several, Walk.begin, Walk.begin, Walk.draft,
    Walk.rewrite, Walk.wait,
]  # fmt: skip
"""What may happen next, each as often as it is named."""
