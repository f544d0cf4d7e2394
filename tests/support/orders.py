"""A plausible order for every action: each field of a command is filled by its name, from what the case offers.

A command with a field that nobody knows here is a ``KeyError``: say below what an official would enter.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy import bindparam, func, select

from states.certificate_vocabulary import CertificateCause
from states.council_vocabulary import (
    Attendance,
    ConflictGround,
    CouncilBody,
    CouncilSeat,
    HandAnswer,
    SessionForm,
    VoteChoice,
)
from states.decision_vocabulary import AnnulmentGround, CorrectedPart, FundKind
from states.paper_ballots import PaperCount, on_paper
from states.paper_wording import TemplatePart
from states.regime import regime_on
from states.tally import Opinions, Tally
from states.vocabulary import (
    Action,
    CheckResult,
    DecisionState,
    ErasureGround,
    FactKind,
    Opinion,
    Receiver,
    ReportPeriod,
    Role,
    SettlementResult,
    State,
    UnitKind,
)
from states.vocabulary import Subject as S
from tests.support.journeys import papers
from tests.support.local_rules import own_layer
from tests.support.paper_votes import a_scan
from tests.support.world import World
from workflow import commands
from workflow.commands.campaign.plan_campaign import PlannedFigure, PlannedTarget
from workflow.commands.command import Command
from workflow.commands.council.voting import is_in_room, is_there
from workflow.commands.decision.draft_correction import CorrectedLine
from workflow.commands.nomination.checklist import Check
from workflow.ids import new_id
from workflow.judging import facts_about, read_cases
from workflow.ledger.note import SigningKey
from workflow.models.ledger import Detail
from workflow.models.schema import METADATA
from workflow.sql import Prepared

GATHERED: Mapping[S, frozenset[str]] = {
    S.NOMINATION: frozenset({"comments", "replies", "sessions"}),
    S.SESSION: frozenset({"agenda", "members_in_office", "roll", "hands", "conflicts", "handouts", "attendance"}),
    S.CAMPAIGN: frozenset({"figures"}),
}
"""What is looked up about a case before an order for it is written."""

ALSO = {
    "gives_way", "body", "form", "seat", "checks", "seen_documents", "note", "receiver", "received_by", "confirmation",
    "is_returned", "targets", "unit_id", "value", "measured_in",
}  # fmt: skip
"""Fields that are filled though they may be left out."""


def command_classes() -> dict[Action, list[type[Command]]]:
    """Every command class of the house, by its action; found by walking the folder."""
    found: dict[Action, list[type[Command]]] = {}
    for module in pkgutil.walk_packages(commands.__path__, f"{commands.__name__}."):
        for value in vars(importlib.import_module(module.name)).values():
            if is_command(value) and value.__module__ == module.name:
                found.setdefault(value.action, []).append(value)
    return found


def is_command(value: object) -> bool:
    """Whether this is the class of one action."""
    return isinstance(value, type) and issubclass(value, Command) and "action" in vars(value)


COMMANDS: Mapping[Action, type[Command]] = {action: found[0] for action, found in command_classes().items()}


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What lies before somebody who writes an order: the case, what was gathered about it, and a way to choose."""

    world: World
    command: type[Command]
    case: Mapping[str, Any]
    facts: Any
    luck: Random

    def one_of(self, choices: Any, otherwise: str = "nobody") -> Any:
        """One of the choices; an id that means nothing where there are none."""
        found = list(choices)
        return self.luck.choice(found) if found else otherwise

    def some_of(self, choices: Any) -> list[Any]:
        """At least one of the choices, in their order; nothing where there are none."""
        found = list(choices)
        taken = set(self.luck.sample(range(len(found)), self.luck.randint(1, len(found)))) if found else set()
        return [each for number, each in enumerate(found) if number in taken]

    def keys(self, table: str, column: str = "id", **where: str) -> list[str]:
        """Keys of the organisation's cases in a table, in the order of their first entries."""
        (name, wanted), *_ = (*where.items(), ("organisation_id", self.world.organisation_id))
        case = METADATA.tables[table].c
        found = (
            select(case[column])
            .join(Detail, Detail.object_id == case.id)
            .where(case[name] == bindparam("wanted"), Detail.log_id == bindparam("log_id"))
            .group_by(case.id, case[column])
            .order_by(func.min(Detail.idx))
        )
        with self.world.store.reading() as driver:
            rows = driver.rows(Prepared(found), wanted=wanted, log_id=self.world.organisation_id)
        return [key for (key,) in rows]


