"""The council's sessions of the demonstration's year: from the plan to signed minutes; the last is open."""

from datetime import date

from states.council_vocabulary import Attendance, ConflictGround, Method
from states.paper_ballots import method_of
from states.vocabulary import State
from workflow.attachments import PDF, Attachments
from workflow.commands.campaign.report_actual import EvidenceFile
from workflow.commands.command import Command
from workflow.commands.council.adjourn_session import AdjournSession
from workflow.commands.council.appoint_tellers import AppointTellers
from workflow.commands.council.cast_vote import CastVote
from workflow.commands.council.close_vote import CloseVote
from workflow.commands.council.correct_minutes import CorrectMinutes
from workflow.commands.council.declare_conflict import DeclareConflict
from workflow.commands.council.enter_paper_count import EnterPaperCount
from workflow.commands.council.hand_out_ballots import HandOutBallots
from workflow.commands.council.open_session import OpenSession
from workflow.commands.council.open_vote import OpenVote
from workflow.commands.council.plan_session import PlanSession
from workflow.commands.council.record_attendance import RecordAttendance
from workflow.commands.council.record_minutes import RecordMinutes
from workflow.commands.council.record_show_of_hands import RecordShowOfHands
from workflow.commands.council.sign_minutes import SignMinutes
from workflow.commands.nomination.table import Table
from workflow.commands.nomination.take_off_agenda import TakeOffAgenda
from workflow.demo.diary import Diary
from workflow.demo.dossiers import rules_for
from workflow.demo.nomination_figures import Round
from workflow.demo.papers import Papers
from workflow.demo.routes import Route
from workflow.demo.scene import Scene
from workflow.demo.votes import CONCLUSIONS, Choices, choice, course, other_than, secret_choice, slipped, urn, voters
from workflow.demo.working_hours import previous_working_day
from workflow.ids import new_id

NEXT_MEETS_ON = date(2024, 12, 12)
NEXT_PLANNED_ON = date(2024, 11, 29)

_NEVER_TABLED = frozenset({
    State.DRAFT, State.SUBMITTED, State.RETURNED, State.INTAKE_REFUSED, State.UNDER_APPRAISAL, State.IN_CONSULTATION,
    State.INELIGIBLE, State.ELIGIBLE, State.SUSPENDED, State.WITHDRAWN,
})  # fmt: skip


def is_tabled(route: Route) -> bool:
    """Whether the council has the case before it."""
    return not route.is_simple and route.case.goal not in _NEVER_TABLED


def hold_sessions(scene: Scene, diary: Diary, routes: list[Route], attachments: Attachments) -> None:
    """Note every round's session, and the one that is planned next."""
    for round_ in scene.figures.rounds.values():
        agenda = [route for route in routes if route.round == round_ and is_tabled(route)]
        Sitting(scene, diary, round_, agenda, attachments).hold()
    texts = scene.year.texts
    following = PlanSession(on=new_id(), title=texts.next_session, place=texts.place, meets_on=NEXT_MEETS_ON)
    diary.note(NEXT_PLANNED_ON, "16:45", scene.council_secretary, following)


