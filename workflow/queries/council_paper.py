"""Votes on paper, each for the eyes that may see them: a teller's own counts, and after the close those of all."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, exists, func, select

from states.council_vocabulary import IN_WRITING, Method
from states.paper_ballots import COUNTING_SHEET, FIGURES, PaperCount
from states.tally import CHOICES, Opinions
from states.tally_explained import SURPLUS, TIE
from workflow.commands.command import Actor
from workflow.models.account import Account
from workflow.models.council_paper import CountedPapers, ItemVotedOn, Teller
from workflow.models.nomination import Nomination
from workflow.models.organisation import Unit
from workflow.models.session import Conflict, Finding, SessionDocument, Vote
from workflow.queries.session import COUNTED, SessionPage
from workflow.queries.visibility import is_recused
from workflow.sql import Driver, Prepared

_FIGURES = [getattr(CountedPapers, name) for name in FIGURES]
_OWN = Prepared(
    lambda: (
        select(CountedPapers.nomination_id, *_FIGURES)
        .where(CountedPapers.session_id == bindparam("session_id"), CountedPapers.account_id == bindparam("account_id"))
        .order_by(CountedPapers.version)
    )
)
_ALL = Prepared(
    lambda: (
        select(CountedPapers.nomination_id, CountedPapers.account_id, Account.full_name, *_FIGURES)
        .join(Account, Account.id == CountedPapers.account_id)
        .where(CountedPapers.session_id == bindparam("session_id"))
        .order_by(Account.sort_key, CountedPapers.account_id, CountedPapers.version)
    )
)
_ITEMS = Prepared(
    lambda: select(
        Nomination.id, Nomination.code, Nomination.name,
        exists().where(Finding.nomination_id == Nomination.id, Finding.session_id == ItemVotedOn.session_id),
    )
    .join(ItemVotedOn, ItemVotedOn.nomination_id == Nomination.id)
    .where(ItemVotedOn.session_id == bindparam("session_id"), ItemVotedOn.method == Method.SECRET_PAPER.value)
    .order_by(Nomination.award, Nomination.sort_key, Nomination.id)
)  # fmt: skip
_PROGRESS = Prepared(
    lambda: (
        select(CountedPapers.account_id, func.count(func.distinct(CountedPapers.nomination_id)))
        .where(
            CountedPapers.session_id == bindparam("session_id"),
            ~exists().where(
                Conflict.nomination_id == CountedPapers.nomination_id, Conflict.account_id == CountedPapers.account_id
            ),
        )
        .group_by(CountedPapers.account_id)
    )
)

_LATEST = select(func.max(Teller.version)).where(Teller.session_id == bindparam("session_id")).scalar_subquery()
_LAST_KEYED = Prepared(
    lambda: (
        select(CountedPapers.nomination_id, CountedPapers.account_id, *_FIGURES)
        .join(Teller, (Teller.session_id == CountedPapers.session_id) & (Teller.account_id == CountedPapers.account_id))
        .where(CountedPapers.session_id == bindparam("session_id"), Teller.version == _LATEST)
        .order_by(CountedPapers.version)
    )
)
_SAID = Prepared(
    lambda: select(Vote.nomination_id, Vote.account_id, Vote.choice, Vote.manner)
    .where(
        Vote.session_id == bindparam("session_id"),
        ~exists().where(
            Conflict.session_id == Vote.session_id, Conflict.nomination_id == Vote.nomination_id,
            Conflict.account_id == Vote.account_id,
        ),
    )
    .order_by(Vote.version)
)  # fmt: skip
_ANEW = Prepared(
    lambda: (
        select(Nomination.id, Nomination.code, Nomination.name, Unit.name, Nomination.award)
        .join(ItemVotedOn, ItemVotedOn.nomination_id == Nomination.id)
        .join(Unit, Unit.id == Nomination.unit_id)
        .where(
            ItemVotedOn.session_id == bindparam("session_id"),
            ~exists().where(Finding.nomination_id == Nomination.id, Finding.session_id == ItemVotedOn.session_id),
        )
        .order_by(Nomination.award, Nomination.sort_key, Nomination.id)
    )
)

_SHEET = Prepared(
    lambda: select(SessionDocument.id).where(
        SessionDocument.session_id == bindparam("session_id"), SessionDocument.kind == COUNTING_SHEET
    )
)


@dataclass(frozen=True, kw_only=True)
class TellersCount:
    """What one teller keyed of one item: the versions in their order, of which the last one counts.

    Of who counts the item no more, replaced or recused since, none does.
    """

    name: str
    counts_still: bool
    versions: Sequence[PaperCount]


@dataclass(frozen=True, kw_only=True)
class CountedAnew:
    """An item whose count came to nothing: what its tellers found, what absent members wrote, and so why."""

    key: str
    code: str
    name: str
    unit: str
    award: str
    count: PaperCount
    written: Opinions

    @property
    def reason(self) -> str:
        """Too many papers, or equals at the last places."""
        return SURPLUS if self.count.returned > self.count.issued else TIE


@dataclass(frozen=True, kw_only=True)
class CountedUrn:
    """One item of a closed vote on paper, with what each teller keyed; without a finding it is voted on anew."""

    key: str
    code: str
    name: str
    is_found: bool
    tellers: Sequence[TellersCount]


def own_counts(driver: Driver, session_id: str, account_id: str) -> dict[str, list[PaperCount]]:
    """What one teller keyed so far, by nomination, the earlier versions first."""
    found: dict[str, list[PaperCount]] = {}
    for nomination, *figures in driver.rows(_OWN, session_id=session_id, account_id=account_id):
        found.setdefault(nomination, []).append(_count(figures))
    return found


def keyed_items(driver: Driver, session_id: str) -> dict[str, int]:
    """Of how many items each teller has keyed something, of those that the teller takes part in; never what."""
    return dict(driver.rows(_PROGRESS, session_id=session_id))


def to_recount(driver: Driver, page: SessionPage) -> set[str]:
    """The items that all their tellers have keyed and not found the same; never what they found."""
    latest: dict[str, dict[str, tuple[int, ...]]] = {}
    for nomination, account, _name, *figures in driver.rows(_ALL, session_id=page.case["id"]):
        if account in page.facts.tellers_of(nomination):
            latest.setdefault(nomination, {})[account] = tuple(figures)
    return {
        key for key, found in latest.items()
        if len(found) == len(page.facts.tellers_of(key)) and len(set(found.values())) > 1
    }  # fmt: skip


def counted_urns(driver: Driver, page: SessionPage, actor: Actor) -> list[CountedUrn]:
    """After the close: what every teller keyed of the items on paper, without those that the person takes no part in."""
    if page.state not in COUNTED:
        return []
    session_id = page.case["id"]
    keyed: dict[str, dict[str, tuple[str, list[PaperCount]]]] = {}
    for nomination, account, name, *figures in driver.rows(_ALL, session_id=session_id):
        keyed.setdefault(nomination, {}).setdefault(account, (name, []))[1].append(_count(figures))
    return [
        CountedUrn(
            key=key, code=code, name=name, is_found=bool(is_found),
            tellers=[
                TellersCount(name=whose, counts_still=account in page.facts.tellers_of(key), versions=all_of)
                for account, (whose, all_of) in keyed.get(key, {}).items()
            ],
        )
        for key, code, name, is_found in driver.rows(_ITEMS, session_id=session_id) if not is_recused(actor, key)
    ]  # fmt: skip


def counted_anew(driver: Driver, session_id: str) -> list[CountedAnew]:
    """The items of a closed vote that are voted on anew, as its last tellers found them alike."""
    keyed: dict[str, dict[str, PaperCount]] = {}
    for nomination, account, *figures in driver.rows(_LAST_KEYED, session_id=session_id):
        keyed.setdefault(nomination, {})[account] = _count(figures)
    said: dict[str, dict[str, tuple[str, str]]] = {}
    for nomination, account, choice, manner in driver.rows(_SAID, session_id=session_id):
        said.setdefault(nomination, {})[account] = (choice, manner)
    return [
        CountedAnew(
            key=key, code=code, name=name, unit=unit, award=award, count=_found_alike(keyed[key].values()),
            written=_written(said.get(key, {}).values()),
        )
        for key, code, name, unit, award in driver.rows(_ANEW, session_id=session_id) if key in keyed
    ]  # fmt: skip


def _found_alike(counts: Iterable[PaperCount]) -> PaperCount:
    """What the tellers who count an item found, which is the same; who was recused from it may have found other figures."""
    ((found, _times),) = Counter(counts).most_common(1)
    return found


def _written(said: Iterable[tuple[str, str]]) -> Opinions:
    choices = Counter(choice for choice, manner in said if manner in IN_WRITING)
    return Opinions(*(choices[choice] for choice in CHOICES))


def counting_sheet(driver: Driver, session_id: str) -> str | None:
    """The scan of the sheet that the tellers signed, by its key."""
    key = driver.value(_SHEET, session_id=session_id)
    return None if key is None else str(key)


def _count(figures: Sequence[int]) -> PaperCount:
    return PaperCount.of(dict(zip(FIGURES, figures, strict=True)))
