"""Every word of the procedure is there in both languages, and every refusal says what to do."""

from __future__ import annotations

import ast
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from typing import get_args

import pytest

from states.eligibility import ELSEWHERE, Outcome, Result
from states.glossary import enumerations
from states.refusals import Fault, Refusal
from states.statement_wording import choice_words, table_of
from states.statements import FACTS
from states.vocabulary import Action, RegisterState, Role, State
from states.word_reading import LANGUAGES, words
from states.wording import (
    STATES,
    explanation,
    label,
    meaning,
    past,
    placeholders,
    sentence,
    variants,
)
from tests.support.source import FLOORS, ROOT, Source, place, python_sources

ENUMERATIONS = tuple(enumerations())
STATE_KINDS = (*STATES.values(), RegisterState)
WRITES_CODES_FROM_FIELDS = "workflow/commands/command.py"
"""``required`` lives here: it makes ``<field>_missing`` of the names of its arguments."""

SPOKEN_BY_SCREENS = frozenset(
    {
        *(
            "stale_view",
            "no_such_case",
            "no_rules_in_force",
            "invitation_ended",
            "password_missing",
            "password_too_short",
        ),
        *("file_too_large", "file_type_unknown", "file_empty", "file_unreadable", "too_many_files"),
        *("choice_unknown", "opinion_missing", "day_missing", "day_in_past", "username_missing", "resumes_elsewhere"),
    }
)
"""Codes that screens may ask for by name, before an order is made or when there is none; the list may only shrink."""

Raised = tuple[str, frozenset[str] | None, str]
"""A code, the facts it comes with (``None`` where they cannot be read off), and its place."""


def raised(source: Source) -> Iterator[Raised]:
    """Every refusal that a file makes."""
    for node in ast.walk(source.tree):
        match node:
            case ast.Call(func=ast.Name(id="Refusal")) if source.path != WRITES_CODES_FROM_FIELDS:
                yield from _refusal(node, source.path)
            case ast.Call(func=ast.Name(id="required"), keywords=keywords):
                for keyword in keywords:
                    yield f"{keyword.arg}_missing", frozenset(), place(source.path, node)


def _refusal(call: ast.Call, path: str) -> Iterator[Raised]:
    named = {keyword.arg: keyword.value for keyword in call.keywords}
    code = call.args[0] if call.args else named["code"]
    facts = call.args[1] if len(call.args) > 1 else named.get("facts")
    for text in _texts(code):
        yield text, _keys(facts), place(path, call)


