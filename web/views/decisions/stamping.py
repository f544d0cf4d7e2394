"""The visible mark of a signature that is made here: whose name, which body, when, and the operator's image."""

from datetime import datetime

from web.access import actor, person
from web.database import reading
from web.printer import printer
from workflow.documents.issuer import issuer
from workflow.documents.rendering import PaperFailed
from workflow.documents.stamp_paper import LARGEST_IMAGE, Stamp
from workflow.signing.failures import CannotSign, Reason
from workflow.signing.folder import SigningFolder
from workflow.signing.keys import ServerKey


def mark_of_person(folder: SigningFolder, at: datetime) -> bytes:
    """The mark of whoever is signed in; raises ``CannotSign``."""
    return _mark(actor().full_name, folder.picture(person().username), at)


def mark_of_house(folder: SigningFolder, key: ServerKey, at: datetime) -> bytes:
    """The mark of the agency's key, which names whom its certificate names; raises ``CannotSign``."""
    return _mark(str(key.certificate.subject.native.get("common_name", "")), folder.picture(person().slug), at)


def _mark(name: str, image: bytes, at: datetime) -> bytes:
    body = issuer(reading(), actor().organisation_id).committee
    if len(image) > LARGEST_IMAGE:
        raise CannotSign(Reason.FOLDER_BROKEN, f"the image has {len(image)} bytes; it may have {LARGEST_IMAGE}")
    try:
        return Stamp(name=name, body=body, at=at, image=image).picture(printer().typesetter)
    except PaperFailed as failure:
        raise CannotSign(Reason.FOLDER_BROKEN, str(failure)) from failure
