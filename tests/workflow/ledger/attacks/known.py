"""The attacks that are known, each with what names it. ``python -m tests.workflow.ledger.attacks.page`` renders the table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.workflow.ledger.attacks.scene import Scene

DATABASE, KEY, MEMORY, HELD, NEWEST, WITNESS, AUDITS = (
    "", "key", "memory", "held", "newest", "witness", "audits",
)  # fmt: skip


@dataclass(frozen=True)
class Attack:
    """What is done, which finding names it, and what the auditor has to know besides the database for that."""

    words: str
    code: str
    knowing: str
    carry_out: Callable[[Scene], None]

    @property
    def name(self) -> str:
        """How a test calls it."""
        return self.carry_out.__name__


ATTACKS: list[Attack] = []


def attack(
    words: str, code: str, knowing: str = DATABASE
) -> Callable[[Callable[[Scene], None]], Callable[[Scene], None]]:
    """Add an attack to the table."""

    def take(carry_out: Callable[[Scene], None]) -> Callable[[Scene], None]:
        ATTACKS.append(Attack(words, code, knowing, carry_out))
        return carry_out

    return take
