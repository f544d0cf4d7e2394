"""Attacks on what follows a decision: certificates, the fund, mandates, corrections, signed files, conferrals and letters."""

from __future__ import annotations

from pathlib import Path

from states.vocabulary import Role
from tests.workflow.ledger.attacks.known import attack
from tests.workflow.ledger.attacks.scene import Scene
from workflow.attachments import Attachments

REPLACED, REPLACEMENT = "version = 1 AND id IN (SELECT replaces_id FROM certificate)", "version = 2"
PAID, STRUCK = "kind = 'bonus'", "kind = 'artefacts'"
MANDATE = "role = 'deputy_chairman'"
HANDED_OVER = "receiver IS NOT NULL AND decision_id IN (SELECT decision_id FROM signature_file)"


@attack("The golden-book number of a certificate is changed", "value_changed")
def renumbered_certificate(scene: Scene) -> None:
    scene.change("certificate", REPLACED, number=77)


@attack("A certificate is dated back", "value_changed")
def backdated_certificate(scene: Scene) -> None:
    scene.change("certificate", REPLACEMENT, made_on="2024-01-02")


@attack("The look-up code of a certificate is given to another one", "value_changed")
def code_of_another(scene: Scene) -> None:
    scene.change("certificate", REPLACEMENT, lookup="aaaabbbbcccc")


@attack("A certificate is put on another award", "value_changed")
def certificate_of_another(scene: Scene) -> None:
    other = scene.one("nomination", "state = 'not_endorsed'")["id"]
    scene.change("certificate", REPLACEMENT, nomination_id=other)


@attack("A certificate that was made out anew is removed, so that the lost one is valid again", "row_missing")
def removed_reissue(scene: Scene) -> None:
    scene.remove("certificate", REPLACEMENT)


@attack("A certificate made out anew is said to stand in the place of none", "value_changed")
def reissue_of_nothing(scene: Scene) -> None:
    scene.change("certificate", REPLACEMENT, replaces_id=None)


@attack("Why a certificate was made out anew is told otherwise", "value_changed")
def cause_told_otherwise(scene: Scene) -> None:
    scene.change("certificate", REPLACEMENT, cause="misprinted")


@attack("A certificate is added that no award brought", "row_without_entry")
def added_certificate(scene: Scene) -> None:
    scene.add("certificate", REPLACED, version=9, number=99, lookup="zzzzyyyyxxxx")


@attack("An annulled award, whose certificate is revoked, is made valid again", "value_changed")
def revived_award(scene: Scene) -> None:
    scene.change("nomination", "state = 'recovered'", state="conferred")


@attack("The sum of a line of the fund is changed", "value_changed")
def changed_sum(scene: Scene) -> None:
    scene.change("fund_entry", PAID, amount=16_200_000)


@attack("A payment of the fund is put on another decision", "value_changed")
def payment_of_another_decision(scene: Scene) -> None:
    other = scene.one("decision", "id NOT IN (SELECT decision_id FROM signature_file)")["id"]
    scene.change("fund_entry", PAID, decision_id=other)


@attack("A payment of the fund is moved to another year", "value_changed")
def moved_payment(scene: Scene) -> None:
    scene.change("fund_entry", PAID, entered_on="2023-12-31")


@attack("A struck line of the fund is made valid again", "value_changed")
def unstruck_line(scene: Scene) -> None:
    scene.change("fund_entry", STRUCK, state="active")


@attack("A line of the fund is deleted", "row_missing")
def deleted_payment(scene: Scene) -> None:
    scene.remove("fund_entry", PAID)


@attack("A line of the fund is added", "row_without_entry")
def added_payment(scene: Scene) -> None:
    scene.add("fund_entry", PAID, amount=1)


@attack("What a correction puts right is changed", "value_changed")
def changed_correction(scene: Scene) -> None:
    scene.change("correction", becomes="Người Khác")


@attack("A line of a correction is removed", "row_missing")
def removed_correction(scene: Scene) -> None:
    scene.remove("correction")


@attack("A correction is said to put right another decision", "value_changed")
def correction_of_another(scene: Scene) -> None:
    signed = scene.one("signature_file")["decision_id"]
    scene.change("decision", "corrects_id IS NOT NULL", corrects_id=signed)


@attack("The mandate of a deputy is prolonged", "value_changed")
def prolonged_mandate(scene: Scene) -> None:
    scene.change("office", MANDATE, held_until="2029-12-31")


