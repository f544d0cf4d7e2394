"""What a PDF shows, asked of poppler: its text, its fonts, its pages. Without poppler the asking test is left out."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.support.unavailable import unavailable


@dataclass(frozen=True)
class Pdf:
    """A PDF file on the disk."""

    path: Path

    def pages(self) -> list[str]:
        """The text of every page, laid out as one sees it."""
        return _run("pdftotext", "-layout", "-enc", "UTF-8", self.path, "-").split("\f")[:-1]

    def words(self) -> str:
        """All text in reading order, on single spaces."""
        return " ".join(_run("pdftotext", "-enc", "UTF-8", self.path, "-").split())

    def places(self) -> list[tuple[float, float, float, float]]:
        """Where each word of the first page stands: left, top, right, bottom in points, counted from the upper left corner."""
        told = _run("pdftotext", "-bbox", "-l", "1", self.path, "-")
        found = re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">', told)
        return [(float(left), float(top), float(right), float(bottom)) for left, top, right, bottom in found]

    def fonts(self) -> list[tuple[str, bool]]:
        """Each font's name, and whether the file carries it."""
        lines = _run("pdffonts", self.path).splitlines()[2:]
        return [(line.split()[0], re.findall(r"\b(yes|no)\b", line)[0] == "yes") for line in lines]

    def facts(self) -> dict[str, str]:
        """What the file says about itself: Pages, Page size, CreationDate …"""
        pairs = (line.split(":", 1) for line in _run("pdfinfo", self.path).splitlines() if ":" in line)
        return {name: value.strip() for name, value in pairs}


def _run(program: str, *arguments: str | Path) -> str:
    if shutil.which(program) is None:
        unavailable(f"{program} is not installed (poppler-utils)")
    done = subprocess.run([program, *arguments], capture_output=True, check=True)
    return done.stdout.decode("utf-8")
