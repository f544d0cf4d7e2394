"""Declare a conflict of interest, or that there is none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from states.council_vocabulary import SessionState
from states.refusals import Refusal
from states.session_facts import SessionFacts
from states.vocabulary import Action, Subject
from workflow.commands.command import Command, Outcome
from workflow.commands.council.declaring import Conflicts, Declared


@dataclass(frozen=True, kw_only=True)
class DeclareConflict(Command):
    """A member says of the whole agenda in which cases it takes no part (khai báo xung đột lợi ích), or that there is none.

    It is made on names, awards and units alone, before a dossier is opened, and nobody votes without it. In a case so named the
    member neither votes nor sees dossier, opinions or count. What it said of the case before counts no more, though it stays in
    the log. A conflict is never taken back, so that nobody looks first and votes afterwards; more may be added until the
    close. Whether the recused stay in the base of the count is a rule of the council.

    ``up_to`` is the last entry of all items that were shown: what is tabled later has to be declared upon. Left out, it is
    the agenda as it stands.

    Refused with ``agenda_empty``, ``item_not_on_agenda``, ``relation_missing``.
    """

    action = Action.DECLARE_CONFLICT
    subject = Subject.SESSION
    needs = frozenset({"agenda", "declared", "conflicts"})

    conflicts: Conflicts
    up_to: int | None = None
    relations: Mapping[str, str] = field(default_factory=dict)

    def check(self, facts: SessionFacts) -> Iterable[Refusal]:
        """Each case named is on the agenda, and said to be what to the member."""
        return self._said.refusals(facts)

    def decide(self, facts: SessionFacts) -> Outcome:
        """The declaration; the session stands where it stood."""
        rows = self._said.rows(facts.actor_id, facts, recorded_by=None)
        return Outcome(to=SessionState(facts.case["state"]), rows=rows)

    @property
    def _said(self) -> Declared:
        return Declared(conflicts=self.conflicts, relations=self.relations, up_to=self.up_to)
