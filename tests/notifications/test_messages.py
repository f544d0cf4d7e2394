"""The texts of messages: every action has its line, both languages say the same, and nothing is said that may not be."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import fields

import pytest

from notifications.letters import LANGUAGES, fill, phrases, spoken, text_of, written_in
from notifications.occasions import NAMED, SUBJECTS, Occasion
from notifications.phrasing import said
from notifications.subscriptions import SILENT, SUBSCRIPTIONS, Audience
from states.council_vocabulary import CouncilBody, SessionForm, VoteChoice
from states.processes import PROCESSES
from states.refusals import Fault
from states.vocabulary import Action, Role, Subject
from states.wording import label, placeholders
from tests.support.source import ROOT
from workflow.sql import table

MESSAGES = ROOT / "notifications" / "messages"
TOLD = sorted(action for action, subscription in SUBSCRIPTIONS.items() if subscription != SILENT)
ALWAYS_KNOWN = {
    "office",
    "dossiers",
    "state",
    "title",
    "day",
    "name",
    "username",
    "role",
    "body",
    "count",
    "what",
    "when",
}
VOIDS = {Action.ANNUL, Action.ANNUL_DECISION, Action.VOID_DECISION, Action.VOID_VOTE}


def an_occasion(action: Action) -> Occasion:
    """An occasion on which every column says something."""
    subject = SUBJECTS[action]
    last = next(move.target for move in PROCESSES[subject].moves if move.action == action)
    return Occasion(
        outbox_id="o", entry=1, organisation_id="x", action=action, object_id="n", actor_id="a", at=1, office=Role.SECRETARIAT,
        state=last, case=a_row(subject.value), said={"reason": "một lý do", "due_on": "2024-03-05"},
        named={name: a_row(name) for name in NAMED.values()},
    )  # fmt: skip


def a_row(name: str) -> dict[str, object]:
    """A row of a table with a word, a number or a day in each column."""
    row: dict[str, object] = {column.name: f"‹{column.name}›" for column in table(name).columns}
    days = {column for column in row if column.endswith(("_on", "_from", "_until"))}
    words = {"role": Role.CHAIRMAN.value, "body": CouncilBody.STANDING.value, "form": SessionForm.MEETING.value}
    return row | dict.fromkeys(days, "2024-03-04") | {"number": 7} | words


def test_every_action_has_its_line() -> None:
    assert set(SUBSCRIPTIONS) == set(Action)


def test_every_action_that_is_told_has_its_words_and_no_other() -> None:
    folders = sorted(path.name for path in MESSAGES.iterdir() if path.is_dir())
    assert folders == sorted([*TOLD, "alarm", "alarm_over", "mandate_ending", "reminder"])
    assert all(sorted(p.name for p in (MESSAGES / name).iterdir()) == ["en.txt", "vi.txt"] for name in folders)


def test_a_reason_is_told_only_to_somebody_who_is_told() -> None:
    assert [action for action, line in SUBSCRIPTIONS.items() if not set(line.reason_for) <= set(line.to)] == []


def test_auditors_are_told_of_voids_of_keys_and_offices_given_out_and_of_changed_rules() -> None:
    keys = {Action.RENEW_INVITATION, Action.GRANT_OFFICE, Action.END_OFFICE, Action.ANNOUNCE_KEY}
    keys |= {Action.GIVE_MANDATE, Action.WITHDRAW_MANDATE}
    stopped = {Action.RESUME_WRITING}
    rules = {Action.ENACT_LAYER, Action.CONFIRM_REGIME, Action.END_RULE_CHANGE, Action.REPLACE_TEMPLATE}
    told = VOIDS | keys | rules | stopped | {Action.CONFIRM_ERASURE}
    assert {action for action, line in SUBSCRIPTIONS.items() if Audience.AUDITORS in line.to} == told


def test_a_text_gives_a_reason_exactly_where_somebody_may_read_it() -> None:
    with_reason = [action for action in TOLD if any("{reason}" in line for line in text_of(action, "vi"))]
    assert with_reason == [action for action in TOLD if SUBSCRIPTIONS[action].reason_for]


@pytest.mark.parametrize("name", [*TOLD, "alarm", "alarm_over", "mandate_ending", "reminder"])
def test_both_languages_say_the_same(name: str) -> None:
    wanted = [{word for line in text_of(name, language) for word in placeholders(line)} for language in LANGUAGES]
    assert wanted[0] == wanted[1]
    assert len(text_of(name, "vi")) == len(text_of(name, "en"))


@pytest.mark.parametrize("name", [*TOLD, "alarm", "alarm_over", "mandate_ending", "reminder"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_subject_and_first_sentence_always_stand(name: str, language: str) -> None:
    subject, blank, first, *_ = text_of(name, language)
    assert blank == ""
    assert placeholders(subject) | placeholders(first) <= ALWAYS_KNOWN
    text = "\n".join(text_of(name, language))
    assert text == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("action", TOLD)
def test_a_text_is_filled(action: Action, language: str) -> None:
    letter = fill(action, language, said([an_occasion(action)], language, with_reason=True))
    assert "{" not in letter.subject + letter.body
    assert ("một lý do" in letter.body) == bool(SUBSCRIPTIONS[action].reason_for)
    assert letter.body


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("action", TOLD)
def test_without_reason_nothing_is_left_of_it(action: Action, language: str) -> None:
    letter = fill(action, language, said([an_occasion(action)] * 2, language, with_reason=False))
    assert "một lý do" not in letter.body


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_a_session_says_a_choice(language: str) -> None:
    choices = [label(choice, language) for choice in (VoteChoice.DISAGREE, VoteChoice.ABSTAIN)]
    sessions = [action for action in TOLD if SUBJECTS[action] == Subject.SESSION]
    assert not any(choice in line for choice in choices for action in sessions for line in text_of(action, language))


def test_reasons_that_differ_stand_with_their_cases() -> None:
    first = an_occasion(Action.DECLINE)
    values = {each.name: getattr(first, each.name) for each in fields(first)}
    second = Occasion(**{**values, "said": {"reason": "lý do khác"}})
    letter = fill("decline", "vi", said([first, second], "vi", with_reason=True))
    assert "Lý do: một lý do" in letter.body
    assert "Lý do: lý do khác" in letter.body
    assert "lý do" not in fill("decline", "vi", said([first, second], "vi", with_reason=False)).body


def test_phrases_are_the_same_in_both_languages() -> None:
    vi, en = phrases("vi"), phrases("en")
    assert {name: placeholders(text) for name, text in vi.items()} == {
        name: placeholders(text) for name, text in en.items()
    }


def test_vietnamese_where_nothing_else_is_spoken() -> None:
    assert [spoken(language) for language in (None, "vi", "en", "fr")] == ["vi", "vi", "en", "vi"]


def test_a_text_that_asks_for_the_unknown_is_our_fault() -> None:
    with pytest.raises(Fault, match="dossiers"):
        fill("submit", "vi", {"office": "Cán bộ đơn vị"})
    with pytest.raises(Fault, match="no words"):
        fill("cast_vote", "vi", {})


def test_a_long_subject_is_cut() -> None:
    words = said([an_occasion(Action.PLAN_SESSION)], "vi", with_reason=False)
    assert len(fill("plan_session", "vi", words | {"title": "dài " * 300}).subject) == 500


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_of_a_message_is_known_from_its_subject(language: str) -> None:
    subjects = [text_of(path.parent.name, language)[0] for path in MESSAGES.glob(f"*/{language}.txt")]
    filled = [re.sub(r"\{\w+\}", "Trần Thị Ánh", subject) for subject in subjects]
    assert len(filled) > 30
    assert [subject for subject in filled if written_in(subject) != language] == []
