"""Report what was reached of a figure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from states.campaign_facts import CampaignFacts
from states.facts import Row
from states.refusals import Refusal
from states.target_results import QUALITATIVE, REFERRING, Amount
from states.vocabulary import Action, RegisterState, ReportPeriod, Subject
from workflow.commands.command import Command, NewRow, Outcome, required
from workflow.ledger.detail import EVIDENCE, document_commitment
from workflow.sql import Value

MOST_FILES = 5


@dataclass(frozen=True, kw_only=True)
class EvidenceFile:
    """A file that is on the disk already, by its SHA-256 (hex); ``size`` in bytes."""

    file_name: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class ReportActual(Command):
    """A unit reports what it reached of one figure of the plan (báo cáo kết quả), or the office for the whole commune.

    Without ``unit_id`` the report is the commune's own: it alone decides whether the target was reached. A later report of
    the same figure, unit and period corrects the earlier one, which stays; it says in ``note`` why. The number is an
    integer with its decimals; a figure that the plan holds against a number it does not name comes with that number.

    Refused with ``unit_not_yours`` to an officer of another unit.
    """

    action = Action.REPORT_ACTUAL
    subject = Subject.CAMPAIGN
    needs = frozenset({"figures", "latest_version", "reporting_unit_state", "report_is_known"})
    names_unit = True

    report_id: str
    figure_id: str
    period: str
    reported_on: date
    unit_id: str | None = None
    value: int | None = None
    decimals: int = 0
    reference_value: int | None = None
    reference_decimals: int = 0
    measured_in: str = ""
    text: str = ""
    note: str = ""
    evidence: Sequence[EvidenceFile] = ()

    def acted_for(self, case: Row) -> str | None:
        """The unit that is reported on."""
        return self.unit_id

    def check(self, facts: CampaignFacts) -> Iterable[Refusal]:
        """It is a figure of this plan, reported once, up to a day of the campaign that has come, with what it needs."""
        if facts.report_is_known:
            yield Refusal("already_done", at=self.report_id)
        if self.period not in set(ReportPeriod):
            yield Refusal("period_missing", at="period")
        if self.unit_id and facts.reporting_unit_state != RegisterState.ACTIVE:
            yield Refusal("unit_missing", at="unit_id")
        if self.reported_on > facts.today:
            yield Refusal("day_in_future", at="reported_on")
        elif self.reported_on.isoformat() < facts.case["starts_on"]:
            yield Refusal("day_before_campaign", {"day": date.fromisoformat(facts.case["starts_on"])}, at="reported_on")
        if facts.latest_version and not self.note.strip():
            yield Refusal("correction_unexplained", at="note")
        if len(self.evidence) > MOST_FILES:
            yield Refusal("too_much_evidence", {"limit": MOST_FILES}, at="evidence")
        figure = facts.figures.get(self.figure_id)
        if figure is None:
            yield Refusal("figure_unknown", at="figure_id")
        elif figure["comparator"] == QUALITATIVE:
            yield from required(text=self.text)
        else:
            yield from self._measured(figure)

    def _measured(self, figure: Row) -> Iterable[Refusal]:
        if self.value is None:
            yield Refusal("value_missing", at="value")
        elif not Amount(self.value, self.decimals).is_storable:
            yield Refusal("number_unfit", at="value")
        if figure["comparator"] in REFERRING and self.reference_value is None:
            yield Refusal("reference_value_missing", at="reference_value")
        elif not Amount(self.reference_value or 0, self.reference_decimals).is_storable:
            yield Refusal("number_unfit", at="reference_value")
        if not figure["unit"]:
            yield from required(measured_in=self.measured_in)

    def decide(self, facts: CampaignFacts) -> Outcome:
        """One report more; the campaign stands where it stood."""
        is_told = facts.figures[self.figure_id]["comparator"] == QUALITATIVE
        is_referring = facts.figures[self.figure_id]["comparator"] in REFERRING
        row: NewRow = (
            "actual",
            {
                "id": self.report_id, "campaign_id": self.on, "target_figure_id": self.figure_id,
                "unit_id": self.unit_id, "period": str(self.period), "version": facts.latest_version + 1,
                "reported_on": self.reported_on.isoformat(), "value": None if is_told else self.value,
                "decimals": 0 if is_told else self.decimals,
                "reference_value": self.reference_value if is_referring else None,
                "reference_decimals": self.reference_decimals if is_referring else 0,
                "measured_in": "" if is_told else self.measured_in, "text": self.text, "note": self.note,
                "reported_at": facts.at,
            },
        )  # fmt: skip
        files = [self._kept(file, facts) for file in self.evidence]
        documents = [
            (EVIDENCE, document_commitment(bytes.fromhex(str(file["salt"])), str(file["sha256"]))) for _, file in files
        ]
        return Outcome(to=facts.case["state"], rows=[row, *files], documents=documents)

    def _kept(self, file: EvidenceFile, facts: CampaignFacts) -> NewRow:
        row: dict[str, Value] = {
            "id": facts.mint.key(), "campaign_id": self.on, "actual_id": self.report_id, "file_name": file.file_name,
            "media_type": file.media_type, "size": file.size, "sha256": file.sha256, "salt": facts.mint.salt(),
        }  # fmt: skip
        return "actual_evidence", row
