"""What a searcher's words are the names of: cases, people, sessions, decisions. Names are looked up where they live."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from sqlalchemy import bindparam, select

from states.text import search_key
from workflow.commands.command import Actor
from workflow.models.account import Account
from workflow.models.campaign import Campaign
from workflow.models.decision import Decision
from workflow.models.organisation import Unit
from workflow.models.session import Session
from workflow.queries.auditor import case_with_code
from workflow.queries.search import find
from workflow.sql import Driver, Prepared

_PEOPLE = Prepared(
    lambda: (
        select(Account.id, Account.pseudonym, Account.full_name, Account.post_title)
        .where(Account.organisation_id == bindparam("organisation_id"))
        .order_by(Account.sort_key, Account.id)
    )
)
_TITLED = tuple(
    Prepared(lambda of=of: select(*of).where(of[0].class_.organisation_id == bindparam("organisation_id")))  # type: ignore[misc]
    for of in (
        (Session.id, Session.title),
        (Decision.id, Decision.title),
        (Decision.id, Decision.number),
        (Campaign.id, Campaign.title),
        (Unit.id, Unit.name),
    )
)
"""Registers that a commune fills with a few rows a year; they are read whole."""


@dataclass(frozen=True, kw_only=True)
class PersonNamed:
    """Somebody with an account: the pseudonym that entries bear, the name and the post."""

    account_id: str
    pseudonym: str
    name: str
    post: str


def people(driver: Driver, organisation_id: str) -> list[PersonNamed]:
    """Everybody who has or had an account, in the order of names."""
    return [
        PersonNamed(account_id=key, pseudonym=pseudonym, name=name, post=post)
        for key, pseudonym, name, post in driver.rows(_PEOPLE, organisation_id=organisation_id)
    ]


def people_called(driver: Driver, organisation_id: str, words: Sequence[str]) -> frozenset[str]:
    """The pseudonyms of those whose name holds every word, marks left aside."""
    return frozenset(each.pseudonym for each in people(driver, organisation_id) if _holds(search_key(each.name), words))


def cases_called(driver: Driver, actor: Actor, text: str) -> frozenset[str] | None:
    """The nomination with this code, or those whose nominee is called so; ``None`` when that is nobody."""
    key = case_with_code(driver, actor.organisation_id, text)
    if key is not None:
        return frozenset() if key in actor.veiled else frozenset({key})
    return frozenset(hit.key for hit in find(driver, actor, text).hits) or None


def objects_called(driver: Driver, actor: Actor, text: str, words: Sequence[str]) -> frozenset[str]:
    """Nominations, accounts, sessions, decisions, campaigns and units whose name or number holds every word."""
    titled = chain.from_iterable(driver.rows(asked, organisation_id=actor.organisation_id) for asked in _TITLED)
    named = {str(key) for key, name in titled if _holds(search_key(str(name or "")), words)}
    accounts = {
        each.account_id for each in people(driver, actor.organisation_id) if _holds(search_key(each.name), words)
    }
    return frozenset(named | accounts | {hit.key for hit in find(driver, actor, text).hits})


def _holds(key: str, words: Sequence[str]) -> bool:
    return bool(words) and all(word in key for word in words)
