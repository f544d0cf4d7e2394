"""The count is told step by step, the same on screen and on paper, in Vietnamese and in English."""

from __future__ import annotations

from itertools import product
from typing import get_args

import pytest

from states.ranking import Rank, explain_finding
from states.tally import CountRules, Disclosure, Opinions, Tally, Threshold, finding
from states.tally_explained import disclosure_in_words, explain, told_alike
from states.vocabulary import RankStanding

MAJORITY = Threshold(1, 2, True)
FOUR_FIFTHS = Threshold(4, 5, False)


def tally(agree: int, disagree: int, *, agree_lower: int = 0, abstain: int = 0, missing: int = 0) -> Tally:
    here = Opinions(agree, agree_lower, disagree, abstain)
    return Tally(members=here.given + missing, here=here, missing=missing)


def test_the_count_is_told_step_by_step() -> None:
    assert explain(tally(8, 1), FOUR_FIFTHS, "endorsed", "en") == (
        "Members of the council in office: 9; the share is taken of all of them, not only of those present.",
        "Nobody is recused (by the rules the recused stay in the base).",
        "Agree: 8; disagree: 1; abstain: 0; no opinion received: 0.",
        "8 of 9 members agree; at least 80% is required: 80% of 9 is 7.2, so at least 8 must agree; reached.",
        "Finding: the council endorses the award.",
    )
    assert explain(tally(8, 1), MAJORITY, "endorsed", "vi") == (
        "Hội đồng có 9 thành viên đương nhiệm; tỷ lệ tính trên toàn bộ số thành viên này, không chỉ trên số có mặt.",
        "Không ai phải rút vì có liên quan (theo quy tắc đang áp dụng, người phải rút vẫn tính vào tổng số).",
        "Đồng ý: 8; không đồng ý: 1; không biểu quyết: 0; chưa cho ý kiến: 0.",
        "8/9 thành viên đồng ý; yêu cầu quá một nửa: một nửa của 9 là 4,5, vậy cần ít nhất 5; đạt.",
        "Kết luận: Hội đồng đồng ý đề nghị khen thưởng.",
    )


def test_the_recused_the_written_the_invalid_and_the_missing_are_told() -> None:
    counted = Tally(
        members=13, here=Opinions(agree=6, disagree=1), written=Opinions(agree=1, abstain=1), recused=2, invalid=1,
        missing=1, rules=CountRules(recused_stay_in_base=False),
    )  # fmt: skip
    assert explain(counted, FOUR_FIFTHS, "not_endorsed", "en") == (
        "Members of the council in office: 13; the share is taken of the 11 who are not recused, "
        "not only of those present.",
        "Recused: 2; by the rules the recused leave the base.",
        "Agree: 7; disagree: 1; abstain: 1; invalid papers: 1; no opinion received: 1.",
        "Of these in writing: 2 (agree: 1; disagree: 0; abstain: 1).",
        "An invalid paper does not count as agreeing.",
        "A member whose opinion was not received does not count as agreeing.",
        "7 of 11 members agree; at least 80% is required: 80% of 11 is 8.8, so at least 9 must agree; not reached.",
        "Finding: the council does not endorse the award.",
    )
    told = explain(counted, FOUR_FIFTHS, "not_endorsed", "vi")
    assert told[0].endswith("tỷ lệ tính trên 11 thành viên được tham gia biểu quyết, không chỉ trên số có mặt.")
    assert (
        told[1]
        == "Không được tham gia biểu quyết vì có liên quan: 2; theo quy tắc đang áp dụng, người này không tính vào tổng số."
    )
    assert told[3] == "Trong đó ý kiến bằng văn bản: 2 (đồng ý: 1; không đồng ý: 0; không biểu quyết: 1)."


def test_opinions_in_writing_that_do_not_count_are_told_too() -> None:
    counted = Tally(members=5, here=Opinions(agree=2), written=Opinions(agree=3), rules=CountRules(written_count=False))
    told = explain(counted, MAJORITY, "not_endorsed", "en")
    assert told[2] == "Agree: 2; disagree: 0; abstain: 0; no opinion received: 0."
    assert told[3] == (
        "Besides, in writing: 3 (agree: 3; disagree: 0; abstain: 0); the rules do not count these, "
        "so they do not count as agreeing."
    )
    assert "2 of 5 members agree" in told[4]


