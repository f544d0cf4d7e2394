"""The close of a vote records findings only: what has to be voted on anew is none."""

from __future__ import annotations

from datetime import date

import pytest

from states.facts import NominationFacts
from states.ranking import Rank
from states.refusals import Fault
from states.regime import regime_on
from states.tally import Opinions, Tally
from states.vocabulary import RankStanding
from workflow.commands.nomination.record_finding import RecordFinding
from workflow.ids import RandomMint

UNANIMOUS = Tally(members=5, here=Opinions(agree=5))
TIED = Rank(award="LDTT", year=2024, agree=5, place=1, among=2, standing=RankStanding.RE_VOTE, places=1)


@pytest.mark.parametrize(
    ("tally", "rank"),
    [(Tally(members=5, here=Opinions(agree=5), missing=1, surplus=1), None), (UNANIMOUS, TIED)],
    ids=["too many papers", "equals of a secret ballot"],
)
def test_what_is_to_be_voted_on_anew_is_no_finding(tally: Tally, rank: Rank | None) -> None:
    day = date(2024, 6, 3)
    gathered = {"rules": regime_on(day).awards["LDTT"], "lower_rules": None}
    facts = NominationFacts(case={"id": "a"}, today=day, at=0, actor_id="b", mint=RandomMint(), gathered=gathered)
    with pytest.raises(Fault, match="voted on anew"):
        RecordFinding(on="a", session_id="s", tally=tally, rank=rank).decide(facts)
