"""What an occasion says, in words for the placeholders of its text. Whatever it does not say is an empty word.

Never among them: a vote, a count, an attendance, a comment, a reply of a consulted body.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from notifications.letters import phrases
from notifications.occasions import Occasion
from states.council_vocabulary import CouncilBody, SessionForm
from states.paper_wording import template_name
from states.rule_names import award_name
from states.tally_explained import reason_in_words
from states.vocabulary import RegisterState, Role, Subject
from states.wording import STATES, day_in_words, label

LONGEST_LIST = 20
"""How many cases a message names; the rest is a number."""


def said(told: Sequence[Occasion], language: str, *, with_reason: bool) -> dict[str, str]:
    """The words for one message on one or, bundled, many occasions of the same action, hand and instant."""
    first = told[0]
    states = STATES.get(first.subject, RegisterState)
    reason = _shared(_reason(occasion, language) for occasion in told) if with_reason else ""
    common = {
        "office": phrases(language)["office"].format(office=_begun(label(first.office, language), language)),
        "state": label(states(first.state), language),
        "due": _day(_shared(str(occasion.said.get("due_on") or "") for occasion in told)),
        "reason": reason,
    }
    if first.subject == Subject.NOMINATION:
        return common | _of_nominations(told, language, with_reasons=with_reason and not reason)
    return common | _OTHERS[first.subject](first, language)


def _begun(office: str, language: str) -> str:
    """An English office follows an article, so it begins small."""
    return office if language == "vi" else office[0].lower() + office[1:]


def _of_nominations(told: Sequence[Occasion], language: str, *, with_reasons: bool) -> dict[str, str]:
    words = phrases(language)
    codes = [str(occasion.value("code")) for occasion in told]
    counted = words["dossier"].format(code=codes[0]) if len(told) == 1 else words["dossiers"].format(count=len(told))
    lines = [_line(occasion, language, with_reason=with_reasons) for occasion in told]
    return {
        "dossiers": counted,
        "lines": listed(lines, language),
        "unit": _shared(_named(occasion, "unit", "name") for occasion in told),
        "session": _shared(_session(occasion, language) for occasion in told),
        "decision": _shared(_decision(occasion, language) for occasion in told),
        "above": _shared(_above(occasion, language) for occasion in told),
    }


def listed(lines: Sequence[str], language: str) -> str:
    """A list, one line each, cut where it gets too long to be read."""
    if len(lines) <= LONGEST_LIST:
        return "\n".join(lines)
    rest = phrases(language)["more"].format(count=len(lines) - LONGEST_LIST)
    return "\n".join((*lines[:LONGEST_LIST], rest))


def case_line(code: str, name: str, award: str, language: str) -> str:
    """One case in a list."""
    return phrases(language)["line"].format(code=code, name=name, award=award_name(award, language))


def _line(occasion: Occasion, language: str, *, with_reason: bool) -> str:
    code, name, award = (str(occasion.value(column)) for column in ("code", "name", "award"))
    line = case_line(code, name, award, language)
    reason = _reason(occasion, language)
    if with_reason and reason:
        return phrases(language)["line_with_reason"].format(line=line, reason=reason)
    return line


def _of_session(occasion: Occasion, language: str) -> dict[str, str]:
    form, body = SessionForm(str(occasion.value("form"))), CouncilBody(str(occasion.value("body")))
    place = str(occasion.value("place")) if form == SessionForm.MEETING else label(form, language)
    agenda = listed([_item(*item, language) for item in occasion.agenda], language)
    day = _day(occasion.value("meets_on"))
    return _texts(occasion, "title") | {"place": place, "day": day, "body": label(body, language), "agenda": agenda}


def _item(code: str, name: str, award: str, unit: str, language: str) -> str:
    return f"{case_line(code, name, award, language)} ({unit})"


def _of_decision(occasion: Occasion, language: str) -> dict[str, str]:
    number = _number(occasion.value("number"), occasion.value("dated_on"), language)
    return _texts(occasion, "title") | {"number": number}


def _of_campaign(occasion: Occasion, _language: str) -> dict[str, str]:
    days = {"starts": _day(occasion.value("starts_on")), "ends": _day(occasion.value("ends_on"))}
    return _texts(occasion, "title") | days


def _of_organisation(occasion: Occasion, _language: str) -> dict[str, str]:
    return _texts(occasion, "name")


def _of_unit(occasion: Occasion, _language: str) -> dict[str, str]:
    return _texts(occasion, "name") | {"until": _day(occasion.value("valid_until"))}


def _of_account(occasion: Occasion, _language: str) -> dict[str, str]:
    return {"name": str(occasion.value("full_name")), "username": str(occasion.value("username"))}


def _of_office(occasion: Occasion, language: str) -> dict[str, str]:
    days = {"from": _day(occasion.value("held_from")), "until": _day(occasion.value("held_until"))}
    role = label(Role(occasion.value("role")), language)
    return (
        _texts(occasion, "title", "document") | days | {"name": _named(occasion, "account", "full_name"), "role": role}
    )


def _of_past_award(occasion: Occasion, language: str) -> dict[str, str]:
    facts = {
        "name": _named(occasion, "nominee", "name"),
        "award": award_name(occasion.value("award"), language),
        "number": str(occasion.value("decision_number")),
    }
    return _texts(occasion, "year", "issuer") | facts


def _of_rule_change(occasion: Occasion, _language: str) -> dict[str, str]:
    days = {"from": _day(occasion.value("valid_from")), "until": _day(occasion.value("valid_until"))}
    return _texts(occasion, "name", "document") | days


def _of_paper_template(occasion: Occasion, language: str) -> dict[str, str]:
    """The kind of paper and the part of it that goes by another version."""
    paper, part = str(occasion.value("paper") or ""), str(occasion.value("part") or "")
    return {"template": template_name(paper, part, language), "version": str(occasion.value("version") or "")}


def _of_erasure(occasion: Occasion, _language: str) -> dict[str, str]:
    return _texts(occasion, "document")


def _of_organisation(occasion: Occasion, _language: str) -> dict[str, str]:
    return _texts(occasion, "name")


_OTHERS: Mapping[Subject, Callable[[Occasion, str], dict[str, str]]] = {
    Subject.SESSION: _of_session,
    Subject.DECISION: _of_decision,
    Subject.CAMPAIGN: _of_campaign,
    Subject.ORGANISATION: _of_organisation,
    Subject.UNIT: _of_unit,
    Subject.ACCOUNT: _of_account,
    Subject.OFFICE: _of_office,
    Subject.PAST_AWARD: _of_past_award,
    Subject.RULE_CHANGE: _of_rule_change,
    Subject.ERASURE: _of_erasure,
    Subject.PAPER_TEMPLATE: _of_paper_template,
}


def _texts(occasion: Occasion, *columns: str) -> dict[str, str]:
    return {column: str(occasion.value(column) or "") for column in columns}


def _named(occasion: Occasion, row: str, column: str) -> str:
    return str(occasion.named.get(row, {}).get(column, ""))


def _reason(occasion: Occasion, language: str) -> str:
    return reason_in_words(str(occasion.said.get("reason") or ""), language)


def _shared(words: Iterable[str]) -> str:
    """What all occasions say alike, or nothing."""
    found = set(words)
    return found.pop() if len(found) == 1 else ""


def _day(iso: str | None) -> str:
    return day_in_words(date.fromisoformat(iso)) if iso else ""


def _session(occasion: Occasion, language: str) -> str:
    session = occasion.named.get("session")
    return phrases(language)["session"].format(title=session["title"], day=_day(session["meets_on"])) if session else ""


def _decision(occasion: Occasion, language: str) -> str:
    decision = occasion.named.get("decision")
    return _number(decision["number"], decision["dated_on"], language) if decision else ""


def _number(number: int | None, dated_on: str | None, language: str) -> str:
    return phrases(language)["decision"].format(number=number, day=_day(dated_on)) if number is not None else ""


def _above(occasion: Occasion, language: str) -> str:
    number, authority = occasion.value("above_number"), occasion.value("above_authority")
    if not number:
        return ""
    return phrases(language)["above"].format(number=number, day=_day(occasion.value("above_on")), authority=authority)
