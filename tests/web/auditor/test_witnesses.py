"""The page of witnesses, the checkpoint on paper, and a checkpoint that somebody holds beside the log here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import segno

from states.vocabulary import Role, UnitKind
from tests.support.foreign_log import ForeignLog
from tests.support.signing import Signatory
from tests.support.site import Page, Person, Site
from tests.support.world import World
from web.views.witness.house import EXTENSION, House
from workflow.ledger.alarm_words import known_codes, words_of
from workflow.ledger.alarms import Alarm, end_alarm, open_alarms, raise_alarm
from workflow.ledger.checkpoint import TreeHead
from workflow.ledger.held import BEYOND, CONTRADICTS
from workflow.ledger.note import COSIGNATURE, SigningKey, signed
from workflow.ledger.reading import size_of
from workflow.ledger.witness_folder import WitnessFolder
from workflow.ledger.witnessing import FORK, add_checkpoint
from workflow.store import Store

NOW = 1_709_280_000


@pytest.fixture
def site(sqlite_store: Store, tmp_path: Path) -> Site:
    return Site(World.open(sqlite_store), tmp_path / "var")


@pytest.fixture
def signatory(site: Site, tmp_path: Path) -> Signatory:
    """The log of the site is signed, and its key stands in the site's policy, with two witnesses, one of which is needed."""
    world = site.world
    signatory = Signatory(world)
    with world.store.reading() as driver:
        origin = driver.connection.execute("SELECT origin FROM ledger_log").fetchone()[0]
    signatory.key = SigningKey.make(origin)
    near, far = (SigningKey.make(f"{name}.example/w", COSIGNATURE) for name in ("tinh", "xa"))
    policy = tmp_path / "policy"
    policy.write_text(
        f"log {signatory.vkey}\nwitness tinh {near.verifier} http://127.0.0.1:9/\nwitness xa {far.verifier} http://127.0.0.1:9/\n"
        "group g 1 tinh xa\nquorum g\n"
    )
    site.app.extensions[EXTENSION] = House(tmp_path / "var" / "signer", policy)
    head = signatory.sign()
    line = near.cosign(head.text, at := _seconds(world))
    signatory._lay(
        "ledger_cosignature",
        log_id=world.organisation_id,
        size=head.size,
        witness=near.name,
        seen_at=at,
        line=str(line),
    )
    return signatory


def _seconds(world: World) -> int:
    return world.at // 1_000_000


def auditor(site: Site) -> Person:
    return site.person(site.world.actor(Role.AUDITOR))


def alarms(site: Site) -> list[str]:
    with site.world.store.reading() as driver:
        return [each.alarm.code for each in open_alarms(driver)]


def test_who_confirmed_what_and_whether_it_is_enough(site: Site, signatory: Signatory) -> None:
    for role in (Role.AUDITOR, Role.ADMINISTRATOR):
        page = site.person(site.world.actor(role)).open("/log/witnesses")
        assert "Hiện không có cảnh báo nào đang mở" in page.words
        assert "1/2 (tinh, xa)" in page.words and "tinh.example/w" in page.words
        assert "đã xác nhận bản mới nhất" in page.words and "chưa trả lời" in page.words
    assert "✔" not in page.text and "verified" not in page.text
    english = auditor(site).client.get("/log/witnesses?lang=en")
    assert english.status_code == 200
    assert site.person(site.world.actor(Role.UNIT_OFFICER)).client.get("/log/witnesses").status_code == 403


def test_the_pages_say_by_when_an_entry_existed(site: Site, signatory: Signatory) -> None:
    """By the clock of the one witness that confirmed; an entry that nobody confirmed yet has no such sentence."""
    reader = auditor(site)
    entry = reader.open("/log/0")
    assert "Mục này có chậm nhất lúc" in entry.words and "tinh.example/w" in entry.words
    whole = reader.open("/log/verification")
    assert "và mọi mục trước nó có chậm nhất lúc" in whole.words and "✔" not in whole.text
    site.world.unit("thon-moi", UnitKind.VILLAGE, "Thôn Mới")
    with site.world.store.reading() as driver:
        newest = size_of(driver, site.world.organisation_id) - 1
    assert "chậm nhất lúc" not in reader.open(f"/log/{newest}").words


def test_without_policy_or_signature_the_page_says_so(site: Site) -> None:
    page = auditor(site).open("/log/witnesses")
    assert "chưa có bản chốt nào được ký" in page.words and "Chưa khai báo bên chứng kiến nào" in page.words
    assert "chậm nhất lúc" not in auditor(site).open("/log/verification").words
    assert "Chưa có bản chốt" in auditor(site).open("/log/checkpoint").words


def test_alarms_are_shown_with_their_evidence_and_stay_when_they_are_over(site: Site, signatory: Signatory) -> None:
    world = site.world
    alarm = Alarm(
        "witness_refused", world.organisation_id, "xa", {"status": 422, "size": 7, "offer": "old 0", "answer": "<b>"}
    )
    raise_alarm(world.store, alarm, world.at)
    raise_alarm(world.store, Alarm("never_heard_of", None, "x"), world.at + 1)
    reader = auditor(site)
    page = reader.open("/log/witnesses")
    assert "Bên chứng kiến xa trả lời mã 422" in page.words and "never_heard_of" in page.words
    (kept, *_) = [link for link in page.links() if link.endswith(".json")]
    assert reader.client.get(kept).json["facts"] == dict(alarm.facts)
    assert reader.client.get("/log/witnesses/alarms/nothing.json").status_code == 404
    end_alarm(world.store, alarm, world.at + 2)
    page = reader.open("/log/witnesses")
    assert "Cảnh báo đã hết trong 30 ngày qua" in page.words
    other = World.open(world.store, slug="xa-khac")
    raise_alarm(world.store, Alarm("signer_halted", other.organisation_id, "log_shrank"), world.at)
    assert "log_shrank" not in reader.open("/log/witnesses").words


