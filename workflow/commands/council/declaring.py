"""What a member's own declaration of interest and one said at the meeting have in common."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from states.council_vocabulary import ConflictGround, Method
from states.refusals import Refusal
from states.session_facts import UNDECLARED, SessionFacts
from workflow.commands.command import Command, NewRow


@dataclass(frozen=True, kw_only=True)
class Declaration(Command):
    """What is declared: ``conflicts``, nomination to ground, each with a few words in ``relations``.

    ``up_to`` is the last entry of all items that were shown: what is tabled later has to be declared upon. Left out, it is
    the agenda as it stands.
    """

    conflicts: Mapping[str, ConflictGround]
    up_to: int | None = None
    relations: Mapping[str, str] = field(default_factory=dict)

    def check(self, facts: SessionFacts) -> Iterable[Refusal]:
        """Only items of the agenda are named, each with its words; one's own case needs none."""
        agenda = {item["id"] for item in facts.agenda}
        for nomination, ground in self.conflicts.items():
            if nomination not in agenda:
                yield Refusal("item_not_on_agenda", at=nomination)
            elif ground != ConflictGround.OWN_CASE and not self.relations.get(nomination, "").strip():
                yield Refusal("relation_missing", at=nomination)

    def ballots_of(self, account: str, facts: SessionFacts, *, at: str = "") -> Iterable[Refusal]:
        """Who holds a ballot on paper, or has cast it, can't leave an item on it any more: the urn knows nobody's paper."""
        items = {item["id"]: item["method"] for item in facts.agenda}
        for nomination in self.conflicts:
            is_new = (nomination, account) not in facts.conflicts
            if is_new and items.get(nomination) == Method.SECRET_PAPER and facts.has_ballot(account):
                yield Refusal("ballot_given", at=at or nomination)

    def rows_of(self, account: str, facts: SessionFacts, *, recorded_by: str | None) -> list[NewRow]:
        """The declaration, and a conflict for each item that was not declared before."""
        version, _up_to = facts.declared.get(account, UNDECLARED)
        newest = max(item["seen"] for item in facts.agenda)
        up_to = newest if self.up_to is None else max(-1, min(self.up_to, newest))
        whose = {"session_id": facts.case["id"], "account_id": account, "recorded_by": recorded_by}
        said = {"id": facts.mint.key(), **whose, "version": version + 1, "up_to": up_to}
        rows: list[NewRow] = [("declaration", said)]
        for nomination, ground in self.conflicts.items():
            if (nomination, account) not in facts.conflicts:
                words = {"ground": ground.value, "relation": self.relations.get(nomination, "")}
                rows.append(("conflict", {"id": facts.mint.key(), **whose, "nomination_id": nomination, **words}))
        return rows
