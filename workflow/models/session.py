"""A session of the council: its roll, attendance, votes and what they came to."""

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from states.council_vocabulary import ConflictGround, CouncilBody, HandAnswer, Manner, SessionForm, VoteChoice
from states.tally import BASE_RULES
from workflow.records import Case, Day, Instant, Key, Line, Prose, Record, Word, refers

_BASE_RULES = ", ".join(f"'{rule}'" for rule in BASE_RULES)
_GROUNDS = ", ".join(f"'{ground}'" for ground in ConflictGround)
_BODIES = ", ".join(f"'{body}'" for body in CouncilBody)
_FORMS = ", ".join(f"'{form}'" for form in SessionForm)
_CHOICES = ", ".join(f"'{choice}'" for choice in VoteChoice)

_ANSWERS = ", ".join(f"'{answer}'" for answer in HandAnswer)


class Session(Case, Record):
    """A meeting of the Emulation and Commendation Council, or of its standing body: ``body`` says whose members count.

    ``form`` says whether it meets at all: papers may be circulated instead, and every member writes. ``opinions_until`` is when
    absent members may no longer write; ``None`` is the close of the vote. ``signed_entry`` is the entry of the minutes that the
    member who chaired has signed.
    """

    __tablename__ = "session"
    __table_args__ = (
        CheckConstraint("state NOT IN ('minuted', 'signed') OR chair_id IS NOT NULL", name="minuted_with_a_chair"),
        CheckConstraint("(state = 'signed') = (signed_entry IS NOT NULL)", name="signed_by_an_entry"),
        CheckConstraint("state <> 'voided' OR reason IS NOT NULL", name="voided_with_a_reason"),
        CheckConstraint(
            "state NOT IN ('closed', 'minuted', 'signed') OR closed_at IS NOT NULL", name="closed_at_a_time"
        ),
        CheckConstraint(f"body IN ({_BODIES})", name="body_known"),
        CheckConstraint(f"form IN ({_FORMS})", name="form_known"),
        CheckConstraint(
            f"form <> '{SessionForm.CIRCULATION}' OR vote_opened_at IS NULL OR opinions_until IS NOT NULL",
            name="circulated_until_an_hour",
        ),
    )

    title: Mapped[Line]
    body: Mapped[Word]
    form: Mapped[Word]
    place: Mapped[Line]
    meets_on: Mapped[Day]
    chair_id: Mapped[str | None] = refers("account")
    signer_id: Mapped[str | None] = refers("account")
    rules: Mapped[str | None]
    invited_at: Mapped[Instant | None]
    opened_at: Mapped[Instant | None]
    vote_opened_at: Mapped[Instant | None]
    opinions_until: Mapped[Instant | None]
    closed_at: Mapped[Instant | None]
    signed_entry: Mapped[Instant | None]
    reason: Mapped[Prose | None]


class RollEntry(Record):
    """A member in office on the day of the vote; all of them are the base of every count."""

    __tablename__ = "session_roll"
    __table_args__ = (UniqueConstraint("session_id", "account_id"),)

    id: Mapped[Key]
    session_id: Mapped[str] = refers("session")
    account_id: Mapped[str] = refers("account")
    title: Mapped[Line]


class AttendanceMark(Record):
    """Whether a member took part; the highest version counts, the earlier ones stay.

    ``opened_at`` is when the meeting was opened that the mark is about. After an adjournment the session opens anew, and
    marks of the meeting before count no more.
    """

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("session_id", "account_id", "version"),)

    id: Mapped[Key]
    session_id: Mapped[str] = refers("session")
    account_id: Mapped[str] = refers("account")
    version: Mapped[int]
    attendance: Mapped[Word]
    reason: Mapped[Line]
    opened_at: Mapped[Instant]


class MinutesVersion(Record):
    """What the secretary wrote in the minutes; the highest version counts, the earlier ones stay readable.

    ``corrects`` is the entry of the version before, ``reason`` why it was corrected. ``signer_id`` signs in the place of
    a chair who is no longer in office.
    """

    __tablename__ = "minutes_version"
    __table_args__ = (
        UniqueConstraint("session_id", "version"),
        CheckConstraint(
            "(version = 1 AND corrects IS NULL) OR (version > 1 AND corrects IS NOT NULL AND reason <> '')",
            name="corrected_with_a_reason",
        ),
    )

    id: Mapped[Key]
    session_id: Mapped[str] = refers("session")
    version: Mapped[int]
    course: Mapped[Prose]
    remarks: Mapped[Prose]
    conclusions: Mapped[Prose]
    chair_id: Mapped[str] = refers("account")
    signer_id: Mapped[str | None] = refers("account")
    reason: Mapped[Prose]
    corrects: Mapped[Instant | None]


class Declaration(Record):
    """That a member looked at the agenda and said what stands between; the highest version counts, the earlier ones stay.

    ``up_to`` is the last entry of all items that were shown: what is tabled later was not declared upon. ``recorded_by`` is the
    secretary, where the member said it at the meeting.
    """

    __tablename__ = "declaration"
    __table_args__ = (UniqueConstraint("session_id", "account_id", "version"),)

    id: Mapped[Key]
    session_id: Mapped[str] = refers("session")
    account_id: Mapped[str] = refers("account")
    version: Mapped[int]
    up_to: Mapped[int]
    recorded_by: Mapped[str | None] = refers("account")


