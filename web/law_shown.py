"""The rules in force on a day as the command line prints them."""

import json
from dataclasses import asdict, fields, is_dataclass
from datetime import date
from typing import Any

from states.refusals import BangVangError
from states.regime import AwardRules, regime_on
from states.rule_parts import Sourced


def rules_in_force(on: date, award: str | None, *, as_json: bool) -> str:
    """Every award, or one: the regime, who decides, and each other value with its source and mark."""
    regime = regime_on(on)
    if award is not None and award not in regime.awards:
        raise BangVangError(f"{regime.code} knows no award {award}; it knows {', '.join(regime.awards)}.")
    shown = [
        {"award": rules.code, "regime": regime.code, "is_past": regime.is_past(on), **_values(rules)}
        for rules in regime.awards.values()
        if award in (None, rules.code)
    ]
    if as_json:
        return json.dumps(shown[0] if award else shown, ensure_ascii=False)
    return "\n\n".join(_as_text(each) for each in shown)


def _values(rules: AwardRules) -> dict[str, Any]:
    answer: dict[str, Any] = {}
    for each in fields(rules):
        value = getattr(rules, each.name)
        if each.name == "competence":
            answer["competence"] = value.value
        elif each.name != "code":
            answer[each.name] = _plain(value)
    return answer


def _plain(value: Any) -> Any:
    if isinstance(value, Sourced):
        return {"value": _plain(value.value), "source": value.source, "mark": value.mark}
    if is_dataclass(value) and not isinstance(value, type):
        return {name: _plain(part) for name, part in asdict(value).items()}
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    if hasattr(value, "items"):
        return {str(name): _plain(part) for name, part in value.items()}
    return value


def _as_text(shown: dict[str, Any]) -> str:
    lines = [f"{shown['award']} ({shown['regime']}): {shown['competence']}"]
    for name, value in shown.items():
        if isinstance(value, dict) and "mark" in value:
            lines.append(f"  {name}: {value['value']}  [{value['mark']}] {value['source']}")
    return "\n".join(lines)
