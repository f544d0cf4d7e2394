"""Draws ``docs/law.md``, every figure of the rules on file by how sure it is: ``python -m states.law_page``."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from states.regime import AwardRules, Regime, regimes
from states.regime_metadata import RegimeMetadata, all_metadata
from states.rule_parts import Citation, ConditionRule, DocumentRule, LegalText, Quota, Sourced, TiePreference
from states.tally import Threshold
from states.working_days import Term

PAGE = Path("docs/law.md")

_HEAD = """\
# The law as data

The rules that cases are judged by stand in `states/regimes/*.toml`, one file for each period of the law; what periods share
stands in `parts/`, and each set of rules is composed of them and named by the digest of the whole. Every figure names its
source and carries a mark that says how sure it is:

* **V** — read in the source named. A page that restates the law counts as read, and then the page is the source named.
* **B** — believed: an inference, a custom, or a rule of another place or year.
* **U** — unknown: no source was found, and the value is a default of this rule set.

Only V may be shown as law. What is marked B or U is an assumption that each commune confirms before it relies on it. This
is no legal advice. The page is drawn from the files by `python -m states.law_page`; a test fails when it is not up to date.
Sources are given as the files give them, in Vietnamese.

A term in calendar days ends on its last day, whether offices work on it or not. The Civil Code of 2015, Art. 148(5), is
believed (B) to move such an end to the next working day; it was not read, and no term here is lengthened by it.
"""

_MARKS = {
    "V": "Read in its source",
    "B": "Believed: confirm before use",
    "U": "Unknown: defaults to be set by the commune",
}

Figure = tuple[str, str, str, str]
"""The name of a figure, its value in words, its source and its mark."""


def law_page() -> str:
    """The whole page, one section for each regime on file."""
    newest = {(regime.code, regime.valid_from): regime for regime in regimes()}
    lines = [line for regime in newest.values() for line in _section(regime)]
    older = [regime for regime in regimes() if regime not in newest.values()]
    known = [line for metadata in all_metadata() for line in _only_known(metadata)]
    return "\n".join([_HEAD, *lines, *known, *_older(older)])


def figures(regime: Regime) -> Iterator[tuple[str, Figure]]:
    """Every figure of a regime with the award it belongs to ("" for all of them)."""
    for field in fields(regime):
        if field.name not in ("awards", "forms"):
            for figure in _figures(field.name, getattr(regime, field.name)):
                yield "", figure
    for code, rules in regime.awards.items():
        for figure in _of_award(rules):
            yield code, figure
    for code, form in regime.forms.items():
        for figure in _of_award(form.rules):
            yield code, figure


def _of_award(rules: AwardRules) -> Iterator[Figure]:
    for field in fields(rules):
        yield from _figures(field.name, getattr(rules, field.name))


def _figures(name: str, value: Any) -> Iterator[Figure]:
    match value:
        case Sourced():
            yield name, in_words(value.value), value.source, value.mark
        case DocumentRule():
            need = "required" if value.is_required else "optional"
            yield f"document `{value.code}`", f"{need}: {value.name_en}", value.source, value.mark
            if value.form:
                yield f"form of `{value.code}`", value.form.value, value.form.source, value.form.mark
        case ConditionRule():
            yield f"condition `{value.code}`", value.text_en, value.source, value.mark
        case Citation():
            yield f"citation `{value.code}`", value.text_en, value.source, value.mark
        case LegalText():
            until = f" to {value.valid_to}" if value.valid_to else ""
            yield f"text, {value.rank}", f"{value.name}: {value.valid_from}{until}", value.source, value.mark
        case tuple():
            for part in value:
                yield from _figures(_part_name(name, part), part)
        case Mapping():
            for key, part in value.items():
                yield from _figures(f"{name} {key}", part)
        case _ if is_dataclass(value) and not isinstance(value, type):
            for field in fields(value):
                yield from _figures(f"{name} {field.name}", getattr(value, field.name))


def _part_name(name: str, part: Any) -> str:
    since = getattr(part, "since", None)
    return f"{name} since {since}" if since else name


def in_words(value: Any) -> str:
    """A value of the rules as a reader wants it: ``20 working days``, ``more than 1/2``, ``none``."""
    match value:
        case None:
            return "none"
        case bool():
            return "yes" if value else "no"
        case Term():
            return f"{value.days} {value.kind} day{'' if value.days == 1 else 's'}"
        case Quota():
            share = f"{in_words(value.share)} of {value.of}" if value.share else ""
            return share or f"set by the {value.set_by.replace('_', ' ')}"
        case TiePreference():
            share = (
                f"collectives with at least {in_words(value.women_of_collective)} women"
                if value.women_of_collective
                else ""
            )
            return ", ".join(filter(None, ("women" if value.women else "", share)))
        case Threshold():
            return f"{'more than' if value.strict else 'at least'} {value.num}/{value.den}"
        case (int(num), int(den)):
            return f"{num}/{den}" if den != 1 else str(num)
        case tuple():
            return ", ".join(in_words(part) for part in value) or "none"
    return str(value)


def _only_known(metadata: RegimeMetadata) -> Iterator[str]:
    yield f"## {metadata.code}: {metadata.valid_from} on, not confirmed"
    yield ""
    yield f"{metadata.name_vi}. {metadata.name_en}."
    yield ""
    yield f"{metadata.sentence('en')} Source: {metadata.source} ({metadata.mark})."
    yield ""
    for note in metadata.notes:
        yield f"* {note.award or 'All awards'}: {note.text_en} Source: {note.source} ({note.mark})."
    yield ""


def _older(older: list[Regime]) -> Iterator[str]:
    yield "## Earlier revisions"
    yield ""
    yield "They stay on file for the cases that were taken in under them; entries of the log name them by digest."
    yield ""
    for regime in older:
        yield f"* {regime.code}, revision {regime.revision}: `{regime.digest}`"
    yield ""


def _section(regime: Regime) -> Iterator[str]:
    until = f" to {regime.valid_to}" if regime.valid_to else " on"
    yield f"## {regime.code}, revision {regime.revision}: {regime.valid_from}{until}"
    yield ""
    yield f"{regime.name_vi}. {regime.name_en}."
    yield ""
    forms = {code: form.rules for code, form in regime.forms.items()}
    names = [f"{code} {rules.name_vi} ({rules.name_en})" for code, rules in {**regime.awards, **forms}.items()]
    yield f"Awards: {'; '.join(names)}."
    yield ""
    awards: dict[Figure, list[str]] = {}
    for award, figure in figures(regime):
        awards.setdefault(figure, []).append(award)
    counted = ", ".join(f"{mark} {sum(len(awards[f]) for f in awards if f[3] == mark)}" for mark in _MARKS)
    yield f"Figures by mark: {counted}."
    yield ""
    for mark, title in _MARKS.items():
        yield f"### {mark} — {title}"
        yield ""
        yield from _table((figure, awards[figure]) for figure in awards if figure[3] == mark)


def _table(rows: Iterable[tuple[Figure, list[str]]]) -> Iterator[str]:
    yield "| figure | awards | value | source |"
    yield "|---|---|---|---|"
    for (name, value, source, _mark), awards in rows:
        named = ", ".join(award for award in awards if award) or "all"
        yield f"| {name} | {named} | {value} | {source} |"
    yield ""


if __name__ == "__main__":
    PAGE.write_text(law_page(), encoding="utf-8")
