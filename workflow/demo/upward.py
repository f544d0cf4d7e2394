"""What goes to the level above: villages posted after the council, letters, and the answers that came back."""

from collections.abc import Callable, Sequence
from datetime import date

from states.vocabulary import State
from workflow.commands.command import Command
from workflow.commands.nomination.close_posting import ClosePosting
from workflow.commands.nomination.forward import Forward
from workflow.commands.nomination.post import Post
from workflow.commands.nomination.record_award_above import RecordAwardAbove
from workflow.commands.nomination.record_comment import RecordComment
from workflow.commands.nomination.record_refusal_above import RecordRefusalAbove
from workflow.commands.nomination.record_return_from_above import RecordReturnFromAbove
from workflow.commands.nomination.settle_comment import SettleComment
from workflow.commands.nomination.submit_to_chairman import SubmitToChairman
from workflow.demo.diary import COMMENT, Desk, Diary
from workflow.demo.dossiers import rules_for
from workflow.demo.routes import Route
from workflow.demo.scene import Scene
from workflow.demo.working_hours import working_days_after
from workflow.demo.year_figures import Comment

_UP = (State.FORWARDED, State.AWARDED_ABOVE, State.REFUSED_ABOVE, State.RETURNED_FROM_ABOVE)
_POSTED_AFTER_COUNCIL = "TVH"
_LETTERS_FROM = 41


def send_up(scene: Scene, diary: Diary, routes: Sequence[Route]) -> None:
    """Note postings, letters and answers."""
    going_up = [route for route in routes if route.case.goal in _UP]
    for number, route in enumerate(going_up, start=_LETTERS_FROM):
        _forward(scene, diary, route, f"{number}/TTr-UBND")
    for route in routes:
        if route.case.award == _POSTED_AFTER_COUNCIL and route.case.goal in (*_UP, State.POSTED):
            _post(scene, diary, route)
        if route.case.outside:
            _answer(scene, diary, route)


def _laid_before_on(route: Route) -> date:
    """The day after the council, or for a village the first working day after its posting."""
    day = working_days_after(route.round.council_on, 1)
    return _posting_closed_on(day) if route.case.award == _POSTED_AFTER_COUNCIL else day


def _posting_closed_on(posted_on: date) -> date:
    term = rules_for(_POSTED_AFTER_COUNCIL, "merit", posted_on).posting_term.value
    assert term is not None
    return working_days_after(term.after(posted_on), 1)


def _post(scene: Scene, diary: Diary, route: Route) -> None:
    office, day = scene.office(route.place), working_days_after(route.round.council_on, 1)
    diary.note(day, "08:20", office, Post(on=route.key))
    comments = scene.year.comments_on(route.case.key)
    for place, comment in enumerate(comments):
        tell_comment(diary, office, route.key, comment, working_days_after(day, 2 + place), "08:40")
    if route.case.goal != State.POSTED:
        diary.note(_posting_closed_on(day), "08:20", office, ClosePosting(on=route.key))


def tell_comment(diary: Diary, office: str, key: str, comment: Comment, day: date, hour: str, after: int = 2) -> None:
    """Note what somebody said of a posted case, and some working days later what verifying it came to."""
    received = RecordComment(on=key, from_whom=comment.from_whom, text=comment.text, received_on=day)
    diary.note(day, hour, office, received)
    if comment.result is not None:
        diary.note_found(working_days_after(day, after), hour, office, settling(key, comment))


def settling(key: str, comment: Comment) -> Callable[[Desk], Command]:
    """The settlement of a comment, whose key is known only once it was recorded."""
    result = comment.result
    assert result is not None
    return lambda desk: SettleComment(
        on=key, comment_id=desk.find(COMMENT, key, comment.text), result=result, note=comment.note
    )


def _forward(scene: Scene, diary: Diary, route: Route, number: str) -> None:
    day = _laid_before_on(route)
    signed_on = working_days_after(day, 2)
    diary.note(day, "15:50", scene.office(route.place), SubmitToChairman(on=route.key), minutes=route.minutes)
    diary.note(
        signed_on, "10:30", scene.chairman, Forward(on=route.key, number=number, dated_on=signed_on),
        minutes=route.minutes % 30,
    )  # fmt: skip


def _answer(scene: Scene, diary: Diary, route: Route) -> None:
    """The answer is recorded the day after it was written."""
    case, paper = route.case, route.case.outside
    assert paper is not None
    command: Command
    if case.goal == State.AWARDED_ABOVE:
        command = RecordAwardAbove(on=route.key, number=paper.number, decided_on=paper.on, authority=paper.issuer)
    elif case.goal == State.REFUSED_ABOVE:
        command = RecordRefusalAbove(
            on=route.key, reason=case.reason, number=paper.number, decided_on=paper.on, authority=paper.issuer
        )
    else:
        command = RecordReturnFromAbove(on=route.key, reason=f"{paper.number}, {paper.issuer}: {case.reason}")
    day = working_days_after(paper.on, 1)
    diary.note(day, "14:00", scene.office(route.place), command, minutes=route.minutes)
