"""Asks an authority over the network: one request to an address that the operator named, with an end in time and in size."""

from collections.abc import Mapping

import aiohttp

LARGEST = 10_000_000
"""How many bytes an answer may have; lists of what an authority revoked run to some millions."""


class NoAnswer(Exception):
    """No answer that could be read: nobody there, an error, another kind of answer, or too much of it."""


class Late(NoAnswer):
    """No answer within the time given."""


async def asked(
    address: str, seconds: float, body: bytes | None = None, headers: Mapping[str, str] | None = None
) -> bytes:
    """The body of the answer with status 200; redirections are not followed. Raises ``NoAnswer``, ``Late``."""
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=seconds), auto_decompress=False) as session,
            session.request(
                "GET" if body is None else "POST", address, data=body, headers=headers, allow_redirects=False
            ) as answer,
        ):
            if answer.status != 200:
                raise NoAnswer(f"status {answer.status}")
            read = bytearray()
            async for part in answer.content.iter_chunked(65_536):
                read += part
                if len(read) > LARGEST:
                    raise NoAnswer("more than anybody sends")
            return bytes(read)
    except TimeoutError as error:
        raise Late(f"none within {seconds:g} s") from error
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise NoAnswer(type(error).__name__) from error
