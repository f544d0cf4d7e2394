"""Attacks on what the log speaks of: details, the tables of the engine, files; and entries that only look like the engine's."""

from __future__ import annotations

from datetime import date

from states.council_vocabulary import SessionState
from states.vocabulary import Role, State, Subject
from tests.workflow.ledger.attacks.known import attack
from tests.workflow.ledger.attacks.scene import Scene
from tests.workflow.ledger.forging import statement
from workflow.commands.administration.record_past_award import RecordPastAward
from workflow.engine import Insert, keep
from workflow.ids import new_id
from workflow.ledger.indexing import turn as index
from workflow.ledger.log import Statement, append, next_place

KEPT = "sha256 <> ''"
"""The file of a person whose data were erased is gone."""


@attack("What an entry says in full is changed", "detail_changed")
def changed_detail(scene: Scene) -> None:
    detail = scene.hands.row("SELECT detail FROM ledger_detail WHERE idx = 300")["detail"]
    scene.do("UPDATE ledger_detail SET detail = :detail WHERE idx = 300", detail=detail.replace(b'"', b"'", 1))


@attack("The salt of a detail is changed", "detail_changed")
def changed_salt(scene: Scene) -> None:
    scene.do("UPDATE ledger_detail SET salt = :salt WHERE idx = 300", salt=bytes(32))


@attack("A detail is blanked without an entry that erases it", "detail_erased")
def blanked_detail(scene: Scene) -> None:
    scene.do("UPDATE ledger_detail SET detail = NULL, salt = NULL WHERE idx = 300")


@attack("A detail is blanked, and an entry that erases nothing is named for it", "detail_marked_erased")
def blanked_in_the_name_of_another(scene: Scene) -> None:
    scene.do("UPDATE ledger_detail SET detail = NULL, salt = NULL, erased_by = 310 WHERE idx = 300")


@attack("The row of a detail is deleted", "detail_missing")
def deleted_detail(scene: Scene) -> None:
    scene.do("DELETE FROM ledger_detail WHERE idx = 300")


@attack("Two details change places", "detail_changed")
def swapped_details(scene: Scene) -> None:
    for here, there in ((300, -1), (301, 300), (-1, 301)):
        scene.do("UPDATE ledger_detail SET idx = :there WHERE idx = :here", here=here, there=there)


@attack("A detail is laid down that no entry has", "detail_without_entry")
def stray_detail(scene: Scene) -> None:
    scene.do("UPDATE ledger_detail SET idx = 9999 WHERE idx = 300")


@attack("A detail is filed under another case", "detail_of_another_case")
def detail_of_another_case(scene: Scene) -> None:
    scene.do("UPDATE ledger_detail SET object_id = :id WHERE idx = 300", id="a" * 26)


@attack("A detail is filed under another person's name", "actor_wrong")
def detail_of_another_person(scene: Scene) -> None:
    other = scene.world.actor(Role.CHAIRMAN).account_id
    index = scene.last("cast_vote")
    scene.do("UPDATE ledger_detail SET account_id = :id WHERE idx = :i", id=other, i=index)


@attack("The state of a nomination is changed", "value_changed")
def changed_state(scene: Scene) -> None:
    scene.change("nomination", "state = 'not_endorsed'", state="awarded")


@attack("The name of a nominee is exchanged in a nomination", "value_changed")
def changed_name(scene: Scene) -> None:
    scene.change("nomination", "state = 'conferred'", name="Người Khác")


NOMINATED = "id IN (SELECT nominee_id FROM nomination WHERE state = 'conferred')"


@attack("A line of the register of nominees is renamed", "value_changed")
def renamed_nominee(scene: Scene) -> None:
    scene.change("nominee", NOMINATED, name="Người Khác", search_key="nguoi khac", sort_key="khac nguoi")


@attack("A nominee's year of birth is changed in the register", "value_changed")
def changed_birth(scene: Scene) -> None:
    scene.change("nominee", NOMINATED, birth_year=1950)


