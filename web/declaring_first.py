"""A member of the council declares on conflicts of interest before a dossier of the agenda opens."""

from flask import abort, flash, redirect, url_for

from states.facts import Row
from states.vocabulary import Role, Subject
from web.access import actor
from web.database import reading
from web.language import _
from workflow.judging import read_cases
from workflow.queries.declarations import owed_declaration


def declare_first(case: Row) -> None:
    """Lead to the declaration whoever owes one on this nomination; everybody else reads on."""
    session = owed_declaration(reading(), actor(), case)
    if session:
        flash(_("Khai báo về xung đột lợi ích trước, rồi mở hồ sơ."), "info")
        abort(redirect(url_for("actions.declare_conflict", key=session), 303))


def declare_first_on(nomination: str) -> None:
    """The same, where only the nomination's id is at hand."""
    if Role.COUNCIL_MEMBER in actor().roles:
        for case in read_cases(reading(), Subject.NOMINATION, [nomination], actor().organisation_id).values():
            declare_first(case)
