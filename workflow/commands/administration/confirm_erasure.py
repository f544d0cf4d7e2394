"""Confirm a proposed erasure, and erase."""

import json
from dataclasses import dataclass

from states.facts import RegisterFacts
from states.vocabulary import Action, ErasureState, Subject
from workflow.commands.command import Command, NewRow, Outcome


@dataclass(frozen=True, kw_only=True)
class ConfirmErasure(Command):
    """The other office confirms, and what is personal goes: out of the details of entries and out of every record.

    Free texts about others lose the name too: all in which it surely stands but for those ``spared``, and of those in which it
    may be somebody else's the ``added`` (keys of ``Place``). It can't be undone. The entry keeps, of each detail that went,
    what is not personal: by it the audit goes on. What a published award names stays, for it is a public act. Refused with
    ``another_office_confirms``, ``case_running`` and ``held_by_law``.
    """

    action = Action.CONFIRM_ERASURE
    subject = Subject.ERASURE
    needs = frozenset({"erasure_plan"})
    needs_seen = True

    spared: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    def decide(self, facts: RegisterFacts) -> Outcome:
        """What goes, what is left of it, and who confirmed."""
        plan = facts.erasure_plan.choose(spared=self.spared, added=self.added)
        left: list[NewRow] = [
            ("erased_detail", {
                "id": facts.mint.key(), "erasure_id": self.on, "entry": each.entry, "remains": each.text,
            })
            for each in plan.remains
        ]  # fmt: skip
        named: list[NewRow] = [
            ("erased_row", {
                "id": facts.mint.key(), "erasure_id": self.on, "of_table": each.table, "row_id": each.key,
            })
            for each in plan.blanks
        ]  # fmt: skip
        return Outcome(
            to=ErasureState.ERASED,
            changes={
                "confirmed_by": facts.actor_id, "confirmed_at": facts.at, "details": len(left), "records": len(named),
                "stays": json.dumps(dict(plan.stays), sort_keys=True, separators=(",", ":")),
            },
            rows=[*left, *named],
            particulars={name: sorted(keys) for name, keys in (("spared", self.spared), ("added", self.added)) if keys},
            erases=plan,
        )  # fmt: skip
