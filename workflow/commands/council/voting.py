"""What a member's own vote and a recorded show of hands have in common."""

from collections.abc import Iterable, Mapping

from states.council_vocabulary import Manner, Method, VoteChoice
from states.refusals import Refusal
from states.session_facts import SessionFacts
from workflow.commands.command import NewRow

Choices = Mapping[str, VoteChoice]
"""Nomination to choice."""


def refusals_of(
    choices: Choices, facts: SessionFacts, *, member: str, at: str = "", in_writing: bool = False
) -> Iterable[Refusal]:
    """Every choice is about an item of the agenda, offered there, and of one whose member takes part in it.

    What is voted on paper nobody votes on by name, but for who is not in the room and gives an opinion ``in_writing``.
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
        elif agenda[nomination]["method"] == Method.SECRET_PAPER and not in_writing:
            yield Refusal("item_on_paper", {"code": agenda[nomination]["code"]}, at=place)


def rows_of(
    member: str, choices: Choices, facts: SessionFacts, *, manner: Manner, recorded_by: str | None
) -> list[NewRow]:
    """A new version of each vote that changed; what the member said before stays in its own row."""
    rows: list[NewRow] = []
    for nomination, choice in choices.items():
        version, standing = facts.votes.get((nomination, member), (0, ""))
        if standing == choice:
            continue
        rows.append((
            "vote",
            {
                "id": facts.mint.key(), "session_id": facts.case["id"], "nomination_id": nomination,
                "account_id": member, "version": version + 1, "choice": choice.value, "manner": manner.value,
                "recorded_by": recorded_by,
            },
        ))  # fmt: skip
    return rows
