"""What this house is told of witnesses: its own folder as a witness, and the policy of its own log."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, current_app

from web.settings import Settings
from workflow.ledger.note import MalformedNote, VerifierKey
from workflow.ledger.policy import Policy
from workflow.ledger.rounds import readable_policy
from workflow.ledger.signer_folder import Halted, SignerFolder
from workflow.ledger.witness_folder import WitnessFolder

EXTENSION = "bangvang.witness"


@dataclass(frozen=True)
class House:
    """Where the keys of signer and witness lie, and the file of witnesses; read anew each time, since they change by hand."""

    signer_dir: Path
    policy_file: Path | None

    @classmethod
    def of(cls, settings: Settings) -> "House":
        """The house that the settings describe."""
        return cls(settings.signer_dir, settings.witness_policy)

    @property
    def folder(self) -> WitnessFolder:
        """What makes this house a witness."""
        return WitnessFolder(self.signer_dir)

    @property
    def policy(self) -> Policy | None:
        """The policy; nothing where none is named or it can't be read."""
        return readable_policy(self.policy_file)

    def looked_after(self) -> list[VerifierKey]:
        """The keys of other houses' logs; none where the folder is not ours to read."""
        try:
            return self.folder.logs()
        except (OSError, MalformedNote):
            return []

    @property
    def witness_keys(self) -> list[VerifierKey]:
        """The keys of the witnesses that the policy names."""
        policy = self.policy
        return [each.key for each in policy.witnesses] if policy else []

    def keys(self, log_id: str) -> list[VerifierKey]:
        """Every key of a log that is known here: of the policy, of the signer where that lies here, of logs looked after."""
        policy = self.policy
        found = [*(policy.logs if policy else ()), *self.looked_after()]
        with suppress(OSError, Halted):  # where the signer's folder is not ours to read
            found += SignerFolder(self.signer_dir, log_id).verifiers()
        return list(dict.fromkeys(found))


def init_witness(app: Flask, settings: Settings) -> None:
    """Tell the site where keys and policy lie."""
    app.extensions[EXTENSION] = House.of(settings)


def house() -> House:
    """The house of this site."""
    found: House = current_app.extensions[EXTENSION]
    return found
