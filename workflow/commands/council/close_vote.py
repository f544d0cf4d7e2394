"""Close the vote."""

from collections.abc import Iterable
from dataclasses import dataclass

from states.council_vocabulary import Method, SessionState
from states.facts import Row
from states.paper_ballots import COUNTING_SHEET, on_paper
from states.ranking import Contender, Rank, ranks, settled
from states.refusals import Refusal
from states.session_facts import SessionFacts
from states.tally import Finding, Tally, count, count_papers, finding
from states.tally_explained import SURPLUS, TIE
from states.vocabulary import Action, Subject
from workflow.commands.campaign.report_actual import EvidenceFile
from workflow.commands.command import Command, Outcome
from workflow.commands.council.voting import scanned
from workflow.commands.nomination.record_finding import RecordFinding
from workflow.commands.nomination.release import Release


@dataclass(frozen=True, kw_only=True)
class CloseVote(Command):
    """Close the council's vote (kiểm phiếu) and turn each count into a finding.

    Every member on the roll is counted: who gave no opinion has not agreed, because the base is the whole council and
    not those present (Decree 98/2023, Art. 30(7)). What absent members wrote is counted with the rest and kept apart. Who
    declared a conflict is recused: an opinion given before that is dropped, and the rules say whether the base keeps them.
    After this no vote is taken, even one already on its way.

    What was voted on paper is counted from the urn, as all tellers found it alike; what absent members wrote is counted beside
    it. Where more papers came back than were handed out, or a secret ballot leaves equals at the last places, there is no
    finding: the case is released, to be voted on anew.

    Where a quota bounds an award, those who passed are ranked and each finding says where its nomination stands.

    Refused with ``too_few_take_part`` while fewer members than the rules demand are in the session or have written; with
    ``handout_unsaid`` while nothing is recorded of a ballot for a member in the room; with ``paper_count_missing`` and
    ``paper_counts_differ`` while the tellers' counts are not one and the same, and with ``scan_missing`` without the scan of
    the sheet they signed, to which the entry of the close is bound by its digest.
    """

    action = Action.CLOSE_VOTE
    subject = Subject.SESSION
    needs = frozenset({
        "regime", "roll", "agenda", "votes", "written", "conflicts", "preferred", "passed", "tellers", "paper_counts",
    })  # fmt: skip
    needs_seen = True

    scan: EvidenceFile | None = None

    def check(self, facts: SessionFacts) -> Iterable[Refusal]:
        """What was counted on paper comes with the tellers' sheet."""
        if self.scan is None and on_paper(facts.agenda):
            yield Refusal("scan_missing", at="scan")

    def decide(self, facts: SessionFacts) -> Outcome:
        """The session closed, and an order to record the finding on each item, or to release what is voted on anew."""
        tallies = {item["id"]: _counted(item, facts) for item in facts.agenda}
        ranked = ranks(
            [each for item in facts.agenda if (each := _passed(item, tallies[item["id"]], facts))], facts.passed
        )
        orders = [self._settled(item, tallies[item["id"]], ranked.get(item["id"])) for item in facts.agenda]
        sheet = (
            scanned(self.scan, COUNTING_SHEET, facts.actor_id, facts) if self.scan and on_paper(facts.agenda) else None
        )
        return Outcome(
            to=SessionState.CLOSED, changes={"closed_at": facts.at}, then=orders, rows=[sheet[0]] if sheet else [],
            documents=[sheet[1]] if sheet else [],
        )  # fmt: skip

    def _settled(self, item: Row, tally: Tally, rank: Rank | None) -> Command:
        if settled(_found(item, tally), rank) == "re_vote":
            return Release(on=item["id"], reason=SURPLUS if tally.surplus else TIE)
        return RecordFinding(on=item["id"], session_id=self.on, tally=tally, rank=rank)


def _counted(item: Row, facts: SessionFacts) -> Tally:
    """What the members said to one item, by name or in secret."""
    key, rules = item["id"], facts.regime.council.count_rules
    recused = facts.recused_from(key).intersection(facts.roll)
    asked = [member for member in facts.roll if member not in recused]
    written = [member for member in asked if (key, member) in facts.written]
    if item["method"] == Method.SECRET_PAPER:
        _version, found = facts.paper_counts[key, facts.tellers_of(key)[0]]
        in_writing = {member: facts.votes[key, member][1] for member in written}
        return count_papers(found.papers, facts.roll, recused=recused, written=in_writing, rules=rules)
    said = {member: facts.votes.get((key, member), (0, None))[1] for member in asked}
    return count(said, facts.roll, recused=recused, written=written, rules=rules)


def _found(item: Row, tally: Tally) -> Finding:
    return finding(tally, item["rules"].threshold.value, item["lower_rules"] is not None)


def _passed(item: Row, tally: Tally, facts: SessionFacts) -> Contender | None:
    """An item that the council endorsed, for the award it comes to; in the order only where the rules of the session rank."""
    rules, lower = item["rules"], item["lower_rules"]
    found = _found(item, tally)
    if found not in ("endorsed", "endorsed_lower"):
        return None
    given = lower if found == "endorsed_lower" else rules
    agree = tally.agree + (tally.agree_lower if found == "endorsed_lower" else 0)
    ranking = facts.regime.council.ranking
    return Contender(
        key=item["id"], award=given.code, year=item["year"], agree=agree, preference=facts.preferred.get(item["id"]),
        quota=given.quota.value if given.quota and ranking and ranking.value else None,
        is_secret=item["method"] == Method.SECRET_PAPER,
    )  # fmt: skip
