"""Whether a step was the procedure's: in order, by the table in force, by who held the office, under known rules."""

from collections.abc import Iterator, Mapping
from typing import Any

from states.refusals import Fault, LedgerBroken
from states.regime import is_on_file
from states.vocabulary import Action, Role, Subject
from workflow.commands.command import OPERATOR_KEY
from workflow.judging import UNDER_RULES
from workflow.ledger.history import History, in_term
from workflow.ledger.opening import Complaint
from workflow.ledger.step import Step
from workflow.ledger.tables_in_force import BY_DIGEST
from workflow.rules_in_force import regime_written

_CAUSES = {
    Action.RECORD_FINDING: ((Action.CLOSE_VOTE,), "session"),
    Action.RELEASE: ((Action.VOID_VOTE, Action.CLOSE_VOTE), "session"),
    Action.AWARD: ((Action.SIGN_DECISION,), "decision"),
    Action.PUBLISH: ((Action.ISSUE_DECISION,), "decision"),
    Action.RETURN_TO_OFFICE: ((Action.VOID_DECISION,), "decision"),
}
"""What alone brings a consequence about, and on what kind of object."""


def order(step: Step, history: History) -> Iterator[Complaint]:
    """The entries of a case follow each other without a gap, and each begins where the one before ended."""
    entry, before = step.entry, step.before
    count = before.get("entries", 0)
    if entry.oseq != count:
        yield "order_broken", {"expected": count, "found": entry.oseq}
    sealed = history.seals.get(entry.obj)
    if entry.prev != (sealed.hex() if sealed else None):
        yield "previous_broken", {}
    begins_well = step.may_begin_here if not before else entry.src == before["state"]
    if not begins_well:
        yield "source_broken", {"expected": before.get("state") or "–", "found": entry.src or "–"}


def table(step: Step, history: History) -> Iterator[Complaint]:
    """The table of moves that the entry names is known, and holds such a step."""
    entry = step.entry
    process = BY_DIGEST.get(entry.wf)
    if process is None:
        yield "table_unknown", {}
    elif process.subject != step.subject:
        yield "table_of_another_subject", {}
    elif not step.moves:
        yield "move_unknown", {"action": entry.act, "source": entry.src or "–", "target": entry.dst}
    elif all(move.consequence for move in step.moves):
        yield from _cause(step, history)


def _cause(step: Step, history: History) -> Iterator[Complaint]:
    causes, subject = _CAUSES[Action(step.entry.act)]
    key = step.opened.changes.get(f"{subject}_id") or step.before.get(f"{subject}_id")
    if not any((action.value, f"{subject}:{key}") in history.done_now for action in causes):
        yield "cause_missing", {"action": step.entry.act, "cause": causes[0].value}
    elif Action.SIGN_DECISION in causes:
        stands_at = history.lines.get(str(key), (0, {}))[1].get(step.key)
        if stands_at is None or stands_at != step.before.get("changed"):
            yield "award_not_in_decision", {}


def office(step: Step, history: History) -> Iterator[Complaint]:
    """Whoever acted is known, and held the office named, on that day, towards this case."""
    entry = step.entry
    if step.opened.account_id != step.account_id or step.account_id is None:
        yield "actor_wrong", {}
    if entry.on_behalf is not None:
        yield "mandate_unknown", {}
    if step.moves and entry.office not in {move.role for move in step.moves}:
        yield "office_of_another_move", {"action": entry.act, "role": entry.office}
    elif not _held(step, history):
        yield "office_not_held", {"action": entry.act, "role": entry.office}


def _held(step: Step, history: History) -> bool:
    wanted, account_id = step.entry.office, step.account_id
    if account_id is None:
        return False
    if account_id == OPERATOR_KEY:
        return wanted == Role.ADMINISTRATOR
    if wanted == Role.HOLDER:
        return step.subject == Subject.ACCOUNT and step.key == account_id
    return history.is_in_use(account_id) and any(
        held["role"] == wanted
        and in_term(held, step.day)
        and _principal_sits(held, step, history)
        and (wanted != Role.UNIT_OFFICER or held["unit_id"] in _acted_for(step))
        for held in history.offices_of(account_id)
    )


def _principal_sits(held: Mapping[str, Any], step: Step, history: History) -> bool:
    """A mandate counts while the chairman who gave it is in office."""
    if held["principal_id"] is None:
        return True
    chairs = history.standing("office", held["principal_id"])
    return any(chair["role"] == Role.CHAIRMAN and in_term(chair, step.day) for chair in chairs)


def mandate(step: Step, history: History) -> Iterator[Complaint]:
    """A deputy's mandate is given by the chairman in whose place the deputy signs, and by no other way."""
    said = step.opened.changes
    if step.subject != Subject.OFFICE or "role" not in said:
        return
    is_mandate = said["role"] == Role.DEPUTY_CHAIRMAN
    chairs = history.standing("office", said.get("principal_id") or "")
    is_own = any(chair["account_id"] == step.account_id and chair["role"] == Role.CHAIRMAN for chair in chairs)
    if is_mandate != (step.entry.act == Action.GIVE_MANDATE) or (is_mandate and not is_own):
        yield "mandate_wrong", {}


def _acted_for(step: Step) -> set[str]:
    """The unit whose officer could take the step: the one that a report names, else the case's own."""
    named = {row["unit_id"] for row in step.rows_of("actual")} or {step.case.get("unit_id")}
    return named if len(named) == 1 and None not in named else set()


def rules(step: Step, history: History) -> Iterator[Complaint]:
    """The rules that the entry names are known, and a case stays under those it was received under until it is moved."""
    named = step.entry.rules
    if step.subject not in UNDER_RULES:
        if named is not None:
            yield "rules_out_of_place", {}
        return
    known = {row["digest"] for row in step.rows_of("rule_set")} | history.rule_sets.keys()
    said = step.opened.changes.get("rules") or named
    if any(digest is None or not (is_on_file(digest) or digest in known) for digest in (named, said)):
        yield "rules_unknown", {}
    elif step.before.get("rules") not in (None, named) or _leaves_its_rules(step):
        yield "rules_changed", {}


def _leaves_its_rules(step: Step) -> bool:
    """Whether a case is moved to other rules, or let go from its own, by an action that does no such thing."""
    said = step.opened.changes.get("rules", step.entry.rules)
    if said is None:
        return bool(step.before.get("rules")) and step.entry.act != Action.ADJOURN_SESSION
    return bool(said != step.entry.rules) and step.entry.act != Action.CHANGE_RULES


def rule_sets(step: Step, history: History) -> Iterator[Complaint]:
    """Rules that an entry brings are the organisation's, have their digest, can be read, and hold enacted layers only."""
    enacted = {row["code"] for row in history.rows["rule_change"].values()}
    for row in step.rows_of("rule_set"):
        try:
            layers = regime_written(row["written"], row["digest"]).layers
            is_right = row["organisation_id"] == history.log_id and enacted.issuperset(layers)
        except (LedgerBroken, Fault, ValueError):
            is_right = False
        if not is_right:
            yield "rule_set_wrong", {}
