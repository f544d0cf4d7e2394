"""The form of what is stated about a nominee and a year: one box for each kind that is asked of such a nominee."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from wtforms import Field, IntegerField, SelectField, SelectMultipleField, StringField
from wtforms.validators import Optional

from states.refusals import Refusal
from states.rule_names import award_name
from states.statement_wording import choice_words
from states.statements import FACTS, NONE, asked_of, lacking, standing
from states.vocabulary import FactKind, SubjectKind
from web.fields import AtMost, Filled, VnDateField, options
from web.forms import ActionForm
from web.language import _, language, lazy
from web.words import Words, sentence
from workflow.commands.administration.record_statement import RecordStatement
from workflow.ids import derived_id
from workflow.queries.nominee_register import AwardRow, StatementShown

_LONGEST = 300
_PARTS = ("since", "until", "called", "used_for")
"""What a dated or named statement says besides what it chose; each is a field of its own."""


@dataclass(frozen=True)
class FactFields:
    """The boxes of one kind, in the order of the page."""

    fact: FactKind
    fields: tuple[Field, ...]


class StatementForm(ActionForm):
    """What may be stated; ``facts`` are the kinds asked of the nominee. Boxes left empty state nothing.

    ``counted`` are the awards that rules count among the members of a collective.
    """

    facts: ClassVar[tuple[FactKind, ...]] = ()
    counted: ClassVar[Sequence[str]] = ()
    asked: ClassVar[frozenset[FactKind]] = frozenset()
    """Those that the dossiers at hand look at; the page shows them first."""
    read_first: ClassVar[Collection[str]] = ("source",)
    source: StringField

    def groups(self, *, asked: bool) -> list[FactFields]:
        """The boxes by kind: of what the dossiers at hand look at, or of all the rest."""
        facts = [fact for fact in self.facts if (fact in self.asked) == asked]
        return [FactFields(fact, tuple(f for f in self if _fact_of(f.name) == fact)) for fact in facts]

    def problems(self) -> list[tuple[str, str]]:
        """What is wrong, in the order of the page: what is asked comes before the rest."""
        ids = {field.id: place for place, field in enumerate(self._in_order())}
        return sorted(super().problems(), key=lambda problem: ids.get(problem[0].removesuffix("-0"), -1))

    def _in_order(self) -> list[Field]:
        return [
            self.source,
            *(f for asked in (True, False) for group in self.groups(asked=asked) for f in group.fields),
        ]

    def orders(
        self, nominee_id: str, unit_id: str | None, year: int, before: Sequence[StatementShown]
    ) -> list[RecordStatement]:
        """One order for each thing that is stated here for the first time, or otherwise than before."""
        source = self.source.data or ""
        stands = {tuple(row[name] for name in _STATED) for row in _in_force(before, year)}
        answer = []
        for fact, said in self._said():
            if (fact, *said.values()) in stands:
                continue
            key = derived_id(self.fresh_id.data or "", fact, said["chosen"])
            answer.append(
                RecordStatement(
                    on=key, nominee_id=nominee_id, unit_id=unit_id, year=year, fact=fact, source=source, **said
                )
            )
        return answer

    def complain(self, orders: Sequence[RecordStatement], kind: str, held: Sequence[str]) -> bool:
        """Say at its box what is wrong with each order; whether anything is."""
        for each in orders:
            said = {name: getattr(each, name) for name in ("chosen", "amount", "since", "until", "called")}
            for refusal in lacking(each.fact, kind, held, self.counted, **said):
                self._note(each, refusal)
        return any(field.errors for field in self)

    def _note(self, order: RecordStatement, refusal: Refusal) -> None:
        amount = f"{order.fact}-amount-{order.chosen}" if order.chosen else f"{order.fact}-amount"
        name = amount if refusal.at == "amount" else f"{order.fact}-{refusal.at}"
        self.note_refusals([(name if name in self else f"{order.fact}-chosen", sentence(refusal))])

    def _said(self) -> Iterator[tuple[FactKind, dict[str, Any]]]:
        for fact in self.facts:
            rule = FACTS[fact]
            if rule.most is not None:
                yield from ((fact, _said(chosen, amount=self[name].data)) for name, chosen in _counts(fact, self.counted)
                            if self[name].data is not None)  # fmt: skip
                continue
            data = self[f"{fact}-chosen"].data
            more = {part: self[name].data for part in _PARTS if (name := f"{fact}-{part}") in self}
            for chosen in data if isinstance(data, list) else [data] if data else []:
                yield fact, _said(chosen, **(more if chosen != NONE else {}))


def _said(chosen: str, **more: Any) -> dict[str, Any]:
    return {"chosen": chosen, "amount": None, "since": None, "until": None, "called": "", "used_for": ""} | {
        name: value for name, value in more.items() if value is not None
    }


def _fact_of(name: str) -> str:
    return name.partition("-")[0]


def statement_form(
    kind: SubjectKind,
    held: Sequence[AwardRow],
    before: Sequence[StatementShown],
    year: int,
    counted: Sequence[str],
    asked: frozenset[FactKind] = frozenset(),
) -> StatementForm:
    """The form for such a nominee, filled with what stands.

    ``counted`` are the awards that rules count among members, ``asked`` is what the dossiers at hand look at.
    """
    facts = asked_of(kind)
    made: dict[str, Any] = {name: field for fact in facts for name, field in _fields(fact, held, counted)}
    made["source"] = StringField(
        lazy("Nguồn của các thông tin này"),
        [Filled(lazy("Ghi nguồn: văn bản, phiếu đánh giá, biên bản, người xác nhận.")), AtMost(_LONGEST)],
        description=lazy("Ví dụ: Phiếu đánh giá, xếp loại năm 2024; biên bản bình xét ngày 05/11/2024."),
    )
    form = type("_StatementForm", (StatementForm,), {**made, "facts": facts, "counted": counted, "asked": asked})
    built: StatementForm = form(data=_filled(before, year))
    return built


_STATED = ("fact", "chosen", "amount", "since", "until", "called", "used_for")


def _in_force(before: Sequence[StatementShown], year: int) -> list[Mapping[str, Any]]:
    return list(standing([vars(each) for each in before if each.year == year and not each.is_struck]))


def _filled(before: Sequence[StatementShown], year: int) -> Mapping[str, Any]:
    """What stands for the year, for the boxes that hold one answer."""
    answer: dict[str, Any] = {}
    for each in _in_force(before, year):
        fact, chosen = each["fact"], each["chosen"]
        if FACTS[fact].most is not None:
            answer[f"{fact}-amount-{chosen}" if chosen else f"{fact}-amount"] = each["amount"]
        elif not FACTS[fact].is_many:
            answer[f"{fact}-chosen"] = chosen
    return answer


def _counts(fact: FactKind, counted: Sequence[str]) -> list[tuple[str, str]]:
    """The boxes of a count, each with what it counts."""
    if FACTS[fact].of_members_awards:
        return [(f"{fact}-amount-{award}", award) for award in counted]
    return [(f"{fact}-amount", "")]


def _fields(fact: FactKind, held: Sequence[AwardRow], counted: Sequence[str]) -> Iterator[tuple[str, Any]]:
    label, rule = Words().label(fact), FACTS[fact]
    if rule.most is not None:
        for name, chosen in _counts(fact, counted):
            told = f"{label}: {award_name(chosen, language())}" if chosen else label
            yield name, IntegerField(told, [Optional()])
        return
    pairs = [(each, choice_words(fact, each, language())) for each in rule.choices]
    if rule.of_history:
        pairs += [(row.key, _row_words(row)) for row in held if not row.is_annulled]
    if rule.of_history or (rule.is_many and not rule.is_dated):
        yield f"{fact}-chosen", SelectMultipleField(label, choices=options(pairs), validate_choice=False)
        return
    told = _("Chọn một câu trả lời") if rule.is_dated else label
    yield f"{fact}-chosen", SelectField(told, choices=options([("", _("Chưa ghi")), *pairs]), default="")
    if rule.is_named:
        yield f"{fact}-called", StringField(_("Tên sáng kiến"), [AtMost(_LONGEST)])
    if rule.is_dated:
        yield f"{fact}-since", VnDateField(_DAYS[fact][0])
        if fact != FactKind.INITIATIVE:
            yield f"{fact}-until", VnDateField(_DAYS[fact][1])
    if rule.is_named:
        yield f"{fact}-used_for", StringField(_("Đã là căn cứ của lần khen nào"), [AtMost(_LONGEST)])


def _row_words(row: AwardRow) -> str:
    return f"{award_name(row.award, language())}, {row.year}" + (f" ({row.document})" if row.document else "")


_DAYS: Mapping[FactKind, tuple[Any, Any]] = {
    FactKind.DISCIPLINE: (lazy("Ngày bắt đầu kỷ luật"), lazy("Ngày hết thời hạn kỷ luật")),
    FactKind.OPEN_MATTER: (lazy("Xem xét từ ngày"), lazy("Đã có kết luận ngày")),
    FactKind.INITIATIVE: (lazy("Ngày công nhận"), ""),
}
