"""The targets of a plan as the office types them: one target a line, its figures below it, each after a hyphen.

::

    1. Tăng giá trị sản xuất // Grow production
    - Tăng trưởng giá trị sản xuất: ≥ 18,0 %
    - Thu ngân sách: vượt Dự toán huyện giao năm 2024
    2. Giữ vững an ninh, trật tự
    - Tội phạm: Kiềm chế

Behind ``//`` English may stand. A figure is measured (≥, >, ≤, =, or the words trên, đạt …, then a number and its unit), held
against something (vượt …, theo …, giảm so với …), or told in words.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from states.text import normalise
from web.language import _
from workflow.commands.campaign.plan_campaign import PlannedFigure, PlannedTarget

COMPARATORS = (
    ("≥", ">="), (">=", ">="), ("từ", ">="), ("ít nhất", ">="), ("tối thiểu", ">="), ("trên", ">"), (">", ">"),
    ("≤", "<="), ("<=", "<="), ("tối đa", "<="), ("không quá", "<="), ("đạt", "="), ("bằng", "="), ("=", "="), ("", "="),
)  # fmt: skip
"""Words before a number and what they mean; a number alone is to be reached as it is."""
REFERENCES = (("vượt", "above_plan"), ("theo", "per_plan"), ("giảm so với", "fewer_than_last_year"))
"""Words before what a figure is held against."""

_NUMBERED = re.compile(r"(\d{1,3})\s*[.)]\s*(.+)")
_AMOUNT = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,4}))?\s*(\D.*)?")
_LONGEST_LINE = 500
MOST_TARGETS = 100


@dataclass
class _Target:
    number: int
    text_vi: str
    text_en: str
    figures: list[PlannedFigure] = field(default_factory=list)


@dataclass(frozen=True)
class ReadTargets:
    """What was understood, and, by line, what was not."""

    targets: tuple[PlannedTarget, ...]
    problems: tuple[str, ...]


def read_targets(text: str) -> ReadTargets:
    """Read the typed targets; every problem names its line, counted as in the box."""
    targets: list[_Target] = []
    problems: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        words = normalise(line)
        problem = _take_in(words, targets) if words else ""
        if problem:
            problems.append(_("Dòng %(line)s: %(problem)s", line=number, problem=problem))
    return ReadTargets(tuple(_planned(target) for target in targets), tuple(problems))


def _take_in(words: str, targets: list[_Target]) -> str:
    """Add a line to what was read; answers what is wrong with it, or nothing."""
    if len(words) > _LONGEST_LINE:
        return _("viết ngắn lại, tối đa %(limit)s ký tự.", limit=_LONGEST_LINE)
    if words.startswith(("-", "–", "•")):
        if not targets:
            return _("ghi chỉ tiêu trước, rồi mới ghi các số liệu của chỉ tiêu đó.")
        figure = _figure(words[1:].strip())
        if isinstance(figure, str):
            return figure
        targets[-1].figures.append(figure)
        return ""
    return _target(words, targets)


def _target(words: str, targets: list[_Target]) -> str:
    numbered = _NUMBERED.fullmatch(words)
    number = int(numbered[1]) if numbered else max((target.number for target in targets), default=0) + 1
    if any(target.number == number for target in targets):
        return _("đánh số khác, đã có chỉ tiêu số %(number)s.", number=number)
    if len(targets) >= MOST_TARGETS:
        return _("bớt chỉ tiêu, tối đa %(limit)s chỉ tiêu.", limit=MOST_TARGETS)
    vietnamese, english = _both(numbered[2] if numbered else words)
    targets.append(_Target(number, vietnamese, english))
    return "" if vietnamese else _("ghi nội dung chỉ tiêu bằng tiếng Việt trước dấu //.")


def _figure(words: str) -> PlannedFigure | str:
    label, colon, rest = words.partition(":")
    vietnamese, english = _both(label)
    rest = rest.strip()
    if not colon or not vietnamese or not rest:
        return _("ghi tên số liệu, dấu hai chấm, rồi mức phải đạt. Ví dụ: - Tỷ lệ gia đình văn hóa: ≥ 90 %%.")
    found = _measured(rest)
    if found is not None:
        comparator, value, decimals, unit = found
        if not unit:
            return _("ghi đơn vị sau con số. Ví dụ: 90 %%, 200 người.")
        return PlannedFigure(
            label_vi=vietnamese, label_en=english, comparator=comparator, value=value, decimals=decimals, unit=unit
        )
    comparator, reference = _held_against(rest)
    return PlannedFigure(label_vi=vietnamese, label_en=english, comparator=comparator, reference=reference)


def _measured(words: str) -> tuple[str, int, int, str] | None:
    """Comparator, the figure as an integer with its decimals, and the unit; ``None`` where there is no number."""
    for said, comparator in COMPARATORS:
        if words.casefold().startswith(said):
            amount = _AMOUNT.fullmatch(words[len(said) :].strip())
            if amount:
                decimals = amount[2] or ""
                whole = int(amount[1].replace(".", "") + decimals)
                return comparator, whole, len(decimals), (amount[3] or "").strip()
    return None


def _held_against(words: str) -> tuple[str, str]:
    for said, comparator in REFERENCES:
        if words.casefold().startswith(said + " "):
            reference = words[len(said) :].strip()
            return comparator, reference[:1].upper() + reference[1:]
    return "qualitative", words


def _both(words: str) -> tuple[str, str]:
    vietnamese, _slashes, english = words.partition("//")
    return vietnamese.strip(), english.strip()


def _planned(target: _Target) -> PlannedTarget:
    kinds: Iterable[str] = {figure.comparator for figure in target.figures}
    is_told = all(kind == "qualitative" for kind in kinds)
    return PlannedTarget(
        number=target.number, kind="qualitative" if is_told else "quantitative", text_vi=target.text_vi,
        text_en=target.text_en, figures=tuple(target.figures),
    )  # fmt: skip
