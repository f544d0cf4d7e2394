"""The words of the procedure as templates ask for them: in the language of the page."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from flask import Flask

from states import wording
from states.refusals import Refusal
from states.rule_names import award_name, condition_text, document_name
from states.vocabulary import Action
from web.language import _, language
from workflow.queries.open_actions import OpenAction


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One reason why an action is closed, in words."""

    sentence: str
    cleared_by: str = ""
    due: date | None = None


@dataclass(frozen=True, kw_only=True)
class ShownAction:
    """An action as the list of actions shows it; see ``components/action_list.html``."""

    label: str
    href: str = ""
    kind: str = "plain"
    note: str = ""
    why_not: tuple[Reason, ...] = ()


class Words:
    """``words`` in templates."""

    def label(self, member: StrEnum) -> str:
        """The name of a state, role, action, kind …"""
        return wording.label(member, language())

    def none(self) -> str:
        """Nothing chosen."""
        return _("Không chọn")

    def explanation(self, action: Action) -> str:
        """What happens when it is done."""
        return wording.explanation(action, language())

    def past(self, action: Action) -> str:
        """What was done."""
        return wording.past(action, language())

    def meaning(self, state: StrEnum) -> str:
        """What it means that a case stands there."""
        return wording.meaning(state, language())

    def award(self, code: str) -> str:
        """An award's name."""
        return award_name(code, language())

    def document(self, code: str, award: str = "") -> str:
        """A paper's name."""
        return document_name(code, language(), award=award)

    def condition(self, code: str, award: str = "") -> str:
        """A line of the checklist."""
        return condition_text(code, language(), award=award)

    def sentence(self, refusal: Refusal) -> str:
        """A refusal in words."""
        return sentence(refusal)

    def closed_action(self, action: Action, standing: OpenAction | None, state: str) -> ShownAction:
        """A closed action with its reasons; ``standing`` is ``None`` when the case stands elsewhere."""
        if standing is None:
            reasons = (Refusal("not_now", {"action": action.value, "state": state}),)
        elif not standing.is_mine:
            facts = {"action": action.value, "role": standing.role.value}
            reasons = (Refusal("not_your_action", facts, cleared_by=standing.role),)
        else:
            reasons = standing.why_not
        return ShownAction(label=self.label(action), why_not=tuple(reason_in_words(each) for each in reasons))


def sentence(refusal: Refusal) -> str:
    """A refusal in the language of the page."""
    return wording.sentence(refusal, language())


def reason_in_words(refusal: Refusal) -> Reason:
    """A refusal with who can clear it and by when."""
    who = wording.label(refusal.cleared_by, language()) if refusal.cleared_by else ""
    return Reason(sentence=sentence(refusal), cleared_by=who, due=refusal.due_on)


def init_words(app: Flask) -> None:
    """Give templates their ``words``."""
    app.jinja_env.globals["words"] = Words()