@attack("A nominee is moved to another unit in the register", "value_changed")
def moved_nominee(scene: Scene) -> None:
    unit = scene.one("nominee", NOMINATED)["unit_id"]
    scene.change("nominee", NOMINATED, unit_id=scene.one("unit", f"id <> '{unit}'")["id"])


@attack("A line of the register is deleted", "row_missing")
def deleted_nominee(scene: Scene) -> None:
    scene.remove("nominee", NOMINATED)


@attack("Somebody with an earlier award, and no nomination, is renamed in the register", "value_changed")
def renamed_with_an_award(scene: Scene) -> None:
    past = scene.one("past_award")["nominee_id"]
    new = {**scene.one("nominee", f"id = '{past}'"), "id": new_id(), "name": "Lê Văn Cũ"}
    keep(scene.store, Insert(into="nominee", row=new), organisation_id=scene.log_id)
    scene.world.do(
        RecordPastAward(
            on=new_id(), nominee_id=new["id"], award="Giấy khen", year=2022, decision_number="7/QĐ-UBND",
            decided_on=date(2022, 12, 1), issuer="UBND huyện",
        ),
        scene.world.actor(Role.SECRETARIAT),
    )  # fmt: skip
    assert scene.report().is_whole
    scene.change("nominee", f"id = '{new['id']}'", name="Người Khác")


@attack("An erased person gets a name again in the register", "value_changed")
def named_again(scene: Scene) -> None:
    erased = scene.one("erasure", "state = 'erased'")["nominee_id"]
    scene.change("nominee", f"id = '{erased}'", name="Lục Văn Quên")


@attack("A nomination is deleted", "row_missing")
def deleted_nomination(scene: Scene) -> None:
    scene.remove("nomination", "state = 'not_endorsed'")


@attack("A nomination that never went through the procedure is added as awarded", "row_without_entry")
def added_nomination(scene: Scene) -> None:
    scene.add("nomination", "state = 'conferred'", code=None)


@attack("A nomination that was handed in is put back to a draft", "value_changed")
def undone_to_a_draft(scene: Scene) -> None:
    scene.change("nomination", "state = 'not_endorsed'", state="draft", head=None, entries=0, changed=None, code=None)


@attack("A vote is changed", "value_changed")
def changed_vote(scene: Scene) -> None:
    scene.change("vote", "choice = 'disagree'", choice="agree")


@attack("A vote is deleted", "row_missing")
def deleted_vote(scene: Scene) -> None:
    scene.remove("vote", "choice = 'disagree'")


@attack("A vote is added", "row_without_entry")
def added_vote(scene: Scene) -> None:
    scene.add("vote", "choice = 'agree'", version=9)


@attack("The count of a vote is changed", "value_changed")
def changed_count(scene: Scene) -> None:
    scene.change("finding", "finding = 'not_endorsed'", finding="endorsed")


@attack("A rank is changed", "value_changed")
def changed_rank(scene: Scene) -> None:
    row = scene.one("ranking")
    column = next(name for name, value in row.items() if type(value) is int)
    scene.change("ranking", **{column: row[column] + 1})


@attack("Somebody is taken off the roll of a session", "row_missing")
def taken_off_the_roll(scene: Scene) -> None:
    scene.remove("session_roll")


@attack("Somebody is marked present who was not", "value_changed")
def changed_attendance(scene: Scene) -> None:
    scene.change("attendance", "attendance <> 'present'", attendance="present")


@attack("A conflict of interest is forgotten", "row_missing")
def forgotten_conflict(scene: Scene) -> None:
    scene.remove("conflict")


@attack("Signed minutes are changed", "value_changed")
def changed_minutes(scene: Scene) -> None:
    row = scene.one("minutes_version")
    column = next(name for name in ("conclusions", "course", "remarks") if name in row)
    scene.change("minutes_version", **{column: "Khác."})


