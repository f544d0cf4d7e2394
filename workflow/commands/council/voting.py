"""What a member's own vote and a recorded show of hands have in common."""

from collections.abc import Collection, Iterable, Mapping

from states.council_vocabulary import Attendance, Manner, Method, VoteChoice
from states.paper_ballots import on_paper
from states.refusals import Refusal
from states.session_facts import NOT_MARKED, SessionFacts
from states.vocabulary import Role
from workflow.commands.campaign.report_actual import EvidenceFile
from workflow.commands.command import NewRow
from workflow.days import civil_time
from workflow.ledger.detail import document_commitment

THERE = (Attendance.PRESENT, Attendance.REMOTE)
"""Marks of those who take part in the session."""
AWAY = (Attendance.EXCUSED, Attendance.ABSENT)
"""Marks of those who don't."""

Choices = Mapping[str, VoteChoice]
"""Nomination to choice."""


def refusals_of(
    choices: Choices, facts: SessionFacts, *, member: str, at: str = "", in_writing: bool = False
) -> Iterable[Refusal]:
    """Every choice is about an item of the agenda, offered there, and of one in which its member and the actor take part.

    What is voted on paper nobody votes on by name, but for who gets no ballot and gives an opinion ``in_writing``.
    """
    agenda = {item["id"]: item for item in facts.agenda}
    for nomination, choice in choices.items():
        place = f"{at}:{nomination}" if at else nomination
        if nomination not in agenda:
            yield Refusal("item_not_on_agenda", at=place)
        elif choice == VoteChoice.AGREE_LOWER and agenda[nomination]["rules"].lower_award.value is None:
            yield Refusal("choice_not_offered", {"code": agenda[nomination]["code"]}, at=place)
        elif (nomination, member) in facts.conflicts:
            yield Refusal("item_recused", {"code": agenda[nomination]["code"]}, at=place)
        elif (nomination, facts.actor_id) in facts.conflicts:
            yield Refusal("secretary_recused", {"code": agenda[nomination]["code"]}, at=place)
        elif agenda[nomination]["method"] == Method.SECRET_PAPER and not in_writing:
            yield Refusal("item_on_paper", {"code": agenda[nomination]["code"]}, at=place)


def is_in_room(member: str, facts: SessionFacts) -> bool:
    """Whether a member is there in person, and may be given a ballot."""
    return facts.attendance.get(member, NOT_MARKED)[1] == Attendance.PRESENT


def has_written_on_paper(member: str, facts: SessionFacts) -> bool:
    """Whether a member has given an opinion in writing on something that is voted on paper, and so gets no ballot."""
    return any((item["id"], member) in facts.written for item in on_paper(facts.agenda))


def writes_on_paper(member: str, facts: SessionFacts) -> bool:
    """Whether a member gives opinions in writing on what is voted on paper: who holds no ballot and gets none.

    That is who is not in the room; and who wrote before coming in, or the say on the other items would be lost.
    """
    gets_one = is_in_room(member, facts) and not has_written_on_paper(member, facts)
    return not (gets_one or facts.has_ballot(member))


def is_there(member: str, facts: SessionFacts) -> bool:
    """Whether a member takes part in the session; who does not gives opinions in writing."""
    return facts.attendance.get(member, NOT_MARKED)[1] in THERE


def not_in_office(member: str, facts: SessionFacts, *, at: str = "") -> Iterable[Refusal]:
    """Who stands on the frozen roll and has left the body that votes says nothing more there, by anybody's hand."""
    if all(row["account_id"] != member for row in facts.seated):
        yield Refusal("not_in_office", at=at)


def window_over(facts: SessionFacts) -> Iterable[Refusal]:
    """Opinions in writing are taken up to the hour that was set when the vote opened; with none set, up to the close."""
    until = facts.case["opinions_until"]
    if until is not None and facts.at > until:
        ended = civil_time(until)
        yield Refusal("window_over", {"hour": f"{ended:%H:%M}", "day": ended.date()}, cleared_by=Role.COUNCIL_SECRETARY)


def scanned(scan: EvidenceFile, kind: str, account: str, facts: SessionFacts) -> tuple[NewRow, tuple[str, str]]:
    """The row of a scanned paper that is about a member, or was handed in by one; and the commitment to it."""
    key, salt = facts.mint.key(), str(facts.mint.salt())
    row: NewRow = (
        "session_document",
        {
            "id": key, "session_id": facts.case["id"], "account_id": account, "kind": kind, "file_name": scan.file_name,
            "media_type": scan.media_type, "size": scan.size, "sha256": scan.sha256, "salt": salt,
        },
    )  # fmt: skip
    return row, (kind, document_commitment(bytes.fromhex(salt), scan.sha256))


def rows_of(
    member: str, choices: Choices, facts: SessionFacts, *, manner: Manner, recorded_by: str | None = None,
    source_document_id: str | None = None, again: Collection[str] = (),
) -> list[NewRow]:  # fmt: skip
    """A new version of each vote that changed; what the member said before stays in its own row.

    ``again`` names nominations whose vote is written even where it says what stands, because it stands by another's hand.
    """
    rows: list[NewRow] = []
    for nomination, choice in choices.items():
        version, standing = facts.votes.get((nomination, member), (0, ""))
        if standing == choice and nomination not in again:
            continue
        rows.append((
            "vote",
            {
                "id": facts.mint.key(), "session_id": facts.case["id"], "nomination_id": nomination,
                "account_id": member, "version": version + 1, "choice": choice.value, "manner": manner.value,
                "recorded_by": recorded_by, "source_document_id": source_document_id,
            },
        ))  # fmt: skip
    return rows
