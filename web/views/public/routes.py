"""What everybody may read, without an account: the board, postings, campaigns, figures, looking up.

Every page here is the same for everybody: no session, no cookie, cacheable; the language travels in the address.
"""

from itertools import groupby

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from states.vocabulary import ReportPeriod
from web.access import everybody
from web.clock import now
from web.database import reading
from web.result_words import shown_results
from web.views.public.asked import as_place, asked, asked_day, asked_place, asked_year
from web.views.public.figures import by_award, by_stage, by_unit
from web.views.public.here import anywhere, here, same_organisation
from web.views.public.law import offer_law
from web.views.public.look_up import offer_look_up
from web.views.public.paper_proofs import offer_proofs
from web.views.public.rule_sets import offer_rule_sets
from web.views.public.transparency import offer_transparency
from web.views.public.workbooks import offer_workbooks
from workflow.days import civil_date
from workflow.queries import public
from workflow.queries.campaign import CampaignLine, campaigns
from workflow.queries.campaign_results import Results, results, usual_period
from workflow.queries.log_figures import told_of_year
from workflow.queries.public_postings import postings as posted

pages = Blueprint("public", __name__)
pages.url_defaults(same_organisation)
offer_look_up(pages)
offer_proofs(pages)
offer_workbooks(pages)
offer_law(pages)
offer_rule_sets(pages)
offer_transparency(pages)


@pages.get("/cong-khai")
@everybody
def start() -> Response | str:
    """Which organisation? Where there is only one, its board."""
    found = anywhere()
    if len(found) == 1:
        return redirect(url_for("public.board"), 302)
    return render_template("views/public/start.html", organisations=found)


@pages.get("/<organisation>/cong-khai")
@everybody
def board(organisation: str) -> str:
    """The golden board: who was honoured, with what, by which decision."""
    where = here(organisation)
    counts = public.award_counts(reading(), where.id)
    latest = max((each.year for each in counts), default=0)
    wanted = public.BoardFilter(
        year=asked_year(latest), award=asked("award"), unit_id=asked("unit"), words=public.words_of(asked("q")),
        after=asked_place(),
    )  # fmt: skip
    lines, has_more = public.board(reading(), where.id, wanted)
    of_year = [each for each in counts if each.year == wanted.year or not wanted.year]
    return render_template(
        "views/public/board.html", where=where, wanted=wanted, q=asked("q"), counts=counts, bars=by_award(of_year),
        groups=[(award, list(found)) for award, found in groupby(lines, lambda line: line.award)],
        later=url_for("public.board", **_kept(wanted), after=as_place(lines[-1].place)) if has_more else "",
        first=url_for("public.board", **_kept(wanted)) if wanted.after else "",
    )  # fmt: skip


def _kept(wanted: public.BoardFilter) -> dict[str, str]:
    asked_for = {"award": wanted.award, "unit": wanted.unit_id, "q": asked("q"), "year": asked("year")}
    return {name: value for name, value in asked_for.items() if value}


@pages.get("/<organisation>/niem-yet")
@everybody
def postings(organisation: str) -> str:
    """What is posted for comment now, until when, and where a comment goes."""
    where = here(organisation)
    lines, has_more = posted(reading(), where.id, today=civil_date(now()), after=asked_day())
    later = url_for("public.postings", after=as_place(lines[-1].place)) if has_more else ""
    first = url_for("public.postings") if asked_day() else ""
    return render_template("views/public/postings.html", where=where, postings=lines, later=later, first=first)


@pages.get("/<organisation>/phong-trao")
@everybody
def campaign(organisation: str) -> str:
    """An emulation campaign that was launched: its theme, its period, its targets, and what was reached."""
    where = here(organisation)
    found, _has_more = campaigns(reading(), where.id, launched=True)
    shown = next((each for each in found if each.key == asked("campaign")), found[0] if found else None)
    reached = _reached(where.id, shown) if shown else None
    return render_template(
        "views/public/campaign.html", where=where, campaign=shown, campaigns=found, found=reached,
        targets=shown_results(reached) if reached else [], periods=ReportPeriod,
    )  # fmt: skip


def _reached(organisation_id: str, campaign: CampaignLine) -> Results:
    """What was reached of a campaign's targets, the commune's own figures only: no unit is named."""
    said = asked("period")
    period = ReportPeriod(said) if said in set(ReportPeriod) else usual_period(campaign.state)
    return results(reading(), organisation_id, campaign.key, period, by_unit=False)


@pages.get("/<organisation>/so-lieu")
@everybody
def statistics(organisation: str) -> str:
    """How many awards, by kind and unit; how many nominations, by how far they have come."""
    where = here(organisation)
    counts, states = public.award_counts(reading(), where.id), public.state_counts(reading(), where.id)
    year = asked_year(max(states, default=0))
    of_year = [each for each in counts if each.year == year or not year]
    told = told_of_year(states, year)
    return render_template(
        "views/public/statistics.html", where=where, year=year, years=sorted(states, reverse=True),
        awards=by_award(of_year), units=by_unit(of_year), stages=by_stage(told),
        received=sum(sum(each.values()) for in_year, each in states.items() if in_year == year or not year),
    )  # fmt: skip


@pages.get("/kha-nang-tiep-can")
@everybody
def accessibility() -> str:
    """What was done so that everybody can use these pages, and what to do when something can't be used."""
    anywhere()
    return render_template("views/public/accessibility.html")


@pages.get("/huong-dan")
@everybody
def guide() -> str:
    """How an award comes about, and how to use these pages."""
    anywhere()
    return render_template("views/public/guide.html")
