"""What is put behind a signature for later years stands without us, changes nothing before it, and hides nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from asn1crypto.x509 import Certificate
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.sign.signers.pdf_cms import SimpleSigner
from pyhanko_certvalidator.authority import AuthorityWithCert
from pyhanko_certvalidator.fetchers.common_utils import format_ocsp_request

from tests.support.certificates import Authority
from tests.workflow.documents.papers import ON, decision
from tests.workflow.signing.test_checking import AT, CA, FROZEN_AT, OWN, TRUST
from workflow.documents.rendering import Typesetter
from workflow.signing.checking import Check, Demands, examine, fingerprint
from workflow.signing.completing import with_store
from workflow.signing.failures import CannotSign, Reason
from workflow.signing.sealing import seal
from workflow.signing.trust import Trust

DEMANDED = Demands(revocation=True)


@pytest.fixture(scope="module")
def frozen() -> bytes:
    return Typesetter().pdf("decision", decision().as_data(), on=ON)


@pytest.fixture(scope="module")
def signed(frozen: bytes) -> bytes:
    return seal(frozen, SimpleSigner.load_pkcs12_data(OWN.pkcs12(b"x"), (), b"x"), AT)


@pytest.fixture(scope="module")
def informed() -> Trust:
    return replace(TRUST, revocations=[CA.revocations(at=AT - timedelta(days=1))])


def test_the_file_itself_tells_of_revocation(frozen: bytes, signed: bytes, informed: Trust) -> None:
    found = examine(signed, frozen=frozen, frozen_at=FROZEN_AT, trust=informed)
    file = with_store(signed, informed, found)
    assert file.startswith(signed)
    offered = examine(file, frozen=frozen, frozen_at=FROZEN_AT, trust=TRUST, demands=DEMANDED)
    assert [each.failure for each in offered.failed] == ["revocation_unknown"], "whoever signed chose what it carries"
    later = examine(file, frozen=frozen, frozen_at=FROZEN_AT, trust=TRUST, demands=DEMANDED, is_taken=True)
    assert later.is_accepted and later.is_long_term and later.is_revocation_checked
    assert list(later.path) == ["Trần Văn Chủ", "CA thử nghiệm"]
    for more in (b"%junk", b"PK\x03\x04"):
        after = examine(file + more, frozen=frozen, frozen_at=FROZEN_AT, trust=TRUST)
        assert [(each.check, each.failure) for each in after.failed] == [(Check.INTACT, "changed_afterwards")]


def test_an_old_word_of_the_authority_hides_no_revocation(frozen: bytes) -> None:
    """The thief of a key may have kept the answer of a day on which the certificate was good."""
    authority, at = Authority(), AT - timedelta(days=30)
    authority.names_responder = True
    own = authority.holder("Trần Văn Chủ")
    certificate = Certificate.load(own.certificate.public_bytes(Encoding.DER))
    root = authority.certificate.public_bytes(Encoding.DER)
    request = format_ocsp_request(
        certificate, AuthorityWithCert(Certificate.load(root)), certid_hash_algo="sha1", request_nonces=False
    )
    trust = Trust(roots=[root], persons=[fingerprint(certificate.dump())])
    then = replace(trust, answers=[authority.answer(request.dump(), at=at)])
    signed = seal(frozen, SimpleSigner.load_pkcs12_data(own.pkcs12(b"x"), (), b"x"), AT)
    file = with_store(signed, then, examine(signed, frozen=frozen, frozen_at=FROZEN_AT, trust=then))
    today = replace(trust, revocations=[authority.revocations(own, at=AT - timedelta(days=1))])
    for is_taken, known in ((False, today), (True, today), (False, replace(today, answers=then.answers))):
        found = examine(file, frozen=frozen, frozen_at=FROZEN_AT, trust=known, is_taken=is_taken)
        assert [(each.check, each.failure) for each in found.failed] == [(Check.CHAIN, "revoked")]


def test_what_is_demanded_and_unknown_is_a_failed_check(frozen: bytes, signed: bytes) -> None:
    found = examine(signed, frozen=frozen, frozen_at=FROZEN_AT, trust=TRUST, demands=DEMANDED)
    assert [(each.check, each.failure) for each in found.failed] == [(Check.CHAIN, "revocation_unknown")]
    found = examine(signed, frozen=frozen, frozen_at=FROZEN_AT, trust=TRUST, demands=Demands(time_stamp=True))
    assert [(each.check, each.failure) for each in found.failed] == [(Check.TIME, "no_stamp")]
    with pytest.raises(CannotSign) as refusal:
        with_store(signed, TRUST, found)
    assert refusal.value.reason == Reason.REVOCATION_UNKNOWN
