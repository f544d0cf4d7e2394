"""Attacks on erasures: personal data taken away without right, put back, or taken from another one than was said."""

from __future__ import annotations

import json
from typing import Any

from states.personal_data import ERASED
from states.vocabulary import ErasureState, Role, Subject
from tests.support.world import World
from tests.workflow.ledger.attacks.known import attack
from tests.workflow.ledger.attacks.on_records import lay
from tests.workflow.ledger.attacks.scene import Scene
from tests.workflow.ledger.forging import statement
from tests.workflow.test_erasures import confirm, propose, refuse_intake
from workflow.commands.command import Actor
from workflow.ids import new_id
from workflow.ledger.canonical import canonical

DONE = "state = 'erased'"


def ended(world: World, name: str) -> tuple[str, str]:
    """A case that has come to its end, and its nominee."""
    case = refuse_intake(world, world.draft(name=name))
    return case, str(world.nomination(case)["nominee_id"])


def lay_erasure(
    scene: Scene, erasure: str, *entries: int, by: Actor | None = None, left: str = "", **changes: Any
) -> None:
    """Lay down past the engine that an erasure was confirmed, of these entries; only the log says so."""
    world = scene.world
    actor = by or world.actor(Role.ADMINISTRATOR)
    said = {"confirmed_by": actor.account_id, "confirmed_at": world.at, "details": len(entries), "records": 0,
            "stays": "{}"} | changes  # fmt: skip
    rows = [
        ["erased_detail", {"id": new_id(), "erasure_id": erasure, "entry": entry, "remains": left}] for entry in entries
    ]
    lay(scene, statement(world, actor, Subject.ERASURE, erasure, "confirm_erasure", ErasureState.ERASED,
                         office="administrator", changes=said, rows=rows))  # fmt: skip


def entries_of(scene: Scene, case: str) -> list[int]:
    """The entries about a case."""
    return [int(row["idx"]) for row in
            scene.hands.rows("SELECT idx FROM ledger_detail WHERE object_id = :id ORDER BY idx", id=case)]  # fmt: skip


@attack("A detail that was erased is laid down again from an older copy", "erasure_not_done")
def erased_detail_put_back(scene: Scene) -> None:
    case, nominee = ended(scene.world, "Lê Văn Trở")
    first = entries_of(scene, case)[0]
    kept = scene.hands.row("SELECT salt, detail FROM ledger_detail WHERE idx = :i", i=first)
    confirm(scene.world, propose(scene.world, nominee))
    assert scene.report().is_whole
    scene.do(
        "UPDATE ledger_detail SET salt = :salt, detail = :detail, erased_by = NULL WHERE idx = :i", i=first, **kept
    )


@attack("An entry says that a detail was erased that is still there", "erasure_not_done")
def erasure_that_was_not_done(scene: Scene) -> None:
    case, nominee = ended(scene.world, "Lê Văn Còn")
    lay_erasure(scene, propose(scene.world, nominee), entries_of(scene, case)[0])


@attack("The detail of another person goes in the name of an erasure", "erasure_of_another")
def erasure_of_somebody_else(scene: Scene) -> None:
    (other, _), (_, nominee) = ended(scene.world, "Lê Văn Khác"), ended(scene.world, "Lê Văn Xóa")
    target = entries_of(scene, other)[0]
    lay_erasure(scene, propose(scene.world, nominee), target)
    scene.do("UPDATE ledger_detail SET salt = NULL, detail = NULL, erased_by = :by WHERE idx = :i",
             by=scene.size - 1, i=target)  # fmt: skip


@attack("One person alone proposes an erasure and confirms it", "erased_by_one")
def erasure_by_one(scene: Scene) -> None:
    administrator = scene.world.actor(Role.ADMINISTRATOR)
    _, nominee = ended(scene.world, "Lê Văn Một")
    lay_erasure(scene, propose(scene.world, nominee, administrator), by=administrator)


@attack("An entry says that an erasure was confirmed by another one than who did", "erased_by_one")
def erasure_in_anothers_name(scene: Scene) -> None:
    _, nominee = ended(scene.world, "Lê Văn Hai")
    lay_erasure(scene, propose(scene.world, nominee), confirmed_by=scene.world.actor(Role.CHAIRMAN).account_id)


