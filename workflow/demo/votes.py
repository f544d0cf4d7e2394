"""How the members of the demonstration's council vote, and what the minutes tell of the course of a session."""

from collections.abc import Sequence
from dataclasses import replace

from states.council_vocabulary import VoteChoice
from states.paper_ballots import PaperCount
from states.tally import CHOICES, Opinions
from states.vocabulary import State
from workflow.demo.scene import Scene
from workflow.demo.year_figures import Meeting

Choices = dict[str, VoteChoice]
"""Nomination's key to choice."""

_DISPUTED = (State.NOT_ENDORSED, State.ENDORSED_LOWER)


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


def course(scene: Scene, meeting: Meeting, agenda: Sequence[str]) -> str:
    """What the minutes tell of a session: who reported, who stood aside, and why a case was not simply agreed to.

    No figure: those stand in the minutes from the records.
    """
    people = scene.figures.people
    written = ", ".join(people[name].name for name in meeting.written)
    lines = [
        "Thường trực Hội đồng báo cáo kết quả thẩm định từng hồ sơ; Hội đồng thảo luận và biểu quyết từng trường hợp.",
        f"Thành viên vắng mặt gửi ý kiến bằng văn bản: {written}.",
    ]
    lines += [
        f"{people[member].name} không tham gia thảo luận và biểu quyết hồ sơ đã khai báo ({_lowered(meeting.relation)})."
        for member in meeting.recused
    ]
    cases = {scene.cases[case.key]: case for case in scene.figures.nominations.values()}
    for case in (cases[key] for key in agenda):
        if case.goal in _DISPUTED and case.reason:
            lines.append(f"Về trường hợp {scene.nominee_of(case).name}: {_lowered(case.reason)}")
    return "\n".join(lines)


CONCLUSIONS = (
    "Hội đồng giao Thường trực hoàn thiện hồ sơ theo kết quả biểu quyết.\n"
    "Biên bản đã đọc tại phiên họp, các thành viên dự họp nhất trí."
)


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
