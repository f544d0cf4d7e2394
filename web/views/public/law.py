"""The catalogue of the law as data: which rules were in force on a day, and what changed between two days."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from flask import Blueprint, abort, render_template, url_for

from states.regime import AwardRules, NoRulesInForce, Regime, regimes
from states.regime_metadata import RegimeMetadata, confirmed, confirmed_rules
from states.rule_composing import Raw
from states.rule_differences import set_by
from web.access import everybody
from web.clock import now
from web.database import reading
from web.fields import read_day
from web.language import _
from web.law_words import VALUES, lines_of
from web.rule_comparison import Group, common_values, compared
from web.rule_words import Own
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
    written: Raw = field(default_factory=dict)
    own: Own = field(default_factory=dict)

    def document_of(self, award: str, key: str) -> str:
        """The document of the layer that sets a figure, paper or condition of an award or form; empty where none does."""
        parts = key.split(".")
        place = ("awards", award) if self.regime and award in self.regime.awards else ("forms", award, "rules")
        head = self.own.get((*place, *parts))
        return head.document if head else ""

    @property
    def rules(self) -> Mapping[str, AwardRules]:
        """The rules of every award and of every form of one, by code."""
        return rules_by_code(self.regime) if self.regime else {}


def rules_by_code(regime: Regime) -> dict[str, AwardRules]:
    """The rules of every award and of every form of one, by code, in the order of the file."""
    return {**regime.awards, **{code: regime.rules_of_form(code) for code in regime.forms}}


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
            "views/public/law.html", where=where, day=day, addresses=addresses, values=VALUES, sure=marks(),
            common=common_values(day.written, day.own),
        )  # fmt: skip

    @pages.get("/<organisation>/cong-khai/quy-dinh/so-sanh")
    @everybody
    def law_compared(organisation: str) -> str:
        """Everything that differs between the rules of two days: awards, conditions, papers, terms, votes, council, money."""
        where = here(organisation)
        day, other = _day(where, "on", or_today=True), _day(where, "with", or_today=False)
        groups: tuple[Group, ...] = ()
        if day.regime and other.regime:
            groups = compared(other.regime, day.regime, other.written, day.written, day.own)
        return render_template(
            "views/public/law_compared.html", where=where, day=day, other=other, groups=groups, sure=marks()
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
            before=before, lines=lines_of(rules, before, partial(day.document_of, award)) if rules else (), sure=marks(),
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
        written = confirmed_rules(unknown, document=unknown.law)
        regime = confirmed(unknown, document=unknown.law)
        return AskedDay(typed=typed, on=on, unknown=unknown, regime=regime, written=written)
    try:
        regime = rules.on(on)
        return AskedDay(
            typed=typed, on=on, regime=regime, written=rules.raw(regime.digest), own=set_by(rules.changes.laid_on(on))
        )
    except NoRulesInForce:
        first = f"{regimes()[0].valid_from:%d/%m/%Y}"
        return AskedDay(typed=typed, on=on, problem=_("Hệ thống chưa có quy định trước ngày %(first)s.", first=first))
