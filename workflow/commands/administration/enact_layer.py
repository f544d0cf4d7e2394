"""Enact a layer over the law."""

from dataclasses import dataclass

from states.facts import RegisterFacts
from states.rule_layers import kept_layer
from states.vocabulary import Action, RegisterState, Subject
from workflow.commands.command import Command, Outcome, iso


@dataclass(frozen=True, kw_only=True)
class EnactLayer(Command):
    """Enter what the province or the council has laid down over the law, under the document that authorises it.

    ``content`` is the layer as canonical JSON, head and changes. From its first day on, dossiers are received under the
    rules that it makes; one that was received before stays under its own. Nothing of it is edited afterwards.

    Refused with ``rules_unreadable`` where the rules have no place for what it changes, and ``layer_enacted_already``.
    """

    action = Action.ENACT_LAYER
    subject = Subject.RULE_CHANGE

    content: str

    def decide(self, facts: RegisterFacts) -> Outcome:
        """The layer, in force from its first day."""
        head = kept_layer(self.content).head
        return Outcome(
            to=RegisterState.ACTIVE,
            changes={
                "kind": "layer", "code": head.code, "level": head.level, "name": head.name_vi, "document": head.document,
                "valid_from": head.valid_from.isoformat(), "valid_until": iso(head.valid_to), "content": self.content,
            },
        )  # fmt: skip
