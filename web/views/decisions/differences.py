"""Where a draft differs from what the council proposed: each difference is named, or there is none."""

from collections.abc import Iterable
from dataclasses import dataclass

from states.departures import Departure, of_line
from states.vocabulary import State
from web.language import _
from web.words import Words
from workflow.queries.decision import DecisionPage, Named

_WORDS = Words()


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One difference: about whom, and what it is. ``is_known``: nobody has to explain it, it was decided by itself."""

    line: Named
    words: str
    is_known: bool = False


def differences(page: DecisionPage) -> list[Difference]:
    """Everything in which the draft and the council's proposal are not the same, what has to be explained first."""
    found = [
        *(each for line in page.named for each in _of_named(line)),
        *(_not_awarded(line) for line in page.not_awarded),
        *(
            Difference(line=line, words=_("Hội đồng đã đồng ý trong cùng phiên họp nhưng chưa có trong dự thảo nào."))
            for line in page.left_out
        ),
    ]
    return sorted(found, key=lambda each: each.is_known)


def _of_named(line: Named) -> Iterable[Difference]:
    if line.is_withheld and line.rules.council_step.value:
        words = _("Ông/bà không tham gia hồ sơ này nên không xem được kết quả biểu quyết của Hội đồng.")
        yield Difference(line=line, words=words, is_known=True)
        return
    found = line.finding
    departure = of_line(
        stands=True, state=line.state, goes_to_council=bool(line.rules.council_step.value),
        finding=found.finding if found else None,
    )  # fmt: skip
    if departure == Departure.NO_FINDING:
        yield Difference(line=line, words=_("Chưa có kết quả biểu quyết của Hội đồng."))
    elif departure == Departure.NOT_ENDORSED:
        words = _("Hội đồng không đồng ý khen thưởng (%(agree)s/%(base)s đồng ý).", **_count(line))
        yield Difference(line=line, words=words)
    elif found is not None and found.finding == State.ENDORSED_LOWER:
        words = _(
            "Đơn vị đề nghị %(nominated)s; Hội đồng đề nghị mức thấp hơn: %(award)s.",
            nominated=_WORDS.award(line.nominated_award), award=_WORDS.award(line.award),
        )  # fmt: skip
        yield Difference(line=line, words=words, is_known=True)


def _not_awarded(line: Named) -> Difference:
    departure = of_line(stands=False, state=line.state, goes_to_council=True, finding=None)
    if departure == Departure.LEFT_THE_LIST:
        words = _("Không được khen theo quyết định này: hồ sơ đã rời dự thảo rồi trình lại, phải đưa vào dự thảo mới.")
        return Difference(line=line, words=words)
    words = _("Có trong danh sách nhưng không được khen: hồ sơ hiện %(state)s.", state=_state(line))
    return Difference(line=line, words=words, is_known=True)


def _count(line: Named) -> dict[str, int]:
    assert line.finding is not None
    return {"agree": line.finding.tally.agree, "base": line.finding.tally.base}


def _state(line: Named) -> str:
    words = _WORDS.label(line.state)
    return words[:1].lower() + words[1:]
