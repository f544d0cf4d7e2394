"""Awards that were called in question afterwards: dismissed, annulled, recovered, or waiting for the chairman."""

from collections.abc import Callable, Sequence
from datetime import date

from states.decision_vocabulary import AnnulmentGround
from states.vocabulary import State
from workflow.commands.command import Command
from workflow.commands.nomination.annul import Annul
from workflow.commands.nomination.dismiss_annulment import DismissAnnulment
from workflow.commands.nomination.propose_annulment import ProposeAnnulment
from workflow.demo.after_decisions import recovered
from workflow.demo.decisions import REVOKED
from workflow.demo.diary import Desk, Diary
from workflow.demo.routes import Route
from workflow.demo.scene import Scene
from workflow.demo.working_hours import working_days_after

_PROPOSED_ON = {
    State.ANNULLED: date(2024, 11, 18), State.RECOVERED: date(2024, 9, 5), State.ANNULMENT_PROPOSED: date(2024, 11, 26),
}  # fmt: skip
_GROUNDS = {
    State.ANNULLED: AnnulmentGround.FALSE_DECLARATION, State.RECOVERED: AnnulmentGround.STANDARDS_NOT_MET,
    State.ANNULMENT_PROPOSED: AnnulmentGround.FALSE_PAPERS,
}  # fmt: skip
_DISMISSED_PROPOSED_ON = date(2024, 8, 5)


def revoke(scene: Scene, diary: Diary, routes: Sequence[Route]) -> None:
    """Note every proposal to annul an award and what became of it; the chairman decides within five working days."""
    for route in routes:
        case, office = route.case, scene.office(route.place)
        dismissal = scene.year.dismissals.get(case.key)
        if dismissal:
            day = _DISMISSED_PROPOSED_ON
            proposal = ProposeAnnulment(on=route.key, ground=AnnulmentGround.FALSE_DECLARATION, reason=dismissal.reason)
            diary.note(day, "09:00", office, proposal)
            answer = DismissAnnulment(on=route.key, reason=dismissal.answer)
            diary.note(working_days_after(day, 4), "10:00", scene.chairman, answer)
        if case.goal not in REVOKED:
            continue
        day = _PROPOSED_ON[case.goal]
        annulled_on = working_days_after(day, 4)
        proposal = ProposeAnnulment(on=route.key, ground=_GROUNDS[case.goal], reason=case.reason)
        diary.note(day, "09:30", office, proposal)
        if case.goal != State.ANNULMENT_PROPOSED:
            diary.note(annulled_on, "10:00", scene.chairman, Annul(on=route.key, reason=case.reason))
        if case.goal == State.RECOVERED:
            recovered_on = working_days_after(annulled_on, 9)
            note = scene.year.texts.recovery
            diary.note_found(recovered_on, "14:00", office, _came_back(route.key, recovered_on, note))


def _came_back(key: str, day: date, note: str) -> Callable[[Desk], Command]:
    return lambda desk: recovered(desk, key, day, note)
