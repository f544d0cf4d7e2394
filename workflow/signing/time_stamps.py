"""Asks an authority for time stamps (RFC 3161), and takes none that is not an answer to what was asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from asn1crypto import cms, core, tsp
from pyhanko.sign.timestamps.api import TimeStamper
from pyhanko.sign.timestamps.common_utils import set_tsp_headers

from workflow.signing.asking import Late, NoAnswer, asked
from workflow.signing.failures import CannotSign, Reason
from workflow.signing.rules import Asked

_UNREADABLE = (ValueError, TypeError, KeyError, IndexError, AttributeError, OSError, OverflowError, RecursionError)
_GRANTED = ("granted", "granted_with_mods")


class TimeStamps(TimeStamper):  # type: ignore[misc]
    """One authority, as the operator named it. Whatever goes wrong is a ``CannotSign``."""

    def __init__(self, authority: Asked) -> None:
        super().__init__()
        self._authority = authority

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """The stamp for a digest."""
        nonce, request = self.request_cms(message_digest, md_algorithm)
        response = await self.async_request_tsa_response(request)
        with _readable():
            return _token(response, message_digest, nonce)

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """The authority's answer, whatever it says."""
        (address,) = self._authority.addresses
        try:
            answer = await asked(address, self._authority.seconds, req.dump(), set_tsp_headers({}))
        except Late as error:
            raise CannotSign(Reason.STAMP_LATE, f"{_host(address)}: {error}") from error
        except NoAnswer as error:
            raise CannotSign(Reason.STAMP_NO_ANSWER, f"{_host(address)}: {error}") from error
        with _readable():
            return _granted(answer)


@contextmanager
def _readable() -> Iterator[None]:
    try:
        yield
    except _UNREADABLE as error:
        raise CannotSign(Reason.STAMP_UNREADABLE, type(error).__name__) from error


def _granted(answer: bytes) -> tsp.TimeStampResp:
    """The answer, unless it is a refusal: that one has no stamp in it."""
    parts = core.SequenceOf.load(answer, spec=core.Any, strict=True)
    status = tsp.PKIStatusInfo.load(parts[0].dump())
    if status["status"].native not in _GRANTED:
        raise CannotSign(Reason.STAMP_REFUSED, f"{status['status'].native}: {status['fail_info'].native}")
    return tsp.TimeStampResp.load(answer, strict=True)


def _token(response: tsp.TimeStampResp, digest: bytes, nonce: Any) -> cms.ContentInfo:
    token = response["time_stamp_token"]
    said = token["content"]["encap_content_info"]["content"].parsed
    if said["message_imprint"]["hashed_message"].native != digest or said["nonce"].native != nonce:
        raise CannotSign(Reason.STAMP_UNREADABLE, "the stamp is of something else")
    return token


def _host(address: str) -> str:
    """An address without what may be secret in it."""
    return address.partition("://")[2].rpartition("@")[2].partition("/")[0]
