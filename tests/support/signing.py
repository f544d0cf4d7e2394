"""A signer of the test's own: checkpoints over what a world's log holds now, and the words of witnesses."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.support.world import World
from workflow.ledger.checkpoint import TreeHead
from workflow.ledger.note import COSIGNATURE, SigningKey, VerifierKey, signed
from workflow.ledger.reading import root_and_size
from workflow.sql import insert_all


@dataclass
class Signatory:
    """Signs a world's log with a key of its own."""

    world: World
    key: SigningKey = field(init=False)

    def __post_init__(self) -> None:
        self.key = SigningKey.make(f"{self.world.slug}.example/log/{self.world.organisation_id}")

    @property
    def vkey(self) -> VerifierKey:
        """What an auditor was given."""
        return self.key.verifier

    def sign(self) -> TreeHead:
        """Publish a checkpoint over every entry there is."""
        world = self.world
        with world.store.reading() as driver:
            root, size = root_and_size(driver, world.organisation_id)
        head = TreeHead(self.key.name, size, root)
        note = bytes(signed(head.text, [self.key])).decode()
        self._lay("ledger_checkpoint", log_id=world.organisation_id, size=size, root=root, note=note)
        return head

    def witness(self, head: TreeHead, name: str, at: int = 1_709_280_000) -> SigningKey:
        """Let a witness confirm a checkpoint; answers its key."""
        key = SigningKey.make(name, COSIGNATURE)
        line = str(key.cosign(head.text, at))
        self._lay("ledger_cosignature", log_id=self.world.organisation_id, size=head.size, witness=name, seen_at=at,
                  line=line)  # fmt: skip
        return key

    def _lay(self, name: str, **row: str | int | bytes) -> None:
        with self.world.store.writing(self.world.organisation_id) as driver:
            insert_all(driver, [(name, row)])
            driver.connection.commit()
