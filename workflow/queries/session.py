"""One session of the council as its secretary and its members see it.

Nothing here tells how anybody voted: only who has given an opinion, and, after the close, the counts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import bindparam, select

from states.council_vocabulary import Attendance, CouncilBody, Method, SessionForm, SessionState
from states.facts import Row
from states.guards.session import taking_part
from states.paper_ballots import on_paper
from states.ranking import Rank
from states.regime import CouncilRules
from states.rule_parts import Sourced
from states.session_facts import SessionFacts
from states.tally import Tally, Threshold
from states.tally_figures import figures
from states.vocabulary import State, Subject
from workflow.commands.command import Actor
from workflow.facts.ranking import ranks_of
from workflow.facts.session import IN_THIS_MEETING
from workflow.facts.tally import COUNT, tally_of
from workflow.models.account import Account
from workflow.models.council_paper import ItemVotedOn
from workflow.models.nomination import Nomination
from workflow.models.organisation import Unit
from workflow.models.session import AttendanceMark, Finding, RollEntry, Session
from workflow.queries.open_actions import Look, look_at
from workflow.queries.timeline import TimelineEntry, timeline
from workflow.queries.visibility import is_recused, may_see
from workflow.sql import Driver, Prepared, PreparedForIds

NEEDS = frozenset({
    "regime", "seated", "members_in_office", "roll", "attendance", "agenda", "votes", "written", "declared", "conflicts",
    "tellers", "handouts",
})  # fmt: skip
TAKING_PART = (Attendance.PRESENT, Attendance.REMOTE)
COUNTED = (SessionState.CLOSED, SessionState.MINUTED, SessionState.SIGNED)
MINUTED = (SessionState.MINUTED, SessionState.SIGNED)
"""States in which the count stands, and those in which there are minutes."""

_PEOPLE = PreparedForIds(
    lambda ids: (
        select(Account.id, Account.full_name, Account.post_title)
        .where(Account.id.in_(ids))
        .order_by(Account.sort_key, Account.id)
    )
)
_TITLES = Prepared(
    lambda: select(RollEntry.account_id, RollEntry.title).where(RollEntry.session_id == bindparam("key"))
)
_REASONS = Prepared(
    lambda: (
        select(AttendanceMark.account_id, AttendanceMark.reason)
        .join(Session, Session.id == AttendanceMark.session_id)
        .where(AttendanceMark.session_id == bindparam("key"), IN_THIS_MEETING)
        .order_by(AttendanceMark.version)
    )
)
_ABOUT = PreparedForIds(
    lambda ids: (
        select(Nomination.id, Nomination.title, Nomination.changed, Unit.name)
        .join(Unit, Unit.id == Nomination.unit_id)
        .where(Nomination.id.in_(ids))
    )
)
_COUNTS = Prepared(
    lambda: select(
        Finding.nomination_id, Finding.finding, Finding.threshold_num, Finding.threshold_den, Finding.threshold_strict,
        Nomination.code, Nomination.name, Nomination.title, Nomination.award, Nomination.nominated_award,
        Unit.name, ItemVotedOn.method, *COUNT,
    )
    .join(Nomination, Nomination.id == Finding.nomination_id)
    .join(Unit, Unit.id == Nomination.unit_id)
    .outerjoin(
        ItemVotedOn,
        (ItemVotedOn.session_id == Finding.session_id) & (ItemVotedOn.nomination_id == Finding.nomination_id),
    )
    .where(Finding.session_id == bindparam("key"))
    .order_by(Nomination.award, Nomination.sort_key, Nomination.id)
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Seat:
    """A member of the council towards one session: ``mark`` is empty while attendance was not taken.

    ``substitutes`` is the name of the member whom a substitute stands in for.
    """

    account_id: str
    name: str
    title: str
    mark: Attendance | None = None
    reason: str = ""
    substitutes: str = ""

    @property
    def takes_part(self) -> bool:
        """Whether the member is in the session, in the room or online."""
        return self.mark in TAKING_PART


@dataclass(frozen=True, kw_only=True)
class AgendaItem:
    """One nomination before the council. ``seen`` is what stands of it now; ``lower`` the award it may get instead."""

    key: str
    code: str
    name: str
    title: str
    unit: str
    award: str
    lower: str | None
    seen: int | None
    method: Method = Method.OPEN


@dataclass(frozen=True, kw_only=True)
class AgendaGroup:
    """The items of one award."""

    award: str
    lower: str | None
    lines: tuple[AgendaItem, ...]


@dataclass(frozen=True, kw_only=True)
class CountedItem:
    """What the council found on one item, with its count."""

    item: AgendaItem
    finding: State
    tally: Tally
    threshold: Threshold
    rank: Rank | None

    @property
    def in_secret(self) -> bool:
        """Whether it was voted on with papers that bear no name."""
        return self.item.method == Method.SECRET_PAPER

    @property
    def figures(self) -> Mapping[str, int]:
        """The figures of its count, in the order in which they are shown everywhere."""
        return figures(self.tally, self.threshold)


@dataclass(frozen=True, kw_only=True)
class SessionPage:
    """Everything about one session that the person looking may see.

    ``seats`` are those who count, ``markable`` those whose attendance is taken: until the vote opens, substitutes too.
    ``recused`` are the items in which that person takes no part: they stand nowhere else on the page. ``in_urn`` are those
    that a member votes on with a paper in the room, where the rest is asked by name.
    """

    look: Look
    seats: tuple[Seat, ...]
    markable: tuple[Seat, ...]
    agenda: tuple[AgendaGroup, ...]
    counted: tuple[CountedItem, ...]
    recused: tuple[AgendaItem, ...]
    in_urn: tuple[AgendaItem, ...] = ()
    chair: Seat | None
    timeline: Sequence[TimelineEntry]

    @property
    def case(self) -> Row:
        """The session's own row."""
        return self.look.case

    @property
    def state(self) -> SessionState:
        """Where it stands."""
        return SessionState(self.case["state"])

    @property
    def body(self) -> CouncilBody:
        """Whose session it is."""
        return CouncilBody(self.case["body"])

    @property
    def is_circulated(self) -> bool:
        """Whether papers are circulated instead of a meeting."""
        return bool(self.case["form"] == SessionForm.CIRCULATION)

    @property
    def facts(self) -> SessionFacts:
        """What the guards know of it."""
        assert isinstance(self.look.facts, SessionFacts)
        return self.look.facts

    @property
    def meets_on(self) -> date:
        """The day of the session."""
        return date.fromisoformat(self.case["meets_on"])

    @property
    def present(self) -> int:
        """How many members take part."""
        return sum(seat.takes_part for seat in self.seats)

    @property
    def needed_to_meet(self) -> int:
        """How many must take part for the vote to open."""
        return self.facts.regime.council.needed_to_meet(len(self.seats))

    @property
    def needed_to_decide(self) -> int:
        """How many members must take part, in the session or in writing, for the vote to be closed."""
        return self.facts.regime.council.needed_to_award(len(self.seats))

    @property
    def awaits_signer(self) -> bool:
        """Whether nobody can sign the minutes: the chair is no longer in office, and nobody is named to sign instead."""
        is_in_office = any(row["account_id"] == self.case["chair_id"] for row in self.facts.seated)
        return self.state == SessionState.MINUTED and self.case["signer_id"] is None and not is_in_office

    @property
    def rules(self) -> CouncilRules:
        """How the council votes and counts in this session."""
        return self.facts.regime.council

    @property
    def ballot_rules(self) -> list[Sourced[Any]]:
        """Why items of the agenda are voted on in secret: the rule of each award, told once."""
        rules = [item["rules"].vote_method for item in on_paper(self.facts.agenda)]
        return list({(rule.source, rule.mark): rule for rule in rules}.values())

    @property
    def taking_part(self) -> tuple[int, int]:
        """How many are in the session, and how many others have written; for the secretary who runs the vote."""
        return taking_part(self.facts)

    @property
    def lines(self) -> list[AgendaItem]:
        """All items of the agenda."""
        return [line for group in self.agenda for line in group.lines]

    @property
    def on_paper(self) -> list[AgendaItem]:
        """The items that are voted on in secret on paper."""
        return [line for line in self.lines if line.method == Method.SECRET_PAPER]

    def counted_by(self, teller: Seat) -> int:
        """How many of them a teller counts: those that the teller takes part in."""
        return sum((line.key, teller.account_id) not in self.facts.conflicts for line in self.on_paper)

    @property
    def tellers(self) -> list[Seat]:
        """Who counts them."""
        return [seat for seat in self.seats if seat.account_id in self.facts.tellers[1]]


