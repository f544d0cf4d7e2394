"""From the council to the chairman: what the office lays before him, what he returns, declines, signs and forwards."""

from collections.abc import Sequence
from datetime import date

from states.vocabulary import Receiver, State
from workflow.commands.administration.give_mandate import GiveMandate
from workflow.commands.decision.approve_decision import ApproveDecision
from workflow.commands.decision.draft_decision import DraftDecision
from workflow.commands.decision.issue_decision import IssueDecision
from workflow.commands.decision.number_decision import NumberDecision
from workflow.commands.decision.return_decision import ReturnDecision
from workflow.commands.decision.revise_decision import ReviseDecision
from workflow.commands.decision.sign_decision import SignatureWay, SignDecision
from workflow.commands.decision.submit_decision import SubmitDecision
from workflow.commands.decision.void_decision import VoidDecision
from workflow.commands.nomination.confer import Confer
from workflow.commands.nomination.decline import Decline
from workflow.commands.nomination.return_to_office import ReturnToOffice
from workflow.commands.nomination.submit_to_chairman import SubmitToChairman
from workflow.demo.diary import Diary
from workflow.demo.routes import Route
from workflow.demo.scene import Scene
from workflow.demo.sessions import is_tabled
from workflow.demo.working_hours import previous_working_day, working_days_after
from workflow.ids import new_id

REVOKED = (State.ANNULMENT_PROPOSED, State.ANNULLED, State.RECOVERED)
GIVEN = (State.PUBLISHED, State.CONFERRED, *REVOKED)
"""Goals that a decision of this commune brings about in its round."""

_LAID_BEFORE_CHAIRMAN = (*GIVEN, State.AWARDED, State.BEFORE_CHAIRMAN, State.DECLINED, State.RETURNED_BY_CHAIRMAN)
_DECIDED_LATER = (State.AWARDED, State.BEFORE_CHAIRMAN, State.ENDORSED, State.ENDORSED_LOWER)
_LATE = (date(2024, 11, 28), date(2024, 11, 29))
_PROXY, _CEREMONY, _HANDED_BY = "Người trong gia đình", "Lễ trao tặng tại hội trường xã", "Chủ tịch Ủy ban nhân dân xã"
_PROXY_NOTE = "Người được khen đi vắng, người trong gia đình nhận thay."


def decide(scene: Scene, diary: Diary, routes: Sequence[Route]) -> None:
    """Note the chairman's part of every round, the awards given at once, and the decisions that still wait."""
    for round_ in scene.figures.rounds.values():
        mine = [route for route in routes if route.round == round_]
        council = [route for route in mine if is_tabled(route) and route.case.goal in _LAID_BEFORE_CHAIRMAN]
        _lay_before_chairman(scene, diary, council)
        if round_.decided_on:
            _rule(scene, diary, mine, round_.decided_on, round_.conferred_on)
        _award_at_once(scene, diary, [route for route in mine if route.is_simple])
    _leave_waiting(scene, diary, routes)


def _lay_before_chairman(scene: Scene, diary: Diary, routes: Sequence[Route]) -> None:
    if not routes:
        return
    day = working_days_after(routes[0].round.council_on, 1)
    diary.note(day, "09:00", scene.office(), *(SubmitToChairman(on=route.key) for route in routes))
    for route in routes:
        case = route.case
        question = scene.year.questions.get(case.key)
        asked_on = working_days_after(day, 1)
        if question:
            diary.note(asked_on, "09:00", scene.chairman, ReturnToOffice(on=route.key, reason=question.reason))
            diary.note(asked_on, "15:30", scene.office(1), SubmitToChairman(on=route.key, note=question.answer))
        if case.goal == State.RETURNED_BY_CHAIRMAN:
            diary.note(asked_on, "15:00", scene.chairman, ReturnToOffice(on=route.key, reason=case.reason))
        if case.goal == State.DECLINED:
            diary.note(asked_on, "16:00", scene.chairman, Decline(on=route.key, reason=case.reason))


