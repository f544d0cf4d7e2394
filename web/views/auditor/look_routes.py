"""What an auditor may want to look at first, kind by kind, each with its entries and its meaning; nobody is accused."""

from flask import Blueprint, render_template, request, url_for

from states.vocabulary import Role
from web.access import actor, role
from web.clock import now
from web.database import reading
from web.views.auditor.looks import LOOKS, MEANINGS, look_words
from web.views.auditor.wanted import as_place, asked_place
from workflow.days import civil_date
from workflow.queries.course import Look
from workflow.queries.turns import turns
from workflow.queries.worth_a_look import PAGE, look_page

FEW = 5
"""How many of each kind stand on the first page."""


def offer_looks(pages: Blueprint) -> None:
    """Lay the page into the auditor's room."""

    @pages.get("/log/worth-a-look")
    @role(Role.AUDITOR)
    def worth_a_look() -> str:
        """The newest entries of each kind, or a page of one kind."""
        here = actor()
        chosen = Look(request.args["look"]) if request.args.get("look") in set(Look) else None
        after = asked_place() if chosen else None
        found = {
            look: look_page(reading(), here.organisation_id, look, after=after, most=PAGE if chosen else FEW)
            for look in ([chosen] if chosen else list(Look))
        }
        last = found[chosen].after if chosen else None
        years = civil_date(now()).year
        return render_template(
            "views/auditor/worth_a_look.html", found=found, chosen=chosen, looks=LOOKS, meanings=MEANINGS,
            look_words=look_words, hidden=here.veiled,
            turns=[] if chosen else turns(reading(), here.organisation_id, year=years, hidden=here.veiled),
            later=url_for(".worth_a_look", look=chosen, after=as_place(last)) if last else "",
            first=url_for(".worth_a_look", look=chosen) if after else "",
        )  # fmt: skip
