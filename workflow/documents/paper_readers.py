"""What each kind of paper says: one line a kind, from the entry it rests on to the template, its data and the day it bears."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, TypeVar

from workflow.documents import (
    agenda_paper,
    appraisal_paper,
    ballot_paper,
    counting_paper,
    decision_paper,
    minutes_paper,
    payment_paper,
    receipt_paper,
    refusal_paper,
    submission_paper,
)
from workflow.documents.agenda_source import agenda_paper as read_agenda
from workflow.documents.appraisal_source import appraisal_paper as read_appraisal
from workflow.documents.ballot_source import ballot_paper as read_ballots
from workflow.documents.ballot_source import ballot_roll_paper as read_ballot_roll
from workflow.documents.certificate_source import award_paper
from workflow.documents.counting_source import counting_paper as read_counting
from workflow.documents.decision_source import decision_paper as read_decision
from workflow.documents.minutes_source import minutes_paper as read_minutes
from workflow.documents.payment_source import payment_paper as read_payment
from workflow.documents.receipt_source import receipt_paper as read_receipt
from workflow.documents.refusal_source import refusal_paper as read_refusal
from workflow.documents.submission_source import submission_paper as read_submission
from workflow.models.paper import PaperKind
from workflow.sql import Driver


class _Says(Protocol):
    """A paper that was read."""

    def as_data(self) -> dict[str, Any]: ...


_Paper = TypeVar("_Paper", bound=_Says)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The paper to read: of which kind, about whom or what (``subject``: a table's name), resting on which entry.

    ``site`` is where readers of the paper find the house.
    """

    driver: Driver
    organisation_id: str
    subject: str
    subject_id: str
    kind: PaperKind
    entry: int
    site: str


Read = tuple[str, Mapping[str, Any], date]
"""The template, what the paper says, and the day it bears."""
Reader = Callable[[Wanted], Read]


def paper_data(
    driver: Driver, organisation_id: str, subject: str, subject_id: str, kind: PaperKind, entry: int, site: str
) -> Read:
    """The template of a paper, what it says, and the day it bears."""
    wanted = Wanted(
        driver=driver, organisation_id=organisation_id, subject=subject, subject_id=subject_id, kind=kind,
        entry=entry, site=site,
    )  # fmt: skip
    return READERS[kind](wanted)


def _of_subject(
    template: str, read: Callable[[Driver, str, str, int], _Paper], day: Callable[[_Paper], date]
) -> Reader:
    """A paper that its subject and its entry tell wholly."""

    def reader(wanted: Wanted) -> Read:
        paper = read(wanted.driver, wanted.organisation_id, wanted.subject_id, wanted.entry)
        return template, paper.as_data(), day(paper)

    return reader


def _decision(wanted: Wanted) -> Read:
    decision = read_decision(wanted.driver, wanted.organisation_id, wanted.subject_id, wanted.entry, wanted.site)
    assert decision.dated_on is not None, "what is signed bears a day"
    return decision_paper.TEMPLATE, decision.as_data(), decision.dated_on


def _receipt(wanted: Wanted) -> Read:
    receipt = read_receipt(wanted.driver, wanted.organisation_id, wanted.subject, wanted.subject_id, wanted.entry)
    return receipt_paper.TEMPLATE, receipt.as_data(), receipt.at.date()


def _award(wanted: Wanted) -> Read:
    return award_paper(wanted.driver, wanted.organisation_id, wanted.subject_id, wanted.kind, wanted.entry, wanted.site)


READERS: Mapping[PaperKind, Reader] = {
    PaperKind.RECEIPT: _receipt,
    PaperKind.APPRAISAL: _of_subject(appraisal_paper.TEMPLATE, read_appraisal, lambda paper: paper.on),
    PaperKind.AGENDA: _of_subject(agenda_paper.TEMPLATE, read_agenda, lambda paper: paper.meets_on),
    PaperKind.BALLOT: _of_subject(ballot_paper.BALLOT_TEMPLATE, read_ballots, lambda paper: paper.meets_on),
    PaperKind.BALLOT_ROLL: _of_subject(ballot_paper.ROLL_TEMPLATE, read_ballot_roll, lambda paper: paper.meets_on),
    PaperKind.COUNTING: _of_subject(counting_paper.TEMPLATE, read_counting, lambda paper: paper.closed_at.date()),
    PaperKind.MINUTES: _of_subject(minutes_paper.TEMPLATE, read_minutes, lambda paper: paper.meets_on),
    PaperKind.SUBMISSION: _of_subject(submission_paper.TEMPLATE, read_submission, lambda paper: paper.on),
    PaperKind.DECISION: _decision,
    PaperKind.REFUSAL: _of_subject(refusal_paper.TEMPLATE, read_refusal, lambda paper: paper.on),
    PaperKind.PAYMENT: _of_subject(payment_paper.TEMPLATE, read_payment, lambda paper: paper.on),
    PaperKind.CERTIFICATES: _award,
    PaperKind.CERTIFICATE: _award,
    PaperKind.CEREMONY: _award,
}