def order(world: World, action: Action, key: str, *, luck: Random | None = None) -> Command:
    """An order about one case as it stands, or about one that does not exist yet."""
    command = COMMANDS[action]
    with world.store.reading() as driver:
        case = read_cases(driver, command.subject, [key], world.organisation_id).get(key, {})
        gathered = GATHERED.get(command.subject, frozenset())
        actor = next(iter(world.people.values()))
        facts = facts_about(
            driver, command.subject, {key: case} if case else {}, gathered, actor=actor, at=world.at, today=world.day
        ).get(key)
    sheet = Sheet(world=world, command=command, case=case, facts=facts, luck=luck or Random(0))
    values = {name: ANSWERS[name](sheet) for name in wanted(command)}
    return command(on=key, seen=case.get("changed"), **values)


def wanted(command: type[Command]) -> list[str]:
    """The fields of a command that an order fills."""
    return [
        field.name
        for field in fields(command)
        if field.name not in ("on", "seen")
        and (field.name in ALSO or (field.default is MISSING and field.default_factory is MISSING))
    ]


def checks(sheet: Sheet) -> tuple[Check, ...]:
    """The checklist, answered as the action needs it; after a posting nothing is answered again."""
    if sheet.case.get("state") != State.UNDER_APPRAISAL:
        return ()
    answered = sheet.world.checks(str(sheet.case["id"]))
    failing = answered[0].code if sheet.command.action == Action.FIND_INELIGIBLE and answered else ""
    return tuple(Check(code=c.code, result=CheckResult.NOT_MET) if c.code == failing else c for c in answered)


def choices(sheet: Sheet) -> dict[str, VoteChoice]:
    """An answer to some items of the agenda; for the lower award only where the rules offer one."""
    return {
        item["id"]: sheet.luck.choice(list(VoteChoice) if item["rules"].lower_award.value else _PLAIN)
        for item in sheet.some_of(sheet.facts.agenda if sheet.facts else ())
    }


_PLAIN = [VoteChoice.AGREE, VoteChoice.AGREE, VoteChoice.DISAGREE, VoteChoice.ABSTAIN]


def hands(sheet: Sheet) -> dict[str, dict[str, VoteChoice]]:
    """The raised hands of some members."""
    return {member: choices(sheet) for member in sheet.some_of(sheet.facts.roll if sheet.facts else ())}


def answers(sheet: Sheet) -> dict[str, HandAnswer]:
    """What the first member says to every recorded hand of theirs."""
    member = sheet.world.members[0].account_id
    hands = sheet.facts.hands if sheet.facts else {}
    return {vote: sheet.luck.choice(list(HandAnswer)) for (_, account), vote in hands.items() if account == member}


def marks(sheet: Sheet) -> dict[str, Attendance]:
    """Who takes part; most do."""
    members = [row["account_id"] for row in sheet.facts.members_in_office] if sheet.facts else []
    return {member: sheet.luck.choice([*[Attendance.PRESENT] * 5, *Attendance]) for member in members}


def chair(sheet: Sheet) -> str:
    """Somebody on the roll; of a meeting, who was there."""
    facts = sheet.facts
    there = [account for account in facts.roll if is_there(account, facts)] if facts else []
    return str(sheet.one_of(there or (facts.roll if facts else ())))


def given(sheet: Sheet) -> dict[str, bool]:
    """Most members in the room get a ballot, and of the others it is said that they got none."""
    facts = sheet.facts
    return {
        member: bool(sheet.luck.randrange(8)) and is_in_room(member, facts) for member in (facts.roll if facts else ())
    }  # fmt: skip


