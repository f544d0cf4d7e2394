"""What is stated about a nominee in the words of its page, year by year."""

from dataclasses import dataclass

from states.rule_names import award_name
from states.statement_wording import choice_words
from states.statements import FACTS, standing
from states.vocabulary import FactKind, Role
from web.filters import day
from web.language import _, language
from web.words import Words
from workflow.queries.nominee_register import MemberAward, NomineePage, StatementShown

_WORDS = Words()


@dataclass(frozen=True, kw_only=True)
class StatedLine:
    """One statement: what it is about, what it says, who said so, and whether it counts."""

    key: str
    year: int
    label: str
    says: str
    office: str
    person: str
    at: int
    source: str
    counts: bool
    is_struck: bool


def years_of(page: NomineePage) -> list[tuple[int, list[StatedLine]]]:
    """The statements of each year, the latest year first."""
    answer: dict[int, list[StatedLine]] = {}
    for each in page.statements:
        answer.setdefault(each.year, []).append(stated_in_words(each, page))
    return list(answer.items())


def stated_in_words(each: StatementShown, page: NomineePage) -> StatedLine:
    """One statement in words."""
    valid = [vars(other) for other in page.statements if not other.is_struck]
    return StatedLine(
        key=each.key, year=each.year, label=_WORDS.label(each.fact), says=_says(each, page),
        office=each.unit or _WORDS.label(Role.SECRETARIAT), person=each.person, at=each.at, source=each.source,
        counts=any(row["key"] == each.key for row in standing(valid)), is_struck=each.is_struck,
    )  # fmt: skip


def _says(each: StatementShown, page: NomineePage) -> str:
    parts = [_choice(each, page)] if each.chosen else []
    if each.amount is not None:
        parts.append(str(each.amount))
    if each.called:
        parts.append(each.called)
    if each.since:
        parts.append(_("từ ngày %(day)s", day=day(each.since)) if each.fact != FactKind.INITIATIVE else day(each.since))
    if each.until:
        parts.append(_("đến ngày %(day)s", day=day(each.until)))
    if each.used_for:
        parts.append(_("đã là căn cứ của: %(what)s", what=each.used_for))
    return ", ".join(parts)


def member_award_words(row: MemberAward) -> str:
    """Whose award it is, and which."""
    told = f"{row.name}: {award_name(row.award, language())}, {row.year}" + (
        f" ({row.document})" if row.document else ""
    )
    return _("%(award)s – không còn giá trị", award=told) if row.is_annulled else told


def _choice(each: StatementShown, page: NomineePage) -> str:
    if FACTS[each.fact].of_history:
        for row in page.awards:
            if row.key == each.chosen:
                return f"{award_name(row.award, language())}, {row.year}"
    if FACTS[each.fact].of_members_history:
        held = next((row for row in page.members if row.key == each.chosen), None)
        return member_award_words(held) if held else _("khen thưởng không còn thấy trong sổ của đơn vị")
    return choice_words(each.fact, each.chosen, language())