def _texts(node: ast.expr) -> Iterator[str]:
    """The texts an expression may stand for; one that cannot be read is a code without words."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=body, orelse=orelse):
            yield from _texts(body)
            yield from _texts(orelse)
        case _:
            yield ast.unparse(node)


def _keys(node: ast.expr | None) -> frozenset[str] | None:
    match node:
        case None:
            return frozenset()
        case ast.Dict(keys=keys) if all(isinstance(key, ast.Constant) for key in keys):
            return frozenset(key.value for key in keys if isinstance(key, ast.Constant))
    return None


def codes() -> Mapping[str, list[Raised]]:
    """Every code of a refusal in the house, with where it is made."""
    found: dict[str, list[Raised]] = {}
    for source in python_sources(FLOORS):
        for each in raised(source):
            found.setdefault(each[0], []).append(each)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_member_has_a_label(language: str) -> None:
    assert all(label(member, language) for kind in ENUMERATIONS for member in kind)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_action_is_told_and_explained(language: str) -> None:
    assert all(past(action, language) and explanation(action, language).endswith(".") for action in Action)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_means_something(language: str) -> None:
    assert all(meaning(state, language).endswith(".") for kind in STATE_KINDS for state in kind)


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_of_one_kind_differ(language: str) -> None:
    for kind in ENUMERATIONS:
        assert len({label(member, language) for member in kind}) == len(kind)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_has_words_for_its_facts(language: str) -> None:
    known = words(language)["refusal"]
    mute = {f"{where}: {code}" for code, made in codes().items() if code not in known for _, _, where in made}
    assert mute == set()
    lacking = {
        f"{where}: {code} has {sorted(facts)}"
        for code, made in codes().items()
        for _, facts, where in made
        if facts is not None and not any(placeholders(text) <= facts for text in variants(code, language))
    }
    assert lacking == set()


def clearing_codes() -> set[str]:
    """What may clear a condition, as the source of the eligibility engine names it."""
    found = set()
    for source in python_sources(FLOORS):
        if source.path not in ("states/eligibility.py", "states/eligibility_checks.py"):
            continue
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call):
                found |= _clearing_codes_of(node)
            elif isinstance(node, ast.Constant) and node.value == "change_answer":
                found.add("change_answer")
    return found


def _clearing_codes_of(node: ast.Call) -> set[str]:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    texts = [[one.value for one in ast.walk(part) if isinstance(one, ast.Constant)] for part in node.args]
    found = {
        str(one.value.value) for one in node.keywords if one.arg == "clears" and isinstance(one.value, ast.Constant)
    }
    if name == "_unknown":
        found |= {f"enter_{text}" for text in texts[0] if text != "enterprises"}
    elif name in ("_flag", "_breaches"):
        found |= {f"enter_{texts[0][0]}", str(texts[1][0])}
    elif name == "_said":
        found |= {str(text) for text in texts[1]}
    elif name == "Finding" and len(node.args) == 4:
        found |= {str(text) for text in texts[3]}
    return found - {""}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_of_a_statement_has_words(language: str) -> None:
    silent = {
        (fact, chosen) for fact, rule in FACTS.items() for chosen in rule.choices
        if choice_words(fact, chosen, language) in ("", chosen)
    }  # fmt: skip
    assert silent == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_words_are_left_over(language: str) -> None:
    known = {kind.__name__: {member.value for member in kind} for kind in ENUMERATIONS}
    known |= {"ConditionResult": set(get_args(Result)), "EligibilityOutcome": set(get_args(Outcome))}
    known |= {"Competence": {"decide", "forward", ELSEWHERE}, "Clears": clearing_codes()}
    known |= {"StatedAs": {table_of(fact) for fact, rule in FACTS.items() if rule.choices}}
    for table, rows in words(language).items():
        if table not in ("refusal", "Phrase", "VerdictFact", "VerdictValue"):
            assert set(rows) == known[table]


def test_no_refusal_is_an_orphan() -> None:
    assert set(words("vi")["refusal"]) - set(codes()) <= SPOKEN_BY_SCREENS


def test_both_languages_say_the_same_things() -> None:
    vietnamese, english = words("vi"), words("en")
    assert {name: set(rows) for name, rows in vietnamese.items()} == {name: set(rows) for name, rows in english.items()}
    for code in vietnamese["refusal"]:
        assert [placeholders(text) for text in variants(code, "vi")] == [
            placeholders(text) for text in variants(code, "en")
        ], code
    for name, text in vietnamese["Phrase"].items():
        assert placeholders(str(text)) == placeholders(str(english["Phrase"][name]))


def test_words_are_stored_in_one_form() -> None:
    for language in LANGUAGES:
        for path in sorted((ROOT / "states" / "translations" / language).rglob("*.toml")):
            assert unicodedata.is_normalized("NFC", path.read_text("utf-8")), path


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refusal_says_what_to_do(language: str) -> None:
    bare = ("không hợp lệ", "không được phép", "not allowed", "invalid", "not permitted")
    for code in words(language)["refusal"]:
        for text in variants(code, language):
            assert text[0].isupper(), code
            assert not any(phrase in text.lower() for phrase in bare), code


def test_facts_are_said_in_words() -> None:
    refusal = Refusal("not_now", {"action": Action.OPEN_VOTE, "state": "planned"})
    assert "“Mở biểu quyết”" in sentence(refusal, "vi")
    assert "“Đã lên lịch”" in sentence(refusal, "vi")
    assert "“Planned”" in sentence(refusal, "en")
    refusal = Refusal("award_not_for_subject", {"award": "TVH", "kind": "household"})
    assert "“Thôn, tổ dân phố văn hóa”" in sentence(refusal, "vi")
    assert "“Hộ gia đình”" in sentence(refusal, "vi")
    assert "Biên bản họp bình xét" in sentence(Refusal("document_missing", {"document": "unit_minutes"}), "vi")
    assert "05/02/2024" in sentence(Refusal("posting_runs", {"day": date(2024, 2, 5)}), "en")
    assert "Công an xã, Mặt trận" in sentence(Refusal("replies_awaited", {"bodies": ("Công an xã", "Mặt trận")}), "vi")


def test_a_state_is_named_by_its_own_procedure() -> None:
    of_a_case = sentence(Refusal("not_now", {"action": Action.SUBMIT, "state": State.ANNULLED}), "vi")
    of_a_decision = sentence(Refusal("not_now", {"action": Action.SIGN_DECISION, "state": "annulled"}), "vi")
    of_an_account = sentence(Refusal("not_now", {"action": Action.ACTIVATE_ACCOUNT, "state": "ended"}), "vi")
    assert "“Đã hủy bỏ”" in of_a_case
    assert "“Đã hủy”" in of_a_decision
    assert "“Đã kết thúc”" in of_an_account


def test_braces_in_a_fact_are_shown_as_they_came() -> None:
    assert "{x}" in sentence(Refusal("username_taken", {"username": "{x}"}), "vi")


def test_an_unknown_code_is_our_fault() -> None:
    with pytest.raises(Fault):
        sentence(Refusal("never_heard_of"), "vi")
    with pytest.raises(Fault):
        sentence(Refusal("posting_runs"), "vi")


def test_an_unknown_language_gets_vietnamese() -> None:
    assert label(Role.CHAIRMAN, "fr") == label(Role.CHAIRMAN, "vi")


def test_catches_a_code_that_cannot_be_read() -> None:
    made = list(
        raised(Source("web/bad.py", 'Refusal(f"{x}_bad")\nRefusal("a" if x else "b", {"n": 1})\nrequired(y=1)'))
    )
    assert {code for code, _, _ in made} == {"f'{x}_bad'", "a", "b", "y_missing"}