def _rule(scene: Scene, diary: Diary, routes: Sequence[Route], decided_on: date, conferred_on: date | None) -> None:
    """One decision for each award of the round; the first draft of the year was given up and written anew."""
    drafted_on = previous_working_day(decided_on)
    tabled = [route for route in routes if is_tabled(route)]
    given = [route for route in tabled if route.case.goal in GIVEN]
    later = {route.case.award for route in tabled if route.case.goal in _DECIDED_LATER}
    for place, award in enumerate(dict.fromkeys(route.case.award for route in given)):
        lines = [route for route in given if route.case.award == award]
        keys = tuple(route.key for route in lines)
        title = scene.year.ruling(lines[0].round.key, award)
        if lines[0].round == next(iter(scene.figures.rounds.values())):
            _give_up_a_draft(scene, diary, keys, previous_working_day(drafted_on))
        decision = new_id()
        diary.note(
            drafted_on, "14:00", scene.office(), DraftDecision(on=decision, title=title, nominations=keys),
            minutes=place * 10,
        )  # fmt: skip
        submitted = SubmitDecision(on=decision, explanation=scene.year.texts.left_for_later if award in later else "")
        diary.note(drafted_on, "15:30", scene.office(), submitted, minutes=place * 5)
        diary.note(drafted_on, "16:30", scene.chairman, ApproveDecision(on=decision), minutes=place * 5)
        is_first = lines[0].round == next(iter(scene.figures.rounds.values()))
        by_token = SignatureWay.RETURNED_FILE if is_first else SignatureWay.CMS
        way = by_token if place == 0 else None
        _bring_out(scene, diary, decision, decided_on, place, way)
        if conferred_on:
            _confer(scene, diary, lines, conferred_on)


def _give_up_a_draft(scene: Scene, diary: Diary, keys: tuple[str, ...], day: date) -> None:
    draft, texts = new_id(), scene.year.texts
    diary.note(day, "14:00", scene.office(), DraftDecision(on=draft, title=texts.voided_title, nominations=keys))
    diary.note(day, "16:00", scene.office(), VoidDecision(on=draft, reason=texts.voided_reason))


def _bring_out(
    scene: Scene, diary: Diary, decision: str, day: date, place: int, way: SignatureWay | None = None
) -> None:
    diary.note(day, "08:00", scene.office(), NumberDecision(on=decision), minutes=place * 10)
    if scene.signing is None or way is None:
        diary.note(day, "10:00", scene.chairman, SignDecision(on=decision), minutes=place * 10)
    else:
        signed = scene.signing.signing(decision, way, scene.figures.organisation.slug, scene.chairman)
        diary.note_found(day, "10:00", scene.chairman, signed, minutes=place * 10)
    diary.note(day, "14:00", scene.office(), IssueDecision(on=decision), minutes=place * 10)


def _confer(scene: Scene, diary: Diary, routes: Sequence[Route], day: date) -> None:
    """All awards of a round are handed over on one day; every ninth awardee sent somebody."""
    commands = []
    for route in routes:
        by_proxy = route.place % 9 == 8
        receiver, note = (Receiver.PROXY, _PROXY_NOTE) if by_proxy else (Receiver.SELF, "")
        commands.append(
            Confer(
                on=route.key, conferred_on=day, receiver=receiver, received_by=_PROXY if by_proxy else "", note=note,
                ceremony=_CEREMONY, handed_by=_HANDED_BY,
            )
        )  # fmt: skip
    diary.note(day, "10:30", scene.office(), *commands)


def _award_at_once(scene: Scene, diary: Diary, routes: Sequence[Route]) -> None:
    """What happened suddenly is awarded the day after the appraisal, without the council."""
    ready = [route for route in routes if route.case.goal in (*GIVEN, State.BEFORE_CHAIRMAN)]
    for route in ready:
        command = SubmitToChairman(on=route.key)
        diary.note(route.appraised_on, "15:50", scene.office(route.place), command, minutes=route.minutes)
    given = [route for route in ready if route.case.goal in GIVEN]
    if not given:
        return
    day, decision, texts = working_days_after(given[0].appraised_on, 1), new_id(), scene.year.texts
    is_first = given[0].round == next(iter(scene.figures.rounds.values()))
    title = texts.prompt_award if is_first else texts.prompt_award_later
    keys = tuple(route.key for route in given)
    diary.note(day, "07:35", scene.office(), DraftDecision(on=decision, title=title, nominations=keys))
    diary.note(day, "07:40", scene.office(), SubmitDecision(on=decision))
    if is_first:
        diary.note(day, "07:50", scene.chairman, ApproveDecision(on=decision))
        _bring_out(scene, diary, decision, day, 0, SignatureWay.SERVER_KEY)
    else:
        _sign_by_deputy(scene, diary, decision, day)
    _confer(scene, diary, given, working_days_after(day, 1))


