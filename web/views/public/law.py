"""The catalogue of the law as data: which rules were in force on a day, and what changed between two days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, abort, render_template, url_for

from states.regime import AwardRules, NoRulesInForce, Regime, regimes
from states.regime_metadata import RegimeMetadata, confirmed
from web.access import everybody
from web.clock import now
from web.database import reading
from web.fields import read_day
from web.language import _
from web.law_words import VALUES, lines_of
from web.views.nominations.shown import marks
from web.views.public.asked import asked
from web.views.public.here import here
from workflow.days import civil_date
from workflow.queries.public import PublicOrganisation
from workflow.rules_in_force import rules_of


@dataclass(frozen=True, kw_only=True)
class AskedDay:
    """A day that somebody asks about, as it was typed. ``problem`` says in one sentence why there is no answer."""

    typed: str
    on: date | None = None
    regime: Regime | None = None
    unknown: RegimeMetadata | None = None
    problem: str = ""

    @property
    def rules(self) -> Mapping[str, AwardRules]:
        """The rules of every award and of every form of one, by code."""
        return rules_by_code(self.regime) if self.regime else {}


def rules_by_code(regime: Regime) -> dict[str, AwardRules]:
    """The rules of every award and of every form of one, by code, in the order of the file."""
    return {**regime.awards, **{code: form.rules for code, form in regime.forms.items()}}


def offer_law(pages: Blueprint) -> None:
    """The catalogue and the page of one award."""

    @pages.get("/<organisation>/cong-khai/quy-dinh")
    @everybody
    def law(organisation: str) -> str:
        """All awards under the rules in force on a day, today where none is said."""
        where = here(organisation)
        day = _day(where, "on", or_today=True)
        on = day.on.isoformat() if day.on else None
        addresses = {code: url_for("public.law_of_award", award=code, on=on) for code in day.rules}
        return render_template(
            "views/public/law.html", where=where, day=day, addresses=addresses, values=VALUES, sure=marks()
        )

    @pages.get("/<organisation>/cong-khai/quy-dinh/<award>")
    @everybody
    def law_of_award(organisation: str, award: str) -> str:
        """Everything that the rules of a day say about one award, beside those of another day if one is named."""
        where = here(organisation)
        day, other = _day(where, "on", or_today=True), _day(where, "with", or_today=False)
        if not any(award in regime.awards or award in regime.forms for regime in regimes()):
            abort(404)
        rules, before = day.rules.get(award), other.rules.get(award)
        return render_template(
            "views/public/law_of_award.html", where=where, day=day, other=other, award=award, rules=rules,
            before=before, lines=lines_of(rules, before) if rules else (), sure=marks(),
        )  # fmt: skip


def _day(where: PublicOrganisation, name: str, *, or_today: bool) -> AskedDay:
    typed = asked(name)
    if not typed:
        return _rules_of(where, civil_date(now()), "") if or_today else AskedDay(typed="")
    try:
        return _rules_of(where, read_day(typed), typed)
    except ValueError as error:
        return AskedDay(typed=typed, problem=str(error))


def _rules_of(where: PublicOrganisation, on: date, typed: str) -> AskedDay:
    rules = rules_of(reading(), where.id)
    unknown = rules.unknown_on(on)
    if unknown is not None:
        return AskedDay(typed=typed, on=on, unknown=unknown, regime=confirmed(unknown, document=unknown.law))
    try:
        return AskedDay(typed=typed, on=on, regime=rules.on(on))
    except NoRulesInForce:
        first = f"{regimes()[0].valid_from:%d/%m/%Y}"
        return AskedDay(typed=typed, on=on, problem=_("Hệ thống chưa có quy định trước ngày %(first)s.", first=first))
