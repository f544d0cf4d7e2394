"""The stations of a nomination's way, in words, for the steps on its page."""

from dataclasses import dataclass

from states.facts import NominationFacts
from states.stations import STOPPED, station_of, way_of
from states.vocabulary import State
from web.language import _, lazy
from workflow.queries.nomination import NominationPage

_LABELS = {
    "unit": lazy("Đơn vị lập hồ sơ"),
    "intake": lazy("Tiếp nhận"),
    "appraisal": lazy("Thẩm định"),
    "posting": lazy("Niêm yết lấy ý kiến"),
    "council": lazy("Hội đồng xét"),
    "chairman": lazy("Chủ tịch quyết định"),
    "above": lazy("Cấp trên quyết định"),
    "published": lazy("Công khai"),
    "conferred": lazy("Trao tặng"),
}


@dataclass(frozen=True)
class ShownStation:
    """One step as ``components/steps.html`` draws it."""

    label: str
    state: str
    note: str = ""


def _reached(page: NominationPage) -> State:
    """How far the case had come: one that was withdrawn or annulled keeps the station it had reached."""
    if page.state in (State.ANNULLED, State.RECOVERED) and page.case["conferred_on"]:
        return State.CONFERRED
    if page.state == State.WITHDRAWN:
        earlier = [each.target for each in page.timeline if each.target != State.WITHDRAWN]
        return State(earlier[0]) if earlier else State.SUBMITTED
    return page.state


def stations(page: NominationPage) -> list[ShownStation]:
    """Done, current (or stopped), and ahead."""
    assert isinstance(page.look.facts, NominationFacts)
    rules = page.look.facts.rules
    way = way_of(rules)
    here = way.index(station_of(_reached(page), rules, page.case["resumes_to"]))
    answer = []
    for index, station in enumerate(way):
        state = "done" if index < here else "ahead"
        if index == here:
            state = "stopped" if page.state in STOPPED else "done" if page.state == "conferred" else "current"
        answer.append(ShownStation(str(_LABELS[station]), state, _("Đang ở bước này") if state == "current" else ""))
    return answer