@attack("What must be kept by a hold in force is erased", "erased_though_held")
def erased_though_held(scene: Scene) -> None:
    held = str(scene.one("legal_hold", "state = 'active'")["nominee_id"])
    _, nominee = ended(scene.world, "Lê Văn Giữ")
    key = propose(scene.world, nominee)
    scene.do("UPDATE legal_hold SET nominee_id = :nominee WHERE nominee_id = :held", nominee=nominee, held=held)
    scene.redetail(scene.last("place_hold"), lambda said: said["changes"].update(nominee_id=nominee))
    lay_erasure(scene, key)


@attack("An erasure says that it took away more than it names", "erasure_miscounted")
def erasure_miscounted(scene: Scene) -> None:
    _, nominee = ended(scene.world, "Lê Văn Đếm")
    lay_erasure(scene, propose(scene.world, nominee), details=7)


@attack("The document that an erasure rests on is exchanged", "value_changed")
def changed_basis(scene: Scene) -> None:
    scene.change("erasure", DONE, document="Đơn số 99")


@attack("The document that an erasure rests on is exchanged in the log too, everything made to fit", "head_changed")
def changed_basis_all_through(scene: Scene) -> None:
    scene.change("erasure", DONE, document="Đơn số 99")
    scene.redetail(scene.last("propose_erasure"), lambda said: said["changes"].update(document="Đơn số 99"))


@attack("The ground of an erasure is exchanged", "value_changed")
def changed_ground(scene: Scene) -> None:
    scene.change("erasure", DONE, ground="consent_withdrawn")


@attack("An erasure is said to be about another person", "value_changed")
def changed_person(scene: Scene) -> None:
    other = scene.one("nomination", "state = 'conferred'")["nominee_id"]
    scene.change("erasure", DONE, nominee_id=other)


@attack("Another one is said to have confirmed an erasure", "value_changed")
def changed_confirmer(scene: Scene) -> None:
    scene.change("erasure", DONE, confirmed_by=scene.world.actor(Role.CHAIRMAN).account_id)


@attack("An erasure names another entry than the one whose detail went", "value_changed")
def changed_target(scene: Scene) -> None:
    scene.change("erased_detail", entry=300)


@attack("The same in the erasure's own entry, everything made to fit", "detail_erased")
def changed_target_all_through(scene: Scene) -> None:
    def swap(said: dict[str, Any]) -> None:
        row = next(row for name, row in said["rows"] if name == "erased_detail")
        row["entry"] = 7

    scene.redetail(scene.last("confirm_erasure"), swap)


@attack("A detail is said to have gone by another entry than the erasure", "detail_erased")
def erased_by_another_entry(scene: Scene) -> None:
    row = scene.hands.row("SELECT MIN(idx) AS idx FROM ledger_detail WHERE erased_by IS NOT NULL")
    scene.do("UPDATE ledger_detail SET erased_by = :by WHERE idx = :i", by=scene.size - 1, i=row["idx"])


@attack("What is left of an erased detail is rewritten", "value_changed")
def changed_remains(scene: Scene) -> None:
    scene.change("erased_detail", "remains <> ''", remains="{}")


@attack("A record is blanked as if an erasure had taken it", "value_changed")
def blanked_record(scene: Scene) -> None:
    scene.change("nomination", "state = 'not_endorsed'", name=ERASED, search_key="", achievement=ERASED)


@attack("An erased record is filled again", "value_changed")
def filled_again(scene: Scene) -> None:
    key = scene.one("erased_row", "of_table = 'nomination'")["row_id"]
    scene.change("nomination", f"id = '{key}'", name="Lục Văn Quên")


@attack("Which record an erasure took is forgotten", "row_missing")
def forgotten_row(scene: Scene) -> None:
    scene.remove("erased_row")


@attack("A hold is lifted behind the engine", "value_changed")
def lifted_hold(scene: Scene) -> None:
    scene.change("legal_hold", state="ended", held_until="2024-01-03")


@attack("The data of another person go, said to be a name in free text", "erasure_of_another")
def erasure_of_somebody_else_in_free_text(scene: Scene) -> None:
    (other, _), (_, nominee) = ended(scene.world, "Lê Văn Nêu"), ended(scene.world, "Lê Văn Tên")
    target = entries_of(scene, other)[0]
    kept = json.loads(bytes(scene.hands.row("SELECT detail FROM ledger_detail WHERE idx = :i", i=target)["detail"]))
    kept["changes"].update(name=ERASED, search_key="", sort_key="", birth_year=None, achievement=ERASED)
    lay_erasure(scene, propose(scene.world, nominee), target, left=canonical(kept).decode())
    scene.do("UPDATE ledger_detail SET salt = NULL, detail = NULL, erased_by = :by WHERE idx = :i",
             by=scene.size - 1, i=target)  # fmt: skip
