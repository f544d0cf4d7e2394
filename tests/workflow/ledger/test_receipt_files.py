"""The receipts of many entries as one file, on both databases."""

from __future__ import annotations

import pytest

from states.refusals import Fault
from tests.support.signing import Signatory
from tests.support.unbound import Unbound
from tests.support.world import World
from tests.workflow.ledger.test_reading import fill
from workflow.documents.receipt_files import CHUNK, checkpoint_for, receipts
from workflow.ledger.receipt_check import HOLDS, judge
from workflow.ledger.receipt_package import ENTRY, PROOF, README, Package


def test_every_entry_of_a_long_stretch_is_proved_under_one_checkpoint(unbound: Unbound) -> None:
    world = World.open(unbound.store)
    fill(world, CHUNK + 60)
    signatory = Signatory(world)
    size, log_id = signatory.sign().size, world.organisation_id
    asked = range(3, size)
    checkpoint = checkpoint_for(unbound.store, log_id, asked)
    assert checkpoint is not None
    parts = dict(receipts(unbound.store, log_id, asked, checkpoint))
    assert set(parts) == {README} | {f"muc-{index}{kind}" for index in asked for kind in (PROOF, ENTRY)}
    for index in asked:
        package = Package(proof=parts[f"muc-{index}{PROOF}"], entry=parts[f"muc-{index}{ENTRY}"])
        assert judge(package, [signatory.vkey]).exit_code == HOLDS
    fill(world, 1)
    assert checkpoint_for(unbound.store, log_id, [size]) is None

    unbound.do("UPDATE ledger_leaf SET entry = :entry WHERE idx = 9", entry=parts[f"muc-8{ENTRY}"])
    with pytest.raises(Fault, match="entry 9"):
        list(receipts(unbound.store, log_id, asked, checkpoint))
