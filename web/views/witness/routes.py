"""Where other houses' logs are confirmed (C2SP tlog-witness): machines ask, and are known by what they signed."""

from flask import Blueprint, Flask, Response, current_app, request
from werkzeug.exceptions import RequestEntityTooLarge

from web.access import public
from web.clock import now
from web.database import store
from web.security import csrf
from web.settings import Settings
from workflow.ledger.offers import LONGEST_OFFER
from workflow.ledger.witness_folder import WitnessFolder
from workflow.ledger.witnessing import Answer, add_checkpoint

pages = Blueprint("witness", __name__, url_prefix="/witness")
EXTENSION = "bangvang.witness"
csrf.exempt(pages)  # who asks has no session; what counts is the signature


def init_witness(app: Flask, settings: Settings) -> None:
    """Tell the site where the key of the witness lies."""
    app.extensions[EXTENSION] = WitnessFolder(settings.signer_dir)


@pages.post("/add-checkpoint")
@public
def add() -> Response:
    """Confirm a checkpoint of a log that is looked after here."""
    request.max_content_length = LONGEST_OFFER
    try:
        answer = add_checkpoint(store(), current_app.extensions[EXTENSION], request.get_data(), now())
    except RequestEntityTooLarge:
        answer = Answer(413, "longer than any offer\n")
    return Response(answer.body, answer.status, content_type=answer.kind)
