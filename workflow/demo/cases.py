"""From a unit's draft to the office's finding: intake, supplements, consultations, holds, the checklist."""

from collections.abc import Callable, Sequence
from datetime import date

from states.vocabulary import CheckResult, Opinion, State
from workflow.commands.command import Command
from workflow.commands.nomination.accept import Accept
from workflow.commands.nomination.checklist import Check
from workflow.commands.nomination.close_consultation import CloseConsultation
from workflow.commands.nomination.consult import Consult
from workflow.commands.nomination.find_eligible import FindEligible
from workflow.commands.nomination.find_ineligible import FindIneligible
from workflow.commands.nomination.record_reply import RecordReply
from workflow.commands.nomination.refuse_intake import RefuseIntake
from workflow.commands.nomination.reopen import Reopen
from workflow.commands.nomination.resubmit import Resubmit
from workflow.commands.nomination.resume import Resume
from workflow.commands.nomination.return_for_supplement import ReturnForSupplement
from workflow.commands.nomination.submit import Submit
from workflow.commands.nomination.suspend import Suspend
from workflow.commands.nomination.withdraw import Withdraw
from workflow.days import civil_date
from workflow.demo.diary import CONSULTATION, Desk, Diary
from workflow.demo.dossiers import Dossier, DossierDesk, papers_of, rules_for
from workflow.demo.nomination_figures import Nomination
from workflow.demo.nominee_figures import Nominee
from workflow.demo.routes import Route
from workflow.demo.scene import Scene
from workflow.demo.working_hours import previous_working_day, working_days_after
from workflow.demo.year_figures import Reply
from workflow.engine import Insert

DRAFTED_ON = date(2024, 11, 28)
_ASKED_OF_EMPLOYEES = "employed_six_months"
_APPRAISED = "14:40"


def dossier_of(scene: Scene, case: Nomination) -> Dossier:
    """A case as its unit writes it; what happened suddenly was not born of the campaign."""
    return Dossier(
        key=scene.cases[case.key], nominee_id=scene.nominees[case.nominee], nominee=scene.nominee_of(case),
        award=case.award, basis=case.basis, achievement=case.achievement,
        campaign_id=None if case.basis == "sudden" else scene.campaign_id,
    )  # fmt: skip


def lay_down_drafts(scene: Scene, diary: Diary, desk_of_units: DossierDesk) -> None:
    """Note the drafts that are still on their officers' desks; the first paper of each is already there."""
    drafts = [case for case in scene.figures.nominations.values() if case.goal == State.DRAFT]
    for place, case in enumerate(drafts):
        begun = _beginning(desk_of_units, dossier_of(scene, case))
        diary.lay_down(DRAFTED_ON, "14:00", begun, minutes=place * 11)


def _beginning(desk_of_units: DossierDesk, dossier: Dossier) -> Callable[[Desk], list[Insert]]:
    first = papers_of(dossier.award, dossier.basis, DRAFTED_ON)[:1]
    return lambda desk: [desk_of_units.draft(dossier, desk), *desk_of_units.uploads(dossier, desk, first)]


def appraise(scene: Scene, diary: Diary, desk_of_units: DossierDesk, route: Route) -> None:
    """Note a case from its draft to the office's finding, or to where it stopped before."""
    CaseStory(scene, diary, desk_of_units, route).tell()