class Conflict(Record):
    """That a member takes no part in one nomination of a session. It is never taken back."""

    __tablename__ = "conflict"
    __table_args__ = (
        UniqueConstraint("session_id", "nomination_id", "account_id"),
        CheckConstraint(f"ground IN ({_GROUNDS})", name="ground_known"),
    )

    id: Mapped[Key]
    session_id: Mapped[str] = refers("session")
    nomination_id: Mapped[str] = refers("nomination")
    account_id: Mapped[str] = refers("account", index=True)
    ground: Mapped[Word]
    relation: Mapped[Line]
    recorded_by: Mapped[str | None] = refers("account")


class SessionDocument(Record):
    """A paper of one member that the secretary entered: the scan of a signed opinion. The ledger holds a salted commitment."""

    __tablename__ = "session_document"

    id: Mapped[Key]
    session_id: Mapped[str] = refers("session", index=True)
    account_id: Mapped[str] = refers("account")
    kind: Mapped[Word]
    file_name: Mapped[Line]
    media_type: Mapped[Line]
    size: Mapped[Instant]
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    salt: Mapped[str] = mapped_column(String(64))


class Vote(Record):
    """What a member said to one nomination in an open vote; the highest version counts, the earlier ones stay.

    ``source_document_id`` is the signed paper that it was entered from, if it was.
    """

    __tablename__ = "vote"
    __table_args__ = (
        UniqueConstraint("session_id", "nomination_id", "account_id", "version"),
        CheckConstraint(f"choice IN ({_CHOICES})", name="choice_known"),
        CheckConstraint(
            f"(manner = '{Manner.FROM_PAPER}' AND source_document_id IS NOT NULL)"
            f" OR (manner <> '{Manner.FROM_PAPER}' AND source_document_id IS NULL)",
            name="paper_with_its_scan",
        ),
    )

    id: Mapped[Key]
    session_id: Mapped[str] = refers("session")
    nomination_id: Mapped[str] = refers("nomination")
    account_id: Mapped[str] = refers("account")
    version: Mapped[int]
    choice: Mapped[Word]
    manner: Mapped[Word]
    recorded_by: Mapped[str | None] = refers("account")
    source_document_id: Mapped[str | None] = refers("session_document")


class AnsweredHand(Record):
    """Whether a member confirms or disputes the hand that the secretary recorded; the highest version counts."""

    __tablename__ = "hand_answer"
    __table_args__ = (
        UniqueConstraint("vote_id", "version"),
        CheckConstraint(f"answer IN ({_ANSWERS})", name="answer_known"),
    )

    id: Mapped[Key]
    session_id: Mapped[str] = refers("session", index=True)
    vote_id: Mapped[str] = refers("vote")
    account_id: Mapped[str] = refers("account")
    version: Mapped[int]
    answer: Mapped[Word]
    note: Mapped[Prose]


class Ranking(Record):
    """Where a nomination that the council endorsed stands among those of its award and year, where a quota bounds them."""

    __tablename__ = "ranking"

    id: Mapped[Key]
    nomination_id: Mapped[str] = refers("nomination", index=True)
    session_id: Mapped[str] = refers("session", index=True)
    award: Mapped[Word]
    year: Mapped[int]
    agree: Mapped[int]
    place: Mapped[int]
    among: Mapped[int]
    preference: Mapped[Word | None]
    quota_of: Mapped[Word | None]
    quota_base: Mapped[int | None]
    quota_most: Mapped[int | None]
    quota_used: Mapped[int | None]
    standing: Mapped[Word | None]
    places: Mapped[int | None]


class Finding(Record):
    """What the council found on one nomination: the count, and whether the threshold was reached.

    ``agree`` and the like are all opinions that count; ``written_agree`` and the like those of them that absent members gave
    in writing, or, where the rules do not count such opinions, those beside them.
    """

    __tablename__ = "finding"
    __table_args__ = (
        CheckConstraint(f"base_rule IN ({_BASE_RULES})", name="base_rule_known"),
        CheckConstraint(
            f"base = members - CASE base_rule WHEN '{BASE_RULES[0]}' THEN 0 ELSE recused END", name="base_of_members"
        ),
        CheckConstraint(
            "members + surplus = recused + agree + agree_lower + disagree + abstain + invalid + missing + (1 - written_count)"
            " * (written_agree + written_agree_lower + written_disagree + written_abstain)",
            name="every_member_counted",
        ),
    )

    id: Mapped[Key]
    nomination_id: Mapped[str] = refers("nomination", index=True)
    session_id: Mapped[str] = refers("session", index=True)
    finding: Mapped[Word]
    members: Mapped[int]
    recused: Mapped[int]
    base_rule: Mapped[Word]
    base: Mapped[int]
    agree: Mapped[int]
    agree_lower: Mapped[int]
    disagree: Mapped[int]
    abstain: Mapped[int]
    invalid: Mapped[int]
    missing: Mapped[int]
    surplus: Mapped[int]
    written_count: Mapped[int]
    written_agree: Mapped[int]
    written_agree_lower: Mapped[int]
    written_disagree: Mapped[int]
    written_abstain: Mapped[int]
    threshold_num: Mapped[int]
    threshold_den: Mapped[int]
    threshold_strict: Mapped[int]
