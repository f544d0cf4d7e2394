"""A member of the council declares on conflicts of interest before a dossier of the agenda opens."""

from flask import abort, flash, redirect, url_for

from states.facts import Row
from web.access import actor
from web.database import reading
from web.language import _
from workflow.queries.declarations import owed_declaration, owed_declaration_on


def declare_first(case: Row) -> None:
    """Lead to the declaration whoever owes one on this nomination; everybody else reads on."""
    _lead(owed_declaration(reading(), actor(), case))


def declare_first_on(nomination: str) -> None:
    """The same, where only the nomination's id is at hand."""
    _lead(owed_declaration_on(reading(), actor(), nomination))


def _lead(session: str | None) -> None:
    if session:
        flash(_("Khai báo về xung đột lợi ích trước, rồi mở hồ sơ."), "info")
        abort(redirect(url_for("actions.declare_conflict", key=session), 303))
