"""What a command is: an order to the engine, judged by the table and its guards, and applied by one pure method."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from states.facts import Row
from states.personal_data import Plan
from states.refusals import Fault, Refusal
from states.vocabulary import Action, Role, Subject
from workflow.sql import Value

NewRow = tuple[str, Mapping[str, Value]]
"""A row to insert: the table's name, and every column."""


@dataclass(frozen=True, kw_only=True)
class HeldOffice:
    """An office in force: its role, the unit it is held for, and its name in the entry."""

    id: str
    role: Role
    unit_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who acts: a frozen value, detached from any database. The offices are read again under the lock.

    ``recused`` are the nominations in which the person takes no part before the council: what the council makes of them is
    kept from the person for good. ``veiled`` are those of them whose dossiers are kept from the person too. Every reading
    path asks these, and no command does, because the facts of the session say it under the lock.
    """

    account_id: str
    organisation_id: str
    pseudonym: str
    full_name: str = ""
    language: str = "vi"
    offices: tuple[HeldOffice, ...] = ()
    recused: frozenset[str] = frozenset()
    veiled: frozenset[str] = frozenset()

    @property
    def roles(self) -> frozenset[Role]:
        """The roles of all offices held."""
        return frozenset(office.role for office in self.offices)


OPERATOR_KEY = "operatorattheconsole000000"


def operator(organisation_id: str) -> Actor:
    """The person at the console of the installation, who opens an organisation and names its first administrator."""
    return Actor(account_id=OPERATOR_KEY, organisation_id=organisation_id, pseudonym=OPERATOR_KEY)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a command wants written; the engine writes it, or nothing.

    ``to`` is the target state, ``changes`` the changed columns of the case, ``rows`` what is inserted beside it,
    ``particulars`` what the entry says besides, ``documents`` kind and commitment (hex) of the papers it rests on,
    ``then`` orders for dependent cases, carried out in the same transaction, one level deep, ``rule_sets`` rules that have
    to be kept from now on: digest and canonical text, ``erases`` what is erased together with the entry.
    """

    to: str
    changes: Mapping[str, Value] = field(default_factory=dict)
    rows: Sequence[NewRow] = ()
    particulars: Mapping[str, Any] = field(default_factory=dict)
    documents: Sequence[tuple[str, str]] = ()
    then: Sequence["Command"] = ()
    rule_sets: Mapping[str, str] = field(default_factory=dict)
    erases: Plan | None = None


@dataclass(frozen=True, kw_only=True)
class Command:
    """An order about the case ``on``. ``seen`` is what the actor saw of it: ``case.changed`` at that time, of a decision the
    last change of it or of any nomination it names.

    A command of informed will (``needs_seen``) is refused without it. ``sent_as`` is the key of the form the order was
    given on: the same order given twice on one form is carried out once. ``needs`` names facts that ``check`` or
    ``decide`` read beyond those of the guards. ``names_unit``: the order says for which unit it is given, on a case that
    belongs to none. ``needs_whole_log``: it is refused while an audit has stopped writing.
    """

    on: str
    seen: int | None = None
    sent_as: str | None = None

    action: ClassVar[Action]
    subject: ClassVar[Subject]
    needs: ClassVar[frozenset[str]] = frozenset()
    needs_seen: ClassVar[bool] = False
    names_unit: ClassVar[bool] = False
    needs_whole_log: ClassVar[bool] = True

    def acted_for(self, case: Row) -> str | None:
        """The unit whose officer may give the order: the one that the case belongs to, or that the order itself names."""
        return case.get("unit_id")

    def check(self, facts: Any) -> Iterable[Refusal]:
        """What is wrong with the order itself; the case was judged by the guards."""
        return ()

    def decide(self, facts: Any) -> Outcome:
        """What is to be written. Pure: no clock, no database, no randomness but ``facts.mint``."""
        raise Fault(f"{type(self).__name__} decides nothing")


def required(**texts: str) -> Iterable[Refusal]:
    """A refusal at each field that was left empty."""
    for name, text in texts.items():
        if not text.strip():
            yield Refusal(f"{name}_missing", at=name)


def iso(day: date | None) -> str | None:
    """A day as records keep it."""
    return None if day is None else day.isoformat()


@dataclass(frozen=True, kw_only=True)
class ReasonedCommand(Command):
    """An order that is only given with its reason, which the entry keeps and the people concerned are told."""

    reason: str

    def check(self, facts: Any) -> Iterable[Refusal]:
        """The reason is said."""
        return required(reason=self.reason)
