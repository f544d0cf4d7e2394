"""The rules of the organisation of whoever is signed in, as this request sees them."""

from flask import url_for
from markupsafe import Markup

from states.regime import Regime
from web.access import actor
from web.clock import now
from web.database import reading
from web.language import _, language
from workflow.days import civil_date
from workflow.rules_in_force import Rules, rules_of


def rules_here() -> Rules:
    """Their rules, of any day and by any digest."""
    return rules_of(reading(), actor().organisation_id)


def regime_today() -> Regime:
    """Their rules of today."""
    return rules_here().on(civil_date(now()))


def named(regime: Regime, rules: Rules) -> str:
    """A set of rules by its law and by the documents of whatever was laid over it, so that two sets never read alike."""
    told = regime.name(language())
    if regime.confirmed_by:
        told = _("%(law)s (xã xác nhận theo %(document)s)", law=told, document=regime.confirmed_by)
    documents = dict.fromkeys(head.document for head in rules.heads(regime))
    return _("%(law)s; quy định riêng: %(documents)s", law=told, documents=", ".join(documents)) if documents else told


def led_to(regime: Regime) -> Markup:
    """The same, leading to the page that shows these rules in words."""
    there = url_for("public.rules_by_digest", digest=regime.digest)
    return Markup('<a href="{}">{}</a>').format(there, named(regime, rules_here()))
