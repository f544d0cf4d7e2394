"""Erasing what is known of a person: proposed with a preview, confirmed by the other office, listed with its basis."""

from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from states.erasure_rules import erasure_rules, told
from states.refusals import NotMet
from states.vocabulary import ErasureState, RegisterState, Role, Subject
from web.access import actor, role
from web.actions_shown import shown
from web.clock import now
from web.creating import create
from web.database import reading, store
from web.filters import number
from web.forms import ActionForm
from web.language import _, language
from web.views.erasures.forms import PlaceHoldForm, ProposeErasureForm, doubt_named, place_named
from web.views.nominations.shown import marks
from workflow.engine import execute
from workflow.erasures_remembered import undone
from workflow.ledger.findings import records_named
from workflow.queries.erasures import Preview, entries_erased, erasures, holds, is_residue_left, name_of, preview
from workflow.queries.open_actions import Look, look_at
from workflow.queries.visibility import SEEN_BY

pages = Blueprint("erasures", __name__)
holds_room = Blueprint("legal_holds", __name__)
Page = Response | str | tuple[str, int]
KINDS = {ErasureState.PROPOSED: "warning", ErasureState.ERASED: "good", ErasureState.REJECTED: "bad"}
HOLD_KINDS = {RegisterState.ACTIVE: "warning", RegisterState.ENDED: "draft"}


@pages.get("/erasures")
@role(*SEEN_BY[Subject.ERASURE])
def index() -> str:
    """Every erasure with its basis, the legal holds, and the rules by which something is erased or stays."""
    where = actor().organisation_id
    return render_template(
        "views/erasures/index.html", erasures=erasures(reading(), where), holds=holds(reading(), where), kinds=KINDS,
        hold_kinds=HOLD_KINDS, again=_again(where), is_left=is_residue_left(reading()), rules=_rules({}, every=True),
        sure=marks(),
    )  # fmt: skip


@pages.post("/erasures/again")
@role(Role.SECRETARIAT, Role.ADMINISTRATOR)
def again() -> Response:
    """Propose again, all at once, what an older copy of the database has undone; the other office confirms each."""
    if ActionForm().validate_on_submit():
        proposed, refused = 0, 0
        for each in undone(store(), actor().organisation_id):
            try:
                execute(store(), each.order(), actor=actor(), at=now())
                proposed += 1
            except NotMet:
                refused += 1
        flash(_("Đã đề nghị xóa lại: %(proposed)s. Chưa đề nghị được: %(refused)s (đang chờ xác nhận, còn hồ sơ đang giải "
                "quyết hoặc phải giữ lại).", proposed=number(proposed), refused=number(refused)), "info")  # fmt: skip
    return redirect(url_for("erasures.index"), 303)


@pages.get("/erasures/<key>")
@role(*SEEN_BY[Subject.ERASURE])
def detail(key: str) -> str:
    """One erasure: what it would take away, or what it took, on what ground, and what stays."""
    look = _look(Subject.ERASURE, key)
    line = next((each for each in erasures(reading(), actor().organisation_id) if each.key == key), None)
    if line is None:
        abort(404)
    waits = line.state == ErasureState.PROPOSED
    seen = preview(reading(), look.case["nominee_id"], actor=actor(), at=now()) if waits else None
    return render_template(
        "views/erasures/detail.html", line=line, kinds=KINDS, seen=seen, entries=entries_erased(reading(), key),
        rules=_rules(seen.stays if seen else line.stays), sure=marks(), records=_records,
        place_named=place_named, doubt_named=doubt_named,
        actions=shown(look.actions, Subject.ERASURE, key),
    )  # fmt: skip


@pages.route("/nominees/<key>/erasure", methods=["GET", "POST"])
@role(Role.SECRETARIAT, Role.ADMINISTRATOR)
def propose(key: str) -> Page:
    """Propose to erase a person's data: what would go, what would stay and why, and what stands against it."""
    form, seen = ProposeErasureForm(), _seen(key)
    if form.validate_on_submit():
        done = create(form, lambda: form.order(key), lambda made: url_for("erasures.detail", key=made))
        if done:
            return done
    status = 422 if form.is_submitted() else 200
    return render_template("views/erasures/propose.html", form=form, back=_back(key), **_told(seen)), status


@holds_room.route("/nominees/<key>/legal-hold", methods=["GET", "POST"])
@role(Role.SECRETARIAT, Role.ADMINISTRATOR)
def place(key: str) -> Page:
    """Keep a person's data from being erased, by a named document."""
    form, name = PlaceHoldForm(), name_of(reading(), actor().organisation_id, key)
    if name is None:
        abort(404)
    if form.validate_on_submit():
        done = create(form, lambda: form.order(key), lambda made: url_for("legal_holds.detail", key=made))
        if done:
            return done
    status = 422 if form.is_submitted() else 200
    return render_template("views/erasures/hold.html", form=form, name=name, back=_back(key)), status


@holds_room.get("/legal-holds/<key>", endpoint="detail")
@role(*SEEN_BY[Subject.LEGAL_HOLD])
def detail_of_hold(key: str) -> str:
    """One legal hold, and what may be done to it."""
    look = _look(Subject.LEGAL_HOLD, key)
    name = name_of(reading(), actor().organisation_id, look.case["nominee_id"])
    actions = shown(look.actions, Subject.LEGAL_HOLD, key)
    return render_template(
        "views/erasures/held.html",
        since=date.fromisoformat(look.case["held_from"]),
        until=date.fromisoformat(look.case["held_until"]) if look.case["held_until"] else None,
        case=look.case,
        state=RegisterState(look.case["state"]),
        name=name,
        kinds=HOLD_KINDS,
        actions=actions,
    )


def _again(where: str) -> tuple[int, ActionForm] | None:
    """How many erasures an older copy has undone, with the form that proposes them again; nothing where there is none."""
    found = len(undone(store(), where))
    may = {Role.SECRETARIAT, Role.ADMINISTRATOR} & actor().roles
    return (found, ActionForm()) if found and may else None


def _look(subject: Subject, key: str) -> Look:
    look = look_at(reading(), subject, key, actor=actor(), at=now())
    if look is None:
        abort(404)
    return look


def _seen(key: str) -> Preview:
    seen = preview(reading(), key, actor=actor(), at=now())
    if seen is None:
        abort(404)
    return seen


def _back(key: str) -> str:
    """The administrator has no part in cases, and no way to the register."""
    return url_for("nominees.detail", key=key) if Role.SECRETARIAT in actor().roles else url_for("erasures.index")


def _told(seen: Preview) -> dict[str, Any]:
    return {"seen": seen, "rules": _rules(seen.stays), "sure": marks(), "records": _records,
            "place_named": place_named, "doubt_named": doubt_named}  # fmt: skip


def _records(table: str) -> str:
    return records_named(table, language())


def _rules(counts: Any, *, every: bool = False) -> list[tuple[str, str, str]]:
    """Sentence, source and mark of each rule; those that keep something only where they keep any."""
    if every:
        return [(each.sentence(language(), {}), each.source, each.mark) for each in erasure_rules() if not each.stays]
    return [(each.sentence(language(), counts), each.source, each.mark) for each in told(counts)]
