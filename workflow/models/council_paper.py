"""What a council votes on and how, and a secret vote on paper: its tellers, who got a ballot, and what each teller counted."""

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from states.council_vocabulary import Method
from workflow.records import Key, Record, Word, refers

_METHODS = ", ".join(f"'{method}'" for method in Method)


class ItemVotedOn(Record):
    """How one nomination of a session is voted on, frozen when the vote opened."""

    __tablename__ = "agenda_item"
    __table_args__ = (
        UniqueConstraint("session_id", "nomination_id"),
        CheckConstraint(f"method IN ({_METHODS})", name="method_known"),
    )

    id: Mapped[Key]
    session_id: Mapped[str] = refers("session")
    nomination_id: Mapped[str] = refers("nomination", index=True)
    method: Mapped[Word]


class Teller(Record):
    """A member who counts the papers; those of the highest version count, the earlier ones stay."""

    __tablename__ = "teller"
    __table_args__ = (UniqueConstraint("session_id", "version", "account_id"),)

    id: Mapped[Key]
    session_id: Mapped[str] = refers("session")
    account_id: Mapped[str] = refers("account")
    version: Mapped[int]


class BallotHandout(Record):
    """Whether a member was given a ballot; the highest version counts. What is on the ballot nobody writes down."""

    __tablename__ = "ballot_handout"
    __table_args__ = (
        UniqueConstraint("session_id", "account_id", "version"),
        CheckConstraint("is_given IN (0, 1)", name="given_or_not"),
    )

    id: Mapped[Key]
    session_id: Mapped[str] = refers("session")
    account_id: Mapped[str] = refers("account")
    version: Mapped[int]
    is_given: Mapped[int]


class CountedPapers(Record):
    """What one teller found in the urn of one nomination; the highest version counts, what was keyed before stays."""

    __tablename__ = "paper_count"
    __table_args__ = (
        UniqueConstraint("session_id", "nomination_id", "account_id", "version"),
        CheckConstraint("returned = invalid + agree + agree_lower + disagree + abstain", name="papers_add_up"),
        CheckConstraint(
            "issued >= 0 AND invalid >= 0 AND agree >= 0 AND agree_lower >= 0 AND disagree >= 0 AND abstain >= 0",
            name="no_fewer_than_none",
        ),
    )

    id: Mapped[Key]
    session_id: Mapped[str] = refers("session")
    nomination_id: Mapped[str] = refers("nomination", index=True)
    account_id: Mapped[str] = refers("account")
    version: Mapped[int]
    issued: Mapped[int]
    returned: Mapped[int]
    invalid: Mapped[int]
    agree: Mapped[int]
    agree_lower: Mapped[int]
    disagree: Mapped[int]
    abstain: Mapped[int]
