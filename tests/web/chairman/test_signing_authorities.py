"""Time stamps, revocation and long-term validation, asked of authorities on loopback; each way they fail is told."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from asn1crypto import algos, tsp
from pyhanko.pdf_utils.reader import PdfFileReader

from states.vocabulary import DecisionState
from tests.support.answering import Told, answering
from tests.support.certificates import Authority
from tests.support.decision_signing import SIGN, Signing, cms_by_openssl, openssl, pdfsig
from tests.support.site import Page
from tests.support.time_stamping import REPLY, stamps_of, time_stamping

STAMPS = '[time_stamps]\naddress = "{url}"\nrequired = {required}\nseconds = 2\n'
NOTHING = "Chưa có gì được ghi"
Way = Callable[[Signing, Path], Page]
OF_ANOTHER = tsp.TimeStampReq(
    {
        "version": 1,
        "message_imprint": {
            "hash_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}),
            "hashed_message": b"0" * 32,
        },
        "cert_req": True,
    }
)


def sealed(signing: Signing, *, status: int = 200) -> Page:
    """The chairman signs with the key of the house."""
    house = signing.authority.holder("Ủy ban nhân dân xã")
    (signing.folder / "keys" / f"{signing.world.slug}.p12").write_bytes(house.pkcs12(b"x"))
    (signing.folder / "keys" / f"{signing.world.slug}.password").write_text("x\n", "utf-8")
    return signing.chairman.open(f"{signing.path}/signature").send("Ký", {**SIGN, "way": "server"}, status=status)


def by_token(signing: Signing, folder: Path) -> Page:
    """The chairman's token signs the part."""
    page = signing.chairman.open(f"{signing.path}/signature")
    part = signing.chairman.client.get(next(link for link in page.links() if "to-sign" in link)).data
    cms = cms_by_openssl(part, signing.own, folder)
    return page.send("Ký", {**SIGN, "way": "token", "signed_file": (BytesIO(cms), "chu-ky.p7s")})  # type: ignore[arg-type]


def by_file(signing: Signing, _folder: Path, *, status: int = 200) -> Page:
    """The chairman's own software signed the file."""
    return signing.send(signing.signed_by(signing.own), status=status)


def by_house(signing: Signing, _folder: Path) -> Page:
    """The server's key."""
    return sealed(signing)


@pytest.mark.parametrize("way", [by_house, by_token, by_file])
def test_each_way_brings_a_time_stamp(signing: Signing, tmp_path: Path, way: Way) -> None:
    with time_stamping(signing.authority, tmp_path / "tsa") as here:
        signing.rules(STAMPS.format(url=here.url, required="true"))
        way(signing, tmp_path)
    assert signing.state == DecisionState.SIGNED and here.asked
    shown = signing.chairman.open(f"{signing.path}/signed-file").words
    assert "có dấu thời gian của Dấu thời gian thử nghiệm" in shown and shown.count("Đạt") == 5
    assert "Chưa kiểm tra chứng thư của dấu thời gian có bị thu hồi không." in shown
    assert signing.kept.startswith(signing.frozen)
    assert pdfsig(signing.kept, signing.authority, tmp_path)[:2] == ["Signature is Valid.", "Certificate is Trusted."]


def test_others_find_the_stamp_right(signing: Signing, tmp_path: Path) -> None:
    """OpenSSL checks signature and stamp without us."""
    with time_stamping(signing.authority, tmp_path / "tsa") as here:
        signing.rules(STAMPS.format(url=here.url, required="true"))
        sealed(signing)
    assert openssl(signing.kept, signing.authority, tmp_path)
    (signature,) = PdfFileReader(BytesIO(signing.kept)).embedded_regular_signatures
    (token,) = (each for each in signature.signer_info["unsigned_attrs"] if each["type"].native.endswith("stamp_token"))
    (tmp_path / "token.der").write_bytes(token["values"][0].dump())
    (tmp_path / "signature.bin").write_bytes(signature.signer_info["signature"].native)
    command = [
        "openssl",
        "ts",
        "-verify",
        "-data",
        "signature.bin",
        "-token_in",
        "-in",
        "token.der",
        "-CAfile",
        "ca.pem",
    ]
    assert "OK" in subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout


@contextmanager
def nobody() -> Iterator[str]:
    """An address at which nobody answers."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{closed.getsockname()[1]}/"


def late(_asked: bytes) -> Told:
    time.sleep(3)
    return 200, REPLY, b""


FAULTS = {
    "nobody": "không liên lạc được với nơi cấp dấu thời gian",
    "late": "nơi cấp dấu thời gian không trả lời kịp",
    "error": "không liên lạc được với nơi cấp dấu thời gian",
    "elsewhere": "không liên lạc được với nơi cấp dấu thời gian",
    "endless": "không liên lạc được với nơi cấp dấu thời gian",
    "page": "trả lời không đúng, không dùng được",
    "empty": "trả lời không đúng, không dùng được",
    "refused": "nơi cấp dấu thời gian từ chối yêu cầu",
    "of another": "trả lời không đúng, không dùng được",
    "untrusted": "Dấu thời gian không dẫn tới chứng thư gốc nào mà hệ thống tin cậy",
}


@contextmanager
def failing(case: str, signing: Signing, folder: Path) -> Iterator[str]:
    """An authority that fails in one way."""
    if case == "nobody":
        with nobody() as url:
            yield url
        return
    good = stamps_of(Authority("CA khác") if case == "untrusted" else signing.authority, folder)
    answers: dict[str, Callable[[bytes], Told]] = {
        "late": late,
        "error": lambda _: (500, REPLY, b""),
        "elsewhere": lambda _: (302, "http://127.0.0.1:1/", b""),
        "endless": lambda _: (200, REPLY, b"0" * 11_000_000),
        "page": lambda _: (200, "text/html", b"<!doctype html><title>Welcome</title>"),
        "empty": lambda _: (200, REPLY, b""),
        "refused": lambda _: (200, REPLY, bytes.fromhex("30053003020102")),
        "of another": lambda _: good(OF_ANOTHER.dump()),
        "untrusted": good,
    }
    with answering(answers[case]) as here:
        yield here.url


@pytest.mark.parametrize("case", FAULTS)
def test_a_stamp_that_fails_is_told_and_nothing_is_written(signing: Signing, tmp_path: Path, case: str) -> None:
    with failing(case, signing, tmp_path / "tsa") as url:
        signing.rules(STAMPS.format(url=url, required="true"))
        page = sealed(signing, status=422)
        assert FAULTS[case] in page.words and (NOTHING in page.words or case == "untrusted")
        assert signing.state == DecisionState.NUMBERED and not list(signing.kept_files())
        if case == "nobody":
            assert FAULTS[case] in signing.send(signing.signed_by(signing.own), status=422).words
            signing.rules(STAMPS.format(url=url, required="false"))
            sealed(signing)
            assert signing.state == DecisionState.SIGNED
            shown = signing.chairman.open(f"{signing.path}/signed-file").words
            assert "do chính chữ ký khai, không có dấu thời gian của bên thứ ba" in shown


ASKED = '[revocation]\n{kind} = ["{url}"]\nrequired = {required}\nseconds = 2\n'
LONG_TERM = "[long_term]\nembed = true\n"


@pytest.mark.parametrize("kind", ["lists", "ocsp"])
@pytest.mark.parametrize("way", [by_house, by_token, by_file])
def test_a_signature_carries_what_later_years_need(signing: Signing, tmp_path: Path, way: Way, kind: str) -> None:
    """Chain, revocation and time stamp are in the file: it stands without anything but the root."""
    signing.authority.names_responder = kind == "ocsp"
    signing.own = signing.authority.holder("Trần Văn Chủ")
    signing.lay_down(signing.own)
    at = signing.now - timedelta(days=2)
    told = {
        "lists": lambda _: (200, "application/pkix-crl", signing.authority.revocations(at=at)),
        "ocsp": lambda asked: (200, "application/ocsp-response", signing.authority.answer(asked, at=at)),
    }[kind]
    with time_stamping(signing.authority, tmp_path / "tsa") as stamps, answering(told) as here:
        asks = ASKED.format(kind=kind, url=here.url, required="true")
        signing.rules(STAMPS.format(url=stamps.url, required="true") + asks + LONG_TERM)
        way(signing, tmp_path)
    assert signing.state == DecisionState.SIGNED
    words = signing.chairman.open(f"{signing.path}/signed-file").words
    assert "nơi cấp cho biết chứng thư không bị thu hồi" in words and "trong tệp có sẵn chuỗi chứng thư" in words
    assert "Nơi cấp cho biết chứng thư của dấu thời gian không bị thu hồi." in words
    said = pdfsig(signing.kept, signing.authority, tmp_path)
    assert said[0] == "Signature is Valid." and (kind == "ocsp" or said[1] == "Certificate is Trusted.")
    assert signing.kept.startswith(signing.frozen)


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ("nobody", "không hỏi được nơi cấp chứng thư xem chứng thư có bị thu hồi không"),
        ("page", "không hỏi được nơi cấp chứng thư xem chứng thư có bị thu hồi không"),
        ("of another", "Chưa biết chứng thư số có bị thu hồi hay không, mà hệ thống được đặt là phải biết."),
        ("revoked", "Chứng thư số đã bị thu hồi."),
    ],
)
def test_a_signature_that_later_years_could_not_check_is_refused(signing: Signing, case: str, said: str) -> None:
    at = signing.now - timedelta(days=2)
    answers: dict[str, Callable[[bytes], Told]] = {
        "page": lambda _: (200, "text/html", b"<!doctype html><title>Welcome</title>"),
        "of another": lambda _: (200, "application/pkix-crl", Authority("CA khác").revocations(at=at)),
        "revoked": lambda _: (200, "application/pkix-crl", signing.authority.revocations(signing.own, at=at)),
        "nobody": lambda _: (404, "text/plain", b""),
    }
    with answering(answers[case]) as here:
        signing.rules(ASKED.format(kind="lists", url=here.url, required="true") + LONG_TERM)
        assert said in by_file(signing, signing.folder, status=422).words
    assert signing.state == DecisionState.NUMBERED and not list(signing.kept_files())


def test_without_an_answer_it_is_taken_only_where_the_operator_said_so(signing: Signing, tmp_path: Path) -> None:
    with nobody() as url:
        signing.rules(ASKED.format(kind="ocsp", url=url, required="false"))
        by_file(signing, tmp_path)
    assert signing.state == DecisionState.SIGNED
    assert "Thu hồi chứng thư: chưa kiểm tra" in signing.chairman.open(f"{signing.path}/signed-file").words