def session_page(driver: Driver, key: str, *, actor: Actor, at: int) -> SessionPage | None:
    """The page of one session; ``None`` when it does not exist for this person."""
    look = look_at(driver, Subject.SESSION, key, actor=actor, at=at, needs=NEEDS)
    if look is None or not may_see(actor, Subject.SESSION, look.case):
        return None
    seats = seats_of(driver, look)
    agenda, counted = agenda_of(driver, look), counted_items(driver, key)
    items = [*(line for group in agenda for line in group.lines), *(each.item for each in counted)]
    return SessionPage(
        look=look, seats=seats, markable=markable_of(driver, look) or seats,
        agenda=_veiled_agenda(actor, agenda), counted=_veiled(actor, counted),
        recused=tuple(item for item in items if is_recused(actor, item.key)),
        chair=next((seat for seat in seats if seat.account_id == look.case["chair_id"]), None),
        timeline=timeline(driver, actor.organisation_id, key),
    )  # fmt: skip


def _veiled_agenda(actor: Actor, agenda: Sequence[AgendaGroup]) -> tuple[AgendaGroup, ...]:
    """The agenda without what the person takes no part in."""
    return grouped([line for group in agenda for line in group.lines if not is_recused(actor, line.key)])


def _veiled(actor: Actor, counted: Sequence[CountedItem]) -> tuple[CountedItem, ...]:
    """The counts without those kept from the person; nor are the places of an award told, which give the missing one away."""
    hidden = [each.item for each in counted if is_recused(actor, each.item.key)]
    awards = {award for item in hidden for award in (item.award, item.lower)}
    return tuple(
        replace(each, rank=None) if {each.item.award, each.item.lower} & awards - {None} else each
        for each in counted if not is_recused(actor, each.item.key)
    )  # fmt: skip


