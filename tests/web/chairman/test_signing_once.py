"""Nobody signs twice: double click, two tabs, the Back button, a wrong password, a decision that moved on meanwhile."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from threading import Barrier

import pytest

from states.vocabulary import DecisionState
from tests.support.decision_signing import SIGN, Signing, cms_by_openssl
from tests.support.site import Page
from workflow.ledger.reading import entries_of


def with_key(signing: Signing) -> None:
    """Lay down the key of the house."""
    house = signing.authority.holder("Ủy ban nhân dân xã")
    (signing.folder / "keys" / f"{signing.world.slug}.p12").write_bytes(house.pkcs12(b"x"))
    (signing.folder / "keys" / f"{signing.world.slug}.password").write_text("x\n", "utf-8")


def signatures(signing: Signing) -> int:
    """How many signatures the log knows."""
    with signing.world.store.reading() as driver:
        acts = [each.entry.act for each in entries_of(driver, signing.world.organisation_id, signing.decision)]
    return acts.count("sign_decision")


def given(signing: Signing, way: str, page: Page, folder: Path, **other: str) -> dict[str, object]:
    """What the form says in each way."""
    said: dict[str, object] = {**SIGN, "way": way if way in ("server", "recorded") else "token", **other}
    if way == "file":
        said["signed_file"] = (BytesIO(signing.signed_by(signing.own)), "da-ky.pdf")
    if way == "cms":
        part = signing.chairman.client.get(next(link for link in page.links() if "to-sign" in link)).data
        said["signed_file"] = (BytesIO(cms_by_openssl(part, signing.own, folder)), "chu-ky.p7s")
    return said


@pytest.mark.parametrize("way", ["server", "cms", "file", "recorded"])
def test_each_way_asks_for_the_password_and_signs_once(signing: Signing, tmp_path: Path, way: str) -> None:
    with_key(signing)
    page, other_tab = (signing.chairman.open(f"{signing.path}/signature") for _ in range(2))
    for wrong in ("", "không phải mật khẩu"):
        page.send("Ký", given(signing, way, page, tmp_path, password=wrong), status=422)  # type: ignore[arg-type]
    assert signing.state == DecisionState.NUMBERED and not list(signing.kept_files())
    page.send("Ký", given(signing, way, page, tmp_path))  # type: ignore[arg-type]
    assert signing.state == DecisionState.SIGNED and signatures(signing) == 1
    kept = list(signing.kept_files())
    for again in (page, other_tab):
        is_the_same = way == "recorded" and again is page
        told = again.send("Ký", given(signing, way, again, tmp_path), status=200 if is_the_same else 409)  # type: ignore[arg-type]
        assert is_the_same or "Chưa ghi được" in told.words
    assert signatures(signing) == 1 and list(signing.kept_files()) == kept, "no key signed again"


def test_a_double_click_signs_once(signing: Signing) -> None:
    with_key(signing)
    page, both = signing.chairman.open(f"{signing.path}/signature"), Barrier(2)

    def click(_number: int) -> int:
        both.wait()
        return page.post("Ký", {**SIGN, "way": "server"}).status_code

    with ThreadPoolExecutor(2) as hands:
        told = sorted(hands.map(click, range(2)))
    assert told[0] == 303 and told[1] in (303, 409, 422)
    assert signing.state == DecisionState.SIGNED and signatures(signing) == 1
