"""What a log says so far of secret votes on paper: how items are voted on, who counts, who got a ballot, what was counted."""

from collections.abc import Mapping
from typing import Any

from states.council_vocabulary import Method
from states.paper_ballots import LEAST_TELLERS, PaperCount


class Urns:
    """By session; of everything that has versions the latest."""

    def __init__(self) -> None:
        self.methods: dict[str, dict[str, str]] = {}
        """The method of each nomination."""
        self.tellers: dict[str, tuple[int, frozenset[str]]] = {}
        self.handouts: dict[str, dict[str, tuple[int, int]]] = {}
        """By member: version, and whether a ballot was given."""
        self.counts: dict[str, dict[tuple[str, str], tuple[int, PaperCount]]] = {}
        """By nomination and teller."""

    def insert(self, name: str, row: Mapping[str, Any]) -> None:
        """Take in a row of one of these tables."""
        session = row.get("session_id", "")
        match name:
            case "agenda_item":
                self.methods.setdefault(session, {})[row["nomination_id"]] = row["method"]
            case "teller":
                version, named = self.tellers.get(session, (0, frozenset()))
                known = named if version == row["version"] else frozenset()
                self.tellers[session] = (row["version"], known | {row["account_id"]})
            case "ballot_handout":
                self.handouts.setdefault(session, {})[row["account_id"]] = (row["version"], row["is_given"])
            case "paper_count":
                place = row["nomination_id"], row["account_id"]
                self.counts.setdefault(session, {})[place] = (row["version"], PaperCount.of(row))

    def on_paper(self, session: str) -> set[str]:
        """The nominations of a session that are voted on in secret on paper."""
        return {key for key, method in self.methods.get(session, {}).items() if method == Method.SECRET_PAPER}

    def handed_out(self, session: str, recused: set[str]) -> int:
        """How many members other than the recused were given a ballot."""
        return sum(given for account, (_, given) in self.handouts.get(session, {}).items() if account not in recused)

    def agreed(self, session: str, nomination: str, tellers: set[str]) -> PaperCount | None:
        """What all tellers of an item found; None while they are too few, one has not counted, or found something else."""
        counts = self.counts.get(session, {})
        found = [counts.get((nomination, each), (0, None))[1] for each in tellers]
        return found[0] if len(found) >= LEAST_TELLERS and all(each == found[0] for each in found) else None
