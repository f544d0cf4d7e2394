"""Lists of the council: its sessions, and what may be put on an agenda."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import String, bindparam, cast, func, literal, or_, select, tuple_

from states.council_vocabulary import CouncilBody, SessionState
from states.vocabulary import State
from workflow.commands.command import Actor
from workflow.days import civil_date
from workflow.models.nomination import Nomination
from workflow.models.organisation import Unit
from workflow.models.session import Finding, RollEntry, Session, Vote
from workflow.queries.session import AgendaGroup, AgendaItem, grouped
from workflow.queries.towards_session import IS_TABLED, OWED_BY_NAME, SITS_IN_ITS_BODY, takes_part_in
from workflow.rules_in_force import rules_of
from workflow.sql import Driver, Prepared

PAGE = 20


_tabled = select(func.count()).where(IS_TABLED, takes_part_in(Nomination.id)).correlate(Session).scalar_subquery()
_found = (
    select(func.count())
    .where(Finding.session_id == Session.id, takes_part_in(Finding.nomination_id))
    .correlate(Session)
    .scalar_subquery()
)
_mine = (
    select(func.count(func.distinct(Vote.nomination_id)))
    .where(Vote.session_id == Session.id, Vote.account_id == bindparam("account_id"), takes_part_in(Vote.nomination_id))
    .correlate(Session)
    .scalar_subquery()
)
_on_roll = (
    select(func.count())
    .where(RollEntry.session_id == Session.id, RollEntry.account_id == bindparam("account_id"))
    .scalar_subquery()
)
_SESSIONS = Prepared(
    lambda: select(Session.id, Session.title, Session.body, Session.place, Session.meets_on, Session.state, _tabled + _found,
           _mine, _on_roll, OWED_BY_NAME)
    .where(
        or_(literal("") == cast(bindparam("whose"), String), SITS_IN_ITS_BODY, _on_roll > 0),
        Session.organisation_id == bindparam("organisation_id"),
        or_(Session.state == bindparam("state"), literal("") == cast(bindparam("state"), String)),
        or_(
            literal("") == cast(bindparam("after_day"), String),
            tuple_(Session.meets_on, Session.id) < tuple_(bindparam("after_day"), bindparam("after_id")),
        ),
    )
    .order_by(Session.meets_on.desc(), Session.id.desc())
    .limit(PAGE + 1)
)  # fmt: skip
_ELIGIBLE = Prepared(
    lambda: select(Nomination.id, Nomination.code, Nomination.name, Nomination.title, Nomination.award, Nomination.basis,
           Nomination.changed, Unit.name, Nomination.rules)
    .join(Unit, Unit.id == Nomination.unit_id)
    .where(Nomination.organisation_id == bindparam("organisation_id"), Nomination.state == State.ELIGIBLE.value)
    .order_by(Nomination.award, Nomination.sort_key, Nomination.id)
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class SessionLine:
    """A session in a list; ``mine`` counts the items on which the person looking has given an opinion.

    ``owed`` are the items that are voted on by name and on which it has given none.
    """

    key: str
    title: str
    body: CouncilBody
    place: str
    meets_on: date
    state: SessionState
    item_count: int
    mine: int
    is_on_roll: bool
    owed: int

    @property
    def left(self) -> int:
        """How many items of an open vote still want the person's opinion."""
        return self.owed if self.state == SessionState.VOTING and self.is_on_roll else 0

    @property
    def position(self) -> str:
        """Where the next page of the list begins."""
        return f"{self.meets_on.isoformat()}.{self.key}"


def sessions(
    driver: Driver, actor: Actor, today: date, *, state: str = "", after: str = "", own: bool = False
) -> tuple[list[SessionLine], bool]:
    """A page of the organisation's sessions, the latest first, and whether more follow.

    ``own``: only those of the bodies in which the person sits, or on whose roll the person stands.
    """
    after_day, _, after_id = after.partition(".")
    rows = driver.rows(
        _SESSIONS, organisation_id=actor.organisation_id, account_id=actor.account_id, state=state,
        whose="own" if own else "", after_day=after_day, after_id=after_id, today=today.isoformat(),
    )  # fmt: skip
    lines = [
        SessionLine(
            key=key, title=title, body=CouncilBody(body), place=place, meets_on=date.fromisoformat(day),
            state=SessionState(standing), item_count=count, mine=mine, is_on_roll=bool(on_roll), owed=owed,
        )
        for key, title, body, place, day, standing, count, mine, on_roll, owed in rows
    ]  # fmt: skip
    return lines[:PAGE], len(lines) > PAGE


def eligible_items(driver: Driver, actor: Actor, at: int) -> tuple[AgendaGroup, ...]:
    """Eligible nominations on which the council has a say, by award: what may be put on an agenda."""
    all_rules, lines = rules_of(driver, actor.organisation_id), []
    for key, code, name, title, award, basis, seen, unit, digest in driver.rows(
        _ELIGIBLE, organisation_id=actor.organisation_id
    ):
        rules = all_rules.under(digest, civil_date(at)).rules(award, basis)
        if rules.council_step.value and key not in actor.veiled:
            lines.append(
                AgendaItem(
                    key=key, code=code, name=name, title=title, unit=unit, award=award,
                    lower=rules.lower_award.value, seen=seen,
                )
            )  # fmt: skip
    return grouped(lines)
