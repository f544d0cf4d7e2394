"""The page for operators names every setting and every command, and the change log every release."""

import re

import click

from tests.support.source import ROOT
from web.cli import bangvang
from web.settings import NAMES, PREFIX

PAGE = (ROOT / "docs" / "operating.md").read_text("utf-8")


def test_every_setting_is_named() -> None:
    missing = [name for name in NAMES if f"`{PREFIX}{name}`" not in PAGE]

    assert missing == []


def test_no_setting_is_invented() -> None:
    named = set(re.findall(rf"`{PREFIX}([A-Z_]+)`", PAGE))

    assert named == set(NAMES)


def test_every_command_is_named() -> None:
    missing = [name for name in paths(bangvang, "bangvang") if f"`{name}" not in PAGE]

    assert missing == []


def paths(command: click.Command, name: str) -> list[str]:
    """The full names of a command's parts that do something."""
    if isinstance(command, click.Group):
        return [path for inner, part in command.commands.items() for path in paths(part, f"{name} {inner}")]
    return [name]
