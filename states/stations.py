"""The way of a nomination as people see it: eight stations, and how far a case has come."""

from states.regime import AwardRules
from states.vocabulary import State

Station = str
_AT: dict[State, Station] = {
    State.DRAFT: "unit", State.RETURNED: "unit", State.SUBMITTED: "intake", State.INTAKE_REFUSED: "intake",
    State.UNDER_APPRAISAL: "appraisal", State.IN_CONSULTATION: "appraisal", State.INELIGIBLE: "appraisal",
    State.ELIGIBLE: "appraisal", State.TABLED: "council", State.ENDORSED: "council", State.ENDORSED_LOWER: "council",
    State.NOT_ENDORSED: "council", State.BEFORE_CHAIRMAN: "chairman", State.RETURNED_BY_CHAIRMAN: "chairman",
    State.DECLINED: "chairman", State.FORWARDED: "above", State.AWARDED_ABOVE: "above", State.REFUSED_ABOVE: "above",
    State.RETURNED_FROM_ABOVE: "above", State.AWARDED: "chairman", State.PUBLISHED: "published",
    State.CONFERRED: "conferred", State.ANNULMENT_PROPOSED: "published", State.ANNULLED: "published",
    State.RECOVERED: "published",
}  # fmt: skip
STOPPED = frozenset(
    {
        State.INTAKE_REFUSED, State.INELIGIBLE, State.NOT_ENDORSED, State.DECLINED, State.REFUSED_ABOVE,
        State.WITHDRAWN, State.ANNULLED, State.RECOVERED,
    }
)  # fmt: skip
"""Where a nomination ends without an award that stands."""


def way_of(rules: AwardRules) -> tuple[Station, ...]:
    """The stations an award's rules lead through, in order."""
    posting = rules.posting_stage.value
    stations = ["unit", "intake", "appraisal"]
    stations += ["posting"] if posting == "appraisal" else []
    stations += ["council"] if rules.council_step.value else []
    stations += ["posting"] if posting == "endorsement" else []
    stations += ["chairman"]
    stations += ["above"] if rules.competence.value == "forward" else []
    return (*stations, "published", "conferred")


def station_of(state: State, rules: AwardRules, resumes_to: str | None) -> Station:
    """At which station a case stands; on hold, the one it goes on from."""
    if state in (State.SUSPENDED, State.ANNULMENT_PROPOSED) and resumes_to:
        state = State(resumes_to)
    if state == State.POSTED:
        return "posting"
    if state == State.WITHDRAWN:
        return "unit"
    station = _AT[state]
    if state == State.ELIGIBLE and rules.posting_stage.value == "appraisal":
        return "posting"
    return station if station in way_of(rules) else way_of(rules)[-3]
