"""Why a case is voted on anew is told to each reader in the own language, and which of the two reasons it is."""

from __future__ import annotations

from states.council_vocabulary import VoteChoice
from states.vocabulary import State
from tests.notifications.commune import told
from tests.support.paper_votes import hand_out, key, papers
from tests.support.world import World
from tests.workflow.commands.council.test_paper_ballots import close
from workflow.engine import Insert, keep


def test_a_vote_anew_is_told_in_words_of_the_reader(commune: World) -> None:
    case = commune.bring(commune.draft("CSTDCS"), State.TABLED)
    session = str(commune.nomination(case)["session_id"])
    commune.open_vote(session)
    hand_out(commune, session)
    key(commune, session, {case: papers(*[VoteChoice.AGREE] * 4, issued=3)})
    reader = {"account_id": commune.people["thon-dong-2"].account_id, "language": "en"}
    keep(commune.store, Insert(into="preference", row=reader), organisation_id=commune.organisation_id)
    told(commune)
    close(commune, session)
    found = told(commune)
    (own,), (other,) = ([m for m in found[name] if "2024-0001" in m.subject] for name in ("thon-dong", "thon-dong-2"))
    assert "Lý do: Hội đồng phải bỏ phiếu lại: số phiếu thu về nhiều hơn số phiếu phát ra." in own.body
    assert "Reason: The council must vote anew: more papers came back than were handed out." in other.body
