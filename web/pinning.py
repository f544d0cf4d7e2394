"""What receiving a dossier pins it to, said before the button: the rules, and whether a newer law waits to be confirmed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from states.facts import Row
from states.regime_metadata import RegimeMetadata
from states.vocabulary import Role
from web.access import actor
from web.clock import now
from web.database import reading
from web.rules_here import led_to, rules_here
from workflow.days import civil_date
from workflow.queries.people import holders


@dataclass(frozen=True, kw_only=True)
class Unconfirmed:
    """A law that counts already and that nobody here has confirmed, and who can."""

    law: RegimeMetadata
    administrators: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Pinning:
    """The rules that some cases will stand under once they are received; each leads to its page."""

    rules: Sequence[Markup]
    unconfirmed: Unconfirmed | None


def pinning_of(cases: Iterable[Row]) -> Pinning:
    """What receiving these cases today would pin them to."""
    here, today = rules_here(), civil_date(now())
    sets = {regime.digest: regime for regime in (here.of(case, today) for case in cases)}
    return Pinning(rules=[led_to(regime) for regime in sets.values()], unconfirmed=unconfirmed_today())


def unconfirmed_today() -> Unconfirmed | None:
    """The law of today, where it waits to be confirmed."""
    today = civil_date(now())
    law = rules_here().unknown_on(today)
    if law is None:
        return None
    return Unconfirmed(
        law=law, administrators=holders(reading(), actor().organisation_id, Role.ADMINISTRATOR, today)
    )  # fmt: skip