@attack("Signed minutes are deleted, though a paper was set from them", "row_missing")
def deleted_minutes(scene: Scene) -> None:
    scene.set_papers()
    scene.remove("minutes_version")


@attack("The number of a decision is changed", "value_changed")
def changed_number(scene: Scene) -> None:
    scene.change("decision", number=99)


@attack("A decision is dated back", "value_changed")
def backdated_decision(scene: Scene) -> None:
    scene.change("decision", dated_on="2024-01-02")


@attack("A nomination is taken out of a decision", "row_missing")
def taken_out_of_a_decision(scene: Scene) -> None:
    scene.remove("decision_line")


@attack("A term of office is prolonged", "value_changed")
def prolonged_office(scene: Scene) -> None:
    scene.change("office", "role = 'chairman'", held_from="2020-01-01")


@attack("An office is given to somebody else", "value_changed")
def office_of_another(scene: Scene) -> None:
    scene.change("office", "role = 'chairman'", account_id=scene.world.actor(Role.AUDITOR).account_id)


@attack("An office is granted without an entry", "row_without_entry")
def granted_office(scene: Scene) -> None:
    scene.add("office", "role = 'chairman'", account_id=scene.world.actor(Role.AUDITOR).account_id)


@attack("A closed account is opened, or an open one closed", "value_changed")
def changed_account(scene: Scene) -> None:
    scene.change("account", state="ended")


@attack("The text of the rules kept for a case is changed", "value_changed")
def changed_rules(scene: Scene) -> None:
    scene.change("rule_set", written="{}")


@attack("A local rule is ended behind the engine", "value_changed")
def ended_rule(scene: Scene) -> None:
    scene.change("rule_change", state="ended")


@attack("What papers are to say is worded anew behind the engine", "value_changed")
def worded_anew(scene: Scene) -> None:
    scene.change("paper_template", "content <> ''", content='{"receivers":"Lưu: VT."}')


@attack("A nomination is judged by other rules", "value_changed")
def moved_to_other_rules(scene: Scene) -> None:
    scene.change("nomination", "state = 'conferred'", rules="0" * 64)


@attack("A condition is waived behind the engine", "row_without_entry")
def added_waiver(scene: Scene) -> None:
    scene.add("waiver")


@attack("A verdict that was laid down is changed", "value_changed")
def changed_verdict(scene: Scene) -> None:
    row = scene.one("verdict")
    column = next(name for name in ("digest", "lines", "written") if name in row)
    scene.change("verdict", **{column: "0" * 64})


@attack("An earlier award is added", "row_without_entry")
def added_past_award(scene: Scene) -> None:
    scene.add("past_award", year=2019)


@attack("A comment from the people is deleted", "row_missing")
def deleted_comment(scene: Scene) -> None:
    scene.remove("comment_settlement")
    scene.remove("comment")


@attack("The domain of the organisation is changed", "value_changed")
def changed_domain(scene: Scene) -> None:
    scene.change("organisation", domain="elsewhere.example")


@attack("The figure that a unit reported is changed", "value_changed")
def changed_figure(scene: Scene) -> None:
    scene.change("actual", value=1)


@attack("The digest of a file in a dossier is exchanged", "value_changed")
def exchanged_digest(scene: Scene) -> None:
    scene.change("document", KEPT, sha256="0" * 64)


@attack("A file of a dossier is exchanged on the disk", "file_changed")
def exchanged_file(scene: Scene) -> None:
    path = scene.store.files / scene.log_id / str(scene.one("document", KEPT)["sha256"])
    path.write_bytes(b"%PDF-1.7 other")


@attack("A file of a dossier is deleted from the disk", "file_missing")
def deleted_file(scene: Scene) -> None:
    (scene.store.files / scene.log_id / str(scene.one("document", KEPT)["sha256"])).unlink()


@attack("A figure that the public is told is raised", "figures_differ")
def raised_figure(scene: Scene) -> None:
    index(scene.store)
    assert scene.report().findings == ()
    scene.do("UPDATE ledger_figure SET count = 900 WHERE kind = 'stands' AND key = 'posted'")


