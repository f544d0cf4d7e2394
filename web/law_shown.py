"""The rules in force on a day, as the command line tells them: every value with its source and its mark."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from states.law_page import in_words
from states.refusals import BangVangError
from states.regime import AwardRules, NoRulesInForce, Regime, regime_on, regimes
from states.regime_metadata import RegimeMetadata, confirmed, metadata_on
from states.rule_parts import AnnulmentRules, ConditionRule, DocumentRule, ExchangeRules, Sourced

PROCEDURES = ("ANNUL", "EXCHANGE")
"""What is done to an award that was given; they stand beside the awards."""

_WEAKEST = ("U", "B", "V")

Shown = dict[str, Any]


class NothingToShow(BangVangError):
    """The question names a day or an award that no rules know."""


def rules_in_force(on: date, award: str | None, *, as_json: bool) -> str:
    """Every award, or one: the regime, who decides, and each other value with its source and mark.

    Raises ``NothingToShow`` for a day before the first rules, and for a code that the rules of the day do not know.
    """
    regime, unknown = _rules_of(on)
    codes = [*regime.awards, *regime.forms, *(code for code in PROCEDURES if _procedure(regime, code))]
    if award is not None and award not in codes:
        raise NothingToShow(f"{regime.code} knows no award {award}; it knows {', '.join(codes)}.")
    shown = [_shown(regime, code, on, unknown) for code in codes if award in (None, code)]
    if as_json:
        return json.dumps(shown[0] if award else shown, ensure_ascii=False)
    return "\n\n".join([*([unknown.sentence("en")] if unknown else ()), *(_as_text(each) for each in shown)])


def _rules_of(on: date) -> tuple[Regime, RegimeMetadata | None]:
    unknown = metadata_on(on)
    if unknown is not None:
        return confirmed(unknown, document=f"not confirmed; {unknown.law}"), unknown
    try:
        return regime_on(on), None
    except NoRulesInForce as error:
        raise NothingToShow(f"No rules are on file for {on}; the first begin on {regimes()[0].valid_from}.") from error


def _shown(regime: Regime, code: str, on: date, unknown: RegimeMetadata | None) -> Shown:
    procedure = _procedure(regime, code)
    if procedure is not None:
        return {"award": code, "regime": regime.code, "competence": "decide", **_figures(procedure)} | _in_force(
            regime, on, unknown
        )
    rules = regime.rules_of_form(code) if code in regime.forms else regime.awards[code]
    head = {"award": code, "regime": regime.code, "competence": rules.competence.value}
    kinds = rules.subject_kinds
    return (
        head
        | {"name": _figure({"vi": rules.name_vi, "en": rules.name_en}, kinds.source, kinds.mark)}
        | _figures(rules)
        | {"offered": _figure(rules.offered, "whether the software takes nominations for it", "V")}
        | _of_the_regime(regime, on)
        | _in_force(regime, on, unknown)
        | _notes(code, unknown)
    )


def _procedure(regime: Regime, code: str) -> AnnulmentRules | ExchangeRules | None:
    if code == "ANNUL":
        return regime.annulment
    return regime.exchange if code == "EXCHANGE" else None


def _figures(rules: AwardRules | AnnulmentRules | ExchangeRules) -> Shown:
    answer: Shown = {}
    for field in fields(rules):
        value = getattr(rules, field.name)
        if isinstance(value, Sourced) and field.name != "competence":
            answer[field.name] = _sourced(value)
        elif isinstance(value, Mapping):
            answer |= {f"{field.name}_{kind}": _sourced(figure) for kind, figure in value.items()}
        elif isinstance(value, tuple):
            answer[field.name] = _list(value)
    return answer


def _of_the_regime(regime: Regime, on: date) -> Shown:
    salary = regime.base_salary_on(on)
    council = regime.council
    answer = {
        "base_salary": _sourced(salary),
        "bonus_rounding": _sourced(regime.bonus_rounding),
        "meeting_quorum_of_council": _sourced(council.meeting_quorum),
        "award_quorum_of_council": _sourced(council.award_quorum),
        "written_opinions_count": _sourced(council.written_opinions_count),
    }
    named = {"bonus_day": regime.bonus_day, "household_factor": regime.household_factor, "pinned_on": regime.pinned_on}
    return answer | {key: _sourced(value) for key, value in named.items() if value is not None}


def _in_force(regime: Regime, on: date, unknown: RegimeMetadata | None) -> Shown:
    texts = regime.texts_on(on)
    named = [text.name for text in texts]
    source = "; ".join(dict.fromkeys(text.source for text in texts)) or regime.name_vi
    mark = _weakest(text.mark for text in texts)
    if unknown is not None:
        named, source, mark = [unknown.law], unknown.source, unknown.mark
    until = regime.valid_to.isoformat() if regime.valid_to else None
    days = {"from": regime.valid_from.isoformat(), "to": until, "is_confirmed": unknown is None}
    return {
        "in_force": _figure(days, source, mark),
        "texts": _figure(named, source, mark),
        "digest": _figure(regime.digest, "SHA-256 of the composed rules", "V"),
    }


def _notes(code: str, unknown: RegimeMetadata | None) -> Shown:
    notes = [note for note in (unknown.notes if unknown else ()) if note.award in ("", code)]
    if not notes:
        return {}
    told = [{"vi": note.text_vi, "en": note.text_en} for note in notes]
    return {"notes": _figure(told, "; ".join(note.source for note in notes), _weakest(note.mark for note in notes))}


def _sourced(value: Sourced[Any]) -> Shown:
    return _figure(_plain(value.value), value.source, value.mark)


def _list(rows: tuple[DocumentRule | ConditionRule, ...]) -> Shown:
    """A list with the sources of all its lines, as sure as its least sure line; each line keeps its own."""
    told = [_plain(row) for row in rows]
    return _figure(told, "; ".join(dict.fromkeys(row.source for row in rows)), _weakest(row.mark for row in rows))


def _figure(value: Any, source: str, mark: str) -> Shown:
    return {"value": value, "source": source, "mark": mark}


def _weakest(marks: Iterable[str]) -> str:
    found = set(marks)
    return next((mark for mark in _WEAKEST if mark in found), "U")


def _paper_of(rule: DocumentRule) -> Shown:
    """A paper with the number of its form, which has a source and a mark of its own."""
    told = {field.name: _plain(getattr(rule, field.name)) for field in fields(rule)}
    of_form = {"form_source": rule.form.source, "form_mark": rule.form.mark} if rule.form else {}
    return told | {"form": rule.form_number} | of_form


def _plain(value: Any) -> Any:
    if isinstance(value, DocumentRule):
        return _paper_of(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    return value


def _as_text(shown: Shown) -> str:
    lines = [f"{shown['award']} ({shown['regime']}): {shown['competence']}"]
    return "\n".join([*lines, *_told(shown)])


def _told(shown: Shown) -> Iterator[str]:
    for name, figure in shown.items():
        if not isinstance(figure, dict):
            continue
        value = figure["value"]
        if name in ("documents", "conditions"):
            for row in value if isinstance(value, list) else ():
                if isinstance(row, dict):
                    said = row.get("text_en") or _paper(row)
                    of_form = f"; form: [{row['form_mark']}] {row['form_source']}" if row.get("form") else ""
                    yield f"  {name} {row['code']}: {said}  [{row['mark']}] {row['source']}{of_form}"
            continue
        yield f"  {name}: {_in_words(value)}  [{figure['mark']}] {figure['source']}"


def _paper(row: Shown) -> str:
    """A paper with what the rules ask of it: ``Achievement report (form 05, by the nominee)``."""
    asked = (
        f"form {row['form']}" if row["form"] else "",
        "" if row["is_required"] else "optional",
        f"by the {row['written_by'].replace('_', ' ')}" if row["written_by"] else "",
        "added when it is sent up" if row["stage"] == "forwarding" else "",
    )
    told = ", ".join(filter(None, asked))
    return f"{row['name_en']} ({told})" if told else str(row["name_en"])


def _in_words(value: Any) -> str:
    match value:
        case {"days": int(days), "kind": str(kind)}:
            return f"{days} {kind} day{'' if days == 1 else 's'}"
        case {"num": int(num), "den": int(den), "strict": bool(strict)}:
            return f"{'more than' if strict else 'at least'} {num}/{den}"
        case dict():
            return ", ".join(f"{key} {_in_words(part)}" for key, part in value.items())
        case [int(num), int(den)]:
            return in_words((num, den))
        case list():
            return ", ".join(_in_words(part) for part in value) or "none"
    return in_words(value)
