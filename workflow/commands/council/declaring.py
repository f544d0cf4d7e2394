"""What a member's own declaration of interest and one said at the meeting have in common."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from states.council_vocabulary import ConflictGround
from states.refusals import Refusal
from states.session_facts import UNDECLARED, SessionFacts
from workflow.commands.command import NewRow

Conflicts = Mapping[str, ConflictGround]
"""Nomination to the ground on which a member takes no part in it."""


@dataclass(frozen=True, kw_only=True)
class Declared:
    """What was declared: ``conflicts``, each with a few words in ``relations``; ``up_to`` is the last entry that was shown.

    Where that is not said the declaration is made upon the agenda as it stands.
    """

    conflicts: Conflicts
    up_to: int | None
    relations: Mapping[str, str] = field(default_factory=dict)

    def refusals(self, facts: SessionFacts) -> Iterable[Refusal]:
        """Only items of the agenda are named, each with its words; one's own case needs none."""
        agenda = {item["id"] for item in facts.agenda}
        for nomination, ground in self.conflicts.items():
            if nomination not in agenda:
                yield Refusal("item_not_on_agenda", at=nomination)
            elif ground != ConflictGround.OWN_CASE and not self.relations.get(nomination, "").strip():
                yield Refusal("relation_missing", at=nomination)

    def rows(self, account: str, facts: SessionFacts, *, recorded_by: str | None) -> list[NewRow]:
        """The declaration, and a conflict for each item that was not declared before."""
        version, _up_to = facts.declared.get(account, UNDECLARED)
        newest = max(item["seen"] for item in facts.agenda)
        up_to = newest if self.up_to is None else max(-1, min(self.up_to, newest))
        whose = {"session_id": facts.case["id"], "account_id": account, "recorded_by": recorded_by}
        declaration = {
            "id": facts.mint.key(), **whose, "version": version + 1, "up_to": up_to,
        }  # fmt: skip
        rows: list[NewRow] = [("declaration", declaration)]
        for nomination, ground in self.conflicts.items():
            if (nomination, account) not in facts.conflicts:
                rows.append((
                    "conflict",
                    {
                        "id": facts.mint.key(), **whose, "nomination_id": nomination, "ground": ground.value,
                        "relation": self.relations.get(nomination, ""),
                    },
                ))  # fmt: skip
        return rows
