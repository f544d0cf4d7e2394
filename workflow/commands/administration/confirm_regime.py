"""Confirm a regime that is known by its metadata only."""

from collections.abc import Iterable
from dataclasses import dataclass

from states.facts import RegisterFacts
from states.refusals import Refusal
from states.regime_metadata import all_metadata, confirmed_rules
from states.rule_composing import canonical_text, digest_of_text
from states.vocabulary import Action, RegisterState, Subject
from workflow.commands.command import Command, Outcome, required


@dataclass(frozen=True, kw_only=True)
class ConfirmRegime(Command):
    """Say under which document the commune works by a law that nobody has read into the software yet.

    Every value starts as that of the regime before it, marked unknown, with the document's number in its source. What the
    law changes is entered afterwards as layers.

    Refused with ``regime_confirmed_already``.
    """

    action = Action.CONFIRM_REGIME
    subject = Subject.RULE_CHANGE

    regime: str
    document: str

    def check(self, facts: RegisterFacts) -> Iterable[Refusal]:
        """The document that confirms it is named."""
        return required(document=self.document)

    def decide(self, facts: RegisterFacts) -> Outcome:
        """The confirmation, and the rules that it starts from, written out in full."""
        metadata = next(known for known in all_metadata() if known.code == self.regime)
        written = canonical_text(confirmed_rules(metadata, document=self.document))
        digest = digest_of_text(written)
        return Outcome(
            to=RegisterState.ACTIVE,
            changes={
                "kind": "confirmation", "code": metadata.code, "level": "law", "name": metadata.name_vi,
                "document": self.document, "valid_from": metadata.valid_from.isoformat(), "valid_until": None,
                "content": canonical_text({"regime": metadata.code, "digest": digest}),
            },
            rule_sets={digest: written},
        )  # fmt: skip
