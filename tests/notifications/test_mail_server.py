"""The mail server's address, and the ways in: encrypted or not, and never a password in clear by accident."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from notifications.channels.mail_server import MailServer, Unreachable, conversation, mail_server
from states.refusals import Fault
from tests.support.mail import LOOPBACK, MailRoom, mail_room

SENDER = "thidua@xa.example"


@pytest.fixture
def encrypted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """What a mail server needs to encrypt; its certificate is trusted in this test."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, LOOPBACK)])
    began = datetime(2024, 1, 1, tzinfo=UTC)
    address = x509.SubjectAlternativeName([x509.IPAddress(ip_address(LOOPBACK))])
    certificate = (
        x509.CertificateBuilder(issuer_name=name, subject_name=name, public_key=key.public_key())
        .serial_number(7)
        .not_valid_before(began)
        .not_valid_after(began + timedelta(days=40_000))
        .add_extension(address, critical=False)
        .sign(key, SHA256())
    )
    paper, secret = tmp_path / "certificate.pem", tmp_path / "key.pem"
    paper.write_bytes(certificate.public_bytes(Encoding.PEM))
    secret.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(paper, secret)
    monkeypatch.setenv("SSL_CERT_FILE", str(paper))
    return context


def said_by(server: MailServer | None) -> int:
    """The answer to a question that needs no sign-in."""
    assert server is not None
    with conversation(server, patience=5) as talk:
        return talk.noop()[0]


def address(room: MailRoom, scheme: str = "smtp", user: str = "", options: str = "") -> str:
    """The server's address in other ways than the plainest."""
    return f"{scheme}://{user}{LOOPBACK}:{room.port}?from={SENDER}{options}"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.vn?from=a@b.vn", MailServer(host="mail.vn", port=25, sender="a@b.vn")),
        ("smtps://mail.vn?from=a@b.vn", MailServer(host="mail.vn", port=465, sender="a@b.vn", is_encrypted=True)),
        (
            "smtp://a%40b.vn:p%3As@mail.vn?from=a@b.vn&starttls=required",
            MailServer(host="mail.vn", port=587, sender="a@b.vn", starttls="required", user="a@b.vn", password="p:s"),
        ),
    ],
)
def test_an_address_is_read(url: str, expected: MailServer) -> None:
    assert mail_server(url) == expected


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("mail.vn", "must be like"),
        ("http://mail.vn?from=a@b.vn", "must be like"),
        ("smtp://:25?from=a@b.vn", "must be like"),
        ("smtp://mail.vn", "needs .from="),
        ("smtp://mail.vn:port?from=a@b.vn", "can't be read"),
        ("smtp://mail.vn?from=a@b.vn&starttls=maybe", "auto, required, no"),
        ("smtp://mail.vn?from=a@b.vn&tls=1", "nothing else"),
        ("smtp://user:hidden@mail.vn", "needs"),
        ("smtp://user:hiddenđ@mail.vn?from=a@b.vn", "ASCII"),
    ],
)
def test_a_wrong_address_is_one_sentence_without_the_password(url: str, words: str) -> None:
    with pytest.raises(Fault, match=words) as refused:
        mail_server(url)
    assert "hidden" not in str(refused.value)


def test_a_password_is_not_shown() -> None:
    assert "hidden" not in repr(mail_server("smtp://user:hidden@mail.vn?from=a@b.vn"))


def test_a_password_is_sent_encrypted(encrypted: ssl.SSLContext) -> None:
    with mail_room(tls_context=encrypted) as room:
        assert said_by(mail_server(address(room, user="xa:dung%3A8@"))) == 250
    assert room.signed_in == [(b"xa", b"dung:8")]


def test_a_password_is_not_sent_in_clear() -> None:
    with mail_room(auth_require_tls=False) as room:
        with pytest.raises(Unreachable, match="STARTTLS"):
            said_by(mail_server(address(room, user="xa:dung%3A8@")))
        assert room.signed_in == []
        assert said_by(mail_server(address(room, user="xa:dung%3A8@", options="&starttls=no"))) == 250, "asked for"


def test_a_wrong_password_is_said(encrypted: ssl.SSLContext) -> None:
    with mail_room(tls_context=encrypted) as room, pytest.raises(Unreachable, match="535"):
        said_by(mail_server(address(room, user="xa:sai@")))


def test_encrypted_from_the_first_byte(encrypted: ssl.SSLContext) -> None:
    with mail_room(ssl_context=encrypted) as room:
        assert said_by(mail_server(address(room, scheme="smtps"))) == 250


def test_a_stranger_s_certificate_is_not_trusted(encrypted: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with mail_room(tls_context=encrypted) as room, pytest.raises(Unreachable, match="CERTIFICATE_VERIFY_FAILED"):
        said_by(mail_server(address(room)))


def test_a_demand_for_encryption_is_kept() -> None:
    with mail_room() as room:
        assert said_by(mail_server(address(room))) == 250
        with pytest.raises(Unreachable, match="STARTTLS"):
            said_by(mail_server(address(room, options="&starttls=required")))
