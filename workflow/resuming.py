"""How writing goes on after an audit stopped it: an entry says who answers for it and why, and then the stop ends."""

from workflow.commands.administration.resume_writing import ResumeWriting
from workflow.commands.command import operator
from workflow.engine import Receipt, execute
from workflow.ledger.auditing import end_stop, stops
from workflow.ledger.verify import Report
from workflow.store import Store


def let_go_on(store: Store, report: Report, log_id: str, reason: str, at: int) -> Receipt:
    """Record that a person at the console knows of everything in the report, and let the organisation write again.

    Refused with ``reason_missing``. If it is cut off between the two, writing is still stopped; do it again.
    """
    at = max([at, *(stop.at for stop in stops(store, log_id))])  # however the clock was set since
    known = tuple((finding.code, finding.place, finding.seen) for finding in report.of(log_id))
    order = ResumeWriting(on=log_id, reason=reason, known=known, count=report.count_of(log_id))
    receipt = execute(store, order, actor=operator(log_id), at=at)
    end_stop(store, log_id, at)
    return receipt
