"""Invitations to a session of the council: its guests, and whom each sending went to."""

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped

from workflow.records import Key, Line, Record, refers


class Guest(Record):
    """Somebody who is invited to a session, speaks there and does not vote; ``account_id`` where the guest has an account."""

    __tablename__ = "session_guest"

    id: Mapped[Key]
    session_id: Mapped[str] = refers("session", index=True)
    name: Mapped[Line]
    post: Mapped[Line]
    account_id: Mapped[str | None] = refers("account")


class Invitee(Record):
    """A member or a guest to whom an invitation went; ``sending`` counts how often invitations of this session were sent."""

    __tablename__ = "session_invitee"
    __table_args__ = (CheckConstraint("(account_id IS NULL) <> (guest_id IS NULL)", name="member_or_guest"),)

    id: Mapped[Key]
    session_id: Mapped[str] = refers("session", index=True)
    sending: Mapped[int]
    account_id: Mapped[str | None] = refers("account")
    guest_id: Mapped[str | None] = refers("session_guest")
