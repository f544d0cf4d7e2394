"""Make out a certificate in the place of another."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from states.certificate_vocabulary import CertificateCause
from states.facts import NominationFacts
from states.refusals import Refusal
from states.vocabulary import Action, Subject
from workflow.commands.command import Command, Outcome, required
from workflow.commands.nomination.making_out import made_out


@dataclass(frozen=True, kw_only=True)
class ReplaceCertificate(Command):
    """The office exchanges a damaged or misprinted certificate, or makes a lost one out anew (cấp đổi, cấp lại).

    Both rest on a written request. A damaged or misprinted one is exchanged for the old one, which comes back; of a lost one
    somebody confirms the loss. The new one has its own number in the golden book and its own code; whoever looks the old one
    up is told the new number. The term of the rules runs from the request; a late answer is on record, and no bar.

    Refused with ``day_in_future``, ``day_before_certificate``, ``old_certificate_missing`` and ``confirmation_missing``.
    """

    action = Action.REPLACE_CERTIFICATE
    subject = Subject.NOMINATION
    needs = frozenset({"golden_number", "certificate", "regime", "office_days"})
    needs_seen = True

    cause: CertificateCause
    requested_on: date
    request: str
    is_returned: bool = False
    confirmation: str = ""

    def check(self, facts: NominationFacts) -> Iterable[Refusal]:
        """The request is named, and what goes with its cause is there."""
        yield from required(request=self.request)
        if self.requested_on > facts.today:
            yield Refusal("day_in_future", at="requested_on")
        if facts.certificate and self.requested_on.isoformat() < facts.certificate["made_on"]:
            yield Refusal("day_before_certificate", {"day": facts.certificate["made_on"]}, at="requested_on")
        if self.cause == CertificateCause.LOST:
            yield from required(confirmation=self.confirmation)
        elif not self.is_returned:
            yield Refusal("old_certificate_missing", at="is_returned")

    def decide(self, facts: NominationFacts) -> Outcome:
        """A new line of the golden book, which names the old one."""
        old = facts.certificate
        assert old is not None, "a guard saw to it"
        return Outcome(
            to=facts.case["state"],
            rows=[made_out(facts, self.on, old=old, cause=self.cause)],
            particulars={
                "cause": self.cause.value, "replaces": f"{old['number']:02d}/{old['year']}",
                "requested_on": self.requested_on.isoformat(), "request": self.request,
                **({"confirmation": self.confirmation} if self.cause == CertificateCause.LOST else {}),
                **self._term(facts),
            },
        )  # fmt: skip

    def _term(self, facts: NominationFacts) -> dict[str, str]:
        """By when the rules want it done, where they say."""
        exchange = facts.regime.exchange
        if exchange is None:
            return {}
        return {"answer_due_on": exchange.exchange_term.value.after(self.requested_on, facts.office_days).isoformat()}
