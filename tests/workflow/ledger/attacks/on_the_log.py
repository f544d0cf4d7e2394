"""Attacks on the log itself: entries, tiles, heads, what vouches for them from outside."""

from __future__ import annotations

from tests.workflow.ledger.attacks.known import HELD, KEY, MEMORY, WITNESS, attack
from tests.workflow.ledger.attacks.scene import WITNESS as NAME_OF_WITNESS
from tests.workflow.ledger.attacks.scene import Scene
from workflow.ledger.alarms import Alarm, raise_alarm
from workflow.ledger.note import COSIGNATURE, SigningKey
from workflow.ledger.signer_folder import SignerFolder
from workflow.ledger.stopping import AUDIT_FAILED
from workflow.ledger.tree import leaf_hash


@attack("One byte of an entry is changed", "entry_changed")
def one_byte_of_an_entry(scene: Scene) -> None:
    data = scene.hands.row("SELECT entry FROM ledger_leaf WHERE idx = 300")["entry"]
    scene.put(300, data[:40] + bytes([data[40] ^ 1]) + data[41:], hashed=False)


@attack("One byte of a stored hash is changed", "entry_changed")
def one_byte_of_a_hash(scene: Scene) -> None:
    sealed = scene.hands.row("SELECT hash FROM ledger_leaf WHERE idx = 300")["hash"]
    scene.do("UPDATE ledger_leaf SET hash = :hash WHERE idx = 300", hash=bytes([sealed[0] ^ 1]) + sealed[1:])


@attack("An entry is rewritten with its hash", "node_changed")
def rewritten_with_its_hash(scene: Scene) -> None:
    entry = scene.entry(100)
    scene.put(100, entry | {"at": entry["at"] + 1})


@attack("An entry is rewritten, and hash, chain and tiles are made to fit", "head_changed")
def rewritten_all_through(scene: Scene) -> None:
    scene.rewrite(scene.last("cast_vote"), lambda entry: entry.update(at=entry["at"] + 1))


@attack("What an entry says in full is exchanged together with commitment, hash, chain and tiles", "head_changed")
def said_otherwise_all_through(scene: Scene) -> None:
    scene.redetail(scene.last("add_unit"), lambda said: said["changes"].update(name="X"))


@attack("The same, and the published heads are made to fit, signed with a key of the attacker", "head_unsigned", KEY)
def republished_with_another_key(scene: Scene) -> None:
    rewritten_all_through(scene)
    scene.republish(SigningKey.make(scene.vkey.name))


@attack("The same, signed with the stolen key of the log", "memory_differs", MEMORY)
def republished_with_the_stolen_key(scene: Scene) -> None:
    scene.rewrite(100, lambda entry: entry.update(at=entry["at"] + 1))
    scene.republish(scene.vkey)


@attack("The same, and the signer's memory is rewritten too", "held_differs", HELD)
def republished_with_key_and_memory(scene: Scene) -> None:
    republished_with_the_stolen_key(scene)
    scene.make_memory_fit()


@attack("The signer's key is replaced, and all heads are signed anew with it", "head_unsigned", KEY)
def replaced_key(scene: Scene) -> None:
    key = SigningKey.make(scene.vkey.name)
    SignerFolder(scene.signer_dir, scene.log_id).keep_key(key)
    scene.republish(key)


@attack("An entry in the middle is deleted", "entry_missing")
def deleted_entry(scene: Scene) -> None:
    scene.do("DELETE FROM ledger_leaf WHERE idx = 300")


@attack("An entry is deleted with its detail, and all later ones move up", "entry_moved")
def deleted_and_moved_up(scene: Scene) -> None:
    size = scene.size
    for name in ("ledger_leaf", "ledger_detail"):
        scene.do(f"DELETE FROM {name} WHERE idx = 300")
        for index in range(301, size):
            scene.do(f"UPDATE {name} SET idx = :to WHERE idx = :i", to=index - 1, i=index)
    scene.retile()


@attack("The last entry is deleted", "head_beyond")
def deleted_last_entry(scene: Scene) -> None:
    scene.cut(scene.size - 1)


