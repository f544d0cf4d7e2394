"""``bangvang list check``: every fault by its cell, and not a trace of having been there."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.support.command_line import Answer, run_command
from tests.support.workbooks import household, workbook

RIGHT = workbook([household("Trần Văn Ba", code="01")])
WRONG = workbook([household("Trần Văn Ba", year="31/02/1980"), household("")])


def check(folder: Path, data: bytes, *more: str) -> Answer:
    file = folder / "danh sách.bin"
    file.write_bytes(data)
    environ = {name: value for name, value in os.environ.items() if not name.startswith("BANGVANG_")}
    return run_command(("list", "check", str(file), *more), environ | {"BANGVANG_DATA_DIR": str(folder / "var")})


@pytest.mark.parametrize(
    ("data", "more", "code", "said"),
    [
        (RIGHT, (), 0, "1 dòng đúng, 0 dòng lỗi"),
        (WRONG, (), 1, "E2\tNăm sinh\t31/02/1980\tXem lại ngày sinh"),
        (b"%PDF-", (), 1, "không phải là bảng tính"),
        (RIGHT, ("--on", "2024-11-01", "--award", "GDVH"), 0, "1 dòng đúng"),
    ],
)
def test_people_read_what_is_wrong(tmp_path: Path, data: bytes, more: tuple[str, ...], code: int, said: str) -> None:
    done = check(tmp_path, data, *more)
    assert (done.returncode, done.stderr) == (code, "")
    assert said in done.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["danh sách.bin"]


def test_programs_read_it_too(tmp_path: Path) -> None:
    told = json.loads(check(tmp_path, WRONG, "--json").stdout)
    assert (told["right"], told["wrong"], told["sheet"]) == (0, 2, "Danh sách")
    assert [(each["cell"], each["problem"], each["value"]) for each in told["errors"]] == [
        ("E2", "day_unreal", "31/02/1980"), ("B3", "missing", ""),
    ]  # fmt: skip
    assert json.loads(check(tmp_path, b"x", "--json").stdout)["errors"][0]["problem"] == "no_workbook"


@pytest.mark.parametrize("more", [("--award", "XYZ"), ("--on", "31/02/2024"), ("--nothing",)])
def test_called_wrongly(tmp_path: Path, more: tuple[str, ...]) -> None:
    done = check(tmp_path, RIGHT, *more)
    assert done.returncode == (1 if more[0] == "--award" else 2)
    assert done.stderr and "Traceback" not in done.stderr
