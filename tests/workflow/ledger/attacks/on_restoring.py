"""An older copy of the database is put back; how it is done with files and servers is tried in ``test_old_database.py``."""

from __future__ import annotations

import shutil

from states.vocabulary import UnitKind
from tests.workflow.ledger.attacks.known import MEMORY, NEWEST, attack
from tests.workflow.ledger.attacks.scene import Scene
from workflow.commands.administration.add_unit import AddUnit
from workflow.engine import execute_all
from workflow.ids import new_id
from workflow.ledger.signer_folder import SignerFolder


@attack("An older copy of the whole database is put back", "memory_beyond", MEMORY)
def restored(scene: Scene) -> None:
    scene.restore()


@attack("The same, and work goes on in it until the log is longer than it was", "memory_differs", MEMORY)
def restored_and_worked_in(scene: Scene) -> None:
    missing = scene.size + 1 - scene.lived.held.head.size
    scene.restore()
    units = [
        AddUnit(on=new_id(), kind=UnitKind.VILLAGE, name=f"Thôn Lại {number}", valid_from="2024-01-01")
        for number in range(missing)
    ]
    execute_all(scene.store, units, actor=scene.world.operator, at=scene.world.at)


@attack("An older copy of the database is put back, and the signer's folder of that day with it", "held_beyond", NEWEST)
def restored_with_memory(scene: Scene) -> None:
    scene.restore()
    scene.make_memory_fit()


@attack("The same, and work goes on and is signed by the true signer", "held_differs", NEWEST)
def restored_and_signed_anew(scene: Scene) -> None:
    restored_and_worked_in(scene)
    scene.make_memory_fit()
    scene.publish(scene.size, scene.vkey)


@attack("An older copy is put back and the signer's whole memory is thrown away", "held_beyond", NEWEST)
def restored_and_forgotten(scene: Scene) -> None:
    scene.restore()
    shutil.rmtree(SignerFolder(scene.signer_dir, scene.log_id).path)
