"""The course of a case as its entries tell it, and the tables of moves that entries name."""

from flask import Blueprint, abort, render_template, url_for

from states.vocabulary import RegisterState, Role
from states.wording import STATES
from web.access import actor, role
from web.clock import now
from web.database import reading
from web.views.actions.nouns import PLURALS
from web.views.auditor.links import is_known_table, receipt_url
from web.views.auditor.looks import days, duration, look_words
from workflow.ledger.published import latest
from workflow.ledger.tables_in_force import BY_DIGEST
from workflow.queries.course import course


def offer_courses(pages: Blueprint) -> None:
    """Lay the two pages into the auditor's room."""

    @pages.get("/log/cases/<key>")
    @role(Role.AUDITOR)
    def case_course(key: str) -> str:
        """Every entry of one object, oldest first, with the time of each stage and what held for each entry."""
        found = course(reading(), actor(), key, now=now()) or abort(404)
        head = latest(reading(), actor().organisation_id)
        place = PLURALS.get(found.first.subject)
        return render_template(
            "views/auditor/course.html", course=found, first=found.first, published=head.size if head else 0,
            states=STATES.get(found.first.subject, RegisterState), duration=duration, days=days, look_words=look_words,
            receipt_url=receipt_url, is_known_table=is_known_table,
            case_url=url_for(f"{place}.detail", key=key) if place else "",
        )  # fmt: skip

    @pages.get("/log/tables/<string(length=64):table>")
    @role(Role.AUDITOR)
    def table_of_moves(table: str) -> str:
        """A table of moves as an entry names it: every move that was possible then, and the text that its digest seals."""
        process = BY_DIGEST.get(table) or abort(404)
        return render_template(
            "views/auditor/table.html", process=process, states=STATES.get(process.subject, RegisterState)
        )
