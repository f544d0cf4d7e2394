"""A verdict as it is kept: as plain data that says everything of it but what the rules themselves say, and its digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from states.award_rules import AwardRules
from states.eligibility import COMPETENCE, ELSEWHERE, ConditionVerdict, Verdict, competence_line
from states.regime import Regime
from states.rule_parts import ConditionRule


def written(verdict: Verdict) -> str:
    """The lines of a verdict as JSON with one possible spelling; sources and marks stand in the rules that it names."""
    lines = [_written(line) for line in verdict.conditions]
    return json.dumps(lines, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _written(line: ConditionVerdict) -> dict[str, Any]:
    data: dict[str, Any] = {"code": line.code, "result": line.result}
    if line.found != line.result:
        data["found"] = line.found
    for name in ("facts", "history", "clears", "reason"):
        value = getattr(line, name)
        if value:
            data[name] = value
    return data


def digest(text: str) -> str:
    """SHA-256 (hex) of a verdict as it is kept."""
    return hashlib.sha256(text.encode()).hexdigest()


def read(text: str, regime: Regime, *, award: str, basis: str) -> Verdict:
    """A kept verdict with the sources of the rules again that it was given under."""
    rules = regime.rules(award, basis)
    known = {line.code: line for line in rules.conditions}
    return Verdict(
        award=award, regime=regime.code, rules=regime.digest,
        conditions=tuple(
            _competence(data, rules) if data["code"] == COMPETENCE else _read(data, known[data["code"]])
            for data in json.loads(text)
        ),
    )  # fmt: skip


def _competence(data: Mapping[str, Any], rules: AwardRules) -> ConditionVerdict:
    return competence_line(rules, of_enterprise=data["facts"]["competence"] == ELSEWHERE)


def _read(data: Mapping[str, Any], rule: ConditionRule) -> ConditionVerdict:
    return ConditionVerdict(
        rule=rule, result=data["result"], found=data.get("found", data["result"]), facts=data.get("facts", {}),
        history=tuple(data.get("history", ())), clears=data.get("clears", ""), reason=data.get("reason", ""),
    )  # fmt: skip
