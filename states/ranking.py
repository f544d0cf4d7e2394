"""Ranking those who passed the council's vote, where the rules allow an award to so many only.

By the number of members who agreed; among equals the law's preference for women decides; who is equal even then and stands
across the last places is for the chairman to choose from, after an open vote. After a secret ballot nobody breaks the tie,
for the chairman's choice would tell the chairman's vote: the council votes anew. A quota that somebody else sets gives an
order without a cut.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from states.ranking_wording import WORDS
from states.refusals import Fact, Refusal
from states.rule_names import award_name
from states.rule_parts import Quota, TiePreference
from states.tally import Finding, Tally, Threshold
from states.tally_explained import conclusion, count_steps, explain
from states.vocabulary import Preference, RankStanding, SubjectKind


@dataclass(frozen=True, kw_only=True)
class Contender:
    """One whom the council found worthy of an award in a year, and by how many votes; ``quota`` is that of the own rules.

    ``is_secret``: the votes were cast in a secret ballot.
    """

    key: str
    award: str
    year: int
    agree: int
    quota: Quota | None = None
    preference: Preference | None = None
    is_secret: bool = False


@dataclass(frozen=True, kw_only=True)
class Rank:
    """Where one stands among those who passed.

    ``quota_most`` is the share of the ``quota_base`` people who get ``quota_of``, rounded down, and ``quota_used`` how many
    had been found worthy before; all None where the number is not in the rules. ``places`` is how many awards are left for
    those of this standing. ``preference`` is named only where it decided.
    """

    award: str
    year: int
    agree: int
    place: int
    among: int
    preference: Preference | None = None
    quota_of: str | None = None
    quota_base: int | None = None
    quota_most: int | None = None
    quota_used: int | None = None
    standing: RankStanding | None = None
    places: int | None = None


@dataclass(frozen=True)
class HeldRank:
    """The rank a nomination holds: ``equals`` names those it may share the last places with, ``taken`` of them have a place."""

    rank: Rank
    equals: tuple[str, str, int]
    taken: int


def preference_of(
    rule: TiePreference | None, kind: str, gender: str | None, members: int | None, women: int | None
) -> Preference | None:
    """Why the law prefers a nominee among equals; None where it does not, or where nothing is known that would say so."""
    if rule is None:
        return None
    if kind == SubjectKind.INDIVIDUAL:
        return Preference.WOMAN if rule.women and gender == "female" else None
    if kind != SubjectKind.COLLECTIVE or rule.women_of_collective is None or not members or women is None:
        return None
    num, den = rule.women_of_collective
    return Preference.MOSTLY_WOMEN if women * den >= members * num else None


def ranks(found: Sequence[Contender], before: Mapping[tuple[str, int], int]) -> dict[str, Rank]:
    """The rank of everyone for whose award there is a quota. ``before``: how many had passed earlier, by award and year."""
    now = Counter((each.award, each.year) for each in found)
    groups: dict[tuple[str, int, Quota], list[Contender]] = {}
    for each in found:
        if each.quota is not None:
            groups.setdefault((each.award, each.year, each.quota), []).append(each)
    answer: dict[str, Rank] = {}
    for (award, year, quota), group in groups.items():
        of = quota.of, year
        base = before.get(of, 0) + now[of] if quota.share else None
        most = None if base is None else quota.most(base)
        answer |= _ranked(group, quota, base, most, before.get((award, year), 0))
    return answer


def _ranked(group: Sequence[Contender], quota: Quota, base: int | None, most: int | None, used: int) -> dict[str, Rank]:
    """One group of contenders for the same places."""
    left = None if most is None else max(0, most - used)
    orders = {each.key: (-each.agree, each.preference is None) for each in group}
    equals = Counter(orders.values())
    same_votes = Counter(each.agree for each in group)
    in_secret = {orders[each.key] for each in group if each.is_secret}
    answer = {}
    for each in group:
        order = orders[each.key]
        before = sum(n for other, n in equals.items() if other < order)
        standing, places = _standing(before, equals[order], left, is_secret=order in in_secret)
        decided = each.preference is not None and same_votes[each.agree] > equals[order]
        answer[each.key] = Rank(
            award=each.award, year=each.year, agree=each.agree, place=before + 1, among=len(group),
            preference=each.preference if decided else None, quota_of=quota.of or None, quota_base=base, quota_most=most,
            quota_used=None if most is None else used, standing=standing, places=places,
        )  # fmt: skip
    return answer


def _standing(before: int, equals: int, left: int | None, *, is_secret: bool) -> tuple[RankStanding | None, int | None]:
    if left is None:
        return None, None
    if before + equals <= left:
        return RankStanding.WITHIN, left
    if before >= left:
        return RankStanding.BEYOND, 0
    return RankStanding.RE_VOTE if is_secret else RankStanding.TIED, left - before


def settled(found: Finding, rank: Rank | None) -> Finding:
    """What the council found once all are ranked: equals of a secret ballot at the last places are voted on anew."""
    return "re_vote" if rank is not None and rank.standing == RankStanding.RE_VOTE else found


def over_quota(held: HeldRank | None, code: str, *, more: int = 0, at: str = "") -> Iterator[Refusal]:
    """Why a nomination can't be given the award: it is beyond the quota, or its equals have had the last places.

    ``more`` equals are chosen on the same list, before it.
    """
    if held is None:
        return
    rank, places = held.rank, held.rank.places or 0
    facts: dict[str, Fact] = {"code": code, "place": rank.place, "among": rank.among}
    if rank.standing == RankStanding.BEYOND:
        yield Refusal("beyond_quota", facts, at=at)
    if rank.standing == RankStanding.RE_VOTE:
        yield Refusal("equals_to_vote_on_anew", {**facts, "places": places}, at=at)
    if rank.standing == RankStanding.TIED and held.taken + more >= places:
        yield Refusal("equals_beyond_quota", {**facts, "places": places}, at=at)


def explain_rank(rank: Rank, language: str) -> tuple[str, ...]:
    """Tell in ``language`` ("vi" or "en") where one stands and why, one sentence a step."""
    return tuple(_steps(rank, language))


def explain_finding(
    tally: Tally, threshold: Threshold, finding: str, rank: Rank | None, language: str
) -> tuple[str, ...]:
    """Tell the whole of a finding: the count, and where a quota bounds the award, the rank."""
    ranked = explain_rank(rank, language) if rank else ()
    if finding == "re_vote":
        return (*count_steps(tally, threshold, finding, language), *ranked, conclusion(finding, language))
    return (*explain(tally, threshold, finding, language), *ranked)


def _steps(rank: Rank, language: str) -> Iterator[str]:
    words = WORDS[language]
    numbers = {
        "place": rank.place, "among": rank.among, "agree": rank.agree, "base": rank.quota_base, "most": rank.quota_most,
        "used": rank.quota_used, "places": rank.places, "of": award_name(rank.quota_of, language) if rank.quota_of else "",
    }  # fmt: skip
    yield words["place"].format(**numbers)
    if rank.preference is not None:
        yield words[rank.preference]
    if rank.standing is None:
        yield words["set_elsewhere"]
        return
    yield words["quota"].format(**numbers)
    yield words[rank.standing].format(**numbers)
