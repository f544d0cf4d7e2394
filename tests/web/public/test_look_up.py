"""A code says in words whether a decision or an award holds, was annulled, or is unknown."""

from __future__ import annotations

import pytest

from states.vocabulary import DecisionState, State
from tests.support.site import Person
from tests.web.public.conftest import Town


def test_an_issued_decision_is_valid(town: Town, passer_by: Person) -> None:
    decision = town.decision(DecisionState.ISSUED)
    page = passer_by.open(f"/tra-cuu/{decision['lookup']}")
    assert "Còn hiệu lực" in page.words and str(decision["signer_name"]) in page.words
    assert f"{decision['number']:02}/QĐ-UBND" in page.words
    assert page.response.headers["Cache-Control"].startswith("public")


def test_the_code_may_be_typed_in_any_way(town: Town, passer_by: Person) -> None:
    code = str(town.decision(DecisionState.ISSUED)["lookup"])
    for typed in (code.upper(), f" {code[:4]} {code[4:8]}-{code[8:]} "):
        answer = passer_by.client.get("/tra-cuu", query_string={"code": typed})
        assert answer.headers["Location"] == f"/tra-cuu/{code}"
        assert "Còn hiệu lực" in passer_by.open(f"/tra-cuu/{typed.strip()}").words


@pytest.mark.parametrize("state", [State.ANNULLED, State.RECOVERED])
def test_an_annulled_award_says_so(town: Town, passer_by: Person, state: State) -> None:
    case = town.nomination(state)
    page = passer_by.open(f"/tra-cuu/{case['code']}")
    assert "Đã hủy bỏ" in page.words and "không còn giá trị" in page.words
    assert "Căn cứ hủy bỏKê khai gian dối thành tích" in page.words
    assert str(case["reason"] or "Ω") not in page.words


@pytest.mark.parametrize("state", [State.PUBLISHED, State.CONFERRED, State.ANNULMENT_PROPOSED])
def test_a_published_award_is_valid(town: Town, passer_by: Person, state: State) -> None:
    case = town.nomination(state)
    assert "Còn hiệu lực" in passer_by.open(f"/tra-cuu/{case['code']}").words
    assert "Còn hiệu lực" in passer_by.open(f"/tra-cuu/{str(case['code']).replace('-', '')}").words


HIDDEN = sorted(
    set(State)
    - {State.DRAFT, State.PUBLISHED, State.CONFERRED, State.ANNULMENT_PROPOSED, State.ANNULLED, State.RECOVERED}
)


@pytest.mark.parametrize("state", HIDDEN)
def test_a_case_that_is_not_published_is_unknown(town: Town, passer_by: Person, state: State) -> None:
    case = town.nomination(state)
    page = passer_by.open(f"/tra-cuu/{case['code']}", status=404)
    assert "Chưa biết mã này" in page.words and str(case["name"]) not in page.words


@pytest.mark.parametrize("state", [DecisionState.DRAFTED, DecisionState.NUMBERED, DecisionState.SIGNED])
def test_a_decision_that_was_not_issued_is_unknown(town: Town, passer_by: Person, state: DecisionState) -> None:
    passer_by.open(f"/tra-cuu/{town.decision(state)['lookup']}", status=404)


@pytest.mark.parametrize("code", ["abcdefghijkl", "2024-9999", "%00", "x" * 300, "’;--", "ẤẤẤ"])
def test_an_unknown_code_is_said_to_be_unknown(passer_by: Person, code: str) -> None:
    page = passer_by.open(f"/tra-cuu/{code}", status=404)
    assert "Chưa biết mã này" in page.words
    assert page.response.headers["Cache-Control"] == "no-store"


def test_the_words_are_english_too(town: Town, passer_by: Person) -> None:
    assert "Valid" in passer_by.open(f"/tra-cuu/{town.decision(DecisionState.ISSUED)['lookup']}?lang=en").words
    assert "Annulled" in passer_by.open(f"/tra-cuu/{town.nomination(State.ANNULLED)['code']}?lang=en").words
    assert "unknown" in passer_by.open("/tra-cuu/2024-9999?lang=en", status=404).words


def test_an_empty_question_is_asked_again(passer_by: Person) -> None:
    assert "Nhập mã cần tra cứu." in passer_by.open("/tra-cuu?code=").words