@attack("A late step is taken out of what an auditor is shown first", "aid_differs")
def hidden_delay(scene: Scene) -> None:
    index(scene.store)
    scene.do("UPDATE ledger_index SET is_told_late = 1 - is_told_late WHERE idx = 300")


@attack("A line of the finding aid is deleted", "aid_differs")
def deleted_line(scene: Scene) -> None:
    index(scene.store)
    scene.do("DELETE FROM ledger_index WHERE idx = 300")


# entries that only look like the engine's: every hash and seal of them is right


def lay(scene: Scene, said: Statement) -> None:
    """Lay an entry down past the engine."""
    with scene.store.writing(scene.log_id) as driver:
        append(
            driver, next_place(driver, scene.log_id, said.subject, {said.object_id: said.head}), [said], scene.world.at
        )
        driver.connection.commit()


def nomination(scene: Scene, state: str) -> str:
    """A nomination that stands in a state."""
    return str(scene.one("nomination", f"state = '{state}'")["id"])


@attack("An entry awards a nomination that nobody decided on", "move_unknown")
def award_without_procedure(scene: Scene) -> None:
    world, key = scene.world, nomination(scene, "posted")
    lay(scene, statement(world, world.actor(Role.CHAIRMAN), Subject.NOMINATION, key, "award", State.AWARDED,
                         office="chairman"))  # fmt: skip


@attack("An entry is written by somebody without the office it names", "office_not_held")
def entry_without_office(scene: Scene) -> None:
    world, key = scene.world, nomination(scene, "posted")
    lay(scene, statement(world, world.actor(Role.CHAIRMAN), Subject.NOMINATION, key, "close_posting", State.UNDER_APPRAISAL,
                         office="secretariat"))  # fmt: skip


@attack("An entry names a table of moves that was never in force", "table_unknown")
def unknown_table(scene: Scene) -> None:
    world, key = scene.world, nomination(scene, "posted")
    lay(scene, statement(world, world.actor(Role.SECRETARIAT), Subject.NOMINATION, key, "close_posting",
                         State.UNDER_APPRAISAL, office="secretariat", process="0" * 64))  # fmt: skip


@attack("An entry names rules that nobody enacted", "rules_unknown")
def unknown_rules(scene: Scene) -> None:
    world, key = scene.world, nomination(scene, "posted")
    lay(scene, statement(world, world.actor(Role.SECRETARIAT), Subject.NOMINATION, key, "close_posting",
                         State.UNDER_APPRAISAL, office="secretariat", rules="0" * 64))  # fmt: skip


@attack("An entry begins where its case does not stand", "source_broken")
def wrong_source(scene: Scene) -> None:
    world, key = scene.world, nomination(scene, "posted")
    lay(scene, statement(world, world.actor(Role.SECRETARIAT), Subject.NOMINATION, key, "close_posting",
                         State.UNDER_APPRAISAL, office="secretariat", source="eligible"))  # fmt: skip


@attack("An entry is left out of the order of its case", "order_broken")
def wrong_order(scene: Scene) -> None:
    world, key = scene.world, nomination(scene, "posted")
    lay(scene, statement(world, world.actor(Role.SECRETARIAT), Subject.NOMINATION, key, "close_posting",
                         State.UNDER_APPRAISAL, office="secretariat", count=99))  # fmt: skip


@attack("A vote is closed past the engine without a finding", "finding_owed")
def closed_without_finding(scene: Scene) -> None:
    case = scene.world.bring(scene.world.draft(name="Hồ Thị Mười"), State.TABLED)
    world, session = scene.world, str(scene.world.nomination(case)["session_id"])
    world.open_vote(session)
    lay(scene, statement(world, world.actor(Role.COUNCIL_SECRETARY), Subject.SESSION, session, "close_vote",
                         SessionState.CLOSED, office="council_secretary", changes={"closed_at": world.at}))  # fmt: skip
