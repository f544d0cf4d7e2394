"""The targets of a campaign's plan in words: "≥ 18,0 %", "trên 2,0 %", "giảm so với năm 2023", "Đánh giá định tính"."""

from collections.abc import Iterable
from dataclasses import dataclass

from babel.support import LazyProxy

from web.filters import NBSP, number
from web.language import _, language, lazy
from workflow.queries.campaign import FigureShown, TargetShown

_AGAINST: dict[str, LazyProxy] = {
    "above_plan": lazy("vượt %(reference)s", reference="%(reference)s"),
    "per_plan": lazy("theo %(reference)s", reference="%(reference)s"),
    "fewer_than_last_year": lazy("giảm so với %(reference)s", reference="%(reference)s"),
    "qualitative": lazy("Đánh giá định tính"),
}
"""Figures without a number, by what they are held against; plans name that in Vietnamese, so in English it stands beside."""

_MEASURED: dict[str, LazyProxy] = {
    ">=": lazy("≥ %(amount)s", amount="%(amount)s"),
    ">": lazy("trên %(amount)s", amount="%(amount)s"),
    "<=": lazy("≤ %(amount)s", amount="%(amount)s"),
    "=": lazy("đạt %(amount)s", amount="%(amount)s"),
}


@dataclass(frozen=True, kw_only=True)
class ShownFigure:
    """One line below a target. ``label_language`` is "vi" where the plan has no English; reference and doubt always are."""

    label: str
    label_language: str
    measure: str
    unit: str
    held_against: str
    doubt: str


@dataclass(frozen=True, kw_only=True)
class ShownTarget:
    """One numbered target as a page shows it."""

    number: int
    text: str
    text_language: str
    figures: tuple[ShownFigure, ...]


def shown_targets(targets: Iterable[TargetShown]) -> list[ShownTarget]:
    """The targets in the language of the page, Vietnamese where the plan says nothing else."""
    return [_target(target) for target in targets]


def _target(target: TargetShown) -> ShownTarget:
    text, spoken = _in_language(target.text_vi, target.text_en)
    figures = tuple(_figure(figure) for figure in target.figures)
    return ShownTarget(number=target.number, text=text, text_language=spoken, figures=figures)


def _figure(figure: FigureShown) -> ShownFigure:
    label, spoken = _in_language(figure.label_vi, figure.label_en)
    return ShownFigure(
        label=label, label_language=spoken, measure=measure(figure), unit=_separate_unit(figure),
        held_against=_beside(figure), doubt=figure.doubt,
    )  # fmt: skip


def measure(figure: FigureShown) -> str:
    """How much is to be reached, with the decimals of the plan; a figure without a number says what it is held against."""
    if figure.value is None:
        said = str(_AGAINST[figure.comparator])
        return said % {"reference": figure.reference[:1].lower() + figure.reference[1:]}
    if figure.value == 0 and figure.comparator == "=":
        return _("không để phát sinh")
    amount = number(figure.value) + (f"{NBSP}%" if figure.unit == "%" else "")
    return str(_MEASURED[figure.comparator]) % {"amount": amount}


def _beside(figure: FigureShown) -> str:
    """The reference, unless the measure has said it already."""
    is_said = figure.value is None and figure.comparator != "qualitative" and language() == "vi"
    return "" if is_said else figure.reference


def _separate_unit(figure: FigureShown) -> str:
    """A unit in Vietnamese words, which an English page marks as such; a per cent sign belongs to the figure."""
    return "" if figure.unit == "%" or figure.value is None or figure.value == 0 else figure.unit


def _in_language(vietnamese: str, english: str) -> tuple[str, str]:
    wanted = english if language() == "en" else ""
    return (wanted, "en") if wanted else (vietnamese, "vi")
