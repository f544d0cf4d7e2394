"""Asks authorities whether certificates were taken back: answers about one certificate (OCSP), or whole lists (CRL)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from asn1crypto.crl import CertificateList
from asn1crypto.ocsp import OCSPResponse
from asn1crypto.x509 import Certificate
from pyhanko_certvalidator import CertificateValidator
from pyhanko_certvalidator.authority import AuthorityWithCert
from pyhanko_certvalidator.errors import PathError, ValidationError
from pyhanko_certvalidator.fetchers.common_utils import format_ocsp_request

from workflow.signing.asking import NoAnswer, asked
from workflow.signing.failures import CannotSign, Reason
from workflow.signing.rules import Asked
from workflow.signing.trust import LENIENT, Trust

_OCSP = {"Content-Type": "application/ocsp-request", "Accept": "application/ocsp-response"}


async def informed(
    trust: Trust, certificates: Sequence[Certificate], others: Iterable[bytes], asks: Asked, moment: datetime | None
) -> Trust:
    """The trust with what authorities say today about the certificates and those above them, as these stood at ``moment``.

    Raises ``CannotSign`` where the operator demands an answer and an authority gives none.
    """
    known = replace(trust, between=[*trust.between, *others])
    answers = [each for certificate in certificates async for each in _answers(certificate, known, asks, moment)]
    lists = [each async for each in _lists(asks)]
    return replace(
        known,
        answers=[*trust.answers, *dict.fromkeys(answers)],
        revocations=[*trust.revocations, *dict.fromkeys(lists)],
    )


async def _lists(asks: Asked) -> AsyncIterator[bytes]:
    for address in asks.lists:
        data = await _asked(address, asks)
        if data is not None:
            try:
                yield CertificateList.load(data, strict=True).dump()
            except (ValueError, TypeError) as error:
                _demand(asks, address, error)


async def _answers(
    certificate: Certificate, trust: Trust, asks: Asked, moment: datetime | None
) -> AsyncIterator[bytes]:
    for below, above in await _steps(certificate, trust, moment) if asks.addresses else ():
        request = format_ocsp_request(below, AuthorityWithCert(above), certid_hash_algo="sha1", request_nonces=False)
        for address in asks.addresses:
            data = await _asked(address, asks, request.dump())
            if data is None:
                continue
            try:
                answer = OCSPResponse.load(data, strict=True)
                if answer["response_status"].native == "successful":
                    yield answer.dump()
                    break
            except (ValueError, TypeError) as error:
                _demand(asks, address, error)


async def _steps(
    certificate: Certificate, trust: Trust, moment: datetime | None
) -> Sequence[tuple[Certificate, Certificate]]:
    """Each certificate of a chain with the one above it; nothing where no chain leads to a root."""
    try:
        path = await CertificateValidator(
            certificate, validation_context=trust.context(moment, LENIENT)
        ).async_validate_usage(set())
    except (PathError, ValidationError):
        return ()
    chain = list(path.iter_certs(include_root=True))
    return [(below, above) for above, below in pairwise(chain)]


async def _asked(address: str, asks: Asked, body: bytes | None = None) -> bytes | None:
    try:
        return await asked(address, asks.seconds, body, _OCSP if body is not None else None)
    except NoAnswer as error:
        _demand(asks, address, error)
        return None


def _demand(asks: Asked, address: str, error: Exception) -> None:
    if asks.required:
        raise CannotSign(Reason.REVOCATION_NO_ANSWER, f"{address}: {error}") from error
