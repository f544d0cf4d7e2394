"""The agency's key lies in a device (PKCS#11, here SoftHSM) and never leaves it; what the device refuses is told."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pkcs11
import pytest

from states.vocabulary import DecisionState
from tests.support.decision_signing import SIGN, Signing, openssl, pdfsig
from tests.support.key_device import KeyDevice
from tests.support.site import Page
from workflow.signing.folder import SigningFolder
from workflow.signing.sealing import seal

PIN, WRONG = "4711-dung", "0000-sai"


@dataclass
class Kept:
    """The signing folder of a house whose key lies in a token."""

    signing: Signing
    device: KeyDevice
    token: str

    def rules(self, **other: object) -> None:
        said = {"module": self.device.module, "token": self.token, "key": "ky", **other}
        lines = [f"{name} = {json.dumps(value)}" for name, value in said.items()]
        self.signing.rules("\n".join([f"[devices.{self.signing.world.slug}]", *lines]))

    def pin(self, pin: str) -> None:
        (self.signing.folder / "keys" / f"{self.signing.world.slug}.password").write_text(pin + "\n", "utf-8")

    def certificate(self, pem: bytes) -> None:
        (self.signing.folder / "keys" / f"{self.signing.world.slug}.pem").write_bytes(pem)

    def sign(self, *, status: int = 200) -> Page:
        page = self.signing.chairman.open(f"{self.signing.path}/signature")
        return page.send("Ký", {**SIGN, "way": "server"}, status=status)


@pytest.fixture(scope="session")
def device(tmp_path_factory: pytest.TempPathFactory) -> KeyDevice:
    return KeyDevice.made(tmp_path_factory.mktemp("device"))


@pytest.fixture
def kept(signing: Signing, device: KeyDevice) -> Kept:
    token = f"UBND {signing.world.organisation_id[:20]}"
    device.token(token, PIN)
    found = Kept(signing, device, token)
    own = signing.authority.given("Ủy ban nhân dân xã", signing.own.key, device.rsa_key(token, PIN, "ky"))
    found.certificate(own.pem)
    found.pin(PIN)
    found.rules()
    return found


def test_the_key_signs_without_leaving_its_device(kept: Kept, tmp_path: Path) -> None:
    kept.sign()
    signing = kept.signing
    assert signing.state == DecisionState.SIGNED and signing.kept.startswith(signing.frozen)
    assert pdfsig(signing.kept, signing.authority, tmp_path) == ["Signature is Valid.", "Certificate is Trusted."]
    assert openssl(signing.kept, signing.authority, tmp_path)
    assert "Chủ thể Ủy ban nhân dân xã" in signing.chairman.open(f"{signing.path}/signed-file").words


def test_a_key_on_a_curve_signs_too(kept: Kept, device: KeyDevice, tmp_path: Path) -> None:
    public = device.ec_key(kept.token, PIN, "cong")
    kept.certificate(kept.signing.authority.given("Ủy ban nhân dân xã", kept.signing.own.key, public).pem)
    kept.rules(key="cong")
    kept.sign()
    assert pdfsig(kept.signing.kept, kept.signing.authority, tmp_path)[0] == "Signature is Valid."


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ("wrong PIN", "thiết bị không nhận mã PIN đã cài đặt"),
        ("token gone", "không thấy thiết bị giữ khóa"),
        ("wrong slot", "không thấy thiết bị giữ khóa"),
        ("no such key", "trong thiết bị không có khóa mang tên đã cài đặt"),
        ("no module", "máy chủ không nạp được phần mềm của thiết bị giữ khóa"),
        ("no PIN", "phần cài đặt chữ ký số trên máy chủ có lỗi"),
        ("certificate of another kind", "khóa trong thiết bị không đi cùng chứng thư số đã cài đặt"),
        ("certificate of another", "khóa trong thiết bị không đi cùng chứng thư số đã cài đặt"),
    ],
)
def test_what_a_device_refuses_is_told(kept: Kept, case: str, said: str, caplog: pytest.LogCaptureFixture) -> None:
    match case:
        case "wrong PIN":
            kept.pin(WRONG)
        case "token gone":
            kept.device.remove(kept.token)
        case "wrong slot":
            kept.rules(slot=4711)
        case "no such key":
            kept.rules(key="khong-co")
        case "no module":
            kept.rules(module="/usr/lib/khong-co.so")
        case "no PIN":
            (kept.signing.folder / "keys" / f"{kept.signing.world.slug}.password").unlink()
        case "certificate of another kind":
            kept.certificate(kept.signing.own.pem)
        case _:
            other = kept.device.rsa_key(kept.token, PIN, "khac")
            kept.certificate(kept.signing.authority.given("Ủy ban", kept.signing.own.key, other).pem)
    page = kept.sign(status=422)
    assert said in page.words and "Chưa có gì được ghi" in page.words
    assert kept.signing.state == DecisionState.NUMBERED and not list(kept.signing.kept_files())
    assert caplog.records and PIN not in caplog.text and WRONG not in caplog.text
    assert PIN not in page.response.text and WRONG not in page.response.text


def test_a_refused_pin_is_not_tried_again_until_it_changes(kept: Kept) -> None:
    kept.pin(WRONG)
    kept.sign(status=422)
    token = pkcs11.lib(kept.device.module).get_token(token_label=kept.token)
    token.open(user_pin=PIN).close()
    assert pkcs11.TokenFlag.USER_PIN_COUNT_LOW not in kept_token(kept).flags
    assert "thiết bị không nhận mã PIN" in kept.sign(status=422).words
    assert pkcs11.TokenFlag.USER_PIN_COUNT_LOW not in kept_token(kept).flags, "the device was not asked"
    kept.pin(PIN)
    kept.sign()
    assert kept.signing.state == DecisionState.SIGNED


def kept_token(kept: Kept) -> pkcs11.Token:
    return pkcs11.lib(kept.device.module).get_token(token_label=kept.token)


def test_a_token_that_comes_back_signs_again(kept: Kept, device: KeyDevice) -> None:
    device.remove(kept.token)
    kept.sign(status=422)
    device.token(kept.token, PIN)
    own = kept.signing.authority.given("Ủy ban", kept.signing.own.key, device.rsa_key(kept.token, PIN, "ky"))
    kept.certificate(own.pem)
    kept.sign()
    assert kept.signing.state == DecisionState.SIGNED


def test_several_sign_at_once_one_after_the_other(kept: Kept) -> None:
    """A sign-in to a token holds for the whole process: nobody ends the session of another."""
    key = SigningFolder(kept.signing.folder).key(kept.signing.world.slug)
    assert key is not None
    frozen, at = kept.signing.frozen, kept.signing.now

    def once(_number: int) -> bytes:
        with key.opened() as signer:
            return seal(frozen, signer, at)

    with ThreadPoolExecutor(max_workers=8) as threads:
        assert all(made.startswith(frozen) for made in threads.map(once, range(16)))