@attack("The mandate of a deputy is limited to other awards", "value_changed")
def narrowed_mandate(scene: Scene) -> None:
    scene.change("office", MANDATE, scope="GDVH")


@attack("The mandate of a deputy is put on somebody else", "value_changed")
def mandate_of_another(scene: Scene) -> None:
    scene.change("office", MANDATE, account_id=scene.world.actor(Role.AUDITOR).account_id)


@attack("A mandate is laid that no chairman gave", "row_without_entry")
def added_mandate(scene: Scene) -> None:
    scene.add("office", MANDATE, account_id=scene.world.actor(Role.AUDITOR).account_id)


@attack("A mandate by which a deputy may have signed is removed", "row_missing")
def removed_mandate(scene: Scene) -> None:
    scene.remove("office", MANDATE)


@attack("The number of the letter to the chairman is changed", "value_changed")
def renumbered_letter(scene: Scene) -> None:
    scene.change("decision", "submission_number IS NOT NULL", submission_number=88)


@attack("Who signed a decision is told otherwise", "value_changed")
def another_signer(scene: Scene) -> None:
    scene.change("decision", "signer_id IS NOT NULL", signer_name="Người Khác")


def signed_file(scene: Scene) -> Path:
    """Where the signed file of the decision lies."""
    return scene.store.files / scene.log_id / str(scene.one("signature_file")["sha256"])


@attack("The bytes of a signed decision are changed on the disk", "file_changed")
def changed_signed_file(scene: Scene) -> None:
    data = bytearray(signed_file(scene).read_bytes())
    data[len(data) // 2] ^= 1
    signed_file(scene).write_bytes(data)


@attack("The signed file of a decision is deleted from the disk", "file_missing")
def deleted_signed_file(scene: Scene) -> None:
    signed_file(scene).unlink()


@attack("Another signature is laid in the place of the one that was given", "value_changed")
def another_signature(scene: Scene) -> None:
    other = Attachments(scene.store.files).keep(scene.log_id, signed_file(scene).read_bytes() + b"another\n")
    scene.change("signature_file", sha256=other)


@attack("The same, and the entry of the signature is made to fit", "documents_broken")
def another_signature_all_through(scene: Scene) -> None:
    other = Attachments(scene.store.files).keep(scene.log_id, signed_file(scene).read_bytes() + b"another\n")
    scene.change("signature_file", sha256=other)
    scene.redetail(scene.last_with("signature_file"), lambda said: said["rows"][0][1].update(sha256=other))


@attack("That a decision was signed digitally is removed", "row_missing")
def removed_signature(scene: Scene) -> None:
    scene.remove("signature_file")


@attack("Another certificate is said to have signed a decision", "value_changed")
def another_certificate(scene: Scene) -> None:
    scene.change("signature_file", certificate="0" * 64)


@attack("A signature is said to have been checked for revocation, and was not", "value_changed")
def check_that_was_not(scene: Scene) -> None:
    scene.change("signature_file", is_revocation_checked=1)


@attack("A conferral is dated back", "value_changed")
def backdated_conferral(scene: Scene) -> None:
    scene.change("nomination", HANDED_OVER, conferred_on="2024-01-02")


@attack("Who received an award is told otherwise", "value_changed")
def another_receiver(scene: Scene) -> None:
    scene.change("nomination", HANDED_OVER, receiver="family")


@attack("Where and by whom an award was handed over is told otherwise", "detail_changed")
def another_ceremony(scene: Scene) -> None:
    index = scene.last("confer")
    detail = bytes(scene.hands.row("SELECT detail FROM ledger_detail WHERE idx = :i", i=index)["detail"])
    other = detail.replace("Hội nghị".encode(), "Đại hội".encode())
    scene.do("UPDATE ledger_detail SET detail = :detail WHERE idx = :i", detail=other, i=index)


@attack("Somebody is said to have been told earlier why there is no award", "value_changed")
def backdated_letter(scene: Scene) -> None:
    scene.change("nomination", "noticed_on IS NOT NULL", noticed_on="2024-01-02")


@attack("That somebody was told why there is no award is forgotten", "value_changed")
def forgotten_letter(scene: Scene) -> None:
    scene.change("nomination", "noticed_on IS NOT NULL", noticed_on=None)
