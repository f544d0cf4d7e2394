"""What the rules say about one award: who decides, by which vote, by when, on which papers, under which conditions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from states.rule_parts import ConditionRule, DocumentRule, Quota, Sourced
from states.tally import Threshold
from states.vocabulary import Basis, Honoured
from states.working_days import Term

Decider = Literal[
    "commune_chairman",
    "district_chairman",
    "province_chairman",
    "prime_minister",
    "state_president",
    "upper_level",
]


DecisionStart = Literal["complete_dossier", "submission"]
"""What a decision's term is counted from."""


@dataclass(frozen=True, kw_only=True, eq=False)
class AwardRules:
    """The rules of one award under one procedure.

    ``competence``: the commune chairman decides, or the commune forwards to ``forwarded_to`` and ``decided_by``
    decides. ``vote_method``, ``threshold`` and ``base`` are those of the commune's council; ``base`` is whose share the
    threshold is. ``ballot`` is what the law leaves to choose, ``upper_…`` the vote of a council above. ``posting_stage``
    ``endorsement`` is after the council. ``appraisal_term`` runs from the complete dossier; a ``decision_term`` of None
    lies inside it, any other runs from ``decision_from``: the day on which the dossier was complete, or the day on which
    the case was laid before the chairman (where nothing is said). ``enterprise_decides``: the director of an enterprise or
    cooperative decides for those who work for it, and the commune does not. ``bonus``: multiples (num, den) of the base
    salary by kind of nominee; None where the rules know none. What is None altogether was not asked when these rules were
    laid down.
    """

    code: str
    name_vi: str
    name_en: str
    offered: bool
    subject_kinds: Sourced[tuple[Honoured, ...]]
    bases: Sourced[tuple[Basis, ...]]
    competence: Sourced[Literal["decide", "forward"]]
    decided_by: Sourced[Decider]
    forwarded_to: Sourced[str | None]
    unit_meeting_step: Sourced[bool]
    council_step: Sourced[bool]
    vote_method: Sourced[Literal["open", "secret", "none"]]
    threshold: Sourced[Threshold | None]
    base: Sourced[Literal["members_in_office"] | None]
    lower_award: Sourced[str | None]
    posting_stage: Sourced[Literal["none", "appraisal", "endorsement"]]
    posting_term: Sourced[Term | None]
    appraisal_term: Sourced[Term]
    decision_term: Sourced[Term | None]
    notice_term: Sourced[Term]
    supplement_rounds_max: Sourced[int]
    bonus: Mapping[Honoured, Sourced[tuple[int, int] | None]]
    documents: tuple[DocumentRule, ...]
    conditions: tuple[ConditionRule, ...]
    procedure: Literal["full", "simple"] = "full"
    frequency: Sourced[Literal["yearly", "any_time"]] | None = None
    ballot: Sourced[Literal["open_or_ballot", "ballot", "none"]] | None = None
    quota: Sourced[Quota | None] | None = None
    upper_vote_body: Sourced[Literal["province_council", "province_standing_council", "central"] | None] | None = None
    upper_ballot: Sourced[Literal["open_or_ballot", "ballot"] | None] | None = None
    upper_threshold: Sourced[Threshold | None] | None = None
    upper_posting_term: Sourced[Term | None] | None = None
    upper_appraisal_term: Sourced[Term | None] | None = None
    upper_decision_term: Sourced[Term | None] | None = None
    appraisal_target: Sourced[Term | None] | None = None
    meeting_quorum: Sourced[tuple[int, int] | None] | None = None
    meeting_threshold: Sourced[Threshold | None] | None = None
    pass_mark: Sourced[int | None] | None = None
    submit_by: Sourced[str | None] | None = None
    finish_by: Sourced[str | None] | None = None
    upper_submit_by: Sourced[str | None] | None = None
    decision_form: Sourced[str | None] | None = None
    decision_from: Sourced[DecisionStart] | None = None
    enterprise_decides: Sourced[bool] | None = None

    def __post_init__(self) -> None:
        """Refuse rules that contradict themselves, so that no guard meets a half-stated one."""
        votes = self.vote_method.value != "none"
        decides = self.competence.value == "decide"
        codes = [document.code for document in self.documents], [line.code for line in self.conditions]
        for key, holds in {
            "council_step (needs a vote, and a vote needs it)": votes == self.council_step.value,
            "threshold (a vote needs one)": votes == (self.threshold.value is not None),
            "base (a vote needs one)": votes == (self.base.value is not None),
            "lower_award (only a vote can find it)": votes or self.lower_award.value is None,
            "posting_term (a posting needs one)": (self.posting_stage.value == "none") == (not self.posting_term.value),
            "decided_by (contradicts the competence)": decides == (self.decided_by.value == "commune_chairman"),
            "forwarded_to (contradicts the competence)": decides == (self.forwarded_to.value is None),
            "bonus (must name each kind of nominee)": set(self.bonus) == set(self.subject_kinds.value),
            "bonus (must be above zero)": all(min(one.value) > 0 for one in self.bonus.values() if one.value),
            "documents or conditions (a code stands twice)": all(len(set(c)) == len(c) for c in codes),
            "ballot (demands a secret vote or leaves it open)": self._keeps_to_the_ballot(),
        }.items():
            if not holds:
                raise ValueError(key)

    def _keeps_to_the_ballot(self) -> bool:
        ballot = self.ballot.value if self.ballot else None
        return ballot is None or {"none": "none", "ballot": "secret"}.get(ballot, self.vote_method.value) == (
            self.vote_method.value
        )

    def name(self, language: str) -> str:
        """Return the award's name; any language but ``en`` gives Vietnamese."""
        return self.name_en if language == "en" else self.name_vi

    @property
    def decision_runs_from_complete_dossier(self) -> bool:
        """Tell whether the term of the decision runs already while the office appraises."""
        return self.decision_from is not None and self.decision_from.value == "complete_dossier"

    def admits(self, basis: str) -> bool:
        """Tell whether the award may be given for this kind of achievement."""
        return basis in self.bases.value

    def is_for(self, subject_kind: str) -> bool:
        """Tell whether the award honours such a nominee."""
        return subject_kind in self.subject_kinds.value

    def documents_at(self, stage: str) -> tuple[DocumentRule, ...]:
        """Return the papers demanded at ``submission`` or at ``forwarding``."""
        return tuple(document for document in self.documents if document.stage == stage)

    def conditions_for(self, subject_kind: str) -> tuple[ConditionRule, ...]:
        """Return the appraisal checklist for such a nominee, in order."""
        return tuple(line for line in self.conditions if line.applies_to(subject_kind))
