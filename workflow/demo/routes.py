"""On which days a case of the demonstration goes through the unit, intake and appraisal."""

from dataclasses import dataclass
from datetime import date

from states.vocabulary import Basis, State
from workflow.demo.nomination_figures import Nomination, Round
from workflow.demo.scene import Scene
from workflow.demo.working_hours import previous_working_day, working_days_after

JITTER = 7
"""Minutes between two cases that do the same thing in the same hour; an hour later they begin anew."""

_HANDED_IN = {
    State.SUBMITTED: date(2024, 11, 29),
    State.INTAKE_REFUSED: date(2024, 11, 29),
    State.RETURNED: date(2024, 11, 27),
    State.IN_CONSULTATION: date(2024, 11, 20),
    State.INELIGIBLE: date(2024, 11, 19),
    State.UNDER_APPRAISAL: date(2024, 11, 21),
    State.ELIGIBLE: date(2024, 11, 22),
}
"""When the cases of the last round come in that are to be found on somebody's desk."""

_SUDDEN = {State.BEFORE_CHAIRMAN: date(2024, 11, 26), State.ELIGIBLE: date(2024, 11, 26),
           State.UNDER_APPRAISAL: date(2024, 11, 26)}  # fmt: skip
_LAST_ROUND_LEADS, _ROUND_LEADS = 8, 5
_APPRAISAL_AND_DECISION = 21
"""Working days from handing in to the decision: intake takes one, and the decision falls within the term of twenty."""

_CONSULTED = frozenset({"TTLDTT", "BK_TINH"})
_NOT_CONSULTED = frozenset({State.SUBMITTED, State.INTAKE_REFUSED, State.RETURNED, State.DRAFT, State.UNDER_APPRAISAL,
                            State.INELIGIBLE})  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Route:
    """The days of one case; ``minutes`` keeps cases apart that do the same thing on the same day."""

    key: str
    case: Nomination
    round: Round
    place: int
    submitted_on: date
    is_supplemented: bool
    is_consulted: bool
    is_held: bool
    is_reopened: bool

    @property
    def minutes(self) -> int:
        """Minutes after the hour."""
        return self.place * JITTER % 60

    @property
    def is_simple(self) -> bool:
        """Whether the simple procedure applies: no council."""
        return self.case.basis == Basis.SUDDEN

    @property
    def accepted_on(self) -> date:
        """The day after it came in; a dossier that went back is three days later."""
        return working_days_after(self.submitted_on, 4 if self.is_supplemented else 1)

    @property
    def appraised_on(self) -> date:
        """The day on which the office answers the checklist, at the latest the day before the agenda is made."""
        wanted = working_days_after(self.accepted_on, self._appraisal_days())
        return min(wanted, previous_working_day(agenda_on(self.round))) if self._must_meet_the_agenda() else wanted

    def _appraisal_days(self) -> int:
        if self.is_simple:
            return 2
        if self.case.goal == State.ELIGIBLE:
            return 4
        if self.is_held or self.is_reopened:
            return 8
        return 6 if self.is_consulted else 3 + self.place % 3

    def _must_meet_the_agenda(self) -> bool:
        return not self.is_simple and self.case.goal not in (State.ELIGIBLE, State.INELIGIBLE)


def agenda_on(round_: Round) -> date:
    """The day on which the secretary makes the agenda: the last before the council sits."""
    return previous_working_day(round_.council_on)


def routes(scene: Scene) -> list[Route]:
    """The route of every case that is handed in, in the order of the figures."""
    year = scene.year
    return [
        Route(
            key=scene.cases[key], case=case, round=scene.figures.rounds[case.round], place=place,
            submitted_on=_submitted_on(scene, case, place), is_supplemented=key in year.supplements,
            is_consulted=_is_consulted(scene, case), is_held=key in year.holds, is_reopened=key in year.reopenings,
        )
        for place, (key, case) in enumerate(scene.figures.nominations.items())
        if case.goal != State.DRAFT
    ]  # fmt: skip


def _is_consulted(scene: Scene, case: Nomination) -> bool:
    asked = case.award in _CONSULTED or case.key in scene.year.objections or case.goal == State.IN_CONSULTATION
    return asked and case.goal not in _NOT_CONSULTED


def _submitted_on(scene: Scene, case: Nomination, place: int) -> date:
    """Long ways begin on the first day of the round; the others are spread over its days."""
    round_ = scene.figures.rounds[case.round]
    is_last = round_.decided_on is None
    if case.basis == Basis.SUDDEN:
        return _SUDDEN.get(case.goal, round_.opens_on)
    if is_last and case.goal in _HANDED_IN:
        return _HANDED_IN[case.goal]
    detours = (scene.year.supplements, scene.year.holds, scene.year.reopenings)
    if any(case.key in each for each in detours) or _is_consulted(scene, case):
        return first_day(round_)
    last = min(round_.closes_on, _before(agenda_on(round_), _LAST_ROUND_LEADS if is_last else _ROUND_LEADS))
    return min(last, working_days_after(first_day(round_), place % 6))


def first_day(round_: Round) -> date:
    """The first day on which a dossier comes in early enough, and not so early that its term runs out."""
    if round_.decided_on is None:
        return round_.opens_on
    return max(round_.opens_on, _before(round_.decided_on, _APPRAISAL_AND_DECISION))


def _before(day: date, count: int) -> date:
    """The working day ``count`` working days before."""
    for _ in range(count):
        day = previous_working_day(day)
    return day
