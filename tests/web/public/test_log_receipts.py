"""Fetching the receipt of an entry: for everybody, as one file, and a page that waits while the signer has not come to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from states.vocabulary import State
from tests.support.checker import run_checker
from tests.support.signing import Signatory
from tests.support.site import Site
from tests.support.world import World
from workflow.ledger.note import COSIGNATURE
from workflow.ledger.receipt import Receipt
from workflow.ledger.receipt_check import HOLDS, judge
from workflow.ledger.receipt_package import packages_at
from workflow.store import Store


@pytest.fixture
def site(store: Store, tmp_path: Path) -> Site:
    """A commune with one nomination that was taken in."""
    world = World.open(store)
    world.bring(world.draft(), State.UNDER_APPRAISAL)
    return Site(world, tmp_path / "var")


def test_everybody_fetches_a_receipt_that_an_outsider_can_check(site: Site, tmp_path: Path) -> None:
    signatory = Signatory(site.world)
    size = signatory.sign().size
    answer = site.app.test_client().get(f"/dong-mau/log/receipt/{size - 1}")

    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    assert f'filename="bien-nhan-muc-{size - 1}.zip"' in answer.headers["Content-Disposition"]
    assert "Set-Cookie" not in answer.headers
    file = tmp_path / "receipt.zip"
    file.write_bytes(answer.data)
    ((_name, package),) = packages_at(file)
    assert judge(package, [signatory.vkey]).exit_code == HOLDS
    assert package.detail is None and package.salt is None, "an entry names nobody, its detail does"
    checked = run_checker(tmp_path, "receipt", file, "--vkey", signatory.vkey)
    assert checked.returncode == 0, checked.stdout


def test_a_receipt_has_one_address(site: Site) -> None:
    Signatory(site.world).sign()
    client = site.app.test_client()
    assert client.get("/dong-mau/log/receipt/3").status_code == 200
    for other in ("%D9%A3", "%EF%BC%93", "+3", "-3", "/3", "3/", "9" * 5000):
        assert client.get(f"/dong-mau/log/receipt/{other}").status_code == 404, other
    assert client.get("/dong-mau/log//receipt/3").status_code == 404


def test_a_receipt_carries_the_words_of_witnesses(site: Site, tmp_path: Path) -> None:
    signatory = Signatory(site.world)
    witness = signatory.witness(signatory.sign(), "tinh.example/w")
    file = tmp_path / "receipt.zip"
    file.write_bytes(site.app.test_client().get("/dong-mau/log/receipt/0").data)
    receipt = Receipt.parse(next(packages_at(file))[1].proof)
    assert witness.verifier.algorithm == COSIGNATURE
    assert receipt.checkpoint.signed_by([witness.verifier]) == [witness.verifier]


def test_what_is_not_signed_yet_is_said_to_be_asked_for_again(site: Site) -> None:
    signatory = Signatory(site.world)
    index = signatory.sign().size
    site.world.submit(site.world.draft(name="Trần Văn Ba"))
    client = site.app.test_client()
    answer = client.get(f"/dong-mau/log/receipt/{index}")

    assert answer.status_code == 202 and answer.headers["Cache-Control"] == "no-store"
    assert "Bên ký nhật ký chưa ký tới mục này" in answer.text and "Thử lại" in answer.text
    assert "http-equiv" not in answer.text and "hãy báo người quản trị" in answer.text
    assert "The act stands in the log" in client.get(f"/dong-mau/log/receipt/{index}?lang=en").text
    signatory.sign()
    assert client.get(f"/dong-mau/log/receipt/{index}").mimetype == "application/zip"


def test_there_is_no_receipt_of_what_is_not_there(site: Site) -> None:
    client = site.app.test_client()
    for place in ("dong-mau/log/receipt/100000", f"dong-mau/log/receipt/{10**30}", "khac/log/receipt/0"):
        assert client.get(f"/{place}").status_code == 404, place
    assert client.get("/dong-mau/log/receipt/-1").status_code == 404


def test_after_an_act_and_in_the_history_its_receipt_is_at_hand(site: Site) -> None:
    world = site.world
    key = world.draft(name="Lê Thị Tư")
    index = world.submit(key).index
    officer = site.person(world.people["thon-dong"])
    assert f'href="/dong-mau/log/receipt/{index}"' in officer.open(f"/nominations/{key}").text
    assert f'href="/dong-mau/log/receipt/{index}"' in officer.open(f"/unit/nominations/{key}/receipt").text
    done = officer.open(f"/nominations/{key}/withdrawal").send("Rút hồ sơ", {"reason": "Đơn vị xin rút."})
    assert f"Mục nhật ký số {index + 1}. Tải biên nhận của nhật ký" in done.words
    assert done.text.count(f'href="/dong-mau/log/receipt/{index + 1}"') == 2, "once in the notice, once in the history"
