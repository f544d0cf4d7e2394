"""House rule 5: every Action has one command, one subscription, one address, and one label in each language."""

from __future__ import annotations

import ast
import re
from collections import Counter

import pytest

from notifications.subscriptions import SUBSCRIPTIONS
from states.processes import PROCESSES
from states.vocabulary import Action, Subject
from states.wording import explanation, label, past
from tests.support.orders import COMMANDS, command_classes
from tests.support.source import ROOT, python_sources
from web.action_forms import CommandForm
from web.rooms import FORMS
from web.views.actions.nouns import NOUNS, PLURALS

LANGUAGES = ("vi", "en")
CONSEQUENCES = {Action.RECORD_FINDING, Action.RELEASE, Action.AWARD}
"""Brought about by another action, never asked for by themselves."""

AT_THE_CONSOLE = {Action.OPEN_ORGANISATION, Action.ANNOUNCE_KEY, Action.RESUME_WRITING, Action.SEAL_PAPERS}
"""Done by whoever runs the machine; papers are sealed by the worker itself."""

WITHOUT_A_SCREEN: set[Action] = set()
"""Named exceptions; the list may only shrink."""

FOLDERS = {
    Subject.NOMINATION: "nomination",
    Subject.SESSION: "council",
    Subject.DECISION: "decision",
    Subject.CAMPAIGN: "campaign",
}
"""Where the commands of a subject live; those of the registers in ``administration``."""


def camel(action: Action) -> str:
    """``close_vote`` → ``CloseVote``."""
    return "".join(part.capitalize() for part in action.value.split("_"))


@pytest.mark.parametrize("action", list(Action))
def test_one_command_of_the_same_name(action: Action) -> None:
    (command,) = command_classes()[action]
    folder = FOLDERS.get(command.subject, "administration")
    assert action.name == action.value.upper()
    assert command.__name__ == camel(action)
    assert command.__module__ == f"workflow.commands.{folder}.{action.value}"
    assert action in PROCESSES[command.subject].actions()


def test_every_command_file_holds_an_action() -> None:
    """A file without one is named after what several commands share."""
    shared = {"workflow/commands/command.py", "workflow/commands/council/voting.py",
              "workflow/commands/council/declaring.py", "workflow/commands/council/minuting.py",
              "workflow/commands/nomination/clock.py",
              "workflow/commands/nomination/checklist.py", "workflow/commands/nomination/freezing.py",
              "workflow/commands/nomination/handing_in.py", "workflow/commands/nomination/making_out.py"}  # fmt: skip
    files = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "workflow" / "commands").rglob("*.py")
        if path.name != "__init__.py"
    }
    held = {f"{command.__module__.replace('.', '/')}.py" for command in COMMANDS.values()}
    assert files == held | shared


def test_no_action_belongs_to_two_procedures() -> None:
    counted = Counter(action for process in PROCESSES.values() for action in process.actions())
    assert counted == dict.fromkeys(Action, 1)


def test_every_action_is_told_or_silent_on_purpose() -> None:
    assert set(SUBSCRIPTIONS) == set(Action)
    text = (ROOT / "notifications" / "subscriptions.py").read_text("utf-8")
    lines = Counter(re.findall(r"^ +Action\.(\w+):", text, re.MULTILINE))
    assert lines == {action.name: 1 for action in Action}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_action_has_its_words(language: str) -> None:
    labels = {action: label(action, language) for action in Action}
    for action, words in labels.items():
        assert words.strip(), action
        assert words not in (action.name, action.value), action
        assert past(action, language).strip(), action
        assert explanation(action, language).strip(), action
    assert all(labels[action] != label(action, other) for other in LANGUAGES if other != language for action in Action)


def test_every_action_has_a_noun() -> None:
    assert set(NOUNS) == set(Action) - CONSEQUENCES - AT_THE_CONSOLE
    for noun in NOUNS.values():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", noun), noun


def test_no_two_actions_on_a_case_share_an_address() -> None:
    places = [(COMMANDS[action].subject, noun) for action, noun in NOUNS.items()]
    assert [place for place, count in Counter(places).items() if count > 1] == []
    assert set(PLURALS) == set(Subject) - {Subject.ORGANISATION}


def test_every_action_is_taken_on_a_screen() -> None:
    """By a form of its own; or, where a page creates or opens something, by a view that gives the order itself."""
    assert FORMS, "the forms are known by their modules being imported"
    ordered = {
        name.name
        for source in python_sources(["web/views"])
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("workflow.commands.")
        for name in node.names
    }
    on_screen = {action for action in Action if action in CommandForm.known or camel(action) in ordered}
    assert set(Action) - on_screen == CONSEQUENCES | AT_THE_CONSOLE | WITHOUT_A_SCREEN


def test_a_form_fills_the_command_of_its_action() -> None:
    for action, form in CommandForm.known.items():
        assert form.command is COMMANDS[action], action
        assert action not in CONSEQUENCES | AT_THE_CONSOLE
