"""Attacks on typeset papers: exchanged, hidden, filed otherwise, or kept from being set."""

from __future__ import annotations

from states.vocabulary import State
from tests.workflow.ledger.attacks.known import AUDITS, attack
from tests.workflow.ledger.attacks.scene import Scene


@attack("The PDF of a decision is exchanged for another one, together with its digest", "paper_differs")
def exchanged_decision(scene: Scene) -> None:
    scene.hand_out_another("decision")


@attack("The PDF of minutes is exchanged for another one, together with its digest", "paper_differs")
def exchanged_minutes(scene: Scene) -> None:
    scene.hand_out_another("minutes")


@attack("The PDF of a count is exchanged for another one, together with its digest", "paper_differs")
def exchanged_counting(scene: Scene) -> None:
    scene.hand_out_another("counting")


@attack(
    "The file of the certificates of a decision is exchanged for another one, together with its digest", "paper_differs"
)
def exchanged_certificates(scene: Scene) -> None:
    scene.hand_out_another("certificates")


@attack("The letter to the chairman is exchanged for another one, together with its digest", "paper_differs")
def exchanged_letter(scene: Scene) -> None:
    scene.hand_out_another("submission")


@attack("The list by which bonuses are paid is exchanged for another one, together with its digest", "paper_differs")
def exchanged_payment_list(scene: Scene) -> None:
    scene.hand_out_another("payment")


@attack("A receipt is exchanged for another one, together with its digest", "paper_differs")
def exchanged_receipt(scene: Scene) -> None:
    scene.hand_out_another("receipt")


@attack("The notice of no award is exchanged for another one, together with its digest", "paper_differs")
def exchanged_notice(scene: Scene) -> None:
    scene.hand_out_another("refusal")


@attack("The certificate that was made out anew is deleted", "paper_missing")
def deleted_reissued_paper(scene: Scene) -> None:
    scene.set_papers()
    scene.remove("paper", "kind = 'certificate'")


@attack("The paper under a digital signature is exchanged for another one, together with its digest", "paper_differs")
def exchanged_frozen_paper(scene: Scene) -> None:
    signed = scene.one("signature_file")["decision_id"]
    scene.hand_out_another("decision", f"kind = 'decision' AND subject_id = '{signed}'")


@attack("The PDF of minutes is handed out as that of a decision", "paper_differs")
def exchanged_decisions(scene: Scene) -> None:
    scene.set_papers()
    scene.change("paper", "kind = 'decision'", sha256=scene.one("paper", "kind = 'minutes'")["sha256"])


@attack("The PDF of a decision is exchanged on the disk", "file_changed")
def exchanged_decision_file(scene: Scene) -> None:
    scene.set_papers()
    found = scene.one("paper", "kind = 'decision'")
    (scene.store.files / scene.log_id / str(found["sha256"])).write_bytes(b"%PDF-1.7 other")


@attack("The PDF of a decision is filed under an entry that signed none", "value_changed")
def paper_of_no_entry(scene: Scene) -> None:
    scene.set_papers()
    scene.change("paper", "kind = 'decision'", entry=3)


@attack("The PDF of a decision is exchanged, and said to be set by another release", "paper_differs", AUDITS)
def exchanged_and_said_to_be_older(scene: Scene) -> None:
    scene.set_papers(is_audited=True)
    scene.hand_out_another("decision", is_set=True)
    scene.change("paper", "kind = 'decision'", setting="0" * 64)


@attack("The PDF of minutes that no audit has seen yet is exchanged, and said to be set by another release",
        "paper_unvouched", AUDITS)  # fmt: skip
def exchanged_before_anybody_looked(scene: Scene) -> None:
    scene.audited()
    fresh, world = f"kind = 'minutes' AND entry >= {scene.size}", scene.world
    world.bring(world.draft(name="Lê Văn Mới"), State.ENDORSED)
    scene.hand_out_another("minutes", fresh)
    scene.change("paper", fresh, setting="0" * 64)


@attack("A paper names another template than it went by", "paper_differs")
def misnamed_template(scene: Scene) -> None:
    scene.set_papers()
    scene.change("paper", "kind = 'decision'", wording=7)


@attack("The paper of a decision is deleted", "paper_missing")
def deleted_decision(scene: Scene) -> None:
    scene.set_papers()
    scene.remove("paper", "kind = 'decision'")


@attack("A receipt is deleted", "paper_missing")
def deleted_receipt(scene: Scene) -> None:
    scene.set_papers()
    scene.remove("paper", "kind = 'receipt'")


@attack("The paper of a decision is set aside, so that nobody is given it", "paper_missing")
def paper_set_aside(scene: Scene) -> None:
    scene.set_papers()
    scene.change("paper", "kind = 'decision'", stage="gone")


@attack("The paper of a decision is filed under another case", "value_changed")
def paper_of_another_case(scene: Scene) -> None:
    scene.set_papers()
    scene.change("paper", "kind = 'decision'", subject_id="a" * 26)


@attack("A paper that no entry asks for is laid among the others", "paper_without_entry")
def stray_paper(scene: Scene) -> None:
    scene.set_papers()
    scene.add("paper", "kind = 'receipt'", entry=2)


@attack("The worker is made to believe that it has read further than the log goes, so that papers are not set",
        "papers_read_beyond")  # fmt: skip
def cursor_beyond(scene: Scene) -> None:
    scene.set_papers()
    scene.do("UPDATE paper_cursor SET read = 100000")


@attack("The worker is made to believe that it has read an entry whose papers it did not set", "paper_missing")
def cursor_put_forward(scene: Scene) -> None:
    scene.set_papers()
    scene.world.submit(scene.world.draft(name="Lê Văn Thiếu"))
    scene.do("UPDATE paper_cursor SET read = :size", size=scene.size)


@attack("A name is changed in what opens the seal of a decision's list", "seal_broken")
def changed_line(scene: Scene) -> None:
    scene.seal()
    leaves = str(scene.one("paper_seal", "kind = 'decision'")["leaves"])
    scene.change("paper_seal", "kind = 'decision'", leaves=leaves.replace("Văn", "Thị"))


@attack("What opens a seal is deleted", "seal_broken")
def deleted_seal(scene: Scene) -> None:
    scene.seal()
    scene.remove("paper_seal", "kind = 'decision'")


@attack("A seal is laid that no entry made", "seal_broken")
def stray_seal(scene: Scene) -> None:
    scene.seal()
    scene.add("paper_seal", "kind = 'decision'", entry=3, digest="0" * 64)
