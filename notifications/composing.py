"""Messages as they are kept, made from occasions: one for each reader, and one for a whole batch of cases."""

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from notifications.audience import People
from notifications.letters import Letter, fill, spoken
from notifications.occasions import Occasion
from notifications.phrasing import said
from notifications.subscriptions import SUBSCRIPTIONS
from states.vocabulary import Subject

MessageRow = dict[str, Any]

HOME = "/"
"""Where a message on many cases leads: to the reader's own worklist."""

PATHS: Mapping[Subject, str] = {
    Subject.NOMINATION: "/nominations/{id}",
    Subject.SESSION: "/sessions/{id}",
    Subject.DECISION: "/decisions/{id}",
    Subject.CAMPAIGN: "/campaigns/{id}",
    Subject.UNIT: "/units/{id}",
    Subject.ACCOUNT: "/accounts/{id}",
}
"""Where a message on one case leads; a register without pages of its own leads to the person or nowhere further."""


_OPENED_BY_OFFICE = (Subject.SESSION, Subject.OFFICE)
"""Of what somebody is told who holds no office that opens its page: a guest of a session, a deputy with a mandate."""


def messages(told: Sequence[Occasion], people: People) -> Iterator[MessageRow]:
    """The messages on occasions of one organisation, in order.

    Nominations moved by the same hand at the same instant are bundled: each reader gets one message on all those that concern
    the reader, apart only where they reached different states (endorsed, not endorsed).
    """
    for _, batch in groupby(told, key=_hand):
        yield from _of_batch(list(batch), people)


def _hand(occasion: Occasion) -> tuple[str, ...]:
    alone = "" if occasion.subject == Subject.NOMINATION else occasion.outbox_id
    return (occasion.action, occasion.actor_id, str(occasion.at), alone)


def _of_batch(batch: Sequence[Occasion], people: People) -> Iterator[MessageRow]:
    bundles: dict[tuple[str, str, bool], list[Occasion]] = {}
    subscription = SUBSCRIPTIONS[batch[0].action]
    for occasion in batch if subscription.to else ():
        for account, with_reason in people.told(subscription, occasion).items():
            bundles.setdefault((account, occasion.state, with_reason), []).append(occasion)
    for (account, _state, with_reason), bundle in bundles.items():
        language = spoken(people.languages[account])
        words = said(bundle, language, with_reason=with_reason)
        letter = fill(bundle[0].action.value, language, words)
        opens = bundle[0].subject not in _OPENED_BY_OFFICE or people.opens(account, bundle[0].subject)
        link = _link(bundle) if opens else HOME
        yield message(account, bundle[0].outbox_id, letter, at=bundle[0].at, link=link)


def message(account: str, outbox_id: str, letter: Letter, *, at: int, link: str, purpose: str = "") -> MessageRow:
    """A message row. Its key is made from reader and occasion, so the same thing can't be told twice."""
    return {
        "id": _key(account, outbox_id, purpose), "account_id": account, "outbox_id": outbox_id, "at": at,
        "subject": letter.subject, "body": letter.body, "link": link,
    }  # fmt: skip


def _key(*parts: str) -> str:
    digest = hashlib.sha256("\n".join(parts).encode()).digest()[:16]
    return base64.b32encode(digest).decode("ascii").rstrip("=").lower()


def _link(bundle: Sequence[Occasion]) -> str:
    first = bundle[0]
    if len(bundle) > 1:
        return HOME
    if first.account_id and first.subject == Subject.OFFICE:
        return PATHS[Subject.ACCOUNT].format(id=first.account_id)
    return PATHS.get(first.subject, HOME).format(id=first.object_id)
