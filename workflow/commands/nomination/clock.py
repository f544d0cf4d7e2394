"""Which term of the rules runs while a nomination stands in a state: what a hold stops, and what goes on after it."""

from datetime import date, timedelta

from states.facts import NominationFacts
from states.vocabulary import State
from states.working_days import Term


def term_of(state: str, facts: NominationFacts) -> Term | None:
    """The term that the ``due_on`` of a case in this state is the end of; ``None`` where the rules know none."""
    match state:
        case State.POSTED:
            return facts.rules.posting_term.value
        case State.IN_CONSULTATION:
            return facts.regime.consultation.reply_term.value
        case State.BEFORE_CHAIRMAN:
            return facts.rules.decision_term.value
        case State.ELIGIBLE if facts.case["posting_closed_on"] and facts.rules.decision_runs_from_complete_dossier:
            return facts.rules.decision_term.value
        case State.UNDER_APPRAISAL | State.ELIGIBLE | State.TABLED:
            return facts.rules.appraisal_term.value
        case _:
            return None


def last_day_of_posting_closed(facts: NominationFacts) -> date | None:
    """The last day of a case whose posting before the council is over today.

    What the people said is a paper of its dossier, so the dossier is complete now: where the rules count the decision from
    that day, the term runs from today. Otherwise none runs.
    """
    term = facts.rules.decision_term.value
    return (
        term.after(facts.today, facts.office_days) if term and facts.rules.decision_runs_from_complete_dossier else None
    )


def last_day_of_decision(facts: NominationFacts) -> date | None:
    """The last day of the decision on a case that comes before the chairman today; ``None`` where the rules know no term.

    A term that runs from the complete dossier began before today: when the posting was over whose result the dossier holds,
    or when the dossier was received. The days of a hold since then stay added.
    """
    term, case = facts.rules.decision_term.value, facts.case
    if term is None:
        return None
    if not facts.rules.decision_runs_from_complete_dossier:
        return term.after(facts.today, facts.office_days)
    if case["posting_closed_on"]:
        return _day(case["due_on"]) or term.after(date.fromisoformat(case["posting_closed_on"]), facts.office_days)
    received = _day(case["received_on"]) or facts.today
    return term.after(received, facts.office_days) + _held(facts, received)


def last_day_of_notice(facts: NominationFacts) -> date:
    """The last day on which those who are not awarded are told so, with the reason."""
    return facts.rules.notice_term.value.after(facts.today, facts.office_days)


def fixed_day(state: str, facts: NominationFacts) -> date | None:
    """The day of the year by which a case is done with in this state, which no hold moves; ``None`` where none is set.

    A level above takes dossiers until a day of the year, and a place may set one by which its own are decided. It is the first
    such day from the receipt of the dossier on.
    """
    rules = facts.rules
    if state not in (State.ELIGIBLE, State.ENDORSED, State.BEFORE_CHAIRMAN) or not facts.case["received_on"]:
        return None
    figure = rules.upper_submit_by if rules.competence.value == "forward" else rules.finish_by
    return _next(figure.value, date.fromisoformat(facts.case["received_on"])) if figure and figure.value else None


def no_later(due: date | None, state: str, facts: NominationFacts) -> date | None:
    """The earlier of the end of a term and of the day that is fixed for this state."""
    return min((day for day in (due, fixed_day(state, facts)) if day), default=None)


def _next(day_of_year: str, since: date) -> date:
    month, day = map(int, day_of_year.split("-"))
    this_year = date(since.year, month, day)
    return this_year if since <= this_year else date(since.year + 1, month, day)


def _held(facts: NominationFacts, received: date) -> timedelta:
    """How far holds have moved the last day of the appraisal, while a case still has that one."""
    due = _day(facts.case["due_on"])
    return due - facts.rules.appraisal_term.value.after(received, facts.office_days) if due else timedelta()


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
