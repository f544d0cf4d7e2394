"""Looking up a decision or a certificate by the code printed on it. The code is enough: it leads to the organisation."""

from collections.abc import Sequence

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from states.text import normalise
from web.access import everybody
from web.database import reading
from web.views.public.asked import as_place, asked, asked_place
from web.views.public.here import anywhere, settle
from workflow.queries.public import PublicOrganisation, organisation_by_id
from workflow.queries.public_look_up import (
    FoundAward,
    FoundCertificate,
    FoundDecision,
    awards_with,
    certificate_found,
    clean_code,
    decision_with,
)


def offer_look_up(pages: Blueprint) -> None:
    """Lay the two pages of the look-up into the public room."""
    pages.add_url_rule("/tra-cuu", view_func=look_up)
    pages.add_url_rule("/tra-cuu/<code>", view_func=found)


@everybody
def look_up() -> Response | str:
    """Ask for a code, and lead to what is known by it."""
    anywhere()
    code = clean_code(asked("code"))
    if code:
        return redirect(url_for("public.found", code=code), 302)
    return render_template("views/public/look_up.html", was_asked="code" in request.args, is_file_missing=False)


@everybody
def found(code: str) -> str | tuple[str, int]:
    """What is known by a code: it holds, it was annulled, or nothing is known."""
    clean = clean_code(code[:100])
    decision = decision_with(reading(), clean, asked_place())
    certificate = None if decision else certificate_found(reading(), clean)
    awards = [] if decision or certificate else awards_with(reading(), clean)
    if decision is None and certificate is None and not awards:
        anywhere()
        return render_template("views/public/unknown.html", code=clean or normalise(code)[:100]), 404
    keepers = _keepers([each for each in (decision, certificate, *awards) if each])
    if certificate:
        return render_template(
            "views/public/found_certificate.html", found=certificate, keeper=keepers[certificate.organisation_id]
        )
    return render_template(
        "views/public/found.html", code=clean, decision=decision, awards=awards, keepers=keepers, later=_later(decision)
    )


def _keepers(found: Sequence[FoundDecision | FoundCertificate | FoundAward]) -> dict[str, PublicOrganisation | None]:
    """The organisations behind what was found; the page is framed as the first one's."""
    keys = [each.organisation_id for each in found]
    keepers = {key: organisation_by_id(reading(), key) for key in dict.fromkeys(keys)}
    first = keepers[keys[0]]
    if first:
        settle(first)
    return keepers


def _later(decision: FoundDecision | None) -> str:
    if decision is None or not decision.has_more:
        return ""
    return url_for("public.found", code=decision.lookup, after=as_place(decision.lines[-1].place))
