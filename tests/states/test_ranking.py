"""Who passes for an award that a quota bounds is ranked by votes, then as the law prefers, and then left to the chairman."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from states.ranking import Contender, HeldRank, Rank, explain_rank, over_quota, preference_of, ranks, settled
from states.rule_parts import Quota, TiePreference
from states.vocabulary import Preference, RankStanding, SubjectKind

HALF = Quota(set_by="rules", share=(1, 2), of="LDTT")
WOMEN_FIRST = TiePreference(women=True, women_of_collective=(7, 10))
WOMAN = Preference.WOMAN


def contender(key: str, agree: int, preference: Preference | None = None, quota: Quota | None = HALF) -> Contender:
    return Contender(key=key, award="CSTDCS", year=2025, agree=agree, quota=quota, preference=preference)


def ranked(*found: Contender, of: int = 0, used: int = 0) -> dict[str, Rank]:
    return ranks(found, {("LDTT", 2025): of, ("CSTDCS", 2025): used})


def held(rank: Rank, taken: int) -> HeldRank:
    return HeldRank(rank, ("session", rank.award, rank.year), taken)


def places(found: dict[str, Rank]) -> dict[str, tuple[int, RankStanding | None]]:
    return {key: (rank.place, rank.standing) for key, rank in found.items()}


def test_more_votes_come_first_and_the_quota_cuts() -> None:
    found = ranked(contender("a", 5), contender("b", 7), contender("c", 6), of=4)
    assert places(found) == {
        "b": (1, RankStanding.WITHIN), "c": (2, RankStanding.WITHIN), "a": (3, RankStanding.BEYOND),
    }  # fmt: skip
    assert found["a"].quota_most == 2 and found["a"].places == 0


def test_women_come_first_among_equals_only() -> None:
    found = ranked(contender("man", 6), contender("woman", 6, WOMAN), contender("best", 7), of=4)
    assert places(found) == {
        "best": (1, RankStanding.WITHIN), "woman": (2, RankStanding.WITHIN), "man": (3, RankStanding.BEYOND),
    }  # fmt: skip
    assert found["woman"].preference == WOMAN and found["man"].preference is None
    fewer = ranked(contender("man", 6), contender("woman", 5, WOMAN), of=2)
    assert places(fewer)["man"] == (1, RankStanding.WITHIN)
    assert fewer["woman"].preference is None, "it decided nothing"


def test_equals_across_the_last_place_are_left_to_the_chairman() -> None:
    found = ranked(contender("a", 7), contender("b", 6), contender("c", 6), contender("d", 5), of=4)
    assert places(found) == {
        "a": (1, RankStanding.WITHIN), "b": (2, RankStanding.TIED), "c": (2, RankStanding.TIED), "d": (4, RankStanding.BEYOND),
    }  # fmt: skip
    assert found["b"].places == 1
    assert not list(over_quota(held(found["b"], 0), "1"))
    assert [each.code for each in over_quota(held(found["b"], 1), "1")] == ["equals_beyond_quota"]
    assert [each.code for each in over_quota(held(found["b"], 0), "1", more=1)] == ["equals_beyond_quota"]
    assert not list(over_quota(None, "1"))
    assert [each.code for each in over_quota(held(found["d"], 0), "1")] == ["beyond_quota"]


def test_equals_of_a_secret_ballot_are_voted_on_anew() -> None:
    """The chairman's choice among them would tell how the chairman voted."""
    group = [contender("a", 7), contender("b", 6), contender("c", 6), contender("d", 5)]
    found = ranked(*(replace(each, is_secret=True) for each in group), of=4)
    assert places(found) == {
        "a": (1, RankStanding.WITHIN), "b": (2, RankStanding.RE_VOTE), "c": (2, RankStanding.RE_VOTE),
        "d": (4, RankStanding.BEYOND),
    }  # fmt: skip
    assert found["b"].places == 1
    assert [each.code for each in over_quota(held(found["b"], 0), "1")] == ["equals_to_vote_on_anew"]
    assert {key: settled("endorsed", rank) for key, rank in found.items()} == {
        "a": "endorsed", "b": "re_vote", "c": "re_vote", "d": "endorsed",
    }  # fmt: skip
    assert settled("not_endorsed", None) == "not_endorsed"
    woman = ranked(*(replace(each, is_secret=True) for each in [contender("a", 6), contender("b", 6, WOMAN)]), of=2)
    assert places(woman) == {"b": (1, RankStanding.WITHIN), "a": (2, RankStanding.BEYOND)}, "the law breaks this tie"
    assert "bỏ phiếu lại" in explain_rank(found["b"], "vi")[-1] and "anew" in explain_rank(found["b"], "en")[-1]


