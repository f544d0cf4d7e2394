"""Who may look at which case. What somebody may not see does not exist for them: the answer is 404, never 403."""

from states.facts import Row
from states.vocabulary import Role, State, Subject
from workflow.commands.command import Actor

SEES_ALL = frozenset({Role.SECRETARIAT, Role.COUNCIL_SECRETARY, Role.CHAIRMAN, Role.DEPUTY_CHAIRMAN, Role.AUDITOR})
BEFORE_COUNCIL = frozenset(
    {
        State.DRAFT, State.SUBMITTED, State.RETURNED, State.INTAKE_REFUSED, State.UNDER_APPRAISAL,
        State.IN_CONSULTATION, State.INELIGIBLE, State.WITHDRAWN,
    }
)  # fmt: skip
"""Where a nomination is no business of the council's members yet."""

WORKS_ON = frozenset({Role.SECRETARIAT, Role.CHAIRMAN, Role.DEPUTY_CHAIRMAN})
"""Who carries a case on from the council's minutes. The dossier of a case in which such a person took no part opens again then,
without what the council made of it; for everybody else it stays closed.
"""

SEEN_BY: dict[Subject, frozenset[Role]] = {
    Subject.SESSION: SEES_ALL | {Role.COUNCIL_MEMBER},
    Subject.DECISION: SEES_ALL,
    Subject.CAMPAIGN: frozenset(Role) - {Role.HOLDER},
    Subject.UNIT: frozenset({Role.ADMINISTRATOR, Role.AUDITOR}),
    Subject.ACCOUNT: frozenset({Role.ADMINISTRATOR, Role.AUDITOR}),
    Subject.OFFICE: frozenset({Role.ADMINISTRATOR, Role.AUDITOR, Role.CHAIRMAN}),
    Subject.RULE_CHANGE: SEES_ALL | {Role.ADMINISTRATOR},
    Subject.PAST_AWARD: SEES_ALL | {Role.UNIT_OFFICER},
    Subject.STATEMENT: SEES_ALL,
    Subject.MERGER: SEES_ALL,
    Subject.ERASURE: frozenset({Role.SECRETARIAT, Role.ADMINISTRATOR, Role.AUDITOR}),
    Subject.FUND_ENTRY: SEES_ALL,
    Subject.PAPER_TEMPLATE: frozenset({Role.ADMINISTRATOR, Role.AUDITOR, Role.SECRETARIAT}),
    Subject.LEGAL_HOLD: frozenset({Role.SECRETARIAT, Role.ADMINISTRATOR, Role.AUDITOR}),
}


def may_see(actor: Actor, subject: Subject, case: Row) -> bool:
    """Whether the person may look at this case of their own organisation."""
    if subject == Subject.NOMINATION:
        return may_see_nomination(actor, case)
    if subject == Subject.STATEMENT and is_of_own_unit(actor, case):
        return True
    return bool(actor.roles & SEEN_BY.get(subject, frozenset()))


def may_see_nomination(actor: Actor, case: Row) -> bool:
    """Drafts are seen by their unit alone; members of the council see what reached the council.

    Who takes no part in a case because of a conflict of interest sees nothing of it, in no office; but the unit keeps the
    dossier that it wrote itself, and the offices of ``WORKS_ON`` have it again when the session is minuted.
    """
    if is_of_own_unit(actor, case):
        return True
    if case["id"] in actor.veiled:
        return False
    if case["state"] == State.DRAFT:
        return False
    if actor.roles & SEES_ALL:
        return True
    return Role.COUNCIL_MEMBER in actor.roles and case["state"] not in BEFORE_COUNCIL


def is_of_own_unit(actor: Actor, case: Row) -> bool:
    """Whether the nomination comes from a unit the person is officer of."""
    return any(office.role == Role.UNIT_OFFICER and office.unit_id == case["unit_id"] for office in actor.offices)


def is_recused(actor: Actor, nomination: str) -> bool:
    """Whether what the council makes of a nomination is kept from this person, for good: they take no part in it."""
    return nomination in actor.recused
