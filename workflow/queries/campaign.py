"""Emulation campaigns: the plan with its targets, where the campaign stands, and the nominations born of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import bindparam, func, select, tuple_

from states.facts import Row
from states.vocabulary import CampaignState, State, Subject
from workflow.commands.command import Actor
from workflow.models.campaign import Campaign, Target, TargetFigure
from workflow.models.nomination import Nomination
from workflow.models.organisation import Unit
from workflow.queries.open_actions import Look, look_at
from workflow.queries.search import Hit
from workflow.queries.seen_rows import visible_to
from workflow.queries.timeline import TimelineEntry, timeline
from workflow.queries.visibility import may_see
from workflow.sql import Driver, Prepared

PAGE = 20


@dataclass(frozen=True, kw_only=True)
class CampaignLine:
    """A campaign in a list."""

    key: str
    year: int
    title: str
    theme: str
    plan_number: str
    plan_on: date
    starts_on: date
    ends_on: date
    state: CampaignState


@dataclass(frozen=True, kw_only=True)
class FigureShown:
    """One figure to be reached. Without a value it is held against its reference, or judged in words.

    ``doubt`` says, in Vietnamese, why the printed plan cannot be right there; empty where nothing is amiss. ``key`` is
    empty while the plan is only being written.
    """

    key: str = ""
    label_vi: str
    label_en: str
    comparator: str
    value: Decimal | None
    unit: str
    reference: str
    doubt: str


@dataclass(frozen=True, kw_only=True)
class TargetShown:
    """One numbered target with its figures in the order of the plan."""

    number: int
    kind: str
    text_vi: str
    text_en: str
    figures: tuple[FigureShown, ...]


@dataclass(frozen=True, kw_only=True)
class CampaignPage:
    """Everything about one campaign. ``counts`` are of nominations that the person looking may see, by state."""

    look: Look
    targets: tuple[TargetShown, ...]
    counts: dict[State, int]
    timeline: Sequence[TimelineEntry]

    @property
    def case(self) -> Row:
        """The campaign's own row."""
        return self.look.case

    @property
    def state(self) -> CampaignState:
        """Where it stands."""
        return CampaignState(self.case["state"])


_LINE = select(
    Campaign.id, Campaign.year, Campaign.title, Campaign.theme, Campaign.plan_number, Campaign.plan_on,
    Campaign.starts_on, Campaign.ends_on, Campaign.state,
).where(Campaign.organisation_id == bindparam("organisation_id"))  # fmt: skip
_TARGETS = Prepared(
    lambda: select(
        Target.id, Target.number, Target.kind, Target.text_vi, Target.text_en, TargetFigure.id,
        TargetFigure.label_vi, TargetFigure.label_en, TargetFigure.comparator, TargetFigure.value, TargetFigure.decimals,
        TargetFigure.unit, TargetFigure.reference, TargetFigure.doubt,
    )
    .outerjoin(TargetFigure, TargetFigure.target_id == Target.id)
    .where(Target.campaign_id == bindparam("campaign_id"))
    .order_by(Target.number, Target.id, TargetFigure.position, TargetFigure.id)
)  # fmt: skip


@cache
def _campaigns(launched: bool, onward: bool) -> Prepared:
    statement = _LINE
    if launched:
        statement = statement.where(Campaign.state != CampaignState.DRAFT.value)
    if onward:
        after = tuple_(bindparam("after_year"), bindparam("after_id"))
        statement = statement.where(tuple_(Campaign.year, Campaign.id) < after)
    return Prepared(statement.order_by(Campaign.year.desc(), Campaign.id.desc()).limit(PAGE + 1))


def campaigns(
    driver: Driver, organisation_id: str, *, launched: bool = False, after: tuple[int, str] | None = None
) -> tuple[list[CampaignLine], bool]:
    """A page of campaigns, newest first, and whether more follow; for the public only those that were ``launched``."""
    places = dict(zip(("after_year", "after_id"), after, strict=True)) if after else {}
    rows = driver.rows(_campaigns(launched, bool(after)), organisation_id=organisation_id, **places)
    return [_line(*row) for row in rows[:PAGE]], len(rows) > PAGE


