"""What happened along the way in the demonstration's year, as ``year.toml`` holds it: detours, answers, sessions."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import files

from states.rule_reading import read_as
from states.vocabulary import AwardLevel, FactKind, Opinion, SettlementResult, State


@dataclass(frozen=True, kw_only=True)
class Supplement:
    """A dossier that went back once: what was asked for, what the unit answered, which paper it corrected."""

    reason: str
    answer: str
    paper: str


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """Something said, and the answer to it: a hold and its clearing, the chairman's question and the office's answer."""

    reason: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class Failure:
    """The condition that a nominee did not meet, by its code in the rules."""

    condition: str


@dataclass(frozen=True, kw_only=True)
class Reopening(Exchange):
    """A case found ineligible and taken up again; ``answer`` is the ground."""

    condition: str


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What a consulted body answered."""

    body: str
    opinion: Opinion
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Objection(Reply):
    """An objection that stood until the same body answered anew."""

    later: str


@dataclass(frozen=True, kw_only=True)
class Comment:
    """What somebody said of a posted nomination, and what verifying it came to; still open without a result."""

    nomination: str
    from_whom: str
    text: str
    result: SettlementResult | None = None
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse a settlement that says nothing."""
        if (self.result is None) != (not self.note):
            raise ValueError("note (a settled comment has one)")


@dataclass(frozen=True, kw_only=True)
class PastAward:
    """An award received before; ``struck`` says why its line was found wrong."""

    nominee: str
    award: str
    year: int
    number: str
    on: date
    issuer: str
    level: AwardLevel
    struck: str = ""


@dataclass(frozen=True, kw_only=True)
class Stated:
    """What the office stated of a nominee for the year."""

    nominee: str
    fact: FactKind
    chosen: str = ""
    amount: int | None = None


@dataclass(frozen=True, kw_only=True)
class Line:
    """A household of the list that did not go the straight way to the public board."""

    goal: State
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A session of the council: who did not sit in the room, by user name, and why.

    ``written`` of those excused gave their opinion in writing. ``not_yet`` sit in the session and have not voted.
    ``recused`` take no part in one case each, for the reason in ``relation``. ``tellers`` count what is voted on paper.
    ``forgotten`` is a remark that came into the minutes by a correction, for the reason in ``correction``.
    """

    title: str
    place: str
    hands: tuple[str, ...] = ()
    remote: tuple[str, ...] = ()
    excused: Mapping[str, str]
    written: tuple[str, ...] = ()
    not_yet: tuple[str, ...] = ()
    recused: Mapping[str, str] = field(default_factory=dict)
    relation: str = ""
    forgotten: str = ""
    correction: str = ""
    put_off: str = ""
    tellers: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """How a decision of a round is called, by round and award."""

    round: str
    award: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Texts:
    """Sentences that stand once."""

    interim_review: str
    waiver: str
    consent: str
    recovery: str
    voided_title: str
    voided_reason: str
    prompt_award: str
    prompt_award_later: str
    not_issued: str
    to_be_signed: str
    to_be_approved: str
    deputy: str
    deputy_title: str
    deputy_document: str
    in_draft: str
    left_for_later: str
    correction_reason: str
    to_be_signed_first: str
    returned_draft: str
    returned_draft_answer: str
    households: str
    list_title: str
    list_achievement: str
    next_session: str
    place: str


@dataclass(frozen=True, kw_only=True)
class Year:
    """What ``year.toml`` holds. Mappings are by nomination, unless said otherwise; ``consulted`` is by award."""

    texts: Texts
    consulted: Mapping[str, tuple[str, ...]]
    supplements: Mapping[str, Supplement]
    holds: Mapping[str, Exchange]
    objections: Mapping[str, Objection]
    replies: Mapping[str, tuple[Reply, ...]]
    failures: Mapping[str, Failure]
    reopenings: Mapping[str, Reopening]
    questions: Mapping[str, Exchange]
    dismissals: Mapping[str, Exchange]
    off_agenda: Mapping[str, str]
    comments: tuple[Comment, ...]
    past_awards: tuple[PastAward, ...]
    statements: tuple[Stated, ...]
    lines: Mapping[str, Line]
    sessions: Mapping[str, Meeting]
    rulings: tuple[Ruling, ...]

    def comments_on(self, nomination: str) -> list[Comment]:
        """What was said of one nomination, by its key, or of one line of the list, by the household's code."""
        return [comment for comment in self.comments if comment.nomination == nomination]

    def ruling(self, round_: str, award: str) -> str:
        """The title of the decision by which a round's awards of one kind were given."""
        return next(each.title for each in self.rulings if (each.round, each.award) == (round_, award))


def load_year() -> Year:
    """Read what happened; raises ``RulesUnreadable`` where the file breaks its form."""
    text = files("workflow.demo").joinpath("year.toml").read_text(encoding="utf-8")
    return read_as(Year, tomllib.loads(text), file="year.toml")
