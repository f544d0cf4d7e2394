"""One village's list of cultural families: forty lines, each a nomination of its own, from the list to the public board."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from states.vocabulary import State
from workflow.commands.command import Command
from workflow.commands.decision.draft_decision import DraftDecision
from workflow.commands.decision.issue_decision import IssueDecision
from workflow.commands.decision.number_decision import NumberDecision
from workflow.commands.decision.sign_decision import SignDecision
from workflow.commands.nomination.accept import Accept
from workflow.commands.nomination.checklist import Check
from workflow.commands.nomination.find_eligible import FindEligible
from workflow.commands.nomination.find_ineligible import FindIneligible
from workflow.commands.nomination.post import Post
from workflow.commands.nomination.submit import Submit
from workflow.commands.nomination.submit_to_chairman import SubmitToChairman
from workflow.commands.nomination.suspend import Suspend
from workflow.commands.nomination.withdraw import Withdraw
from workflow.days import civil_date
from workflow.demo.cases import checks_for
from workflow.demo.diary import Desk, Diary
from workflow.demo.dossiers import Dossier, DossierDesk, papers_of, rules_for
from workflow.demo.nominee_figures import HouseholdLine
from workflow.demo.nominee_register import household
from workflow.demo.papers import body_of
from workflow.demo.scene import Scene
from workflow.demo.upward import tell_comment
from workflow.demo.working_hours import previous_working_day
from workflow.demo.year_figures import Line
from workflow.engine import Insert
from workflow.ids import new_id

AWARD, BASIS = "GDVH", "merit"
SUBMITTED_ON = date(2024, 10, 14)
ACCEPTED_ON = date(2024, 10, 15)
POSTED_ON = date(2024, 10, 21)
COMMENTED_ON = date(2024, 10, 24)
CLOSED_ON = date(2024, 11, 1)
LAID_BEFORE_ON = date(2024, 11, 4)
DRAFTED_ON = date(2024, 11, 8)
DECIDED_ON = date(2024, 11, 11)
LATE_ON = date(2024, 11, 27)
"""The lines whose comments took longer to verify go on in the last days of November."""

_NUMBER = "03/TTr-AV"
_NOT_EXCLUDED = "not_excluded"
_STRAIGHT = Line(goal=State.PUBLISHED)
_VERIFIED_LATE = (State.ELIGIBLE, State.BEFORE_CHAIRMAN)


@dataclass(frozen=True, kw_only=True)
class Household:
    """One line: its household, its dossier, where it ends."""

    line: HouseholdLine
    dossier: Dossier
    way: Line

    @property
    def key(self) -> str:
        """The nomination's key."""
        return self.dossier.key


def carry_list(scene: Scene, diary: Diary, desk_of_units: DossierDesk) -> None:
    """Note the whole list and each line's way."""
    VillageList(scene, diary, desk_of_units).tell()


