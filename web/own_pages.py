"""Actions whose form needs more than one page: their view answers at the action's own address instead of the general one."""

from collections.abc import Callable
from typing import Any

from states.vocabulary import Action

OwnPage = Callable[[str], Any]
OWN_PAGES: dict[Action, OwnPage] = {}


def own_page(action: Action) -> Callable[[OwnPage], OwnPage]:
    """Let a view ask for, and carry out, one action; who may open it stays with the table."""

    def note(view: OwnPage) -> OwnPage:
        OWN_PAGES[action] = view
        return view

    return note
