"""The form of one action: which command it fills, and how. A new action is a new class, found by its command."""

from dataclasses import fields
from typing import Any, ClassVar

from wtforms import Field

from states.vocabulary import Action
from web.fields import is_plain_text
from web.forms import ActionForm
from workflow.commands.command import Command
from workflow.queries.open_actions import Look


class CommandForm(ActionForm):
    """A form that fills one command. Fields of the same name are taken over; ``values`` adds what is made of others.

    ``needs`` names facts that ``arrange`` reads to offer choices. ``template`` is the page; the general one draws the
    fields in their order above the button. ``danger`` marks what ends a case, ``leads_on`` the
    step that is usually next, shown before others; ``keeps`` that a half-filled form may be
    laid aside (a button named ``later``), also to go on with it under one of its ``siblings``.
    """

    command: ClassVar[type[Command]]
    needs: ClassVar[frozenset[str]] = frozenset()
    template: ClassVar[str] = "views/actions/action.html"
    danger: ClassVar[bool] = False
    leads_on: ClassVar[bool] = False
    keeps: ClassVar[bool] = False
    siblings: ClassVar[tuple[Action, ...]] = ()
    files: ClassVar[bool] = False
    arrives: ClassVar[str] = ""

    known: ClassVar[dict[Action, type["CommandForm"]]] = {}

    def __init_subclass__(cls, **more: Any) -> None:
        """Note the form under its action."""
        super().__init_subclass__(**more)
        if "command" in cls.__dict__:
            cls.known[cls.command.action] = cls

    def arrange(self, look: Look) -> None:
        """Offer what this case offers: sessions, bodies, conditions; nothing for most."""

    def rests_on(self, look: Look) -> Any:
        """What the page shows beside the question, so that nobody decides on a lone button; nothing for most."""

    def fill(self) -> bool:
        """Fill in what is usual (a button named ``fill``) without recording it; most forms know nothing usual."""
        return False

    def laid_aside_as(self, key: str) -> str:
        """The name under which a half-filled form is kept; forms of one name share what was entered."""
        return f"{self.command.action.value}/{key}"

    def values(self) -> dict[str, Any]:
        """The command's fields: those of the form that have the same name."""
        named = {field.name for field in fields(self.command)} - {"on", "seen", "sent_as"}
        return {name: given(self[name]) for name in named if name in self}

    def order(self, on: str) -> Command:
        """The command about one case, as the person saw it."""
        return self.command(on=on, seen=self.seen.data, sent_as=self.fresh_id.data, **self.values())


def given(field: Field) -> Any:
    """What a field says; a text that was not sent at all is an empty one."""
    return "" if field.data is None and is_plain_text(field) else field.data
