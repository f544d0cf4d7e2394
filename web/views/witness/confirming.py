"""Where other houses' logs are confirmed (C2SP tlog-witness): machines ask, and are known by what they signed."""

from flask import Blueprint, Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from web.access import public
from web.clock import now
from web.database import store
from web.security import csrf
from web.views.witness.house import house
from workflow.ledger.offers import LONGEST_OFFER
from workflow.ledger.witnessing import Answer, add_checkpoint

pages = Blueprint("witness", __name__, url_prefix="/witness")
csrf.exempt(pages)  # who asks has no session; what counts is the signature


@pages.post("/add-checkpoint")
@public
def add() -> Response:
    """Confirm a checkpoint of a log that is looked after here."""
    request.max_content_length = LONGEST_OFFER
    try:
        answer = add_checkpoint(store(), house().folder, request.get_data(), now())
    except RequestEntityTooLarge:
        answer = Answer(413, "longer than any offer\n")
    return Response(answer.body, answer.status, content_type=answer.kind)