def test_what_passed_before_has_used_places_and_the_base_counts_this_session() -> None:
    advanced = Contender(key="l", award="LDTT", year=2025, agree=7)
    found = ranked(contender("a", 7), advanced, of=5, used=2)
    assert "l" not in found, "no quota bounds it"
    assert (found["a"].quota_base, found["a"].quota_most, found["a"].quota_used) == (6, 3, 2)
    assert found["a"].standing == RankStanding.WITHIN
    assert ranked(contender("a", 7), of=4, used=2)["a"].standing == RankStanding.BEYOND


def test_a_number_that_others_set_gives_an_order_without_a_cut() -> None:
    elsewhere = Quota(set_by="cluster")
    found = ranked(contender("a", 5, quota=elsewhere), contender("b", 6, quota=elsewhere))
    assert places(found) == {"b": (1, None), "a": (2, None)}
    assert not list(over_quota(held(found["a"], 9), "1"))


def test_years_and_awards_do_not_compete() -> None:
    other = Contender(key="b", award="CSTDCS", year=2024, agree=7, quota=HALF)
    found = ranks([contender("a", 5), other], {("LDTT", 2025): 2, ("LDTT", 2024): 2})
    assert places(found) == {"a": (1, RankStanding.WITHIN), "b": (1, RankStanding.WITHIN)}


def test_whom_the_law_prefers() -> None:
    person, body = SubjectKind.INDIVIDUAL, SubjectKind.COLLECTIVE
    assert preference_of(WOMEN_FIRST, person, "female", None, None) == WOMAN
    assert preference_of(WOMEN_FIRST, person, "male", None, None) is None
    assert preference_of(None, person, "female", None, None) is None
    assert preference_of(WOMEN_FIRST, body, None, 10, 7) == Preference.MOSTLY_WOMEN
    assert preference_of(WOMEN_FIRST, body, None, 10, 6) is None
    assert preference_of(WOMEN_FIRST, body, None, 10, None) is None
    assert preference_of(WOMEN_FIRST, SubjectKind.HOUSEHOLD, "female", None, None) is None


@given(st.integers(1, 400), st.integers(0, 400))
def test_seven_tenths_are_counted_exactly(members: int, women: int) -> None:
    found = preference_of(WOMEN_FIRST, SubjectKind.COLLECTIVE, None, members, women)
    assert (found is not None) == (Fraction(women, members) >= Fraction(7, 10))


@given(
    st.lists(st.tuples(st.integers(4, 7), st.booleans()), min_size=1, max_size=9), st.integers(0, 20), st.integers(0, 6)
)
def test_no_more_are_admitted_than_the_quota_and_nobody_is_passed_over(
    votes: list[tuple[int, bool]], of: int, used: int
) -> None:
    group = [contender(str(n), agree, WOMAN if is_woman else None) for n, (agree, is_woman) in enumerate(votes)]
    found = ranked(*group, of=of, used=used)
    left = max(0, of // 2 - used)
    within = [key for key, rank in found.items() if rank.standing == RankStanding.WITHIN]
    tied = [key for key, rank in found.items() if rank.standing == RankStanding.TIED]
    chosen = len(within) + (found[tied[0]].places or 0 if tied else 0)
    assert chosen == min(left, len(group))
    key = {each.key: (each.agree, each.preference is not None) for each in group}
    assert len({key[each] for each in tied}) <= 1
    beyond = [each for each in found if each not in within and each not in tied]
    assert all(key[better] > key[worse] for better in within for worse in (*tied, *beyond))
    assert all(key[better] > key[worse] for better in tied for worse in beyond)


def test_it_is_told_in_both_languages() -> None:
    found = ranked(contender("man", 6), contender("woman", 6, WOMAN), of=2)
    assert explain_rank(found["woman"], "vi") == (
        "Xếp thứ 1 trong 2 hồ sơ được Hội đồng đồng ý, theo số thành viên đồng ý (6).",
        "Trong số bằng phiếu, ưu tiên nữ.",
        "Hạn mức: 1, tính trên 2 Lao động tiên tiến; đã đồng ý trước đây: 0.",
        "Trong hạn mức.",
    )
    assert explain_rank(found["man"], "en")[-1] == "Beyond the quota: no award can be decided now."
