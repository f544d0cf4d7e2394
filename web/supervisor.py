"""Site, worker and signer as one group of processes: what dies is started again, what is told to stop stops together."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence

PATIENCE = 10.0
"""Seconds that a process has to stop by itself."""


class Supervisor:
    """Keeps commands of this program running until it is told to stop."""

    def __init__(self, parts: Sequence[Sequence[str]], environ: Mapping[str, str]) -> None:
        self._parts = parts
        self._environ = dict(environ)
        self._running: dict[int, subprocess.Popen[bytes]] = {}
        self._is_over = False

    def run(self) -> int:
        """Start everything and stay until a signal; a part that ends is started again after a second."""
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self._end)
        for index in range(len(self._parts)):
            self._start(index)
        while not self._is_over:
            time.sleep(0.2)
            for index, process in list(self._running.items()):
                if process.poll() is not None and not self._is_over:
                    time.sleep(1)
                    self._start(index)
        self._stop_all()
        return 0

    def _start(self, index: int) -> None:
        command = [sys.executable, "-m", "web.cli", *self._parts[index]]
        self._running[index] = subprocess.Popen(command, env={**os.environ, **self._environ})

    def _end(self, _signal: int, _frame: object) -> None:
        self._is_over = True

    def _stop_all(self) -> None:
        for process in self._running.values():
            process.terminate()
        until = time.monotonic() + PATIENCE
        for process in self._running.values():
            try:
                process.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
