"""A commune that works through the engine: every case in it went the procedure's way, with entries, as real ones do.

``World.open(store)`` founds it on 1 March 2024; each step afterwards takes place on ``world.day``, a second after the last.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from states.council_vocabulary import Attendance, CouncilBody, CouncilSeat, SessionForm, VoteChoice
from states.paper_ballots import on_paper
from states.regime import Regime
from states.text import search_key, sort_key
from states.vocabulary import CheckResult, Role, State, SubjectKind, UnitKind
from tests.support.journeys import JOURNEYS
from tests.support.paper_votes import a_scan, appoint, facts_of, in_the_room, vote_on_paper
from workflow.commands.administration.activate_account import ActivateAccount
from workflow.commands.administration.add_unit import AddUnit
from workflow.commands.administration.give_mandate import GiveMandate
from workflow.commands.administration.grant_office import GrantOffice
from workflow.commands.administration.invite_account import InviteAccount
from workflow.commands.administration.open_organisation import OpenOrganisation
from workflow.commands.command import Actor, Command, HeldOffice, operator
from workflow.commands.council.cast_vote import CastVote
from workflow.commands.council.close_vote import CloseVote
from workflow.commands.council.open_session import OpenSession
from workflow.commands.council.open_vote import OpenVote
from workflow.commands.council.plan_session import PlanSession
from workflow.commands.council.record_attendance import RecordAttendance
from workflow.commands.council.record_conflict import RecordConflict
from workflow.commands.council.record_minutes import RecordMinutes
from workflow.commands.council.sign_minutes import SignMinutes
from workflow.commands.decision.approve_decision import ApproveDecision
from workflow.commands.decision.draft_decision import DraftDecision
from workflow.commands.decision.issue_decision import IssueDecision
from workflow.commands.decision.number_decision import NumberDecision
from workflow.commands.decision.sign_decision import SignDecision
from workflow.commands.decision.submit_decision import SubmitDecision
from workflow.commands.nomination.checklist import Check
from workflow.commands.nomination.submit import Submit
from workflow.engine import Insert, Receipt, execute, keep
from workflow.ids import new_id
from workflow.judging import read_cases
from workflow.rules_in_force import rules_of
from workflow.store import Store

FOUNDED = date(2024, 3, 1)
OFFICERS = {
    Role.ADMINISTRATOR: ("quantri", "Phạm Văn Quản"),
    Role.SECRETARIAT: ("thuongtruc", "Nguyễn Thị Thường"),
    Role.COUNCIL_SECRETARY: ("thuky", "Lê Văn Thư"),
    Role.CHAIRMAN: ("chutich", "Trần Văn Chủ"),
    Role.AUDITOR: ("giamsat", "Hoàng Thị Giám"),
}
"""One person for each office but unit officers and members of the council."""


@dataclass
class World:
    """The commune: who is who in it, and what day it is."""

    store: Store
    organisation_id: str = field(default_factory=new_id)
    slug: str = "dong-mau"
    day: date = FOUNDED
    units: dict[str, str] = field(default_factory=dict)
    people: dict[str, Actor] = field(default_factory=dict)
    _second: int = 0

    @classmethod
    def open(cls, store: Store, *, slug: str = "dong-mau", members: int = 5) -> World:
        """An organisation with a village and a school, an officer for each, all other offices, and a council."""
        world = cls(store, slug=slug)
        world.do(
            OpenOrganisation(
                on=world.organisation_id, slug=slug, name="UBND xã Đồng Mẫu", place="Đồng Mẫu",
                parent_name="UBND huyện Mẫu", domain=f"{slug}.example", valid_from="2024-01-01",
            ),
            world.operator,
        )  # fmt: skip
        for role, (username, name) in OFFICERS.items():
            world.person(username, name, role)
        world.unit("thon-dong", UnitKind.VILLAGE, "Thôn Đông")
        world.unit("truong-hoc", UnitKind.SCHOOL, "Trường Tiểu học Đồng Mẫu")
        for unit in world.units:
            world.person(unit, f"Vũ Thị {unit.title()}", Role.UNIT_OFFICER, unit=unit)
        for number in range(1, members + 1):
            world.person(f"uyvien{number}", f"Đỗ Văn Ủy {number}", Role.COUNCIL_MEMBER)
        return world

    # who

    @property
    def operator(self) -> Actor:
        """The person at the console."""
        return operator(self.organisation_id)

    def actor(self, role: Role) -> Actor:
        """Somebody who holds the office; of several, the first who was named. A deputy is given the mandate when asked for."""
        if role == Role.DEPUTY_CHAIRMAN and "phochutich" not in self.people:
            self.deputy("phochutich")
        return next(actor for actor in self.people.values() if role in actor.roles)

    @property
    def members(self) -> list[Actor]:
        """The members of the council."""
        return [actor for actor in self.people.values() if Role.COUNCIL_MEMBER in actor.roles]

    def officer_of(self, case: Mapping[str, Any]) -> Actor:
        """The officer of the unit a nomination comes from."""
        return next(
            actor
            for actor in self.people.values()
            if any(office.unit_id == case["unit_id"] for office in actor.offices)
        )

    def unit(self, slug: str, kind: UnitKind, name: str) -> str:
        """A new unit."""
        key = self.units[slug] = new_id()
        self.do(AddUnit(on=key, kind=kind, name=name, valid_from="2024-01-01"), self.operator)
        return key

    def seat(
        self,
        actor: Actor,
        seat: CouncilSeat,
        body: CouncilBody = CouncilBody.STANDING,
        *,
        since: date = date(2024, 1, 1),
    ) -> str:
        """Somebody who has an account sits in a body of the council as well; answers the office."""
        office = new_id()
        self.do(
            GrantOffice(
                on=office, account_id=actor.account_id, role=Role.COUNCIL_MEMBER, title=f"Vị trí {seat}", held_from=since,
                document="Quyết định số 02/QĐ-UBND", body=body, seat=seat,
            ),
            self.operator,
        )  # fmt: skip
        return office

    def substitute(self, username: str, name: str, principal: Actor) -> Actor:
        """A new account that stands in for a member of the council."""
        actor = self.person(username, name, Role.SECRETARIAT)
        office = GrantOffice(
            on=new_id(), account_id=actor.account_id, role=Role.COUNCIL_MEMBER, title="Người dự thay",
            held_from=date(2024, 1, 1), document="Quyết định số 03/QĐ-UBND", substitutes_id=principal.offices[0].id,
        )  # fmt: skip
        self.do(office, self.operator)
        return replace(
            actor, offices=(*actor.offices, HeldOffice(id=office.on, role=Role.COUNCIL_MEMBER, unit_id=None))
        )

    def account(self, username: str, name: str, *offices: HeldOffice) -> Actor:
        """A new account, taken into use, of somebody who is going to hold these offices."""
        key = new_id()
        command = InviteAccount(on=key, username=f"{username}.{self.slug}", full_name=name, post_title="Công chức")
        pseudonym = str(self.do(command, self.operator).changes["pseudonym"])
        actor = self.people[username] = Actor(
            account_id=key, organisation_id=self.organisation_id, pseudonym=pseudonym, full_name=name, offices=offices
        )
        self.do(ActivateAccount(on=key), actor)
        return actor

    def person(self, username: str, name: str, role: Role, *, unit: str = "") -> Actor:
        """A new account, with an office since the beginning of the year."""
        held = HeldOffice(id=new_id(), role=role, unit_id=self.units.get(unit))
        actor = self.account(username, name, held)
        self.do(
            GrantOffice(
                on=held.id, account_id=actor.account_id, role=role, title=f"Chức trách {role}",
                held_from=date(2024, 1, 1), document="Quyết định số 01/QĐ-UBND", unit_id=held.unit_id,
            ),
            self.operator,
        )  # fmt: skip
        return actor

    def deputy(self, username: str) -> Actor:
        """A new account, which the chairman has sign in his place from today on."""
        held = HeldOffice(id=new_id(), role=Role.DEPUTY_CHAIRMAN)
        actor = self.account(username, "Lê Thị Phó", held)
        order = GiveMandate(
            on=held.id, account_id=actor.account_id, title="Phó Chủ tịch", held_from=self.day,
            held_until=self.day + timedelta(days=60), document="Quyết định số 07/QĐ-UBND",
        )  # fmt: skip
        self.do(order, self.actor(Role.CHAIRMAN))
        return actor

    # when

    @property
    def at(self) -> int:
        """The present instant in UTC microseconds: in the office hours of the day."""
        moment = datetime.combine(self.day, time(2), tzinfo=UTC) + timedelta(seconds=self._second)
        return int(moment.timestamp()) * 1_000_000

    def wait(self, days: int) -> None:
        """Let days go by."""
        self.day += timedelta(days=days)
        self._second = 0

    # what

    def do(self, command: Command, actor: Actor) -> Receipt:
        """Carry out an action at the present instant."""
        self._second += 1
        return execute(self.store, command, actor=actor, at=self.at)

    def case(self, key: str, subject: Any) -> Mapping[str, Any]:
        """A case as it stands."""
        with self.store.reading() as driver:
            return read_cases(driver, subject, [key], self.organisation_id)[key]

    def regime(self, digest: str | None = None) -> Regime:
        """The rules with a digest, or those of the day."""
        with self.store.reading() as driver:
            return rules_of(driver, self.organisation_id).under(digest, self.day)

    def nomination(self, key: str) -> Mapping[str, Any]:
        """A nomination as it stands."""
        return self.case(key, Submit.subject)

    def seen(self, key: str, subject: Any = Submit.subject) -> int:
        """What somebody who looks at the case now has seen of it."""
        return int(self.case(key, subject)["changed"])

    def draft(
        self, award: str = "LDTT", *, unit: str = "thon-dong", name: str = "Trần Thị Ánh", basis: str = "merit",
        kind: SubjectKind = SubjectKind.INDIVIDUAL, files: bool = True, campaign_id: str | None = None,
        nominee_id: str = "", gender: str = "female",
    ) -> str:  # fmt: skip
        """A nomination with all its papers that its unit has not handed in yet."""
        key, nominee, officer = new_id(), nominee_id or new_id(), self.people[unit]
        person = {"unit_id": self.units[unit], "name": name, "title": "Nông dân", "birth_year": 1980, "gender": gender,
                  "household_code": None, "search_key": search_key(name), "sort_key": sort_key(name)}  # fmt: skip
        case = {**person, "author_id": officer.account_id, "nominee_id": nominee, "campaign_id": campaign_id,
                "year": self.day.year, "award": award, "nominated_award": award, "basis": basis, "subject_kind": kind,
                "achievement": "Sản xuất giỏi, giúp đỡ hàng xóm.", "created_at": self.at}  # fmt: skip
        row = {"id": nominee, "organisation_id": self.organisation_id, "kind": kind, **person}
        known = [] if nominee_id else [Insert(into="nominee", row=row)]
        keep(
            self.store, *known, Insert(into="nomination", row={"id": key, **case}), organisation_id=self.organisation_id
        )
        if files:
            demanded = self.regime().rules(award, basis).documents_at("submission")
            for document in demanded:
                self.upload(key, document.code)
        return key

    def upload(self, nomination: str, kind: str) -> None:
        """Lay a file in a dossier."""
        data = f"%PDF-1.7\n{nomination} {kind}\n".encode()
        row = {"id": new_id(), "nomination_id": nomination, "author_id": self.nomination(nomination)["author_id"],
               "kind": kind, "file_name": f"{kind}.pdf", "media_type": "application/pdf", "size": len(data),
               "sha256": self.file(data), "uploaded_at": self.at}  # fmt: skip
        keep(self.store, Insert(into="upload", row=row), organisation_id=self.organisation_id)

    def file(self, data: bytes) -> str:
        """Put a file where the product keeps it and answer its digest; unlike the product, without waiting for the disk."""
        digest = hashlib.sha256(data).hexdigest()
        folder = self.store.files / self.organisation_id
        folder.mkdir(parents=True, exist_ok=True)
        (folder / digest).write_bytes(data)
        return digest

    def submit(self, nomination: str) -> Receipt:
        """Hand a draft in."""
        return self.do(Submit(on=nomination), self.officer_of(self.nomination(nomination)))

    def bring(self, nomination: str, state: State, **choices: Any) -> str:
        """Take a nomination along the ordinary way until it stands in a state; answers its id."""
        while self.nomination(nomination)["state"] != state:
            JOURNEYS[State(self.nomination(nomination)["state"])](self, nomination, state, **choices)
        return nomination

    def checks(self, nomination: str, *, failing: str = "") -> tuple[Check, ...]:
        """The whole checklist answered; every condition met but the one named."""
        case = self.nomination(nomination)
        conditions = self.regime(case["rules"]).rules(case["award"], case["basis"]).conditions_for(case["subject_kind"])
        results = {condition.code: CheckResult.MET for condition in conditions}
        if failing:
            results[failing] = CheckResult.NOT_MET
        return tuple(Check(code=code, result=result) for code, result in results.items())

    # the council and the chairman

    def plan_session(self, body: CouncilBody = CouncilBody.COUNCIL, form: SessionForm = SessionForm.MEETING) -> str:
        """A session of the council for today."""
        key = new_id()
        command = PlanSession(
            on=key,
            title="Phiên họp xét khen thưởng",
            place="Phòng họp UBND xã",
            meets_on=self.day,
            body=body,
            form=form,
        )
        self.do(command, self.actor(Role.COUNCIL_SECRETARY))
        return key

    def open_vote(self, session: str, *, absent: int = 0) -> None:
        """The session opens, attendance is taken, all members declare that they have no conflict, and the vote opens."""
        secretary = self.actor(Role.COUNCIL_SECRETARY)
        self.do(OpenSession(on=session, seen=self.seen(session, OpenSession.subject)), secretary)
        marks = {
            member.account_id: Attendance.EXCUSED if number < absent else Attendance.PRESENT
            for number, member in enumerate(self.members)
        }
        self.do(RecordAttendance(on=session, marks=marks), secretary)
        self.declare(session)
        appoint(self, session)
        self.do(OpenVote(on=session, seen=self.seen(session, OpenVote.subject)), secretary)

    def declare(self, session: str, *members: Actor, **said: Any) -> None:
        """Members, all when none is named, declare at the meeting that no conflict of interest stands between; or ``said``."""
        whose = tuple(member.account_id for member in members or self.members)
        command = RecordConflict(on=session, account_ids=whose, **{"conflicts": {}, **said})
        self.do(command, self.actor(Role.COUNCIL_SECRETARY))

    def vote(self, session: str, nominations: Iterable[str], choices: Iterable[VoteChoice] = ()) -> None:
        """Every member votes alike on all the nominations; ``choices`` are the members' in turn, AGREE when left out.

        What is on paper only those in the room vote on.
        """
        given = list(choices)
        said = {
            member.account_id: given[number] if number < len(given) else VoteChoice.AGREE
            for number, member in enumerate(self.members)
        }
        secret = {item["id"] for item in on_paper(facts_of(self, session).agenda)}
        cases = list(nominations)
        if secret.intersection(cases):
            vote_on_paper(self, session, [case for case in cases if case in secret], said)
        for member in self.members if set(cases) - secret else ():
            openly = dict.fromkeys((case for case in cases if case not in secret), said[member.account_id])
            self.do(CastVote(on=session, choices=openly), member)

    def close_session(self, session: str, *, signed: bool = True) -> None:
        """The vote is counted, and the minutes are recorded and signed."""
        secretary = self.actor(Role.COUNCIL_SECRETARY)
        scan = a_scan(self) if on_paper(facts_of(self, session).agenda) else None
        self.do(CloseVote(on=session, seen=self.seen(session, CloseVote.subject), scan=scan), secretary)
        command = RecordMinutes(
            on=session, seen=self.seen(session, CloseVote.subject), course="Hội đồng đã họp và biểu quyết.",
            conclusions="Các thành viên nhất trí với biên bản.", chair_id=self.chair_of(session).account_id,
        )  # fmt: skip
        self.do(command, secretary)
        if signed:
            self.sign_minutes(session)

    def chair_of(self, session: str) -> Actor:
        """The first member who is there; where papers are circulated, the first."""
        return next(iter(in_the_room(self, session)), self.members[0])

    def sign_minutes(self, session: str) -> None:
        """The member who chaired signs the minutes."""
        self.do(SignMinutes(on=session, seen=self.seen(session, SignMinutes.subject)), self.chair_of(session))

    def draft_decision(self, nominations: Iterable[str]) -> str:
        """A draft of a decision with its list."""
        key = new_id()
        command = DraftDecision(on=key, title="Khen thưởng năm 2024", nominations=tuple(nominations))
        self.do(command, self.actor(Role.SECRETARIAT))
        return key

    def submit_decision(self, decision: str) -> None:
        """The office lays a draft before the chairman."""
        command = SubmitDecision(
            on=decision, seen=self.seen(decision, SubmitDecision.subject), explanation="Trình theo kết quả phiên họp."
        )
        self.do(command, self.actor(Role.SECRETARIAT))

    def approve(self, decision: str) -> None:
        """The office lays a draft before the chairman, who approves it."""
        self.submit_decision(decision)
        command = ApproveDecision(on=decision, seen=self.seen(decision, ApproveDecision.subject))
        self.do(command, self.actor(Role.CHAIRMAN))

    def number(self, decision: str) -> None:
        """A draft is approved, and the clerk numbers it."""
        self.approve(decision)
        command = NumberDecision(on=decision, seen=self.seen(decision, NumberDecision.subject))
        self.do(command, self.actor(Role.SECRETARIAT))

    def sign(self, decision: str) -> None:
        """A draft is approved and numbered, and the chairman signs it."""
        self.number(decision)
        command = SignDecision(on=decision, seen=self.seen(decision, SignDecision.subject))
        self.do(command, self.actor(Role.CHAIRMAN))

    def issue(self, decision: str) -> None:
        """The office issues a signed decision."""
        seen = self.seen(decision, IssueDecision.subject)
        self.do(IssueDecision(on=decision, seen=seen), self.actor(Role.SECRETARIAT))
