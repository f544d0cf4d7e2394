"""What is looser than the law: figure by figure, whichever way that is; what is stricter, or was never law, is not told."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from states.regime import regime_on, written_rules
from states.rule_loosening import loosened

DAY = date(2025, 9, 1)
LAW = written_rules(regime_on(DAY).digest)
SOURCE = "05/QC-HĐ, Điều 7"


def told(path: tuple[str, ...], law: Any, own: Any, mark: str = "V") -> bool:
    """Whether putting ``own`` in the place of ``law`` is told."""
    before, after = deepcopy(LAW), deepcopy(LAW)
    for rules, value, sure in ((before, law, mark), (after, own, "V")):
        table: Any = rules
        for part in path[:-1]:
            table = table[part]
        table[path[-1]] = {"value": value, "source": SOURCE if rules is after else "Nghị định, Điều 1", "mark": sure}
    found = [each.key for each in loosened(before, before, after)]
    assert found in ([], [path])
    return bool(found)


def days(number: int, kind: str = "calendar") -> dict[str, Any]:
    return {"days": number, "kind": kind}


def share(num: int, den: int, *, strict: bool = False) -> dict[str, Any]:
    return {"num": num, "den": den, "strict": strict}


AWARD = ("awards", "CSTDCS")
CASES = [
    ((*AWARD, "threshold"), share(4, 5), share(1, 100)),
    ((*AWARD, "threshold"), share(1, 2, strict=True), share(1, 2)),
    (("awards", "GDVH", "posting_term"), days(10), days(1)),
    (("awards", "GDVH", "posting_term"), days(10, "working"), days(10)),
    ((*AWARD, "appraisal_term"), days(20, "working"), days(30, "working")),
    ((*AWARD, "appraisal_term"), days(20), days(20, "working")),
    ((*AWARD, "unit_meeting_step"), True, False),
    ((*AWARD, "quota"), {"set_by": "rules", "share": [15, 100], "of": "LDTT"}, "none"),
    ((*AWARD, "submit_by"), "11-30", "12-15"),
    (("council", "award_quorum"), [4, 5], [1, 2]),
    (("council", "recused_stay_in_base"), True, False),
    (("intake", "intake_term"), days(1, "working"), days(9, "working")),
    (("annulment", "recovery_term"), days(15), days(60)),
]


@pytest.mark.parametrize(("path", "law", "own"), CASES)
def test_the_looser_way_is_told_and_the_other_is_not(path: tuple[str, ...], law: Any, own: Any) -> None:
    assert told(path, law, own)
    if own != "none":
        assert not told(path, own, law)
    assert not told(path, law, own, mark="U"), "a default of the software is no law"


def test_a_bonus_is_fixed_both_ways() -> None:
    path = (*AWARD, "bonus", "individual")
    assert told(path, [1, 1], [2, 1])
    assert told(path, [2, 1], [1, 1])
    assert not told(path, [1, 1], [1, 1])


@pytest.mark.parametrize(
    ("award", "condition", "looser"),
    [
        ("TTLDTT", "members_ldtt", {"share": [1, 2]}),
        ("CSTDT", "fighter_three_years", {"times": 1}),
    ],
)
def test_a_condition_that_asks_less_is_told(award: str, condition: str, looser: dict[str, Any]) -> None:
    checked = [line for line in LAW["awards"][award]["conditions"] if line.get("check", {}).keys() >= looser.keys()]
    assert checked, LAW["awards"][award]["conditions"]
    after = deepcopy(LAW)
    for line in after["awards"][award]["conditions"]:
        if line["code"] == checked[0]["code"]:
            line |= {"check": line["check"] | looser, "source": SOURCE}
    assert [each.key[3] for each in loosened(LAW, LAW, after)] == [checked[0]["code"]]
    assert not list(loosened(after, after, LAW)), condition


def test_what_stood_before_is_not_told_again() -> None:
    once, twice = deepcopy(LAW), deepcopy(LAW)
    for rules in (once, twice):
        rules["awards"]["CSTDCS"]["threshold"] = {"value": share(1, 100), "source": SOURCE, "mark": "V"}
    twice["awards"]["GDVH"]["posting_term"] = {"value": days(1), "source": SOURCE, "mark": "V"}
    assert [each.key[1] for each in loosened(LAW, once, twice)] == ["GDVH"]
