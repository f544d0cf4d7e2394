"""The actions of a case as its page shows them: mine first, open before closed, each closed one with every reason."""

from collections.abc import Iterable

from flask import url_for

from states.refusals import Refusal
from states.vocabulary import Subject
from web.action_forms import CommandForm
from web.words import ShownAction, Words, reason_in_words
from workflow.queries.open_actions import OpenAction

_WORDS = Words()
_POINTLESS = frozenset({"rules_unchanged", "no_hand_recorded", "nothing_on_paper", "not_a_teller"})
"""What is no obstacle that anybody could clear: there is nothing to do, so no button stands there closed."""


def shown(actions: Iterable[OpenAction], subject: Subject, key: str) -> list[ShownAction]:
    """The person's own actions; the first open one that ends nothing is the primary one."""
    mine = sorted((each for each in actions if each.is_mine), key=_order)
    answer: list[ShownAction] = []
    for each in mine:
        form = CommandForm.known.get(each.action)
        if form is None or any(reason.code in _POINTLESS for reason in each.why_not):
            continue
        is_first = not answer and not form.danger and not each.why_not
        answer.append(
            ShownAction(
                label=_WORDS.label(each.action),
                href=url_for(f"actions.{each.action}", key=key),
                kind="danger" if form.danger else "primary" if is_first else "plain",
                note=_WORDS.explanation(each.action),
                why_not=tuple(reason_in_words(reason) for reason in each.why_not),
            )
        )
    return answer


def others(actions: Iterable[OpenAction]) -> list[ShownAction]:
    """What other offices may do next, closed to the person looking, with who can."""
    return [
        ShownAction(
            label=_WORDS.label(each.action),
            why_not=(
                reason_in_words(
                    Refusal(
                        "not_your_action", {"action": each.action.value, "role": each.role.value}, cleared_by=each.role
                    )
                ),
                *(reason_in_words(reason) for reason in each.why_not),
            ),
        )
        for each in actions
        if not each.is_mine and not any(reason.code in _POINTLESS for reason in each.why_not)
    ]


def _order(each: OpenAction) -> tuple[bool, bool]:
    """Open before closed, and the step that is usually next before the others."""
    form = CommandForm.known.get(each.action)
    return bool(each.why_not), not (form and form.leads_on)