def counts(sheet: Sheet) -> dict[str, PaperCount]:
    """What a teller may find of some items on paper: all ballots that were handed out came back and agree."""
    items = on_paper(sheet.facts.agenda) if sheet.facts else []
    out = {item["id"]: sheet.facts.handed_out(item["id"]) for item in items}
    return {key: PaperCount(issued=n, returned=n, invalid=0, opinions=Opinions(agree=n)) for key, n in out.items()}


def conflicts(sheet: Sheet) -> dict[str, ConflictGround]:
    """Mostly none; now and then a member's own case."""
    agenda = sheet.facts.agenda if sheet.facts else ()
    return (
        dict.fromkeys([item["id"] for item in agenda][:1], ConflictGround.OWN_CASE)
        if sheet.luck.randrange(6) == 5
        else {}
    )


def declarants(sheet: Sheet) -> tuple[str, ...]:
    """Those who declare at the meeting."""
    return tuple(sheet.some_of([row["account_id"] for row in sheet.facts.members_in_office] if sheet.facts else ()))


def unit_of(sheet: Sheet) -> str | None:
    """Every grant may name a unit; only a unit officer's needs it. A report is of the first one."""
    if sheet.command.action in (Action.REPORT_ACTUAL, Action.RECORD_STATEMENT):
        return next(iter(sheet.world.units.values()))
    return sheet.one_of(sheet.world.units.values())


def seen_documents(sheet: Sheet) -> tuple[str, ...]:
    """Every paper of the dossier was opened."""
    return papers(sheet.world, str(sheet.case["id"])) if sheet.case else ()


def awards(day: date) -> list[str]:
    """What may be proposed on a day."""
    return [code for code, rules in regime_on(day).awards.items() if rules.offered]


def said(text: str) -> Callable[[Sheet], str]:
    """Always the same words."""
    return lambda _sheet: text


def today(sheet: Sheet) -> date:
    """The present day."""
    return sheet.world.day