@attack("The log is cut and the heads beyond its end go with it", "memory_beyond", MEMORY)
def cut_with_its_heads(scene: Scene) -> None:
    scene.cut(290)
    scene.republish(scene.vkey)


@attack("The same, and the signer's memory goes back too", "held_beyond", HELD)
def cut_with_memory(scene: Scene) -> None:
    scene.cut(270)
    scene.republish(scene.vkey)
    scene.make_memory_fit()


@attack("The log is cut; people were told of what is gone", "entry_told_of")
def cut_but_told_of(scene: Scene) -> None:
    cut_with_memory(scene)


@attack("Two entries change places", "entry_moved")
def swapped_entries(scene: Scene) -> None:
    for here, there in ((300, -1), (301, 300), (-1, 301)):
        scene.do("UPDATE ledger_leaf SET idx = :there WHERE idx = :here", here=here, there=there)


@attack("Two entries change places, each with the other's number, hashed anew", "node_changed")
def swapped_and_renumbered(scene: Scene) -> None:
    one, other = scene.entry(20), scene.entry(21)
    scene.put(20, other | {"seq": 20})
    scene.put(21, one | {"seq": 21})


@attack("The same with tiles made to fit", "head_changed")
def swapped_with_tiles(scene: Scene) -> None:
    swapped_and_renumbered(scene)
    scene.retile()


@attack("A forged entry is inserted, all later ones move down", "entry_moved")
def inserted_entry(scene: Scene) -> None:
    for index in reversed(range(300, scene.size)):
        scene.do("UPDATE ledger_leaf SET idx = :to WHERE idx = :i", to=index + 1, i=index)
    columns = "INSERT INTO ledger_leaf (log_id, idx, entry, hash)"
    scene.do(f"{columns} SELECT log_id, 300, entry, hash FROM ledger_leaf WHERE idx = 301")


@attack("An entry is repeated at the end", "entry_moved")
def repeated_entry(scene: Scene) -> None:
    columns = "INSERT INTO ledger_leaf (log_id, idx, entry, hash)"
    scene.do(f"{columns} SELECT log_id, idx + 1, entry, hash FROM ledger_leaf WHERE idx = :last", last=scene.size - 1)


@attack("An entry is laid down without a detail", "detail_missing")
def entry_without_detail(scene: Scene) -> None:
    repeated_entry(scene)


@attack("An entry of another log takes the place of one", "entry_of_another_log")
def entry_of_another_log(scene: Scene) -> None:
    scene.put(300, scene.entry(300) | {"log": "elsewhere.example/log/" + "a" * 26})


@attack("An entry is replaced by bytes that say nothing, with their right hash", "entry_unreadable")
def nonsense_entry(scene: Scene) -> None:
    scene.put(300, b"{}")


@attack("An entry is spelled otherwise, which says the same", "entry_unreadable")
def spelled_otherwise(scene: Scene) -> None:
    data = scene.hands.row("SELECT entry FROM ledger_leaf WHERE idx = 300")["entry"]
    scene.put(300, data.replace(b'":', b'": ', 1))


@attack("An entry is dated back by a month, everything made to fit", "entry_backdated")
def backdated_entry(scene: Scene) -> None:
    index = scene.last("cast_vote")
    scene.rewrite(index, lambda entry: entry.update(at=entry["at"] - 30 * 86_400_000_000))


@attack("An entry is dated back by a second, everything made to fit", "head_changed")
def backdated_by_a_second(scene: Scene) -> None:
    scene.rewrite(scene.last("cast_vote"), lambda entry: entry.update(at=entry["at"] - 1_000_000))


@attack("Another office is said to have acted", "head_changed")
def another_office(scene: Scene) -> None:
    scene.rewrite(scene.last("cast_vote"), lambda entry: entry.update(office="chairman"))


@attack("Another person is said to have acted", "actor_wrong")
def another_actor(scene: Scene) -> None:
    scene.rewrite(scene.last("cast_vote"), lambda entry: entry.update(actor=scene.entry(scene.last("accept"))["actor"]))


