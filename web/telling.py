"""What commands print: sign-ins of a demo, the report of an audit."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import TextIO

from workflow.demo.drive import DemoSummary
from workflow.ledger.findings import sentence
from workflow.ledger.heads import HeadsReport
from workflow.ledger.log_audit import Progress
from workflow.ledger.verify import Report


def accounts_as_text(summary: DemoSummary) -> str:
    """The demo's sign-ins, one a line; all have the same passphrase."""
    lines = ["Demo sign-ins (all people and cases are invented):", ""]
    lines += [
        f"  {each['username']:<18} {each['password']:<24} {', '.join(each['roles'])}"
        + (f" – {each['unit']}" if each.get("unit") else "")
        for each in summary.as_data()["accounts"]
    ]
    return "\n".join(lines) + "\n"


MOST_PAPERS = 20
"""How many papers a line names."""


def progress_to(screen: TextIO) -> Progress | None:
    """Say on a terminal how many entries are done, in one line that is written over; to nobody where there is no terminal."""
    if not screen.isatty():
        return None

    def said(log_id: str, done: int) -> None:
        screen.write(f"\r{log_id}: {done} entries")
        screen.flush()

    return said


def report_as_text(report: Report) -> str:
    """Whole, or every wrong thing that was found, in words; the first one first."""
    lines = []
    for log in report.logs:
        lines.append(f"{log.origin}: {log.size} entries, {log.objects} cases, root {log.root_text}")
        if log.judged_from:
            lines.append(
                f"  Judged from entry {log.judged_from} on; those before are, to the byte, what was judged earlier."
            )
        lines.append(f"  Of {log.files} files {log.files_read} were read.")
        if odd := log.papers_not_compared:
            lines.append(
                f"  Of {log.papers} papers {len(odd)} were set by another release or address and NOT compared: "
                + ", ".join(odd[:MOST_PAPERS])
            )
        lines += [f"  {line}" for line in _heads_as_text(log.heads)]
    if report.is_whole:
        lines.append(f"Whole. Drafts that no entry covers yet: {report.drafts}.")
        if erased := sum(log.erased for log in report.logs):
            lines.append(
                f"Details erased by entries that say so: {erased}. What was personal in them can't be compared any more."
            )
    else:
        lines.append(f"NOT WHOLE: {report.count} wrong things. The first:")
        lines += [f"  {finding.place}: {sentence(finding, 'en')}" for finding in report.findings]
    return "\n".join(lines)


def _heads_as_text(heads: HeadsReport) -> Iterator[str]:
    """What the published heads were judged by, and what could not be judged."""
    if not heads.count:
        yield "No head of this log has been published yet: nothing outside the database vouches for it."
        return
    signed = (
        f"{heads.count} published heads agree with the entries or are named below, the newest of {heads.signed_size}."
    )
    if heads.keys:
        yield f"{signed} Their signatures were checked with {', '.join(heads.keys)}"
    else:
        yield f"{signed} No key of this log is known here, so their signatures were NOT checked; give one with --vkey."
    if heads.remembered is not None:
        yield f"The signer remembers {heads.remembered} entries."
    if heads.held:
        yield f"Compared with your own checkpoints of {', '.join(map(str, heads.held))} entries."
    else:
        yield "No older checkpoint was given (--checkpoint): a past that was rewritten and signed anew would not show."
    if heads.cosignatures:
        yield f"{heads.cosignatures} lines of witnesses, {heads.cosignatures_checked} of them checked with their keys."


def report_as_json(report: Report) -> str:
    """The same for programs."""
    return json.dumps(
        {
            "whole": report.is_whole,
            "logs": [{**asdict(log), "known": log.known.count} for log in report.logs],
            "drafts": report.drafts,
            "count": report.count,
            "findings": [
                {
                    "code": finding.code,
                    "place": finding.place,
                    "vi": sentence(finding, "vi"),
                    "en": sentence(finding, "en"),
                }
                for finding in report.findings
            ],
        },
        ensure_ascii=False,
    )