def test_the_lower_award_and_odd_shares_are_told_too() -> None:
    told = explain(tally(4, 3, agree_lower=2), MAJORITY, "endorsed_lower", "vi")
    assert "4 + 2 = 6; 6/9, cần ít nhất 5; đạt" in told[-2]
    assert "chỉ đồng ý mức thấp hơn: 2" in told[2]
    told = explain(tally(2, 5, agree_lower=2), MAJORITY, "not_endorsed", "en")
    assert told[-2] == (
        "With those who agree to the lower award only: 2 + 2 = 4; 4 of 9, at least 5 must agree; not reached."
    )
    told = explain(tally(8, 2), Threshold(2, 3, False), "endorsed", "en")
    assert "2/3 of 10 is ≈6.66, so at least 7" in told[3]
    assert (
        "một nửa của 10 là 5, vậy cần ít nhất 6; không đạt" in explain(tally(5, 5), MAJORITY, "not_endorsed", "vi")[3]
    )


def test_papers_too_many_are_told_without_a_share() -> None:
    counted = Tally(members=9, here=Opinions(agree=9), missing=1, surplus=1)
    told = explain(counted, MAJORITY, "re_vote", "en")
    assert told[-2:] == (
        "Papers returned beyond those handed out: 1; nothing can be concluded from these papers.",
        "Finding: the council must vote anew; it has neither endorsed nor refused this time.",
    )
    assert not any("is required" in step for step in told)


def test_equals_of_a_secret_ballot_are_told_with_the_vote_anew_last() -> None:
    rank = Rank(award="CSTDCS", year=2025, agree=8, place=2, among=3, quota_of="LDTT", quota_base=4, quota_most=2,
                quota_used=0, standing=RankStanding.RE_VOTE, places=1)  # fmt: skip
    told = explain_finding(tally(8, 1), FOUR_FIFTHS, "re_vote", rank, "vi")
    assert told[-2].endswith("Hội đồng bỏ phiếu lại để chọn 1 trong số các hồ sơ bằng nhau.")
    assert told[-1].startswith("Kết luận: phải biểu quyết lại")
    assert not any("đề nghị khen thưởng" in step for step in told)


@pytest.mark.parametrize(
    ("counted", "claimed"),
    [
        (tally(8, 1), "not_endorsed"), (tally(8, 1), "endorsed_lower"), (tally(1, 8), "endorsed"),
        (tally(1, 8), "endorsed_lower"), (tally(1, 8), "re_vote"), (tally(8, 1), "yes"),
        (Tally(members=9, here=Opinions(agree=9), missing=1, surplus=1), "endorsed"),
    ],
)  # fmt: skip
def test_a_finding_that_does_not_follow_is_never_explained(counted: Tally, claimed: str) -> None:
    with pytest.raises(ValueError, match="does not follow"):
        explain(counted, MAJORITY, claimed, "vi")


def test_every_count_of_a_small_council_is_told_with_its_own_figures() -> None:
    """Whatever was found, every figure of the count stands in the explanation, and the last step is the finding's."""
    conclusions = set()
    for parts in product(range(3), repeat=7):
        agree, lower, disagree, wrote, invalid, missing, recused = parts
        counted = Tally(
            members=sum(parts), here=Opinions(agree, lower, disagree), written=Opinions(disagree=wrote), recused=recused,
            invalid=invalid, missing=missing,
        )  # fmt: skip
        found = finding(counted, MAJORITY, lower_allowed=True)
        told = explain(counted, MAJORITY, found, "en")
        words = " ".join(told)
        assert f"in office: {sum(parts)};" in words
        assert (f"Recused: {recused};" if recused else "Nobody is recused") in words
        assert f"Agree: {agree};" in words and f"disagree: {disagree + wrote};" in words
        assert (f"in writing: {wrote}" in words) == bool(wrote)
        assert (f"invalid papers: {invalid};" in words) == bool(invalid)
        assert f"no opinion received: {missing}." in words
        conclusions.add((found, told[-1]))
    assert len(conclusions) == 3


def test_what_is_told_alike_is_told_once() -> None:
    assert told_alike({"a": ("x",), "b": ("y",), "c": ("x",)}) == [(["a", "c"], ("x",)), (["b"], ("y",))]


def test_why_a_secret_ballot_is_none_is_told() -> None:
    assert disclosure_in_words("very_small", 4, "en").startswith("Only 4 members vote in secret")
    assert disclosure_in_words("unanimous", 9, "vi").startswith("Mọi phiếu đều giống nhau")
    assert disclosure_in_words("all_but_one", 9, "en").startswith("Only one paper differs")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_totals_give_away_of_a_vote_by_name_is_told_without_papers(language: str) -> None:
    told = {disclosure_in_words(each, 4, language, in_secret=False) for each in get_args(Disclosure)}
    assert len(told) == 3 and any("4" in each for each in told)
    assert not any(word in each for each in told for word in ("phiếu kín", "Mọi phiếu", "paper", "secret"))
