"""Announce a key of the log."""

from collections.abc import Iterable
from dataclasses import dataclass

from states.facts import RegisterFacts
from states.refusals import Refusal
from states.vocabulary import Action, Subject
from workflow.commands.command import Command, Outcome
from workflow.ledger.key_rotation import VKEY, digest_of
from workflow.ledger.note import ED25519, MalformedNote, VerifierKey


@dataclass(frozen=True, kw_only=True)
class AnnounceKey(Command):
    """Say in the log by which key it will be signed: the signer then signs with the old and the new one, and last with the new.

    The entry itself names the digest of the verifier key, and the last checkpoints of the old key cover it: whoever trusts the
    old key sees from which entry on the new one is the log's. Done at the console, by whoever runs the machine; that the key
    is in the hands of our own signer, only the signer can tell. Refused with ``vkey_wrong``.
    It is done even while an audit has stopped writing: a stolen key has to be replaced just then.
    """

    action = Action.ANNOUNCE_KEY
    subject = Subject.ORGANISATION
    needs_whole_log = False

    vkey: str

    def check(self, facts: RegisterFacts) -> Iterable[Refusal]:
        """The line is a verifier key in the name of this log."""
        origin = f"{facts.case['domain']}/log/{facts.case['id']}"
        try:
            key = VerifierKey.parse(self.vkey)
            is_ours = (key.name, key.algorithm) == (origin, ED25519)
        except MalformedNote:
            is_ours = False
        if not is_ours:
            yield Refusal("vkey_wrong", {"origin": origin}, at="vkey")

    def decide(self, facts: RegisterFacts) -> Outcome:
        """The key, in the particulars as it is and in the entry as its digest."""
        return Outcome(
            to=facts.case["state"], particulars={VKEY: self.vkey}, documents=[(VKEY, digest_of(self.vkey))],
        )  # fmt: skip
