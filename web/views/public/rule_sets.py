"""A set of rules as entries and cases name it: by its digest, in words like the catalogue of a day, and as it was written."""

from functools import partial

from flask import Blueprint, Response, abort, render_template, url_for

from states.regime import Regime, UnknownRules
from states.rule_differences import set_by
from web.access import everybody
from web.clock import now
from web.database import reading
from web.law_words import VALUES, lines_of
from web.rule_comparison import common_values
from web.rule_words import LEVELS
from web.rules_here import named
from web.views.nominations.shown import marks
from web.views.public.here import here
from web.views.public.law import AskedDay, rules_by_code
from workflow.days import civil_date
from workflow.queries.public import PublicOrganisation
from workflow.rules_in_force import Rules, rules_of


def offer_rule_sets(pages: Blueprint) -> None:
    """The page of a set, that of one award in it, and the set as it was written."""

    @pages.get("/<organisation>/cong-khai/quy-dinh/bo/<string(length=64):digest>")
    @everybody
    def rules_by_digest(organisation: str, digest: str) -> str:
        """Everything that one set of rules says, whatever was in force before or since."""
        where = here(organisation)
        rules, regime = _set(where, digest)
        awards = rules_by_code(regime)
        return render_template(
            "views/public/rule_set.html", where=where, regime=regime, name=named(regime, rules), heads=rules.heads(regime),
            levels=LEVELS, awards=awards, values=VALUES, sure=marks(),
            common=common_values(rules.raw(digest), set_by(rules.laid_in(regime))),
            addresses={code: url_for("public.award_by_digest", digest=digest, award=code) for code in awards},
        )  # fmt: skip

    @pages.get("/<organisation>/cong-khai/quy-dinh/bo/<string(length=64):digest>/<award>")
    @everybody
    def award_by_digest(organisation: str, digest: str, award: str) -> str:
        """Everything that one set of rules says about one award."""
        where = here(organisation)
        rules, regime = _set(where, digest)
        said = rules_by_code(regime).get(award) or abort(404)
        day = AskedDay(typed="", regime=regime, own=set_by(rules.laid_in(regime)))
        return render_template(
            "views/public/rule_set_award.html", where=where, day=day, other=AskedDay(typed=""), award=award,
            rules=said, before=None, lines=lines_of(said, None, partial(day.document_of, award)),
            name_of_set=named(regime, rules), sure=marks(),
        )  # fmt: skip

    @pages.get("/<organisation>/cong-khai/quy-dinh/bo/<digest>.json")
    @everybody
    def rule_set(organisation: str, digest: str) -> Response:
        """A set of rules, exactly as entries name it: the SHA-256 of what is downloaded is its digest."""
        rules, _regime = _set(here(organisation), digest)
        name = f"quy-dinh-{digest[:12]}.json"
        return Response(
            rules.written(digest), mimetype="application/json",
            headers={"Content-Disposition": f"attachment; filename={name}"},
        )  # fmt: skip


def _set(where: PublicOrganisation, digest: str) -> tuple[Rules, Regime]:
    """The organisation's rules and the set with a digest: on file, kept with an entry, or in force today."""
    rules = rules_of(reading(), where.id)
    try:
        today = rules.on(civil_date(now()))
        return rules, today if today.digest == digest else rules.by_digest(digest)
    except UnknownRules:
        abort(404)
