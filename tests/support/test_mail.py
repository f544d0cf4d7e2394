"""The mail server of the suite leaves nothing open, whoever is still calling when it ends."""

from __future__ import annotations

import gc
import socket
import warnings

import pytest

from tests.support.mail import LOOPBACK, mail_room


@pytest.mark.parametrize("words", [None, b"", b"EHLO someone\r\n", b"EHLO someone\r\nMAIL FROM:<a@b.example>\r\n"])
def test_a_caller_who_does_not_hang_up_is_cut_off(words: bytes | None) -> None:
    """Also one who has just called (``None``)."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        with mail_room() as room:
            callers = [socket.create_connection((LOOPBACK, room.port), 5) for _ in range(5)]
            for caller in callers if words is not None else ():
                caller.recv(100)
                caller.sendall(words or b"")
        del room
        gc.collect()
        for caller in callers:
            caller.settimeout(5)
            with caller:
                assert is_over(caller)
    assert [str(each.message) for each in told] == []


def is_over(caller: socket.socket) -> bool:
    """Whether the other side hangs up, once all is read that it said before."""
    try:
        while caller.recv(1000):
            pass
    except ConnectionResetError:
        pass
    return True
