"""How the members of the demonstration's council vote, and what the minutes say of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from states.council_vocabulary import VoteChoice
from states.paper_ballots import PaperCount
from states.tally import CHOICES, Opinions
from states.vocabulary import State
from workflow.demo.dossiers import rules_for
from workflow.demo.nomination_figures import Nomination
from workflow.demo.scene import Scene
from workflow.demo.year_figures import Meeting

Choices = dict[str, VoteChoice]
"""Nomination's key to choice."""

_WORDS = {
    VoteChoice.AGREE: "đồng ý", VoteChoice.AGREE_LOWER: "đề nghị hình thức thấp hơn",
    VoteChoice.DISAGREE: "không đồng ý", VoteChoice.ABSTAIN: "không có ý kiến",
}  # fmt: skip
_FINDINGS = {State.NOT_ENDORSED: "không thông qua", State.ENDORSED_LOWER: "đề nghị hình thức thấp hơn"}


def choice(goal: State, seat: int, place: int) -> VoteChoice:
    """What the member on a seat says to the case at a place of the agenda, so that the count comes to its goal.

    With eleven seats: at most two do not agree to what is endorsed; four agree, and too few, to what is not; where the
    council finds for the lower award four agree to the higher, and all but one to at least the lower.
    """
    if goal == State.NOT_ENDORSED:
        return (VoteChoice.ABSTAIN, VoteChoice.AGREE, VoteChoice.DISAGREE)[seat % 3]
    if goal == State.ENDORSED_LOWER:
        return VoteChoice.DISAGREE if seat == 8 else (VoteChoice.AGREE, VoteChoice.AGREE_LOWER)[min(seat % 3, 1)]
    return {0: VoteChoice.DISAGREE, 7: VoteChoice.ABSTAIN}.get((seat * 5 + place * 3) % 23, VoteChoice.AGREE)


def secret_choice(goal: State, seat: int) -> VoteChoice:
    """The same for a secret ballot, which asks for four fifths of the members: all who are there but one agree to what is
    endorsed, and about half of them to the higher award where the council finds for the lower."""
    if goal == State.ENDORSED_LOWER:
        return (VoteChoice.AGREE, VoteChoice.AGREE_LOWER)[seat % 2]
    return VoteChoice.DISAGREE if seat == 3 else VoteChoice.AGREE


def urn(choices: Sequence[VoteChoice]) -> PaperCount:
    """What a teller finds where these papers came back, all that were handed out."""
    said = Opinions(*(choices.count(VoteChoice(choice)) for choice in CHOICES))
    return PaperCount(issued=len(choices), returned=len(choices), invalid=0, opinions=said)


def slipped(count: PaperCount) -> PaperCount:
    """The same with one paper on the wrong pile."""
    said = count.opinions
    mixed = replace(said, agree=said.agree - 1, abstain=said.abstain + 1)
    return replace(count, opinions=mixed)


def other_than(wanted: VoteChoice) -> VoteChoice:
    """A choice that a member gives first, and changes before the close."""
    return VoteChoice.ABSTAIN if wanted == VoteChoice.AGREE else VoteChoice.AGREE


def voters(scene: Scene, meeting: Meeting) -> list[str]:
    """Who gives an opinion, in the order of the seats: all in the room or connected, and those who write."""
    silent = (set(meeting.excused) - set(meeting.written)) | set(meeting.not_yet)
    return [member for member in scene.council if member not in silent]


def minutes(scene: Scene, meeting: Meeting, on: date, agenda: Sequence[str], given: Mapping[str, Choices]) -> str:
    """The minutes of a session: who took part, every count, and what the council proposes."""
    people = scene.figures.people
    there = len(scene.council) - len(meeting.excused)
    absent = [f"{people[name].name} ({_lowered(reason)})" for name, reason in meeting.excused.items()]
    written = ", ".join(people[name].name for name in meeting.written)
    lines = [
        f"Biên bản {_lowered(meeting.title)}, ngày {on:%d/%m/%Y}, tại {meeting.place}.",
        f"Tổng số thành viên Hội đồng: {len(scene.council)}; dự họp: {there}; vắng: {', '.join(absent)}.",
        f"Chủ trì: {people[scene.chairman].name}. Thư ký: {people[scene.council_secretary].name}.",
        f"Thành viên vắng mặt gửi ý kiến bằng văn bản: {written}.",
        "Thường trực báo cáo kết quả thẩm định; Hội đồng thảo luận và biểu quyết từng trường hợp:",
    ]
    cases = {scene.cases[case.key]: case for case in scene.figures.nominations.values()}
    for place, key in enumerate(agenda, start=1):
        case = cases[key]
        award = rules_for(case.award, case.basis, on).name_vi
        counted = _counted([choices[key] for choices in given.values() if key in choices])
        silent = [people[member].name for member, recused in meeting.recused.items() if recused == case.key]
        apart = f", {', '.join(silent)} không tham gia ({_lowered(meeting.relation)})" if silent else ""
        lines.append(f"{place}. {scene.nominee_of(case).name}, {award}: {counted}{apart}; {_concluded(case)}.")
    lines.append("Kết quả tính trên tổng số thành viên Hội đồng.")
    lines.append("Hội đồng giao Thường trực hoàn thiện hồ sơ theo kết quả biểu quyết.")
    lines.append("Biên bản đã đọc tại phiên họp, các thành viên dự họp nhất trí.")
    return "\n".join(lines)


def _concluded(case: Nomination) -> str:
    words = _FINDINGS.get(case.goal)
    return f"{words} ({_lowered(case.reason.rstrip('.'))})" if words else "thông qua"


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def _counted(choices: Sequence[VoteChoice]) -> str:
    counts = {each: choices.count(each) for each in VoteChoice}
    return ", ".join(f"{count} {_WORDS[each]}" for each, count in counts.items() if count)