class VillageList:
    """The list of one village."""

    def __init__(self, scene: Scene, diary: Diary, desk_of_units: DossierDesk) -> None:
        self.scene, self.diary, self.desk_of_units = scene, diary, desk_of_units
        self.unit = scene.figures.household_list.unit
        self.officer, self.office = scene.officers[self.unit], scene.office(1)
        self.households = [self._household(line) for line in scene.figures.household_list.households]

    def _household(self, line: HouseholdLine) -> Household:
        scene = self.scene
        dossier = Dossier(
            key=scene.cases[line.code], nominee_id=scene.nominees[line.code], nominee=household(scene, line),
            award=AWARD, basis=BASIS, achievement=scene.year.texts.list_achievement,
            campaign_id=scene.campaign_id, proposal_id=scene.list_id,
        )  # fmt: skip
        return Household(line=line, dossier=dossier, way=scene.year.lines.get(line.code, _STRAIGHT))

    def tell(self) -> None:
        """From the village's meeting to the decision."""
        papers = papers_of(AWARD, BASIS, SUBMITTED_ON)
        seen = tuple(paper.code for paper in papers)
        self.diary.lay_down(previous_working_day(SUBMITTED_ON), "15:00", self._list)
        self._all(SUBMITTED_ON, "08:30", self.officer, lambda one: Submit(on=one.key))
        self._all(ACCEPTED_ON, "10:00", self.office, lambda one: Accept(on=one.key, seen_documents=seen))
        self._appraise()
        self._post()
        self._decide()

    def _all(self, day: date, hour: str, who: str, order: Callable[[Household], Command], *goals: State) -> None:
        """One order for every line, or for those that end in one of the goals; one transaction, one entry a line."""
        chosen = [one for one in self.households if not goals or one.way.goal in goals]
        self.diary.note(day, hour, who, *(order(one) for one in chosen))

    def _list(self, desk: Desk) -> list[Insert]:
        """The list, its lines, and its papers: one letter, one list, one set of minutes, laid in every line's dossier."""
        scene = self.scene
        proposal = Insert(into="proposal", row={
            "id": scene.list_id, "organisation_id": scene.organisation_id, "unit_id": scene.units[self.unit],
            "author_id": scene.accounts[self.officer], "kind": "list", "title": scene.year.texts.list_title,
            "number": _NUMBER, "dated_on": civil_date(desk.at).isoformat(), "created_at": desk.at,
        })  # fmt: skip
        rows = [proposal, *(self.desk_of_units.draft(one.dossier, desk) for one in self.households)]
        unit = scene.figures.units[self.unit].name
        for paper in papers_of(AWARD, BASIS, SUBMITTED_ON):
            data = self._paper(paper.code, paper.name_vi, unit, civil_date(desk.at))
            rows += [self.desk_of_units.upload(one.dossier, paper, data, desk, about=unit) for one in self.households]
        return rows

    def _paper(self, kind: str, title: str, unit: str, on: date) -> bytes:
        texts = self.scene.year.texts
        names = "\n".join(f"{one.line.code}: {one.dossier.nominee.name}, {one.line.hamlet}" for one in self.households)
        said = names if kind == "household_list_with_comments" else texts.list_achievement
        award = rules_for(AWARD, BASIS, on).name_vi
        count = f"{len(self.households)} hộ gia đình"
        return self.desk_of_units.papers.paper(
            title=title, about=f"{count}, {unit}", unit=unit, on=on,
            signer=self.scene.figures.people[self.officer].name,
            body=body_of(kind, award=award, name=count, unit=unit, achievement=said),
        )  # fmt: skip

    def _checks(self, one: Household, failed: str = "") -> tuple[Check, ...]:
        return checks_for(self.scene, one.dossier.nominee, one.dossier, ACCEPTED_ON, failed=failed)

    def _appraise(self) -> None:
        for one in self.households:
            if one.way.goal == State.WITHDRAWN:
                self.diary.note(date(2024, 10, 17), "14:00", self.officer, Withdraw(on=one.key, reason=one.way.reason))
            elif one.way.goal == State.INELIGIBLE and not self._is_upheld(one):
                command = FindIneligible(on=one.key, reason=one.way.reason, checks=self._checks(one, _NOT_EXCLUDED))
                self.diary.note(date(2024, 10, 18), "14:00", self.office, command)

    def _is_upheld(self, one: Household) -> bool:
        return any(comment.result == "upheld" for comment in self.scene.year.comments_on(one.line.code))

    def _is_posted(self, one: Household) -> bool:
        ended_before = one.way.goal == State.WITHDRAWN
        return not ended_before and (one.way.goal != State.INELIGIBLE or self._is_upheld(one))

    def _post(self) -> None:
        posted = [one for one in self.households if self._is_posted(one)]
        commands = [Post(on=one.key, checks=self._checks(one)) for one in posted]
        self.diary.note(POSTED_ON, "09:00", self.office, *commands)
        for place, one in enumerate(posted):
            for comment in self.scene.year.comments_on(one.line.code):
                after = 18 if one.way.goal in _VERIFIED_LATE else 4
                hour = f"{8 + place % 3:02}:{place:02}"
                tell_comment(self.diary, self.office, one.key, comment, COMMENTED_ON, hour, after)
            if one.way.goal == State.SUSPENDED:
                command = Suspend(on=one.key, reason=one.way.reason)
                self.diary.note(date(2024, 10, 28), "10:00", self.office, command)
            if one.way.goal == State.INELIGIBLE:
                removed = FindIneligible(on=one.key, reason=one.way.reason)
                self.diary.note(CLOSED_ON, "08:30", self.office, removed)
        self._all(CLOSED_ON, "09:00", self.office, lambda one: FindEligible(on=one.key), State.PUBLISHED)
        self._all(LATE_ON, "09:00", self.office, lambda one: FindEligible(on=one.key), *_VERIFIED_LATE)

    def _decide(self) -> None:
        before = {State.PUBLISHED: LAID_BEFORE_ON, State.BEFORE_CHAIRMAN: LATE_ON}
        for goal, day in before.items():
            self._all(day, "14:00", self.office, lambda one: SubmitToChairman(on=one.key), goal)
        decision, title = new_id(), self.scene.year.texts.households
        keys = tuple(one.key for one in self.households if one.way.goal == State.PUBLISHED)
        draft = DraftDecision(on=decision, title=title, nominations=keys)
        self.diary.note(DRAFTED_ON, "15:00", self.office, draft)
        self.diary.note(DECIDED_ON, "09:00", self.office, NumberDecision(on=decision))
        self.diary.note(DECIDED_ON, "11:00", self.scene.chairman, SignDecision(on=decision))
        self.diary.note(DECIDED_ON, "15:00", self.office, IssueDecision(on=decision))
