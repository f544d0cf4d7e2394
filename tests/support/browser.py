"""Where the browser of the browser stories is found."""

from __future__ import annotations

import shutil
from pathlib import Path

COMMANDS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
DOWNLOADS = Path.home() / ".cache" / "ms-playwright"


def find_chromium() -> str | None:
    """The path of a Chromium: the system's own first, then one that Playwright has fetched; None without any."""
    for command in COMMANDS:
        if found := shutil.which(command):
            return found
    fetched = sorted(DOWNLOADS.glob("chromium-*/chrome-linux*/chrome"))
    return str(fetched[-1]) if fetched else None
