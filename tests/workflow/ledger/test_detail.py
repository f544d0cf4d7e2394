"""Commitments, opened by ourselves and by the openssl command."""

import shutil
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest

from workflow.ledger.detail import commitment, document_commitment, new_salt, opens

SALT = bytes(range(32))
DETAIL = '{"reason":"Hồ sơ thiếu báo cáo thành tích"}'.encode()
PAPER = sha256(b"paper").hexdigest()
OPENSSL = shutil.which("openssl")


def hmac_by_openssl(message: bytes, folder: Path) -> str:
    file = folder / "message"
    file.write_bytes(message)
    key = f"hexkey:{SALT.hex()}"
    command = [OPENSSL or "", "dgst", "-sha256", "-mac", "HMAC", "-macopt", key, str(file)]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    return answer.stdout.split()[-1]


@pytest.mark.skipif(OPENSSL is None, reason="the openssl command is not installed")
def test_openssl_opens_them(tmp_path: Path) -> None:
    assert hmac_by_openssl(b"tdkt/detail/v1\n" + DETAIL, tmp_path) == commitment(SALT, DETAIL)
    assert hmac_by_openssl(b"tdkt/document/v1\n" + PAPER.encode(), tmp_path) == document_commitment(SALT, PAPER)


def test_opens_with_its_own_salt_and_detail_only() -> None:
    salt = new_salt()
    committed = commitment(salt, DETAIL)
    assert opens(salt, DETAIL, committed)
    assert not opens(new_salt(), DETAIL, committed)
    assert not opens(salt, DETAIL + b" ", committed)
    assert not opens(salt, DETAIL, committed.upper())
    assert not opens(salt, DETAIL, "ả")
    assert not opens(b"", DETAIL, committed)


def test_equal_details_do_not_look_equal() -> None:
    assert commitment(new_salt(), DETAIL) != commitment(new_salt(), DETAIL)


def test_a_document_is_not_a_detail() -> None:
    assert document_commitment(SALT, PAPER) != commitment(SALT, PAPER.encode())


@pytest.mark.parametrize("salt", [b"", SALT[:31], SALT + b"\x00"])
def test_a_salt_of_another_length_is_refused(salt: bytes) -> None:
    with pytest.raises(ValueError, match="salt"):
        commitment(salt, DETAIL)
    with pytest.raises(ValueError, match="salt"):
        document_commitment(salt, PAPER)


@pytest.mark.parametrize("name", ["", PAPER[:63], PAPER.upper(), PAPER + "\n"])
def test_a_document_is_named_by_its_digest(name: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        document_commitment(SALT, name)
