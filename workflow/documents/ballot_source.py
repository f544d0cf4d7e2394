"""Reads what the ballots of a session and the roll for them say: the items on paper, the members, and who takes part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import bindparam, select

from states.council_vocabulary import Method
from states.paper_ballots import Sheet, sheets
from states.rule_names import award_name
from states.vocabulary import Action
from workflow.days import civil_date
from workflow.documents.as_it_stood import rows_added_later
from workflow.documents.ballot_paper import (
    AwardOnBallot,
    BallotPaper,
    BallotRollPaper,
    BallotSheet,
    Choice,
    Receiver,
)
from workflow.documents.issuer import issuer
from workflow.ledger.reading import entries_of, entry_at
from workflow.models.account import Account
from workflow.models.council_paper import ItemVotedOn, Teller
from workflow.models.nomination import Nomination
from workflow.models.organisation import Unit
from workflow.models.session import Conflict, RollEntry, Session
from workflow.rules_in_force import rules_of
from workflow.sql import Driver, Prepared

_SESSION = Prepared(lambda: select(Session.title, Session.meets_on).where(Session.id == bindparam("key")))
_ITEMS = Prepared(
    lambda: select(Nomination.id, Nomination.code, Nomination.name, Nomination.title, Unit.name, Nomination.award,
           Nomination.nominated_award, Nomination.basis, Nomination.rules)
    .join(ItemVotedOn, ItemVotedOn.nomination_id == Nomination.id)
    .join(Unit, Unit.id == Nomination.unit_id)
    .where(ItemVotedOn.session_id == bindparam("key"), ItemVotedOn.method == Method.SECRET_PAPER.value)
    .order_by(Nomination.nominated_award, Nomination.sort_key, Nomination.id)
)  # fmt: skip
_MEMBERS = Prepared(
    lambda: (
        select(RollEntry.account_id, Account.full_name, RollEntry.title)
        .join(Account, Account.id == RollEntry.account_id)
        .where(RollEntry.session_id == bindparam("key"))
        .order_by(Account.sort_key, Account.id)
    )
)
_CONFLICTS = Prepared(
    lambda: (
        select(Conflict.id, Conflict.session_id, Conflict.nomination_id, Conflict.account_id)
        .join(ItemVotedOn, ItemVotedOn.nomination_id == Conflict.nomination_id)
        .join(
            RollEntry, (RollEntry.session_id == ItemVotedOn.session_id) & (RollEntry.account_id == Conflict.account_id)
        )
        .where(ItemVotedOn.session_id == bindparam("key"))
    )
)
"""Who on the roll takes no part, in whichever session it was declared: a conflict goes with its case."""
_TELLERS = Prepared(
    lambda: (
        select(Teller.id, Teller.version, Account.full_name)
        .join(Account, Account.id == Teller.account_id)
        .where(Teller.session_id == bindparam("key"))
        .order_by(Teller.version, Account.sort_key, Account.id)
    )
)
_PERSON = Prepared(lambda: select(Account.full_name).where(Account.id == bindparam("key")))


@dataclass(frozen=True, kw_only=True)
class _Item:
    """One item on paper, in words."""

    code: str
    award: str
    lower: str
    choice: Choice


def ballot_paper(driver: Driver, organisation_id: str, key: str, entry: int) -> BallotPaper:
    """The ballots as the vote was opened, or a conflict declared, in ``entry``."""
    ((title, meets_on),) = driver.rows(_SESSION, key=key)
    items, members = _items(driver, organisation_id, key, entry), driver.rows(_MEMBERS, key=key)
    return BallotPaper(
        office=issuer(driver, organisation_id), title=title, meets_on=date.fromisoformat(meets_on),
        sheets=[
            BallotSheet(groups=_groups(sheet, items), copies=len(members) - len(sheet.kept_from))
            for sheet in _sheets(driver, organisation_id, key, items, entry)
        ],
    )  # fmt: skip


def ballot_roll_paper(driver: Driver, organisation_id: str, key: str, entry: int) -> BallotRollPaper:
    """The roll on which members sign for their ballots."""
    ((title, meets_on),) = driver.rows(_SESSION, key=key)
    items = _items(driver, organisation_id, key, entry)
    parted = _sheets(driver, organisation_id, key, items, entry)
    later = rows_added_later(driver, organisation_id, key, entry, "teller")
    appointed = [row[1:] for row in driver.rows(_TELLERS, key=key) if row[0] not in later]
    latest = max((version for version, _name in appointed), default=0)
    opened = [each for each in entries_of(driver, organisation_id, key) if each.entry.act == Action.OPEN_VOTE]
    return BallotRollPaper(
        office=issuer(driver, organisation_id), title=title, meets_on=date.fromisoformat(meets_on),
        sheets=[[items[item].code for item in sheet.items] for sheet in parted],
        receivers=[
            Receiver(name=name, title=seat, gets=[account not in sheet.kept_from for sheet in parted])
            for account, name, seat in driver.rows(_MEMBERS, key=key)
        ],
        tellers=[name for version, name in appointed if version == latest],
        secretary=driver.value(_PERSON, key=opened[-1].account_id) or "" if opened else "",
        entry=entry,
    )  # fmt: skip


def _items(driver: Driver, organisation_id: str, key: str, entry: int) -> Mapping[str, _Item]:
    made = entry_at(driver, organisation_id, entry)
    assert made is not None, "a paper names an entry of its log"
    rules, day = rules_of(driver, organisation_id), civil_date(made.entry.at)
    found: dict[str, _Item] = {}
    for item, code, name, title, unit, award, nominated, basis, digest in driver.rows(_ITEMS, key=key):
        lower = rules.under(digest, day).rules(nominated or award, basis).lower_award.value
        found[item] = _Item(
            code=code, award=award_name(nominated or award, "vi"), lower=award_name(lower, "vi") if lower else "",
            choice=Choice(name=name, about=", ".join(each for each in (title, unit) if each)),
        )  # fmt: skip
    return found


def _sheets(driver: Driver, organisation_id: str, key: str, items: Mapping[str, _Item], entry: int) -> Sequence[Sheet]:
    declared = driver.rows(_CONFLICTS, key=key)
    later = {
        conflict
        for session in {session for _, session, _, _ in declared}
        for conflict in rows_added_later(driver, organisation_id, session, entry, "conflict")
    }
    recused: dict[str, set[str]] = {}
    for conflict, _session, item, account in declared:
        if conflict not in later:
            recused.setdefault(item, set()).add(account)
    return sheets(list(items), recused)


def _groups(sheet: Sheet, items: Mapping[str, _Item]) -> list[AwardOnBallot]:
    return [
        AwardOnBallot(award=award, lower=lower, choices=[each.choice for each in found])
        for (award, lower), found in groupby(
            (items[key] for key in sheet.items), key=lambda each: (each.award, each.lower)
        )
    ]
