"""The rules of the organisation of whoever is signed in, as this request sees them."""

from states.regime import Regime
from web.access import actor
from web.clock import now
from web.database import reading
from workflow.days import civil_date
from workflow.rules_in_force import Rules, rules_of


def rules_here() -> Rules:
    """Their rules, of any day and by any digest."""
    return rules_of(reading(), actor().organisation_id)


def regime_today() -> Regime:
    """Their rules of today."""
    return rules_here().on(civil_date(now()))
