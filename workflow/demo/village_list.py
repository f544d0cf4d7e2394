"""Villages' lists of cultural families: every line a nomination of its own, from the list to the public board."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from states.vocabulary import State
from workflow.commands.command import Command
from workflow.commands.decision.approve_decision import ApproveDecision
from workflow.commands.decision.draft_decision import DraftDecision
from workflow.commands.decision.issue_decision import IssueDecision
from workflow.commands.decision.number_decision import NumberDecision
from workflow.commands.decision.sign_decision import SignDecision
from workflow.commands.decision.submit_decision import SubmitDecision
from workflow.commands.nomination.accept import Accept
from workflow.commands.nomination.checklist import Check
from workflow.commands.nomination.find_eligible import FindEligible
from workflow.commands.nomination.find_ineligible import FindIneligible
from workflow.commands.nomination.give_notice import GiveNotice
from workflow.commands.nomination.post import Post
from workflow.commands.nomination.submit import Submit
from workflow.commands.nomination.submit_to_chairman import SubmitToChairman
from workflow.commands.nomination.suspend import Suspend
from workflow.commands.nomination.withdraw import Withdraw
from workflow.days import civil_date
from workflow.demo.cases import checks_for
from workflow.demo.diary import Desk, Diary
from workflow.demo.dossiers import Dossier, DossierDesk, papers_of, rules_for
from workflow.demo.nominee_figures import HouseholdLine, HouseholdList
from workflow.demo.nominee_register import household
from workflow.demo.papers import body_of
from workflow.demo.scene import Scene
from workflow.demo.upward import tell_comment
from workflow.demo.working_hours import previous_working_day, working_days_after
from workflow.demo.year_figures import Comment, Line
from workflow.engine import Insert
from workflow.ids import new_id
from workflow.queries.proposals import HOUSEHOLD_LIST

AWARD, BASIS = "GDVH", "merit"
STRAIGHT = Line(goal=State.PUBLISHED)

_NOT_EXCLUDED = "not_excluded"
_VERIFIED_LATE = (State.ELIGIBLE, State.BEFORE_CHAIRMAN)


@dataclass(frozen=True, kw_only=True)
class Days:
    """When a list goes through; ``late_on`` is the day of the lines whose comments took longer to verify."""

    submitted_on: date
    accepted_on: date
    withdrawn_on: date
    failed_on: date
    posted_on: date
    commented_on: date
    suspended_on: date
    closed_on: date
    laid_before_on: date
    late_on: date
    drafted_on: date
    decided_on: date


@dataclass(frozen=True, kw_only=True)
class Told:
    """A list as it is told: its letter, its households, where each line ends, what was said of it, and on which days.

    ``place`` parts the lists that are treated on the same days, and names the officer of the office.
    """

    figures: HouseholdList
    title: str
    number: str
    days: Days
    way: Callable[[str], Line]
    comments: Callable[[str], Sequence[Comment]]
    place: int = 1


@dataclass(frozen=True, kw_only=True)
class Household:
    """One line: its household, its dossier, where it ends, what was said of it."""

    line: HouseholdLine
    dossier: Dossier
    way: Line
    comments: Sequence[Comment] = field(default_factory=tuple)

    @property
    def key(self) -> str:
        """The nomination's key."""
        return self.dossier.key

    @property
    def is_upheld(self) -> bool:
        """Whether something that was said of it proved true."""
        return any(comment.result == "upheld" for comment in self.comments)

    @property
    def is_posted(self) -> bool:
        """Whether it came as far as the posting."""
        return self.way.goal != State.WITHDRAWN and (self.way.goal != State.INELIGIBLE or self.is_upheld)


