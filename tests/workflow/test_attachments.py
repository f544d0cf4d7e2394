"""Dossier files: known by their content, kept whole or not at all, swept only when nobody names them."""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from states.refusals import NoSuchCase, NotMet
from workflow.attachments import DOCX, JPEG, LIMIT_MB, PDF, PNG, XLSX, Attachments, media_type_of

PAPER = b"%PDF-1.7\n..."
LATE = 9_000_000_000_000_000


def package(*names: str) -> bytes:
    """A zip archive with empty parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "")
    return buffer.getvalue()


@pytest.fixture
def attachments(tmp_path: Path) -> Attachments:
    return Attachments(tmp_path / "files")


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (PAPER, PDF),
        (b"\xff\xd8\xff\xe0", JPEG),
        (b"\x89PNG\r\n\x1a\n", PNG),
        (package("[Content_Types].xml", "word/document.xml"), DOCX),
        (package("[Content_Types].xml", "xl/workbook.xml"), XLSX),
        (package("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), None),
        (package("[Content_Types].xml", "xl/workbook.xml", "xl/VBAPROJECT.BIN"), None),
        (package("word/document.xml"), None),
        (package("[Content_Types].xml"), None),
        (b"PK\x03\x04 no archive", None),
        (b"<html>", None),
        (b"MZ", None),
    ],
)
def test_a_file_is_known_by_its_content(data: bytes, media_type: str | None) -> None:
    assert media_type_of(data) == media_type


def test_a_file_is_kept_under_its_digest(attachments: Attachments) -> None:
    digest = attachments.keep("commune", PAPER)
    assert digest == hashlib.sha256(PAPER).hexdigest()
    assert attachments.keep("commune", PAPER) == digest
    assert [path.name for path in (attachments.files / "commune").iterdir()] == [digest]
    with attachments.open("commune", digest) as file:
        assert file.read() == PAPER


def test_another_organisation_does_not_see_it(attachments: Attachments) -> None:
    digest = attachments.keep("commune", PAPER)
    for organisation, name in (("other", digest), ("commune", "0" * 64), ("commune", "../" + digest), ("..", digest)):
        with pytest.raises(NoSuchCase):
            attachments.open(organisation, name)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b"#!/bin/sh", "file_type_unknown"),
        (PAPER + bytes(LIMIT_MB * 1_000_000), "file_too_large"),
    ],
)
def test_an_unfit_file_is_refused_and_leaves_nothing(attachments: Attachments, data: bytes, code: str) -> None:
    with pytest.raises(NotMet) as refused:
        attachments.keep("commune", data)
    assert [reason.code for reason in refused.value.refusals] == [code]
    assert not attachments.files.exists()


def test_a_failed_write_leaves_nothing(attachments: Attachments, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        attachments.keep("commune", PAPER)
    assert list((attachments.files / "commune").iterdir()) == []


def test_only_old_files_that_nobody_names_are_swept(attachments: Attachments) -> None:
    named, orphan = attachments.keep("commune", PAPER), attachments.keep("commune", PAPER + b"2")
    assert attachments.sweep(lambda _: {named}, before=0) == 0
    assert attachments.sweep(lambda _: {named}, before=LATE) == 1
    attachments.open("commune", named).close()
    with pytest.raises(NoSuchCase):
        attachments.open("commune", orphan)


def test_a_file_kept_anew_is_young_again(attachments: Attachments) -> None:
    digest = attachments.keep("commune", PAPER)
    path = attachments.files / "commune" / digest
    os.utime(path, (1, 1))
    present = attachments.instant()

    def meanwhile(_digests: Sequence[str]) -> set[str]:
        attachments.keep("commune", PAPER)
        return set()

    assert attachments.sweep(meanwhile, before=present) == 0
    assert [each.name for each in path.parent.iterdir()] == [digest]
    os.utime(path, (1, 1))
    assert attachments.sweep(lambda _: set(), before=present) == 1


def test_the_clock_is_the_disks_own(attachments: Attachments) -> None:
    first = attachments.instant()
    digest = attachments.keep("commune", PAPER)
    written = (attachments.files / "commune" / digest).stat().st_mtime_ns // 1000
    assert first <= written <= attachments.instant()