FIGURE = PlannedFigure(label_vi="Tỷ lệ", label_en="Share", comparator=">=", value=90, unit="%")
ANSWERS: Mapping[str, Callable[[Sheet], Any]] = {
    # words
    **{name: said("Theo biên bản ngày hôm nay.") for name in
       ("reason", "measured_in", "text", "note", "answer", "achievement", "course", "conclusions", "title", "place", "theme",
        "name", "full_name", "post_title", "document", "authority", "from_whom", "issuer", "plan_signer",
        "parent_name", "award", "post", "request", "confirmation", "received_by")},
    **{name: said("12/QĐ-UBND") for name in ("number", "decision_number", "plan_number")},
    "domain": said("xa-moi.example"),
    "vkey": lambda sheet: str(SigningKey.make(f"{sheet.case.get('domain')}/log/{sheet.case.get('id')}").verifier),
    "slug": lambda _sheet: f"xa-{new_id()[:8]}",
    "username": lambda _sheet: f"nguoi{new_id()[:8]}",
    # days
    **dict.fromkeys(
        ("meets_on", "conferred_on", "dated_on", "decided_on", "received_on", "replied_on", "recovered_on", "last_day",
         "held_from", "plan_on", "starts_on", "reported_on", "requested_on", "entered_on", "given_on"), today,
    ),
    "ends_on": lambda sheet: sheet.world.day + timedelta(days=200),
    "year": lambda sheet: sheet.world.day.year,
    "valid_from": said("2024-01-01"),
    # one of the words the house knows
    "kind": lambda sheet: (
        FundKind.ALLOCATION if sheet.command.subject == S.FUND_ENTRY else sheet.one_of(UnitKind)
    ),
    "amount": lambda _sheet: 5_000_000,
    # a template of a paper
    "paper": said("refusal"),
    "part": lambda _sheet: TemplatePart.WORDING,
    "follows": lambda sheet: len(sheet.keys("paper_template", paper="refusal")),
    "count": lambda _sheet: 1,
    "role": lambda sheet: sheet.one_of(
        [Role.COUNCIL_MEMBER, *(role for role in Role if role not in (Role.HOLDER, Role.DEPUTY_CHAIRMAN))]
    ),
    "held_until": lambda sheet: sheet.world.day + timedelta(days=60),
    "body": lambda sheet: sheet.one_of(CouncilBody),
    "form": lambda sheet: sheet.one_of([*[SessionForm.MEETING] * 3, SessionForm.CIRCULATION]),
    "seat": lambda sheet: sheet.one_of(CouncilSeat),
    "receiver": lambda sheet: sheet.one_of(Receiver),
    "cause": lambda sheet: sheet.one_of(CertificateCause),
    "is_returned": lambda _sheet: True,
    "opinion": lambda sheet: sheet.one_of(Opinion),
    "result": lambda sheet: sheet.one_of(SettlementResult),
    # one of what is there
    "account_id": lambda sheet: sheet.one_of([actor.account_id for actor in sheet.world.people.values()]),
    "unit_id": unit_of,
    "ground": lambda sheet: (
        ErasureGround.REQUEST if sheet.command.subject == S.ERASURE else AnnulmentGround.FALSE_DECLARATION
    ),
    "nominee_id": lambda sheet: sheet.one_of(sheet.keys("nomination", "nominee_id")),
    "merged_id": lambda sheet: sheet.one_of(sheet.keys("nomination", "nominee_id")),
    "session_id": lambda sheet: sheet.one_of(sorted(sheet.facts.sessions) if sheet.facts else ()),
    "consultation_id": lambda sheet: sheet.one_of([row["id"] for row in sheet.facts.replies] if sheet.facts else ()),
    "comment_id": lambda sheet: sheet.one_of([row["id"] for row in sheet.facts.comments] if sheet.facts else ()),
    "decision_id": lambda sheet: sheet.one_of(sheet.keys("decision"), new_id()),
    "corrects_id": lambda sheet: sheet.one_of(sheet.keys("decision", state=DecisionState.ISSUED), new_id()),
    "lines": lambda _sheet: (CorrectedLine(part=CorrectedPart.TEXT, was="năm 2023", becomes="năm 2024", reason="Nhầm năm."),),
    "chair_id": chair,
    "signer_id": lambda _sheet: None,
    "nominations": lambda sheet: tuple(sheet.some_of(sheet.keys("nomination", state=State.BEFORE_CHAIRMAN))),
    "bodies": lambda sheet: tuple(sheet.some_of(("Công an xã", "Ủy ban Mặt trận Tổ quốc", "Chi cục Thuế"))),
    "targets": lambda sheet: [PlannedTarget(number=1, kind="culture", text_vi="Chỉ tiêu", text_en="A target",
                                            figures=[FIGURE])],
    "content": lambda sheet: own_layer(sheet.world.day, code=new_id()),
    "gives_way": lambda _sheet: True,
    "regime": said("R2026"),
    "fact": lambda _sheet: FactKind.MANAGED,
    "chosen": said("yes"),
    "condition": said("managed_by_unit"),
    "source": said("Sổ theo dõi của đơn vị."),
    "digest": lambda sheet: sheet.world.regime().digest,
    "report_id": lambda _sheet: new_id(),
    "figure_id": lambda sheet: sheet.one_of(sheet.facts.figures if sheet.facts else ()),
    "period": lambda sheet: sheet.one_of(ReportPeriod),
    "value": lambda sheet: sheet.luck.randint(0, 100),
    "tally": lambda _sheet: Tally(members=5, here=Opinions(agree=5)),
    # the council and the office
    "member_id": lambda sheet: sheet.one_of(sheet.facts.roll if sheet.facts else ()),
    "answers": answers,
    "scan": lambda sheet: a_scan(sheet.world),
    "checks": checks, "seen_documents": seen_documents, "choices": choices, "hands": hands, "marks": marks,
    "conflicts": conflicts, "account_ids": declarants, "given": given, "counts": counts,
}  # fmt: skip
"""What an official enters, by the name of the field."""
