"""The auditor's desk: reading everywhere, no button that changes anything."""

import json
from collections.abc import Iterator

from flask import Blueprint, Response, abort, render_template, url_for

from states.vocabulary import Action, Role, State
from web.access import actor, role
from web.database import reading, store
from web.views.actions.nouns import PLURALS
from web.views.auditor.bundle_routes import offer_bundles, offer_downloads
from web.views.auditor.course_routes import offer_courses
from web.views.auditor.entry_words import detail_lines, entry_lines, rule_sets, shortened
from web.views.auditor.links import is_known_table
from web.views.auditor.look_routes import offer_looks
from web.views.auditor.stretch_routes import offer_stretches
from web.views.auditor.verification_routes import offer_verification
from web.views.auditor.wanted import as_place, asked
from web.views.witness.house import house
from workflow.ledger.time_bounds import seen_first
from workflow.queries.auditor import log_entry, raw_entries
from workflow.queries.log_search import search_log

pages = Blueprint("auditor", __name__)
offer_bundles(pages)
offer_downloads(pages)
offer_courses(pages)
offer_looks(pages)
offer_stretches(pages)
offer_verification(pages)


@pages.get("/log")
@role(Role.AUDITOR)
def log() -> str:
    """The log, newest first: of everything, or of what is asked for by who, office, what, when, case and words."""
    found = asked()
    page = None
    if found.wanted:
        page = search_log(
            reading(), actor().organisation_id, found.wanted, after=found.after, kept_from=actor().recused
        )
    later = url_for(".log", **found.kept, after=as_place(page.after)) if page and page.after else ""
    return render_template(
        "views/auditor/log.html", asked=found, page=page, actions=list(Action), roles=list(Role), states=list(State),
        later=later, first=url_for(".log", **found.kept) if found.after else "",
    )  # fmt: skip


@pages.get("/log/<int:index>")
@role(Role.AUDITOR, Role.SECRETARIAT, Role.COUNCIL_SECRETARY, Role.CHAIRMAN)
def entry(index: int) -> str:
    """One entry: its canonical text, its hash, and its detail opened."""
    found = log_entry(reading(), actor().organisation_id, index, kept_from=actor().recused)
    if found is None or found.object_id in actor().veiled:
        abort(404)
    is_auditor = Role.AUDITOR in actor().roles
    detail = json.dumps(shortened(found.detail), ensure_ascii=False, indent=2) if is_auditor and found.detail else ""
    place = PLURALS.get(found.subject)
    case_url = url_for(f"{place}.detail", key=found.object_id) if place else ""
    return render_template(
        "views/auditor/entry.html", entry=found, detail=detail, case_url=case_url, is_auditor=is_auditor,
        lines=entry_lines(found), told=detail_lines(found) if is_auditor else (),
        rule_sets=rule_sets(found, opened=is_auditor), is_known_table=is_known_table,
        seen=seen_first(reading(), actor().organisation_id, index, house().witness_keys),
    )  # fmt: skip


@pages.get("/log/entries.jsonl")
@role(Role.AUDITOR)
def entries() -> Response:
    """Every entry with its hash, one JSON object a line, for tools of one's own."""
    log_id, kept = actor().organisation_id, store()

    def lines() -> Iterator[str]:
        first = 0
        while True:
            with kept.reading() as driver:
                found = raw_entries(driver, log_id, first)
            if not found:
                return
            for index, sealed, text in found:
                yield f'{{"index":{index},"hash":"{sealed}","entry":{text}}}\n'
            first = found[-1][0] + 1

    return Response(
        lines(), mimetype="application/jsonl",
        headers={"Content-Disposition": 'attachment; filename="entries.jsonl"'},
    )  # fmt: skip
