"""The tables of moves that entries name by digest: those of today, and every one that was in force before.

A table that is changed moves to ``EARLIER`` as it was, else the entries made under it could not be replayed any more.
"""

from collections.abc import Mapping
from types import MappingProxyType

from states.process import Process
from states.processes import PROCESSES

EARLIER: tuple[Process, ...] = ()
"""Tables of moves that were in force once."""

BY_DIGEST: Mapping[str, Process] = MappingProxyType(
    {process.digest: process for process in (*EARLIER, *PROCESSES.values())}
)
"""Every table of moves that a genuine entry may name."""
