"""Where a draft differs from what the council proposed: each difference is named, or there is none."""

from collections.abc import Iterable
from dataclasses import dataclass

from states.vocabulary import State
from web.language import _
from web.words import Words
from workflow.queries.decision import DecisionPage, Named

_WORDS = Words()
_ENDORSED = (State.ENDORSED, State.ENDORSED_LOWER)


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One difference: about whom, and what it is."""

    line: Named
    words: str


def differences(page: DecisionPage) -> list[Difference]:
    """Everything in which the draft and the council's proposal are not the same."""
    return [
        *(Difference(line=line, words=words) for line in page.named for words in _of_named(line)),
        *(
            Difference(
                line=line,
                words=_not_awarded(line),
            )
            for line in page.not_awarded
        ),
        *(
            Difference(line=line, words=_("Hội đồng đã đồng ý trong cùng phiên họp nhưng chưa có trong dự thảo nào."))
            for line in page.left_out
        ),
    ]


def _of_named(line: Named) -> Iterable[str]:
    found = line.finding
    if not line.rules.council_step.value:
        return
    if line.is_withheld:
        yield _("Ông/bà không tham gia hồ sơ này nên không xem được kết quả biểu quyết của Hội đồng.")
    elif found is None:
        yield _("Chưa có kết quả biểu quyết của Hội đồng.")
    elif found.finding not in _ENDORSED:
        yield _("Hội đồng không đồng ý khen thưởng (%(agree)s/%(base)s đồng ý).", **_count(line))
    elif found.finding == State.ENDORSED_LOWER:
        yield _(
            "Đơn vị đề nghị %(nominated)s; Hội đồng đề nghị mức thấp hơn: %(award)s.",
            nominated=_WORDS.award(line.nominated_award), award=_WORDS.award(line.award),
        )  # fmt: skip


def _not_awarded(line: Named) -> str:
    if line.state == State.BEFORE_CHAIRMAN:
        return _("Không được khen theo quyết định này: hồ sơ đã rời dự thảo rồi trình lại, phải đưa vào dự thảo mới.")
    return _("Có trong danh sách nhưng không được khen: hồ sơ hiện %(state)s.", state=_state(line))


def _count(line: Named) -> dict[str, int]:
    assert line.finding is not None
    return {"agree": line.finding.tally.agree, "base": line.finding.tally.base}


def _state(line: Named) -> str:
    words = _WORDS.label(line.state)
    return words[:1].lower() + words[1:]
