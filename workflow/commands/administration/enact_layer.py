"""Enact a layer over the law."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from states.facts import RegisterFacts
from states.refusals import Refusal
from states.rule_differences import Difference
from states.rule_layers import kept_layer
from states.vocabulary import Action, RegisterState, Subject
from workflow.commands.command import Command, Outcome, iso


@dataclass(frozen=True, kw_only=True)
class EnactLayer(Command):
    """Enter what the province or the council has laid down over the law, under the document that authorises it.

    ``content`` is the layer as canonical JSON, head and changes. From its first day on, dossiers are received under the
    rules that it makes; one that was received before stays under its own. Nothing of it is edited afterwards.

    What it makes easier than the law that was read is named in the entry, and ``acknowledged`` by whoever enters it.

    Refused with ``rules_unreadable`` where the rules have no place for what it changes, ``layer_enacted_already``, and
    ``loosening_not_acknowledged``.
    """

    action = Action.ENACT_LAYER
    subject = Subject.RULE_CHANGE

    needs = frozenset({"loosened"})

    content: str
    acknowledged: bool = False

    def check(self, facts: RegisterFacts) -> Iterable[Refusal]:
        """Whoever makes something easier than the law says that they know."""
        if facts.loosened and not self.acknowledged:
            yield Refusal("loosening_not_acknowledged", {"n": len(facts.loosened)}, at="acknowledged")

    def decide(self, facts: RegisterFacts) -> Outcome:
        """The layer, in force from its first day."""
        head = kept_layer(self.content).head
        return Outcome(
            to=RegisterState.ACTIVE,
            changes={
                "kind": "layer", "code": head.code, "level": head.level, "name": head.name_vi, "document": head.document,
                "valid_from": head.valid_from.isoformat(), "valid_until": iso(head.valid_to), "content": self.content,
            },
            particulars={"loosens": [_noted(each) for each in facts.loosened]} if facts.loosened else {},
        )  # fmt: skip


def _noted(each: Difference) -> dict[str, Any]:
    """A figure that was made easier, with what the law says, as the entry keeps it."""
    return {"key": list(each.key), "before": each.before, "after": each.after}
