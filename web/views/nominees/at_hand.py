"""The dossiers that a nominee's register is read and written for."""

from collections.abc import Iterable, Sequence

from states.asked_facts import asked_by
from states.vocabulary import FactKind
from web.access import actor
from web.clock import now
from web.database import reading
from web.rules_here import rules_here
from workflow.days import civil_date
from workflow.queries.at_hand import CaseAtHand, cases_at_hand


def at_hand(nominee: str) -> Sequence[CaseAtHand]:
    """Those that are being drafted or dealt with, as far as the person may see them."""
    return cases_at_hand(reading(), nominee, rules_here(), actor=actor(), today=civil_date(now()))


def asked_in(cases: Iterable[CaseAtHand]) -> frozenset[FactKind]:
    """What their conditions ask to be stated."""
    return asked_by((case.rules, case.kind) for case in cases)