def test_logs_that_are_confirmed_here_are_listed(site: Site, signatory: Signatory, tmp_path: Path) -> None:
    folder, log = WitnessFolder(tmp_path / "var" / "signer"), ForeignLog().grow(5)
    folder.make_key("thidua.example/witness")
    folder.add(log.keys[0].verifier)
    assert add_checkpoint(site.world.store, folder, log.offer(0), site.world.at).status == 200
    assert log.origin in auditor(site).open("/log/witnesses").words
    fork = log.fork(3).grow(2, "khác").note()
    page = held(site, bytes(fork).decode())
    assert "TRÁI NHAU" in page.words and alarms(site) == [FORK]
    assert "Khớp" in held(site, bytes(log.note()).decode()).words
    assert "không so được" in held(site, bytes(log.note(2)).decode()).words


def test_the_paper_can_be_typed_and_scanned(site: Site, signatory: Signatory) -> None:
    page = auditor(site).open("/log/checkpoint")
    typed = next(each for each in page.root.iter("pre") if "bv-raw" in each.get("class", "")).text or ""
    assert typed.split("\n")[0] == signatory.key.name
    (square,) = [each for each in page.root.iter() if "segno" in each.get("class", "") and each.tag.endswith("svg")]
    side = segno.make(typed, error="m", micro=False, encoding="utf-8").symbol_size(border=4)[0]
    assert square.get("viewbox", square.get("viewBox")) == f"0 0 {side} {side}", "shown whole at any width"
    assert "Khớp" in held(site, typed).words and alarms(site) == []


def held(site: Site, text: str, status: int = 200) -> Page:
    return auditor(site).open("/log/held").send("So với nhật ký", {"text": text}, status=status)


def test_what_is_typed_is_read_kindly(site: Site, signatory: Signatory) -> None:
    site.world.submit(site.world.draft("LDTT"))
    with site.world.store.reading() as driver:
        note = driver.connection.execute("SELECT note FROM ledger_checkpoint").fetchone()[0]
    three = "\n".join(note.split("\n")[:3])
    for text in (note, three, note.replace("\n", "\r\n"), f"  {three}  ", note.replace("\u2014 ", "- "),
                 note.replace("\u2014 ", "--"), note.replace("\n\n", "\n"), note.replace("\n", " \n\n")):  # fmt: skip
        assert "Khớp" in held(site, text).words, text
    for text in (
        "",
        "xin chào",
        three.rsplit("\n", 1)[0],
        three[:-1],
        three + "\nchữ gì đó",
        "a\n1\n" + "A" * 43 + "=\n" + "x" * 20_000,
    ):
        page = held(site, text, status=422)
        assert "Chưa đọc được bản chốt" in page.words
    assert alarms(site) == []


def test_a_signed_contradiction_is_an_alarm_and_a_slip_of_the_pen_is_none(site: Site, signatory: Signatory) -> None:
    with site.world.store.reading() as driver:
        size = driver.connection.execute("SELECT max(size) FROM ledger_checkpoint").fetchone()[0]
    wrong = TreeHead(signatory.key.name, size, b"x" * 32)
    forger = SigningKey.make(signatory.key.name)
    for text in (wrong.text, bytes(signed(wrong.text, [forger])).decode()):
        assert "gõ sai" in held(site, text).words
    longer = TreeHead(signatory.key.name, size + 5, b"x" * 32)
    assert "nhiều mục hơn" in held(site, longer.text).words
    assert alarms(site) == []
    page = held(site, bytes(signed(wrong.text, [signatory.key])).decode())
    assert "TRÁI NHAU" in page.words
    page = held(site, bytes(signed(longer.text, [signatory.key])).decode())
    assert "DÀI HƠN" in page.words
    assert sorted(alarms(site)) == sorted([CONTRADICTS, BEYOND])
    with site.world.store.reading() as driver:
        kept = [each.alarm.facts["held"] for each in open_alarms(driver)]
    assert bytes(signed(wrong.text, [signatory.key])).decode() in kept
    assert "một nhật ký khác" in held(site, TreeHead("khac.example/log", 3, b"x" * 32).text).words


def test_every_alarm_has_words_in_both_languages() -> None:
    everything = {
        "status": 1,
        "size": 2,
        "own_size": 3,
        "seen_size": 4,
        "offered_size": 5,
        "reason": "r",
        "count": 6,
        "place": "p",
        "index": 7,
    }
    for code in [*known_codes(), "unheard_of"]:
        said = [words_of(Alarm(code, None, "about", everything), language) for language in ("vi", "en")]
        for each in said:
            assert all(
                re.search(r"\w", words) and "{" not in words for words in (each.title, each.sentence, each.advice)
            )
            assert "…" not in each.sentence, code
        assert said[0].title != said[1].title
        assert words_of(Alarm(code), "vi").sentence
