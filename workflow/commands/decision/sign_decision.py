"""Sign a decision."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from states.facts import DecisionFacts
from states.refusals import Refusal
from states.vocabulary import Action, DecisionState, Role, Subject
from workflow.commands.command import Command, Outcome
from workflow.commands.nomination.award import Award
from workflow.ledger.detail import document_commitment


class SignatureWay(StrEnum):
    """How a digital signature came to be; the word stands in the entry as well."""

    SERVER_KEY = "signed_with_server_key"
    CMS = "signed_with_cms"
    RETURNED_FILE = "signed_file_returned"


@dataclass(frozen=True, kw_only=True)
class Signed:
    """A signed file that passed every check: see ``SignatureFile`` for what the fields are."""

    kind: SignatureWay
    entry: int
    frozen_sha256: str
    sha256: str
    size: int
    certificate: str
    signed_at: int
    is_time_stamped: bool
    is_revocation_checked: bool


@dataclass(frozen=True, kw_only=True)
class SignDecision(Command):
    """The chairman signs (ký quyết định): every case that still stands in the draft is awarded.

    The signature is the recorded act of the holder of the office; with ``signed`` it rests on a digital signature of the frozen
    paper, which was checked before. The paper names who approved it, and nobody else signs it. A case that was returned,
    declined or put on hold before it was numbered is not awarded, even when it is before the chairman again; one that leaves
    afterwards makes the decision void, because its paper names it. What the chairman saw covers the cases: when one of them
    moved meanwhile, the page has to be read again.
    Refused with ``left_since_numbered``, ``paper_names_another``.
    """

    action = Action.SIGN_DECISION
    subject = Subject.DECISION
    needs = frozenset({"lines", "signer"})
    needs_seen = True

    signed: Signed | None = None

    def check(self, facts: DecisionFacts) -> Iterable[Refusal]:
        """Who signs is who stands on the frozen paper."""
        if facts.case["approver_id"] != facts.actor_id:
            yield Refusal("paper_names_another", cleared_by=Role.CHAIRMAN)

    def decide(self, facts: DecisionFacts) -> Outcome:
        """The decision signed, and an order to award each case."""
        awarded = [row["id"] for row in facts.lines if row["stands"]]
        return Outcome(
            to=DecisionState.SIGNED,
            changes={
                "signer_id": facts.actor_id, "signer_name": facts.signer["full_name"], "signed_at": facts.at,
            },
            particulars={"awarded": awarded}, then=[Award(on=key, decision_id=self.on) for key in awarded],
            **self._file(facts),
        )  # fmt: skip

    def _file(self, facts: DecisionFacts) -> dict[str, Any]:
        """The signed file as a row, and the commitment to it in the entry; nothing where no file was signed."""
        if self.signed is None:
            return {}
        salt = facts.mint.salt()
        row = asdict(self.signed) | {
            "kind": self.signed.kind.value,
            "id": facts.mint.key(), "decision_id": self.on, "salt": salt,
            "is_time_stamped": int(self.signed.is_time_stamped),
            "is_revocation_checked": int(self.signed.is_revocation_checked),
        }  # fmt: skip
        committed = document_commitment(bytes.fromhex(salt), self.signed.sha256)
        return {"rows": [("signature_file", row)], "documents": [(self.signed.kind, committed)]}
