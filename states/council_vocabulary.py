"""The words of the council, one enumeration each: how a session stands, how its members take part and vote.

Members are stored by value, like those of ``states/vocabulary.py``.
"""

from enum import StrEnum


class SessionState(StrEnum):
    """Where a session of the Emulation and Commendation Council stands."""

    PLANNED = "planned"
    OPEN = "open"
    VOTING = "voting"
    CLOSED = "closed"
    MINUTED = "minuted"
    SIGNED = "signed"
    VOIDED = "voided"


UNMINUTED = (SessionState.PLANNED, SessionState.OPEN, SessionState.VOTING, SessionState.CLOSED)
"""Where a session has said nothing in writing yet of the cases before it."""


class Method(StrEnum):
    """How the council votes on one nomination; the award's rules say which."""

    OPEN = "open"
    SECRET_PAPER = "secret_paper"


class VoteChoice(StrEnum):
    """What a council member may say to one nomination."""

    AGREE = "agree"
    AGREE_LOWER = "agree_lower"
    DISAGREE = "disagree"
    ABSTAIN = "abstain"


class Manner(StrEnum):
    """How a vote reached the record."""

    OWN = "own"
    SHOW_OF_HANDS = "show_of_hands"
    WRITTEN = "written"
    FROM_PAPER = "from_paper"


IN_WRITING = (Manner.WRITTEN, Manner.FROM_PAPER)
"""Opinions of absent members: written in the house by the member, or on a signed paper that the secretary entered."""
BY_THE_MEMBER = (Manner.OWN, Manner.WRITTEN)
"""What the member gave in person: nobody else changes it."""


class ConflictGround(StrEnum):
    """Why a member takes no part in a case."""

    OWN_CASE = "own_case"
    RELATIVE = "relative"
    OTHER = "other"


class Attendance(StrEnum):
    """How a member took part in a session."""

    PRESENT = "present"
    REMOTE = "remote"
    EXCUSED = "excused"
    ABSENT = "absent"


class HandAnswer(StrEnum):
    """What a member says to the hand that the secretary recorded."""

    CONFIRMED = "confirmed"
    DISPUTED = "disputed"


class CouncilBody(StrEnum):
    """Which body of the council meets."""

    COUNCIL = "council"
    STANDING = "standing"


class CouncilSeat(StrEnum):
    """What a member is in a body of the council."""

    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    STANDING = "standing"
    SECRETARY = "secretary"
    MEMBER = "member"


class SessionForm(StrEnum):
    """Whether members come together, or are sent the papers and write."""

    MEETING = "meeting"
    CIRCULATION = "circulation"