class VillageList:
    """The list of one village."""

    def __init__(self, scene: Scene, diary: Diary, desk_of_units: DossierDesk, told: Told) -> None:
        self.scene, self.diary, self.desk_of_units, self.told = scene, diary, desk_of_units, told
        self.unit, self.days, self.key = told.figures.unit, told.days, new_id()
        self.officer, self.office = scene.officers[self.unit], scene.office(told.place)
        self.households = [self._household(line) for line in told.figures.households]

    def _household(self, line: HouseholdLine) -> Household:
        scene, told = self.scene, self.told
        dossier = Dossier(
            key=scene.cases[line.code], nominee_id=scene.nominees[line.code], nominee=household(self.unit, line),
            award=AWARD, basis=BASIS, achievement=scene.year.texts.list_achievement,
            campaign_id=scene.campaign_id, proposal_id=self.key,
        )  # fmt: skip
        return Household(line=line, dossier=dossier, way=told.way(line.code), comments=told.comments(line.code))

    def tell(self) -> None:
        """From the village's meeting to the chairman's desk."""
        days = self.days
        papers = papers_of(AWARD, BASIS, days.submitted_on)
        seen = tuple(paper.code for paper in papers)
        self.diary.lay_down(previous_working_day(days.submitted_on), "15:00", self._list, minutes=self.told.place)
        self._all(days.submitted_on, "08:30", self.officer, lambda one: Submit(on=one.key))
        self._all(days.accepted_on, "10:00", self.office, lambda one: Accept(on=one.key, seen_documents=seen))
        self._appraise()
        self._post()
        before = {State.PUBLISHED: days.laid_before_on, State.BEFORE_CHAIRMAN: days.late_on}
        for goal, day in before.items():
            self._all(day, "14:00", self.office, lambda one: SubmitToChairman(on=one.key), goal)

    def given(self) -> list[str]:
        """The keys of the lines that are awarded, in the order of the list."""
        return [one.key for one in self.households if one.way.goal == State.PUBLISHED]

    def _note(self, day: date, hour: str, who: str, commands: Sequence[Command]) -> None:
        if commands:
            self.diary.note(day, hour, who, *commands, minutes=self.told.place)

    def _all(self, day: date, hour: str, who: str, order: Callable[[Household], Command], *goals: State) -> None:
        """One order for every line, or for those that end in one of the goals; one transaction, one entry a line."""
        self._note(day, hour, who, [order(one) for one in self.households if not goals or one.way.goal in goals])

    def _list(self, desk: Desk) -> list[Insert]:
        """The list, its lines, and its papers: one letter, one list, one set of minutes, laid in every line's dossier."""
        scene, told = self.scene, self.told
        proposal = Insert(into="proposal", row={
            "id": self.key, "organisation_id": scene.organisation_id, "unit_id": scene.units[self.unit],
            "author_id": scene.accounts[self.officer], "kind": HOUSEHOLD_LIST, "title": told.title,
            "number": told.number, "dated_on": civil_date(desk.at).isoformat(), "created_at": desk.at,
        })  # fmt: skip
        rows = [proposal, *(self.desk_of_units.draft(one.dossier, desk) for one in self.households)]
        unit = scene.figures.units[self.unit].name
        for paper in papers_of(AWARD, BASIS, self.days.submitted_on):
            data = self._paper(paper.code, paper.name_vi, unit, civil_date(desk.at))
            rows += self.desk_of_units.shared(
                [one.dossier for one in self.households], paper, data, desk, about=unit
            )  # fmt: skip
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
        return checks_for(self.scene, one.dossier.nominee, one.dossier, self.days.accepted_on, failed=failed)

    def _appraise(self) -> None:
        self._all(
            self.days.withdrawn_on, "14:00", self.officer, lambda one: Withdraw(on=one.key, reason=one.way.reason),
            State.WITHDRAWN,
        )  # fmt: skip
        failed = [one for one in self.households if one.way.goal == State.INELIGIBLE and not one.is_upheld]
        self._note(self.days.failed_on, "14:00", self.office, [
            FindIneligible(on=one.key, reason=one.way.reason, checks=self._checks(one, _NOT_EXCLUDED)) for one in failed
        ])  # fmt: skip
        self._give_notice(self.days.failed_on, failed)

    def _give_notice(self, found_on: date, lines: Sequence[Household]) -> None:
        """One letter of the village tells the families that are not awarded, within the term."""
        day = working_days_after(found_on, 2)
        letter = f"Công văn thông báo kết quả xét Gia đình văn hóa ngày {day:%d/%m/%Y}"
        self._note(day, "15:50", self.office, [GiveNotice(on=one.key, given_on=day, document=letter) for one in lines])

    def _post(self) -> None:
        days, posted = self.days, [one for one in self.households if one.is_posted]
        self._note(days.posted_on, "09:00", self.office, [Post(on=one.key, checks=self._checks(one)) for one in posted])
        for place, one in enumerate(posted):
            after = 18 if one.way.goal in _VERIFIED_LATE else 4
            hour = f"{8 + place % 3:02}:{place % 60:02}"
            for comment in one.comments:
                tell_comment(self.diary, self.office, one.key, comment, days.commented_on, hour, after)
        self._all(
            days.suspended_on, "10:00", self.office, lambda one: Suspend(on=one.key, reason=one.way.reason),
            State.SUSPENDED,
        )  # fmt: skip
        removed = [one for one in posted if one.way.goal == State.INELIGIBLE]
        reasons = [FindIneligible(on=one.key, reason=one.way.reason) for one in removed]
        self._note(days.closed_on, "08:30", self.office, reasons)
        self._give_notice(days.closed_on, removed)
        self._all(days.closed_on, "09:00", self.office, lambda one: FindEligible(on=one.key), State.PUBLISHED)
        self._all(days.late_on, "09:00", self.office, lambda one: FindEligible(on=one.key), *_VERIFIED_LATE)


def decide_lists(scene: Scene, diary: Diary, lists: Sequence[VillageList], title: str) -> None:
    """Note one decision for all lines of some lists that are awarded."""
    decision, days, office = new_id(), lists[0].days, lists[0].office
    keys = tuple(key for each in lists for key in each.given())
    diary.note(days.drafted_on, "15:00", office, DraftDecision(on=decision, title=title, nominations=keys))
    diary.note(days.drafted_on, "15:30", office, SubmitDecision(on=decision))
    diary.note(days.drafted_on, "16:30", scene.chairman, ApproveDecision(on=decision))
    diary.note(days.decided_on, "09:00", office, NumberDecision(on=decision))
    diary.note(days.decided_on, "11:00", scene.chairman, SignDecision(on=decision))
    diary.note(days.decided_on, "15:00", office, IssueDecision(on=decision))
