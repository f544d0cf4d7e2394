"""An audit that goes on finds whatever one from the beginning finds, and judges only what is new."""

from __future__ import annotations

import io
import pickle
from datetime import date
from pathlib import Path

import pytest

from states.vocabulary import Preference, State
from states.wording import sentence
from tests.support.chronicle import live_through
from tests.support.signing import Signatory
from tests.support.unbound import Unbound
from tests.support.world import World
from workflow.desk.worker import Means
from workflow.ledger import log_audit, nightly
from workflow.ledger.auditing import stops
from workflow.ledger.kept_audit import AuditFolder, _Reading, folder_of
from workflow.ledger.note import COSIGNATURE, SigningKey
from workflow.ledger.outside import Outside
from workflow.ledger.rounds import witness_keys
from workflow.ledger.verify import Report, verify

DAY = 86_400_000_000
NIGHT = 1_709_924_400_000_000  # 02:00 on 9 March 2024, Vietnam time


@pytest.fixture
def world(unbound: Unbound) -> World:
    world = World.open(unbound.store)
    live_through(world)
    return world


def go_on(world: World) -> Report:
    return verify(world.store, folder=folder_of(world.store), goes_on=True)


def places(report: Report) -> list[tuple[str, str]]:
    return [(finding.code, finding.place) for finding in report.findings]


def test_only_what_is_new_is_judged_and_everything_is_hashed(world: World) -> None:
    first = go_on(world)
    assert (first.findings, first.logs[0].judged_from) == ((), 0)
    assert first.logs[0].files == first.logs[0].files_read > 0
    world.bring(world.draft(name="Lê Thị Hai"), State.ENDORSED)
    second = go_on(world)
    assert (second.findings, second.logs[0].judged_from) == ((), first.size)
    assert second.size > first.size
    assert second.logs[0].files > first.logs[0].files
    assert second.logs[0].files_read == second.logs[0].files - first.logs[0].files
    whole = verify(world.store)
    assert (whole.logs[0].root_hex, whole.objects) == (second.logs[0].root_hex, second.objects)
    assert whole.logs[0].judged_from == 0


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE ledger_leaf SET entry = entry || entry WHERE idx = 20",
        "UPDATE ledger_leaf SET hash = (SELECT hash FROM ledger_leaf WHERE idx = 3) WHERE idx = 20",
        "DELETE FROM ledger_leaf WHERE idx = 20",
        "DELETE FROM ledger_leaf WHERE idx > 20",
        "UPDATE ledger_detail SET salt = NULL, detail = NULL WHERE idx = 20",
        "UPDATE ledger_detail SET account_id = (SELECT account_id FROM ledger_detail WHERE idx = 90) WHERE idx = 20",
        "UPDATE ledger_detail SET idx = 9999 WHERE idx = 20",
        "DELETE FROM ledger_detail WHERE idx = 20",
        "UPDATE ledger_log SET origin = 'elsewhere.example/log/x'",
        "UPDATE vote SET choice = 'abstain'",
        "DELETE FROM conflict",
        "UPDATE nomination SET state = 'awarded'",
    ],
)
def test_what_was_judged_before_is_not_believed_but_compared(world: World, unbound: Unbound, change: str) -> None:
    go_on(world)
    world.bring(world.draft(name="Lê Thị Hai"), State.SUBMITTED)
    unbound.do(change)
    found, expected = places(go_on(world)), places(verify(world.store))
    assert expected
    assert found == expected


def test_a_run_that_was_cut_off_goes_on(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_audit, "KEEP_EVERY_SECONDS", -1.0)
    monkeypatch.setattr("workflow.ledger.walking.PAGE", 50)
    done: list[int] = []

    def cut_off(_log: str, entries: int) -> None:
        done.append(entries)
        if entries > 100:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        verify(world.store, None, cut_off, folder=folder_of(world.store))
    report = go_on(world)
    assert report.findings == ()
    assert 0 < report.logs[0].judged_from <= done[-1]


def test_what_is_no_state_of_an_audit_is_passed_over(world: World) -> None:
    go_on(world)
    path = folder_of(world.store)._of(world.organisation_id) / "state"
    for data in (b"", b"nonsense", pickle.dumps({"a": 1}), pickle.dumps(Path("/")), path.read_bytes()[:-40]):
        path.write_bytes(data)
        assert AuditFolder(path.parent.parent).state(world.organisation_id) is None
        assert go_on(world).logs[0].judged_from == 0


def test_values_of_the_procedure_are_read_and_nothing_else() -> None:
    kept = {State.DRAFT, *Preference}
    assert _Reading(io.BytesIO(pickle.dumps(kept))).load() == kept
    for other in (Path("/"), eval, State.mro, sentence):
        with pytest.raises(pickle.UnpicklingError):
            _Reading(io.BytesIO(pickle.dumps(other))).load()


def test_every_night_once_and_from_the_beginning_once_a_week(world: World, tmp_path: Path) -> None:
    def night(number: int, *, hours: int = 0) -> list[str]:
        at = NIGHT + number * DAY + hours * 3_600_000_000
        return nightly.audit_due(world.store, at, Outside(signer_dir=tmp_path / "signer"))

    assert night(0, hours=-1) == []
    assert night(0) == [world.organisation_id]
    assert night(0, hours=9) == []
    for number in range(1, 9):
        assert night(number) == [world.organisation_id]
    story = folder_of(world.store).story(world.organisation_id, 20)
    begun = [run["judged_from"] == 0 for run in reversed(story)]
    assert begun == [True, *[False] * 6, True, False]
    assert all(run["count"] == 0 and run["first"] is None for run in story)


