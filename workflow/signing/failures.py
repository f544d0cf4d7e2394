"""Why a paper could not be signed here: a device, an authority or the operator's folder failed, not the person's file."""

from enum import StrEnum


class Reason(StrEnum):
    """What failed; the screens have a sentence for each."""

    NO_MODULE = "no_module"
    NO_TOKEN = "no_token"
    NO_KEY = "no_key"
    PIN_WRONG = "pin_wrong"
    PIN_LAST_TRY = "pin_last_try"
    PIN_LOCKED = "pin_locked"
    KEY_OF_ANOTHER = "key_of_another"
    DEVICE_FAILED = "device_failed"
    STAMP_NO_ANSWER = "stamp_no_answer"
    STAMP_LATE = "stamp_late"
    STAMP_REFUSED = "stamp_refused"
    STAMP_UNREADABLE = "stamp_unreadable"
    REVOCATION_NO_ANSWER = "revocation_no_answer"
    REVOCATION_UNKNOWN = "revocation_unknown"
    TOO_LARGE = "too_large"
    FOLDER_BROKEN = "folder_broken"


class CannotSign(Exception):
    """Nothing was signed. ``detail`` is for the operator's log: it names places and causes, never a PIN or a password."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason, self.detail = reason, detail
