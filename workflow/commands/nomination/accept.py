"""Accept a complete dossier."""

from collections.abc import Iterable
from dataclasses import dataclass

from states.facts import NominationFacts
from states.refusals import Refusal
from states.vocabulary import Action, State, Subject, VerdictStage
from workflow.commands.command import Command, Outcome
from workflow.commands.nomination.freezing import frozen


@dataclass(frozen=True, kw_only=True)
class Accept(Command):
    """The office receives the dossier as complete (tiếp nhận): the clock of the appraisal starts.

    ``seen_documents`` names the kinds of paper the officer opened and looked at; every paper the award demands must be among
    them. The case is pinned to the rules in force today, and stays under them to its end;
    what the conditions come to is laid down with it.

    Refused with ``document_not_seen`` for each demanded paper that was not looked at.
    """

    action = Action.ACCEPT
    subject = Subject.NOMINATION
    needs = frozenset({"office_days", "rules", "regime", "found"})
    needs_seen = True

    seen_documents: tuple[str, ...] = ()

    def check(self, facts: NominationFacts) -> Iterable[Refusal]:
        """Nobody receives a dossier unread."""
        for document in facts.rules.documents_at("submission"):
            if document.is_required and document.code not in self.seen_documents:
                yield Refusal("document_not_seen", {"document": document.code}, at=document.code)

    def decide(self, facts: NominationFacts) -> Outcome:
        """The dossier under appraisal, with its last day."""
        return Outcome(
            to=State.UNDER_APPRAISAL,
            changes={
                "received_on": facts.today.isoformat(),
                "rules": facts.regime.digest,
                "due_on": facts.rules.appraisal_term.value.after(facts.today, facts.office_days).isoformat(),
            },
            rows=frozen(facts, facts.found, VerdictStage.RECEIPT),
            particulars={"seen_documents": sorted(set(self.seen_documents))},
        )
