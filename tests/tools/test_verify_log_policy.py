"""The policies of ``tools/verify_log.py`` against those of the house: two readers, written apart, agree on every case."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from tests.support.checker import loaded_checker
from tests.workflow.ledger.test_policy import BROKEN, EXAMPLE, HEAD, LOG, NOW, line, wrong_lines
from workflow.ledger.note import Note, Signature, signed


@pytest.fixture(scope="module")
def checker() -> ModuleType:
    """The checker, at the instant of the house's own test."""
    module = loaded_checker()
    module.time = SimpleNamespace(time=lambda: NOW)  # type: ignore[attr-defined]
    return module


def accepts(checker: ModuleType, folder: Path, *lines: Signature) -> bool:
    """Whether a checkpoint with these lines of witnesses is accepted under the example."""
    (folder / "policy").write_text(EXAMPLE)
    trust = checker.Trust([], folder / "policy")
    note = Note(HEAD, (*signed(HEAD, [LOG]).signatures, *lines))
    head = checker.Checkpoint(bytes(note), "x")
    try:
        trust.judge_witnesses(head)
    except checker.Complaint as found:
        assert found.code == "no_quorum"
        return False
    return bool(trust.judge(head))


def test_groups_of_groups_make_a_quorum(checker: ModuleType, tmp_path: Path) -> None:
    assert accepts(checker, tmp_path, line("X1"), line("X3"), line("Y2"))
    assert not accepts(checker, tmp_path, line("X1"), line("Y1"), line("Y2"))
    assert not accepts(checker, tmp_path, line("X1"), line("X2"), line("X3"))


@pytest.mark.parametrize("case", wrong_lines())
def test_a_wrong_line_counts_for_nothing(case: str, checker: ModuleType, tmp_path: Path) -> None:
    assert not accepts(checker, tmp_path, line("X1"), line("Y1"), *wrong_lines()[case])


@pytest.mark.parametrize("says", BROKEN)
def test_a_broken_policy_is_refused(says: str, checker: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "policy").write_text(BROKEN[says])
    with pytest.raises(checker.Complaint) as found:
        checker.Trust([], tmp_path / "policy")
    assert (found.value.code, found.value.answer) == ("bad_policy", 2)