def seats_of(driver: Driver, look: Look) -> tuple[Seat, ...]:
    """The members who count: those on the roll once it is frozen, before that those in office today; by name."""
    facts, key = look.facts, look.case["id"]
    assert isinstance(facts, SessionFacts)
    titles = {row["account_id"]: row["title"] for row in facts.members_in_office}
    titles |= dict(driver.rows(_TITLES, key=key))
    reasons = dict(driver.rows(_REASONS, key=key))
    counted = list(facts.roll) or [row["account_id"] for row in facts.members_in_office]
    marks = {account: Attendance(mark) for account, (_, mark, _reason) in facts.attendance.items() if mark}
    return tuple(
        Seat(account_id=account, name=name, title=titles[account] or post, mark=marks.get(account),
             reason=reasons.get(account, ""))
        for account, name, post in driver.rows_for(_PEOPLE, counted)
    )  # fmt: skip


def markable_of(driver: Driver, look: Look) -> tuple[Seat, ...]:
    """Members and their substitutes, by name; nobody where there are no substitutes, or the roll is frozen."""
    facts = look.facts
    assert isinstance(facts, SessionFacts)
    if facts.roll or not any(row["substitutes"] for row in facts.seated):
        return ()
    rows = {row["account_id"]: row for row in facts.seated}
    reasons = dict(driver.rows(_REASONS, key=look.case["id"]))
    marks = {account: Attendance(mark) for account, (_, mark, _reason) in facts.attendance.items() if mark}
    return tuple(
        Seat(
            account_id=account, name=name, title=rows[account]["title"] or post, mark=marks.get(account),
            reason=reasons.get(account, ""), substitutes=rows.get(rows[account]["substitutes"], {}).get("name", ""),
        )
        for account, name, post in driver.rows_for(_PEOPLE, list(rows))
    )  # fmt: skip


def agenda_of(driver: Driver, look: Look) -> tuple[AgendaGroup, ...]:
    """The items before the council, by award; empty after the close."""
    assert isinstance(look.facts, SessionFacts)
    rows = look.facts.agenda
    about = {key: rest for key, *rest in driver.rows_for(_ABOUT, [row["id"] for row in rows])}
    return grouped([_item(row, about[row["id"]]) for row in rows])


def _item(row: Row, about: Sequence[Any]) -> AgendaItem:
    title, seen, unit = about
    return AgendaItem(
        key=row["id"], code=row["code"], name=row["name"], title=title, unit=unit, award=row["award"],
        lower=row["rules"].lower_award.value, seen=seen, method=row["method"],
    )  # fmt: skip


def grouped(lines: Sequence[AgendaItem]) -> tuple[AgendaGroup, ...]:
    """Items that stand in the order of their awards, by award."""
    return tuple(
        AgendaGroup(award=award, lower=members[0].lower, lines=members)
        for award, found in groupby(lines, key=lambda line: line.award)
        for members in (tuple(found),)
    )


def counted_items(driver: Driver, key: str) -> tuple[CountedItem, ...]:
    """The findings of a closed session, by award, and by rank where a quota bounds it; none before the close."""
    rows = driver.rows(_COUNTS, key=key)
    ranks = ranks_of(driver, [row[0] for row in rows])
    found = [_counted(*row, rank=ranks.get((row[0], key))) for row in rows]
    return tuple(sorted(found, key=lambda each: (each.item.award, each.rank.place if each.rank else 0)))


def _counted(
    nomination: str, finding: str, num: int, den: int, strict: int, code: str, name: str, title: str, award: str,
    nominated: str, unit: str, method: str | None, *count: Any, rank: Rank | None,
) -> CountedItem:  # fmt: skip
    is_lower = finding == State.ENDORSED_LOWER
    return CountedItem(
        item=AgendaItem(
            key=nomination, code=code, name=name, title=title, unit=unit, award=nominated if is_lower else award,
            lower=award if is_lower else None, seen=None, method=Method(method or Method.OPEN),
        ),
        finding=State(finding),
        tally=tally_of(count), threshold=Threshold(num, den, bool(strict)), rank=rank,
    )  # fmt: skip