class Sitting:
    """One session of the council."""

    def __init__(
        self, scene: Scene, diary: Diary, round_: Round, agenda: list[Route], attachments: Attachments
    ) -> None:
        self.scene, self.diary, self.round, self.routes = scene, diary, round_, agenda
        self.meeting = scene.year.sessions[round_.key]
        self.key = scene.sessions[round_.key]
        self.secretary = scene.council_secretary
        self.is_last = round_.decided_on is None
        self.attachments = attachments
        self.agenda = [route.key for route in agenda]
        self.secret = [route.key for route in agenda if _is_secret(route)]
        self.openly = [key for key in self.agenda if key not in self.secret]
        self.given = {member: self._choices(member) for member in voters(scene, self.meeting)}

    def hold(self) -> None:
        """From the plan to the minutes; the last session stops while members are still to vote."""
        self._prepare()
        self._open()
        self._vote()
        if self.secret:
            self._vote_on_paper()
        if not self.is_last:
            self._close()

    def _in_session(self, hour: str, who: str, command: Command, minutes: int = 0) -> None:
        """Note an act of the day itself; the last session sits six hours later, in the afternoon."""
        if self.is_last:
            hour = f"{int(hour[:2]) + 6:02}{hour[2:]}"
        self.diary.note(self.round.council_on, hour, who, command, minutes=minutes)

    def _prepare(self) -> None:
        meeting, planned_for = self.meeting, self.round.council_on
        if meeting.put_off:
            planned_for = previous_working_day(planned_for)
            self.diary.note(planned_for, "08:00", self.secretary, AdjournSession(
                on=self.key, meets_on=self.round.council_on, reason=meeting.put_off
            ))  # fmt: skip
        day = previous_working_day(planned_for)
        first = previous_working_day(previous_working_day(day))
        self.diary.note(first, "10:00", self.secretary, PlanSession(
            on=self.key, title=meeting.title, place=meeting.place, meets_on=planned_for,
        ))  # fmt: skip
        later = self.scene.year.off_agenda
        taken_off = [route for route in self.routes if route.case.key in later]
        for route in taken_off:
            before = previous_working_day(day)
            self.diary.note(before, "16:50", self.secretary, Table(on=route.key, session_id=self.key))
            reason = later[route.case.key]
            self.diary.note(day, "08:00", self.secretary, TakeOffAgenda(on=route.key, reason=reason))
        self.diary.note(day, "15:50", self.secretary, *(Table(on=key, session_id=self.key) for key in self.agenda))

    def _open(self) -> None:
        meeting = self.meeting
        marks = {
            self.scene.accounts[member]: Attendance.EXCUSED if member in meeting.excused
            else Attendance.REMOTE if member in meeting.remote else Attendance.PRESENT
            for member in self.scene.council
        }  # fmt: skip
        reasons = {self.scene.accounts[member]: reason for member, reason in meeting.excused.items()}
        for hour, command in (
            ("08:00", OpenSession(on=self.key)),
            ("08:05", RecordAttendance(on=self.key, marks=marks, reasons=reasons)),
        ):
            self._in_session(hour, self.secretary, command)
        for place, member in enumerate((*self.given, *meeting.not_yet)):
            self._in_session("08:10", member, self._declared(member), place)
        if self.secret:
            tellers = tuple(self.scene.accounts[member] for member in meeting.tellers)
            self._in_session("08:25", self.secretary, AppointTellers(on=self.key, account_ids=tellers))
        self._in_session("08:30", self.secretary, OpenVote(on=self.key))

    def _declared(self, member: str) -> DeclareConflict:
        """What a member says of conflicts of interest; nearly always that there is none."""
        cases = [self.scene.cases[case] for who, case in self.meeting.recused.items() if who == member]
        return DeclareConflict(
            on=self.key, conflicts=dict.fromkeys(cases, ConflictGround.RELATIVE),
            relations=dict.fromkeys(cases, self.meeting.relation),
        )  # fmt: skip

    def _choices(self, member: str) -> Choices:
        seat = self.scene.council.index(member)
        return {
            route.key: secret_choice(route.case.goal, seat)
            if _is_secret(route)
            else choice(route.case.goal, seat, place)
            for place, route in enumerate(self.routes)
            if self.meeting.recused.get(member) != route.case.key
        }

    def _vote(self) -> None:
        """Hands are recorded together, one of them not as it was meant; the others vote themselves, one changes a vote."""
        shown = {member: self._by_name(member) for member in self.meeting.hands}
        corrected, first = self.meeting.hands[0], self.openly[0]
        shown[corrected][first] = other_than(shown[corrected][first])
        hands = {self.scene.accounts[member]: choices for member, choices in shown.items()}
        self._in_session("08:50", self.secretary, RecordShowOfHands(on=self.key, hands=hands))
        self._cast(corrected, {first: self.given[corrected][first]}, "08:58")
        own = [member for member in self.given if member not in self.meeting.hands]
        for place, member in enumerate(own):
            self._cast(member, self._by_name(member), "09:00", place * 5)
        changing, last = own[-1], self.openly[-1]
        wanted = self.given[changing][last]
        self._cast(changing, {last: other_than(wanted)}, "09:55")
        self._cast(changing, {last: wanted}, "10:00")

    def _by_name(self, member: str) -> Choices:
        """What a member says by name: who is not there writes of what the others vote on in secret."""
        return {
            key: choice for key, choice in self.given[member].items()
            if key not in self.secret or member in self.meeting.excused
        }  # fmt: skip

    def _vote_on_paper(self) -> None:
        """Everybody in the room drops a ballot; both tellers count, and one of them has to key a slip anew."""
        there = [member for member in self.given if member not in self.meeting.excused]
        given = {self.scene.accounts[member]: True for member in there}
        self._in_session("08:40", self.secretary, HandOutBallots(on=self.key, given=given))
        found = {case: urn([self.given[member][case] for member in there]) for case in self.secret}
        first, second = self.meeting.tellers
        bent = {**found, self.secret[0]: slipped(found[self.secret[0]])}
        for hour, teller, counts in (("10:05", first, found), ("10:06", second, bent), ("10:12", second, found)):
            self._in_session(hour, teller, EnterPaperCount(on=self.key, counts=counts))

    def _sheet(self) -> EvidenceFile:
        """The scan of the sheet that the tellers signed."""
        organisation, people = self.scene.figures.organisation, self.scene.figures.people
        papers = Papers(place=organisation.short_name, above=f"UBND xã {organisation.short_name}")
        names = " và ".join(people[member].name for member in self.meeting.tellers)
        data = papers.paper(
            title="Phiếu kiểm phiếu", about=self.meeting.title, unit="Hội đồng Thi đua - Khen thưởng",
            on=self.round.council_on, signer=people[self.meeting.tellers[0]].name,
            body=f"Ban kiểm phiếu gồm {names}.\nBan kiểm phiếu đã đếm phiếu và ghi kết quả của từng hồ sơ vào phiếu này.",
        )  # fmt: skip
        digest = self.attachments.keep(self.scene.organisation_id, data)
        return EvidenceFile(file_name="phiếu kiểm phiếu.pdf", media_type=PDF, size=len(data), sha256=digest)

    def _cast(self, member: str, choices: Choices, hour: str, minutes: int = 0) -> None:
        self._in_session(hour, member, CastVote(on=self.key, choices=choices), minutes)

    def _close(self) -> None:
        """The count; the minutes, signed by who chaired; where a remark was forgotten, their correction, signed anew."""
        day, meeting, chairman = self.round.council_on, self.meeting, self.scene.chairman
        close = CloseVote(on=self.key, scan=self._sheet() if self.secret else None)
        self.diary.note(day, "10:20", self.secretary, close)
        first = RecordMinutes(
            on=self.key, chair_id=self.scene.accounts[chairman], conclusions=CONCLUSIONS,
            course=course(self.scene, meeting, self.agenda),
        )  # fmt: skip
        self.diary.note(day, "15:00", self.secretary, first)
        self.diary.note(day, "15:20", chairman, SignMinutes(on=self.key))
        if meeting.forgotten:
            corrected = CorrectMinutes(
                on=self.key, chair_id=first.chair_id, course=first.course, conclusions=CONCLUSIONS,
                remarks=meeting.forgotten, reason=meeting.correction,
            )  # fmt: skip
            self.diary.note(day, "15:40", self.secretary, corrected)
            self.diary.note(day, "16:00", chairman, SignMinutes(on=self.key))


def _is_secret(route: Route) -> bool:
    """Whether the rules put the case to a ballot."""
    rules = rules_for(route.case.award, route.case.basis, route.round.council_on)
    return method_of(rules) == Method.SECRET_PAPER
