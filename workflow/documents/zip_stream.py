"""A ZIP file written piece by piece: however large it is, only the part at hand is in memory. Equal parts, equal bytes."""

import zipfile
from collections.abc import Iterable, Iterator

Part = tuple[str, bytes]
"""A name within the file, and what it holds."""

_BEFORE_ALL_TIME = (1980, 1, 1, 0, 0, 0)


class _Outlet:
    """What the archive is written into; it can't be wound back, so that the archive never wants to."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []
        self._told = 0

    def write(self, data: bytes) -> int:
        self._waiting.append(bytes(data))
        self._told += len(data)
        return len(data)

    def tell(self) -> int:
        return self._told

    def flush(self) -> None:
        """Nothing waits here for long."""

    def drain(self) -> bytes:
        waiting, self._waiting = b"".join(self._waiting), []
        return waiting


def zipped(parts: Iterable[Part]) -> Iterator[bytes]:
    """The bytes of a ZIP file with these parts, in their order."""
    outlet = _Outlet()
    with zipfile.ZipFile(outlet, "w") as archive:  # type: ignore[call-overload]
        for name, data in parts:
            told = zipfile.ZipInfo(name, _BEFORE_ALL_TIME)
            told.compress_type, told.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(told, data)
            yield outlet.drain()
    yield outlet.drain()