def _line(
    key: str, year: int, title: str, theme: str, plan_number: str, plan_on: str, starts_on: str, ends_on: str, state: str
) -> CampaignLine:  # fmt: skip
    return CampaignLine(
        key=key, year=year, title=title, theme=theme, plan_number=plan_number, plan_on=date.fromisoformat(plan_on),
        starts_on=date.fromisoformat(starts_on), ends_on=date.fromisoformat(ends_on), state=CampaignState(state),
    )  # fmt: skip


def targets_of(driver: Driver, campaign_id: str) -> tuple[TargetShown, ...]:
    """The targets of a campaign, each with its figures."""
    heads: dict[str, tuple[int, str, str, str]] = {}
    figures: dict[str, list[FigureShown]] = {}
    for key, number, kind, text_vi, text_en, *figure in driver.rows(_TARGETS, campaign_id=campaign_id):
        heads[key] = (number, kind, text_vi, text_en)
        figures.setdefault(key, []).extend([_figure(*figure)] if figure[0] is not None else [])
    return tuple(
        TargetShown(number=number, kind=kind, text_vi=text_vi, text_en=text_en, figures=tuple(figures[key]))
        for key, (number, kind, text_vi, text_en) in heads.items()
    )


def _figure(
    key: str, label_vi: str, label_en: str, comparator: str, value: int | None, decimals: int, *words: str
) -> FigureShown:
    unit, reference, doubt = words
    return FigureShown(
        key=key, label_vi=label_vi, label_en=label_en, comparator=comparator, unit=unit, reference=reference, doubt=doubt,
        value=None if value is None else Decimal(value).scaleb(-decimals),
    )  # fmt: skip


def campaign_page(driver: Driver, key: str, *, actor: Actor, at: int) -> CampaignPage | None:
    """The page of one campaign; ``None`` when it does not exist for this person."""
    look = look_at(driver, Subject.CAMPAIGN, key, actor=actor, at=at)
    if look is None or not may_see(actor, Subject.CAMPAIGN, look.case):
        return None
    return CampaignPage(
        look=look, targets=targets_of(driver, key), counts=nomination_counts(driver, key, actor),
        timeline=timeline(driver, actor.organisation_id, key),
    )  # fmt: skip


def nomination_counts(driver: Driver, campaign_id: str, actor: Actor) -> dict[State, int]:
    """How many nominations were born of the campaign, by where they stand, as far as the person may see them."""
    statement = Prepared(
        select(Nomination.state, func.count())
        .where(*_born_of(actor))
        .group_by(Nomination.state)
    )  # fmt: skip
    found = {State(state): int(count) for state, count in driver.rows(statement, campaign_id=campaign_id)}
    return {state: found[state] for state in State if state in found}


def nominations_of(
    driver: Driver, campaign_id: str, actor: Actor, *, state: str = "", after: tuple[str, str] | None = None
) -> tuple[list[Hit], tuple[str, str] | None]:
    """A page of the nominations born of a campaign by name, and the place of its last line when more follow."""
    statement = select(
        Nomination.id, Nomination.code, Nomination.name, Nomination.award, Unit.name, Nomination.year,
        Nomination.state, Nomination.sort_key,
    ).join(Unit, Unit.id == Nomination.unit_id).where(*_born_of(actor))  # fmt: skip
    given: dict[str, Any] = {"campaign_id": campaign_id}
    if state:
        statement, given = statement.where(Nomination.state == bindparam("state")), given | {"state": state}
    if after:
        place = tuple_(bindparam("after_name"), bindparam("after_id"))
        statement = statement.where(tuple_(Nomination.sort_key, Nomination.id) > place)
        given |= {"after_name": after[0], "after_id": after[1]}
    ordered = statement.order_by(Nomination.sort_key, Nomination.id).limit(PAGE + 1)
    rows = driver.rows(Prepared(ordered), **given)
    hits = [
        Hit(key=key, code=code or "", name=name, award=award, unit=unit, year=year, state=State(stands))
        for key, code, name, award, unit, year, stands, _ in rows[:PAGE]
    ]
    return hits, (rows[PAGE - 1][7], rows[PAGE - 1][0]) if len(rows) > PAGE else None


def _born_of(actor: Actor) -> tuple[Any, ...]:
    return (
        Nomination.campaign_id == bindparam("campaign_id"),
        Nomination.organisation_id == actor.organisation_id,
        Nomination.is_discarded == 0,
        visible_to(actor),
    )