@attack("An entry follows another one of its case than it did", "previous_broken")
def another_predecessor(scene: Scene) -> None:
    scene.rewrite(scene.last("cast_vote"), lambda entry: entry.update(prev=leaf_hash(b"").hex()))


@attack("The log gets another name", "entry_of_another_log")
def renamed_log(scene: Scene) -> None:
    scene.do("UPDATE ledger_log SET origin = 'elsewhere.example/log/x'")


@attack("The declaration of the log is deleted", "log_missing")
def undeclared_log(scene: Scene) -> None:
    scene.do("DELETE FROM ledger_log")


@attack("A whole new log is begun for the organisation, and the old one left aside", "row_without_entry")
def log_begun_anew(scene: Scene) -> None:
    scene.cut(1)
    scene.republish(scene.vkey)
    scene.make_memory_fit()


@attack("The stop of writing after an audit is ended, without an entry that says why", "stop_ended")
def ended_stop(scene: Scene) -> None:
    alarm = Alarm(AUDIT_FAILED, scene.log_id, "", {"count": 1, "code": "x", "place": "y"})
    raise_alarm(scene.store, alarm, scene.world.at)
    scene.do("UPDATE ledger_alarm SET ended_at = at WHERE code = 'audit_failed'")


@attack("A tile hash is changed", "node_changed")
def changed_tile(scene: Scene) -> None:
    scene.do("UPDATE ledger_node SET hash = :hash WHERE idx = 0", hash=bytes(32))


@attack("A tile hash is deleted", "node_missing")
def deleted_tile(scene: Scene) -> None:
    scene.do("DELETE FROM ledger_node WHERE idx = 0 AND lvl = 1")


@attack("A tile hash is added", "node_extra")
def added_tile(scene: Scene) -> None:
    scene.do(
        "INSERT INTO ledger_node (log_id, lvl, idx, hash) VALUES (:log, 1, 7, :hash)", log=scene.log_id, hash=bytes(32)
    )


@attack("The root of a published head is changed", "head_changed")
def changed_root(scene: Scene) -> None:
    scene.do(
        "UPDATE ledger_checkpoint SET root = :root WHERE size = :size", root=bytes(32), size=scene.lived.held.head.size
    )


@attack("The words of a published head are changed", "head_words_changed")
def changed_words_of_a_head(scene: Scene) -> None:
    scene.do("UPDATE ledger_checkpoint SET note = 'x'")


@attack("The signature under a published head is changed", "head_unsigned", KEY)
def changed_signature(scene: Scene) -> None:
    scene.publish(scene.lived.held.head.size, SigningKey.make(scene.vkey.name))


@attack("A head is published for more entries than there are", "head_beyond")
def head_ahead(scene: Scene) -> None:
    scene.do("UPDATE ledger_checkpoint SET size = 9999 WHERE size = :size", size=scene.lived.held.head.size)


@attack("A head over entries that the signer never saw is published with the stolen key", "head_never_signed", MEMORY)
def forged_head(scene: Scene) -> None:
    scene.world.submit(scene.world.draft(name="Hà Thị Mới"))
    scene.publish(scene.size, scene.vkey)


@attack("The word of a witness is forged", "cosignature_wrong", WITNESS)
def forged_cosignature(scene: Scene) -> None:
    line = str(SigningKey.make(NAME_OF_WITNESS, COSIGNATURE).cosign("x\n", 1))
    scene.do("UPDATE ledger_cosignature SET line = :line", line=line)


@attack("A witness's word is moved to another head", "cosignature_of_no_head")
def moved_cosignature(scene: Scene) -> None:
    scene.do("UPDATE ledger_cosignature SET size = 7")


@attack(
    "The clock is put forward by a day: entries bear an instant at which a witness had seen them already",
    "entry_after_witness",
    WITNESS,
)
def dated_ahead(scene: Scene) -> None:
    head = scene.lived.newest.head
    seen = scene.lived.witness.cosign(head.text, scene.lived.world.at // 1_000_000 - 86_400)
    scene.do("UPDATE ledger_cosignature SET line = :line", line=str(seen))