class CaseStory:
    """One case on its way through the unit and the office."""

    def __init__(self, scene: Scene, diary: Diary, desk_of_units: DossierDesk, route: Route) -> None:
        self.scene, self.diary, self.desk_of_units, self.route = scene, diary, desk_of_units, route
        self.case, self.key = route.case, route.key
        self.dossier = dossier_of(scene, route.case)
        self.officer = desk_of_units.officer_of(self.dossier)
        self.office = scene.office(route.place)

    def tell(self) -> None:
        """The whole way, shorter for a case that ended early."""
        self._hand_in()
        if self.case.goal in (State.SUBMITTED, State.INTAKE_REFUSED, State.RETURNED):
            self._stop_at_intake()
            return
        self._supplement()
        self._by(self.office, self.route.accepted_on, "09:50", self._acceptance())
        self._consult()
        self._hold()
        self._reopen()
        self._find()

    def _by(self, who: str, day: date, hour: str, command: Command) -> None:
        self.diary.note(day, hour, who, command, minutes=self.route.minutes)

    def _hand_in(self) -> None:
        route = self.route
        self.diary.lay_down(
            previous_working_day(route.submitted_on), "14:45",
            lambda desk: self.desk_of_units.dossier(self.dossier, desk), minutes=route.minutes,
        )  # fmt: skip
        self._by(self.officer, route.submitted_on, "08:45", Submit(on=self.key))

    def _stop_at_intake(self) -> None:
        day = self.route.submitted_on
        if self.case.goal == State.INTAKE_REFUSED:
            self._by(self.office, day, "15:45", RefuseIntake(on=self.key, reason=self.case.reason))
        if self.case.goal == State.RETURNED:
            command = ReturnForSupplement(on=self.key, reason=self.case.reason)
            self._by(self.office, working_days_after(day, 1), "09:50", command)

    def _supplement(self) -> None:
        supplement = self.scene.year.supplements.get(self.case.key)
        if supplement is None:
            return
        day = self.route.submitted_on
        self._by(self.office, working_days_after(day, 1), "09:50", ReturnForSupplement(
            on=self.key, reason=supplement.reason
        ))  # fmt: skip
        again = working_days_after(day, 3)
        corrected = [p for p in papers_of(self.case.award, self.case.basis, again) if p.code == supplement.paper]
        self.diary.lay_down(
            again, "07:40", lambda desk: list(self.desk_of_units.uploads(self.dossier, desk, corrected)),
            minutes=self.route.minutes,
        )  # fmt: skip
        self._by(self.officer, again, "08:45", Resubmit(
            on=self.key, answer=supplement.answer, achievement=self.case.achievement
        ))  # fmt: skip

    def _acceptance(self) -> Command:
        papers = papers_of(self.case.award, self.case.basis, self.route.accepted_on)
        return Accept(on=self.key, seen_documents=tuple(paper.code for paper in papers))

    def _consult(self) -> None:
        if not self.route.is_consulted:
            return
        year, day = self.scene.year, self.route.accepted_on
        bodies = year.consulted.get(self.case.award, year.consulted["LDTT"])
        self._by(self.office, day, "15:45", Consult(on=self.key, bodies=bodies))
        objection = year.objections.get(self.case.key)
        if self.case.goal == State.IN_CONSULTATION:
            self._replies(year.replies[self.case.key], working_days_after(day, 3))
            return
        agreeing = [Reply(body=body, opinion=Opinion.AGREE, text=year.texts.consent) for body in bodies]
        replies = [objection if objection and objection.body == reply.body else reply for reply in agreeing]
        self._replies(replies, working_days_after(day, 2))
        if objection is not None:
            agreed = Reply(body=objection.body, opinion=Opinion.AGREE, text=objection.later)
            self._replies([agreed], working_days_after(day, 3))
        self._by(self.office, working_days_after(day, 4), "09:50", CloseConsultation(on=self.key))

    def _replies(self, replies: Sequence[Reply], day: date) -> None:
        for place, reply in enumerate(replies):
            self.diary.note_found(
                day, "08:00", self.office, self._reply(reply), minutes=self.route.minutes + place * 20
            )

    def _reply(self, reply: Reply) -> Callable[[Desk], Command]:
        return lambda desk: RecordReply(
            on=self.key, consultation_id=desk.find(CONSULTATION, self.key, reply.body), opinion=reply.opinion,
            text=reply.text, replied_on=civil_date(desk.at),
        )  # fmt: skip

    def _hold(self) -> None:
        hold = self.scene.year.holds.get(self.case.key)
        if hold is not None:
            day = self.route.accepted_on
            self._by(self.office, working_days_after(day, 1), "14:00", Suspend(on=self.key, reason=hold.reason))
            self._by(self.office, working_days_after(day, 6), "09:50", Resume(on=self.key, reason=hold.answer))

    def _reopen(self) -> None:
        reopening = self.scene.year.reopenings.get(self.case.key)
        if reopening is not None:
            day = self.route.accepted_on
            self._by(self.office, working_days_after(day, 3), _APPRAISED, FindIneligible(
                on=self.key, reason=reopening.reason, checks=self._checks(failed=reopening.condition)
            ))  # fmt: skip
            self._by(self.office, working_days_after(day, 6), "09:50", Reopen(on=self.key, reason=reopening.answer))

    def _find(self) -> None:
        day, case = self.route.appraised_on, self.case
        if case.goal in (State.UNDER_APPRAISAL, State.IN_CONSULTATION):
            return
        if case.goal == State.WITHDRAWN:
            self._by(self.officer, day, "14:00", Withdraw(on=self.key, reason=case.reason))
        elif case.goal == State.SUSPENDED:
            self._by(self.office, day, _APPRAISED, Suspend(on=self.key, reason=case.reason))
        elif case.goal == State.INELIGIBLE:
            checks = self._checks(failed=self.scene.year.failures[case.key].condition)
            self._by(self.office, day, _APPRAISED, FindIneligible(on=self.key, reason=case.reason, checks=checks))
        else:
            self._by(self.office, day, _APPRAISED, FindEligible(on=self.key, checks=self._checks()))

    def _checks(self, failed: str = "") -> tuple[Check, ...]:
        return checks_for(self.scene, self.dossier.nominee, self.dossier, self.route.accepted_on, failed=failed)


def checks_for(scene: Scene, nominee: Nominee, dossier: Dossier, on: date, *, failed: str = "") -> tuple[Check, ...]:
    """The office's answer to every condition: met, but for the one that failed and what farmers are not asked."""
    conditions = rules_for(dossier.award, dossier.basis, on).conditions_for(nominee.kind)
    return tuple(_answer(scene, nominee, condition.code, failed) for condition in conditions)


def _answer(scene: Scene, nominee: Nominee, code: str, failed: str) -> Check:
    if code == failed:
        return Check(code=code, result=CheckResult.NOT_MET)
    if code == _ASKED_OF_EMPLOYEES and nominee.occupation == "farmer":
        return Check(code=code, result=CheckResult.WAIVED, note=scene.year.texts.waiver)
    return Check(code=code, result=CheckResult.MET)
