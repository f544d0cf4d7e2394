"""Votes, each for the eyes that may see them: a member's own, and for everybody else only that opinions were given."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import bindparam, select

from states.council_vocabulary import BY_THE_MEMBER, HandAnswer, Manner, Method, VoteChoice
from states.session import BALLOTS
from workflow.ledger.entry import Entry
from workflow.models.account import Account
from workflow.models.ledger import Detail, Leaf
from workflow.models.nomination import Nomination
from workflow.models.organisation import Unit
from workflow.models.session import AnsweredHand, Vote
from workflow.queries.session import AgendaItem, Seat, SessionPage
from workflow.sql import Driver, Prepared

_ANSWER = (
    select(AnsweredHand.answer)
    .where(AnsweredHand.vote_id == Vote.id)
    .order_by(AnsweredHand.version.desc())
    .limit(1)
    .scalar_subquery()
)
"""What the member said last to a recorded hand."""
_NOTE = (
    select(AnsweredHand.note)
    .where(AnsweredHand.vote_id == Vote.id)
    .order_by(AnsweredHand.version.desc())
    .limit(1)
    .scalar_subquery()
)
_OWN = Prepared(
    lambda: select(Vote.id, Vote.nomination_id, Vote.choice, Vote.manner, Vote.version, Vote.recorded_by, Account.full_name,
           Vote.source_document_id, _ANSWER)
    .outerjoin(Account, Account.id == Vote.recorded_by)
    .where(Vote.session_id == bindparam("session_id"), Vote.account_id == bindparam("account_id"))
    .order_by(Vote.version)
)  # fmt: skip
_BY_HAND = Prepared(
    lambda: (
        select(Vote.nomination_id, Vote.account_id, Vote.choice, Vote.manner, _ANSWER, _NOTE)
        .where(Vote.session_id == bindparam("session_id"))
        .order_by(Vote.version)
    )
)
_VOTED = Prepared(
    lambda: (
        select(Nomination.id, Nomination.code, Nomination.name, Nomination.title, Nomination.award, Unit.name)
        .join(Unit, Unit.id == Nomination.unit_id)
        .where(
            Nomination.id.in_(
                select(Vote.nomination_id).where(
                    Vote.session_id == bindparam("session_id"), Vote.account_id == bindparam("account_id")
                )
            )
        )
        .order_by(Nomination.award, Nomination.sort_key, Nomination.id)
    )
)
_ENTRIES = Prepared(
    lambda: (
        select(Detail.idx, Leaf.entry, Detail.detail)
        .join(Leaf, (Leaf.log_id == Detail.log_id) & (Leaf.idx == Detail.idx))
        .where(Detail.log_id == bindparam("log_id"), Detail.object_id == bindparam("session_id"))
        .order_by(Detail.idx)
    )
)


@dataclass(frozen=True, kw_only=True)
class OwnVote:
    """What the person looking said on one item.

    ``scan`` is the signed paper that it was entered from, if it was; ``answer`` what
    the member said to a recorded hand; ``index`` the ledger entry it stands in, ``None`` until
    asked for.
    """

    key: str
    choice: VoteChoice
    manner: Manner
    version: int
    recorded_by: str
    scan: str | None = None
    answer: HandAnswer | None = None
    index: int | None = None
    at: int | None = None

    def says(self, choice: VoteChoice) -> bool:
        """Whether the member has said exactly this in person already."""
        return self.choice == choice and self.manner in BY_THE_MEMBER


def own_votes(driver: Driver, session_id: str, account_id: str) -> dict[str, OwnVote]:
    """The standing votes of one member, by nomination."""
    rows = driver.rows(_OWN, session_id=session_id, account_id=account_id)
    return {
        nomination: OwnVote(
            key=key, choice=VoteChoice(choice), manner=Manner(manner), version=version, recorded_by=name or "",
            scan=scan, answer=HandAnswer(answer) if answer else None,
        )
        for key, nomination, choice, manner, version, _, name, scan, answer in rows
    }  # fmt: skip


def receipt(driver: Driver, organisation_id: str, session_id: str, account_id: str) -> dict[str, OwnVote]:
    """The standing votes of one member, each with the number and time of its ledger entry."""
    votes = own_votes(driver, session_id, account_id)
    written = _entries_of_votes(driver, organisation_id, session_id) if votes else {}
    return {
        nomination: replace(vote, index=index, at=at)
        for nomination, vote in votes.items()
        for index, at in (written.get(vote.key, (None, None)),)
    }


def _entries_of_votes(driver: Driver, log_id: str, session_id: str) -> dict[str, tuple[int | None, int | None]]:
    """The entry that wrote each vote: the row's id to index and instant."""
    found: dict[str, tuple[int | None, int | None]] = {}
    for index, leaf, detail in driver.rows(_ENTRIES, log_id=log_id, session_id=session_id):
        entry = Entry.decode(bytes(leaf))
        if entry.act not in BALLOTS or detail is None:
            continue
        for name, row in json.loads(bytes(detail))["rows"]:
            if name == "vote":
                found[row["id"]] = (index, entry.at)
    return found


