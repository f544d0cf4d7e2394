"""Declare a conflict of interest, or that there is none."""

from collections.abc import Iterable
from dataclasses import dataclass

from states.council_vocabulary import SessionState
from states.refusals import Refusal
from states.session_facts import SessionFacts
from states.vocabulary import Action, Subject
from workflow.commands.command import Outcome
from workflow.commands.council.declaring import Declaration


@dataclass(frozen=True, kw_only=True)
class DeclareConflict(Declaration):
    """A member says of the whole agenda in which cases it takes no part (khai báo xung đột lợi ích), or that there is none.

    It is made on names, awards and units alone, before a dossier is opened, and nobody votes without it. In a case so named the
    member neither votes nor sees dossier, opinions or count. What it said of the case before counts no more, though it stays in
    the log. A conflict is never taken back, so that nobody looks first and votes afterwards; more may be added until the
    close. Whether the recused stay in the base of the count is a rule of the council.

    Refused with ``agenda_empty``, ``item_not_on_agenda``, ``relation_missing``, ``ballot_given``.
    """

    action = Action.DECLARE_CONFLICT
    subject = Subject.SESSION
    needs = frozenset({"agenda", "declared", "conflicts", "handouts"})

    def check(self, facts: SessionFacts) -> Iterable[Refusal]:
        """What is said fits the agenda, and no ballot on paper is out on what is left."""
        yield from super().check(facts)
        yield from self.ballots_of(facts.actor_id, facts)

    def decide(self, facts: SessionFacts) -> Outcome:
        """The declaration; the session stands where it stood."""
        rows = self.rows_of(facts.actor_id, facts, recorded_by=None)
        return Outcome(to=SessionState(facts.case["state"]), rows=rows)
