"""Who confirms the log, what is wrong, the checkpoint on paper, and a checkpoint that somebody holds beside the log here."""

import json

from flask import Blueprint, Response, abort, render_template

from states.vocabulary import Role
from web.access import actor, role
from web.clock import now
from web.database import look_again, reading, store
from web.language import language
from web.views.witness.forms import HeldForm
from web.views.witness.house import house
from workflow.documents.square import square
from workflow.ledger.alarm_words import AlarmWords, words_of
from workflow.ledger.alarms import Raised
from workflow.ledger.held import Comparison, Held, compare, read_held, tell
from workflow.ledger.published import latest
from workflow.queries.witnesses import evidence, origin_of, quorum_words, witness_view

pages = Blueprint("witnesses", __name__, url_prefix="/log")
MONTH = 30 * 24 * 3600 * 1_000_000


@pages.get("/witnesses")
@role(Role.AUDITOR, Role.ADMINISTRATOR)
def index() -> str:
    """Who confirmed what and when, whether it is enough, and every alarm of the last month."""
    found = witness_view(
        reading(), actor().organisation_id, house().policy, house().looked_after(), now(), now() - MONTH
    )
    return render_template(
        "views/witness/witnesses.html", view=found, is_named=house().policy_file is not None,
        quorum=quorum_words(found.policy) if found.policy and found.needs_quorum else "",
        open=[_told(each) for each in found.open], past=[_told(each) for each in found.past],
    )  # fmt: skip


def _told(raised: Raised) -> tuple[Raised, AlarmWords]:
    return raised, words_of(raised.alarm, language())


@pages.get("/witnesses/alarms/<key>.json")
@role(Role.AUDITOR, Role.ADMINISTRATOR)
def kept(key: str) -> Response:
    """What was kept with an alarm, whole: checkpoints, offers and answers, for tools of one's own."""
    found = evidence(reading(), actor().organisation_id, key)
    if found is None:
        abort(404)
    said = json.dumps(found | {"facts": json.loads(str(found["facts"]))}, ensure_ascii=False, indent=1)
    return Response(said, mimetype="application/json")


@pages.get("/checkpoint")
@role(Role.AUDITOR, Role.ADMINISTRATOR, Role.SECRETARIAT, Role.COUNCIL_SECRETARY, Role.CHAIRMAN)
def checkpoint() -> str:
    """The newest checkpoint for paper: its text to be typed, the same as a square to be scanned."""
    head = latest(reading(), actor().organisation_id)
    drawn = square(head.note, border=4, omitsize=True) if head else ""
    return render_template("views/witness/checkpoint.html", head=head, square=drawn, at=now())


@pages.route("/held", methods=["GET", "POST"])
@role(Role.AUDITOR, Role.ADMINISTRATOR, Role.SECRETARIAT, Role.COUNCIL_SECRETARY, Role.CHAIRMAN)
def held() -> str | tuple[str, int]:
    """A checkpoint that somebody holds, beside the log here."""
    form = HeldForm()
    found = _compared(str(form.text.data)) if form.validate_on_submit() else None
    status = 422 if form.is_submitted() and found is None else 200
    return render_template("views/witness/held.html", form=form, found=found, Held=Held), status


def _compared(text: str) -> Comparison:
    organisation = actor().organisation_id
    found = compare(
        reading(), organisation, origin_of(reading(), organisation), house().keys(organisation), read_held(text)
    )
    look_again()
    tell(store(), organisation, found, now())
    return found