def voted_items(driver: Driver, session_id: str, account_id: str) -> list[AgendaItem]:
    """What a member gave an opinion on in a session that has no agenda any more, because its vote was voided."""
    return [
        AgendaItem(key=key, code=code, name=name, title=title, unit=unit, award=award, lower=None, seen=None)
        for key, code, name, title, award, unit in driver.rows(_VOTED, session_id=session_id, account_id=account_id)
    ]


@dataclass(frozen=True, kw_only=True)
class Turnout:
    """On one item: how many of the members asked have given an opinion, who has not, and who takes no part.

    Never what they said.
    """

    item: AgendaItem
    given: int
    asked: int
    missing: tuple[Seat, ...]
    recused: tuple[Seat, ...]


def turnout(page: SessionPage) -> list[Turnout]:
    """The turnout of what is voted on by name, in the order of the agenda; who drops which paper is on no list."""
    voted = page.facts.votes.keys()
    answer = []
    for item in (line for line in page.lines if line.method == Method.OPEN):
        silent = page.facts.recused_from(item.key)
        recused = tuple(seat for seat in page.seats if seat.account_id in silent)
        asked = [seat for seat in page.seats if seat.account_id not in silent]
        missing = tuple(seat for seat in asked if (item.key, seat.account_id) not in voted)
        answer.append(
            Turnout(item=item, given=len(asked) - len(missing), asked=len(asked), missing=missing, recused=recused)
        )
    return answer


@dataclass(frozen=True, kw_only=True)
class Hands:
    """What the secretary may see while recording hands: what was recorded by hand, and where members voted themselves.

    ``papers`` is where a signed paper stands: a member who came later may raise a hand all the same.
    """

    recorded: Mapping[tuple[str, str], VoteChoice]
    own: frozenset[tuple[str, str]]
    papers: frozenset[tuple[str, str]]
    disputed: Mapping[tuple[str, str], str]
    """Where the member says that the recorded hand is wrong, with what the member said of it."""


def hands(driver: Driver, session_id: str) -> Hands:
    """The standing show of hands, by (nomination, member); a member's own vote shows only that it was given."""
    latest: dict[tuple[str, str], tuple[VoteChoice, Manner]] = {}
    disputed: dict[tuple[str, str], str] = {}
    for nomination, account, choice, manner, answer, note in driver.rows(_BY_HAND, session_id=session_id):
        latest[nomination, account] = (VoteChoice(choice), Manner(manner))
        disputed.pop((nomination, account), None)
        if answer == HandAnswer.DISPUTED:
            disputed[nomination, account] = note
    return Hands(
        recorded={place: choice for place, (choice, manner) in latest.items() if manner == Manner.SHOW_OF_HANDS},
        own=frozenset(place for place, (_, manner) in latest.items() if manner in BY_THE_MEMBER),
        papers=frozenset(place for place, (_, manner) in latest.items() if manner == Manner.FROM_PAPER),
        disputed=disputed,
    )


def last_entry(votes: Sequence[OwnVote]) -> OwnVote | None:
    """The vote that was written last."""
    return max((vote for vote in votes if vote.index is not None), key=lambda vote: vote.index or 0, default=None)
