"""Finding nominations by name or code: words in any order, with or without marks."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, bindparam, or_, select

from states.text import normalise
from states.vocabulary import State
from workflow.commands.command import Actor
from workflow.models.nomination import Nomination
from workflow.models.organisation import Unit
from workflow.queries.public import words_of
from workflow.queries.seen_rows import visible_to
from workflow.sql import Driver, Prepared

SHOWN = 50
_LOOKED_AT = 500
"""How many hits are put in order; of more than that the first by name are taken."""

LAST_LETTER = "\U0010ffff"
"""What stands behind every letter: a text before ``words + LAST_LETTER`` and not before ``words`` begins with them."""


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One nomination that was found."""

    key: str
    code: str
    name: str
    award: str
    unit: str
    year: int
    state: State


@dataclass(frozen=True, kw_only=True)
class Found:
    """At most ``SHOWN`` hits; ``has_more`` when more words would help."""

    hits: tuple[Hit, ...]
    has_more: bool


def find(driver: Driver, actor: Actor, text: str) -> Found:
    """Nominations that the person may see and whose name or code holds every word of ``text``.

    Names that hold the words with the very marks typed come first: of "Ánh" and "Anh" the one that was meant. When more
    names than a page holds begin with the words as they stand, only these are answered: an index knows them, however
    many years the register holds. Otherwise every name is looked at.
    """
    words = words_of(text)
    if not words:
        return Found(hits=(), has_more=False)
    beginning = " ".join(words)
    rows = driver.rows(
        _asking(
            actor, Nomination.search_key >= bindparam("first"), Nomination.search_key < bindparam("beyond"),
            in_order_of=(Nomination.search_key,),
        ),
        first=beginning, beyond=beginning + LAST_LETTER,
    )  # fmt: skip
    if len(rows) <= SHOWN:
        rows = driver.rows(
            _asking(
                actor,
                *(
                    or_(Nomination.search_key.like(bindparam(f"name_{n}")), Nomination.code.like(bindparam(f"code_{n}")))
                    for n in range(len(words))
                ),
                in_order_of=(Nomination.sort_key, Nomination.year.desc(), Nomination.id),
            ),
            **{f"name_{n}": f"%{word}%" for n, word in enumerate(words)},
            **{f"code_{n}": f"{word}%" for n, word in enumerate(words)},
        )  # fmt: skip
    typed = normalise(text).casefold().split()
    hits = [_hit(*row) for row in rows]
    hits.sort(key=lambda hit: not all(word in hit.name.casefold() for word in typed))
    return Found(hits=tuple(hits[:SHOWN]), has_more=len(hits) > SHOWN)


def _asking(actor: Actor, *conditions: ColumnElement[bool], in_order_of: tuple[Any, ...]) -> Prepared:
    return Prepared(
        select(Nomination.id, Nomination.code, Nomination.name, Nomination.award, Unit.name, Nomination.year, Nomination.state)
        .join(Unit, Unit.id == Nomination.unit_id)
        .where(
            Nomination.organisation_id == actor.organisation_id, Nomination.is_discarded == 0, visible_to(actor), *conditions
        )
        .order_by(*in_order_of)
        .limit(_LOOKED_AT)
    )  # fmt: skip


def _hit(key: str, code: str | None, name: str, award: str, unit: str, year: int, state: str) -> Hit:
    return Hit(key=key, code=code or "", name=name, award=award, unit=unit, year=year, state=State(state))