def _sign_by_deputy(scene: Scene, diary: Diary, decision: str, day: date) -> None:
    """The chairman is away for a week; the deputy decides in his place."""
    texts, before = scene.year.texts, previous_working_day(day)
    mandate = GiveMandate(
        on=new_id(), account_id=scene.accounts[texts.deputy], title=texts.deputy_title, held_from=before,
        held_until=working_days_after(day, 4), document=texts.deputy_document,
    )  # fmt: skip
    diary.note(before, "16:55", scene.chairman, mandate)
    diary.note(day, "07:50", texts.deputy, ApproveDecision(on=decision))
    diary.note(day, "08:00", scene.office(), NumberDecision(on=decision))
    diary.note(day, "10:00", texts.deputy, SignDecision(on=decision))
    diary.note(day, "14:00", scene.office(), IssueDecision(on=decision))


def _leave_waiting(scene: Scene, diary: Diary, routes: Sequence[Route]) -> None:
    """Decisions on desks: signed and not issued, numbered for the signature, before the chairman, and a draft."""
    texts = scene.year.texts
    waiting = [route for route in routes if is_tabled(route) and route.case.goal == State.BEFORE_CHAIRMAN]
    signed = [route for route in routes if route.case.goal == State.AWARDED]
    titles = [route for route in waiting if route.case.award == "LDTT"]
    merits = [route for route in waiting if route.case.award == "GK"]
    sudden = [route for route in routes if route.is_simple and route.case.goal == State.BEFORE_CHAIRMAN]
    to_issue, to_sign, _in_draft = (
        _draft(scene, diary, _LATE[0], f"14:{place}0", title, lines)
        for place, (title, lines) in enumerate(
            ((texts.not_issued, signed), (texts.to_be_signed_first, titles), (texts.in_draft, merits))
        )
    )
    _return_and_approve(scene, diary, to_sign, to_issue, titles)
    for place, decision in enumerate((to_issue, to_sign)):
        diary.note(_LATE[1], "08:00", scene.office(1), NumberDecision(on=decision), minutes=place * 10)
    diary.note(_LATE[1], "10:00", scene.chairman, SignDecision(on=to_issue))
    to_approve = _draft(scene, diary, _LATE[1], "16:50", texts.to_be_approved, sudden)
    diary.note(_LATE[1], "16:55", scene.office(1), SubmitDecision(on=to_approve))


def _draft(scene: Scene, diary: Diary, day: date, hour: str, title: str, lines: Sequence[Route]) -> str:
    decision, keys = new_id(), tuple(route.key for route in lines)
    diary.note(day, hour, scene.office(1), DraftDecision(on=decision, title=title, nominations=keys))
    return decision


def _return_and_approve(scene: Scene, diary: Diary, returned: str, approved: str, lines: Sequence[Route]) -> None:
    """The chairman approves one draft at once, and returns the other before he does: its wording is revised."""
    texts = scene.year.texts
    for place, decision in enumerate((approved, returned)):
        submitted = SubmitDecision(on=decision, explanation=texts.left_for_later)
        diary.note(_LATE[0], "15:00", scene.office(1), submitted, minutes=place * 5)
    diary.note(_LATE[0], "15:30", scene.chairman, ReturnDecision(on=returned, reason=texts.returned_draft))
    keys = tuple(route.key for route in lines)
    revised = ReviseDecision(on=returned, title=texts.to_be_signed, nominations=keys)
    diary.note(_LATE[0], "15:45", scene.office(1), revised)
    again = SubmitDecision(on=returned, explanation=texts.returned_draft_answer)
    diary.note(_LATE[0], "16:00", scene.office(1), again)
    for place, decision in enumerate((approved, returned)):
        diary.note(_LATE[0], "16:30", scene.chairman, ApproveDecision(on=decision), minutes=place * 5)