@pytest.fixture
def small(unbound: Unbound) -> World:
    """A commune where little has happened yet."""
    return World.open(unbound.store)


def test_a_folder_that_cannot_be_written_calls_for_no_second_audit(
    small: World, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (small.store.files.parent / "audits").write_text("no folder")
    audited: dict[str, date] = {}

    def minute(number: int) -> list[str]:
        return nightly.audit_due(
            small.store, NIGHT + number * 60_000_000, Outside(signer_dir=tmp_path), audited=audited
        )

    assert [minute(number) for number in range(3)] == [[small.organisation_id], [], []]
    assert "can't be kept" in caplog.text
    assert minute(24 * 60) == [small.organisation_id]


def test_half_a_line_in_the_story_is_passed_over(small: World, tmp_path: Path) -> None:
    nightly.audit_due(small.store, NIGHT, Outside(signer_dir=tmp_path))
    story = folder_of(small.store)._of(small.organisation_id) / "story.jsonl"
    with story.open("ab") as file:
        file.write(b'{"at": 17')
    nights = [
        nightly.audit_due(small.store, NIGHT + DAY + n * 60_000_000, Outside(signer_dir=tmp_path)) for n in range(3)
    ]
    assert nights == [[small.organisation_id], [], []]
    for line in (b"\xff\n", b"[]\n", b'{"at": "x", "judged_from": 0}\n', b"{}\n"):
        with story.open("ab") as file:
            file.write(line)
    runs = folder_of(small.store).story(small.organisation_id)
    assert [(run["at"], run["judged_from"] == 0) for run in runs] == [(NIGHT + DAY, False), (NIGHT, True)]


def test_a_run_told_of_from_the_future_silences_no_night(small: World, tmp_path: Path) -> None:
    folder, log = folder_of(small.store), small.organisation_id
    nightly.audit_due(small.store, NIGHT, Outside(signer_dir=tmp_path))
    folder.tell(log, {"at": NIGHT + 50 * 365 * DAY, "judged_from": 0})
    for number in range(1, 4):
        assert nightly.audit_due(small.store, NIGHT + number * DAY, Outside(signer_dir=tmp_path)) == [log]
        assert nightly.audit_due(small.store, NIGHT + number * DAY + 60_000_000, Outside(signer_dir=tmp_path)) == []
    assert [run["judged_from"] for run in folder.story(log)] == [0] * 5, "in doubt all is judged"


def test_the_night_stops_writing(world: World, unbound: Unbound, tmp_path: Path) -> None:
    unbound.do("UPDATE vote SET choice = 'abstain' WHERE choice = 'agree'")
    nightly.audit_due(world.store, NIGHT, Outside(signer_dir=tmp_path / "signer"))
    assert [stop.code for stop in stops(world.store, world.organisation_id)] == ["value_changed"]
    (run,) = folder_of(world.store).story(world.organisation_id)
    assert run["count"] > 0 and run["first"][0] == "value_changed"


def test_a_log_of_a_strange_name_holds_up_no_night(world: World, unbound: Unbound, tmp_path: Path) -> None:
    unbound.do("INSERT INTO ledger_node (log_id, lvl, idx, hash) VALUES ('x', 1, 0, :hash)", hash=bytes(32))
    assert nightly.audit_due(world.store, NIGHT, Outside(signer_dir=tmp_path / "signer")) == [world.organisation_id]
    assert nightly.audit_due(world.store, NIGHT, Outside(signer_dir=tmp_path / "signer")) == []
    assert any(finding.place == "ledger_log/x" for finding in verify(world.store).findings)


def test_the_night_judges_witnesses_by_the_keys_of_the_policy(unbound: Unbound, tmp_path: Path) -> None:
    world = World.open(unbound.store)
    head, witness = Signatory(world).sign(), SigningKey.make("witness.example/so-noi-vu", COSIGNATURE)
    line = str(SigningKey.make(witness.name, COSIGNATURE).cosign(head.text, world.at // 1_000_000))
    unbound.do(
        "INSERT INTO ledger_cosignature (log_id, size, witness, seen_at, line) VALUES (:log, :size, :name, 1, :line)",
        log=world.organisation_id, size=head.size, name=witness.name, line=line,
    )  # fmt: skip
    policy = tmp_path / "policy"
    means = Means(signer_dir=tmp_path / "signer", witness_policy=policy)
    assert witness_keys(policy) == () == means.outside().keys, "a policy that is not there names nobody"
    policy.write_text(f"witness sở {witness.verifier}\nquorum sở\n")
    assert witness_keys(policy) == (witness.verifier,)
    nightly.audit_due(world.store, NIGHT, means.outside())
    (run,) = folder_of(world.store).story(world.organisation_id)
    assert run["first"][0] == "cosignature_wrong"
    assert stops(world.store, world.organisation_id) == [], "a key that a person wrote down stops nothing by itself"
