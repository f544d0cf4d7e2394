"""The verdict on a nominee as screens show it: each condition in words, its source, the values used, what would clear it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from states.asked_facts import to_state
from states.eligibility import ConditionVerdict, Result, Verdict
from states.eligibility_wording import clearing_words, condition_words, result_words
from states.facts import Row
from states.rule_names import award_name
from states.verdict_wording import fact_lines
from states.vocabulary import FactKind, Role, VerdictStage
from states.word_reading import words
from web.access import actor
from web.clock import now
from web.database import reading
from web.language import _, language, ngettext
from workflow.queries.conclusions import Conclusion, Conclusions, conclusions_of
from workflow.queries.verdicts import Brief, LaidDown, RegisterRow, Standing, briefs, known_alike, standings
from workflow.queries.visibility import is_of_own_unit

TAGS: Mapping[str, str] = {"met": "good", "not_met": "bad", "waived": "warning", "unknown": "waiting"}
OUTCOME_TAGS: Mapping[str, str] = {"eligible": "good", "not_eligible": "bad", "held": "warning", "open": "waiting"}
_REGISTER_READERS = frozenset(
    {Role.UNIT_OFFICER, Role.SECRETARIAT, Role.COUNCIL_SECRETARY, Role.CHAIRMAN, Role.DEPUTY_CHAIRMAN, Role.AUDITOR}
)


@dataclass(frozen=True, kw_only=True)
class RowShown:
    """A row of the award register that a condition rests on; ``href`` is empty for those who may not open it."""

    words: str
    href: str
    is_annulled: bool


@dataclass(frozen=True, kw_only=True)
class ConditionShown:
    """One line of the checklist in words."""

    code: str
    text: str
    result: str
    tag: str
    source: str
    mark: str
    facts: Sequence[tuple[str, str]]
    rows: Sequence[RowShown]
    clears: str
    reason: str
    found: str
    is_warning: bool
    is_waived: bool
    answered: Conclusion | None
    """Who answered it and when, where a person did."""
    is_by_chairman: bool
    to_state: FactKind | None
    """What somebody would have to state before the facts can settle it; none where no statement would."""


@dataclass(frozen=True, kw_only=True)
class ChangeShown:
    """What a condition came to when the verdict was laid down, and what it comes to now."""

    text: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class StageShown:
    """A verdict as it was laid down."""

    stage: VerdictStage
    at: int
    outcome: str
    tag: str
    digest: str
    rules: str
    lines: Sequence[ConditionShown]


@dataclass(frozen=True, kw_only=True)
class ConditionsShown:
    """The whole checklist of a case: as it stands, what changed since it was laid down last, and the earlier verdicts."""

    key: str
    name: str
    nominee_id: str
    year: int
    may_state: bool
    """Whether the person may state what the conditions ask for."""
    outcome: str
    tag: str
    counts: Sequence[tuple[str, str, int]]
    lines: Sequence[ConditionShown]
    since: LaidDown | None
    changes: Sequence[ChangeShown]
    stages: Sequence[StageShown]
    annulled: Sequence[RowShown]

    suggested: Mapping[str, tuple[str, str]]
    """What is known to each condition, with the reason of a waiver: by the facts alone, warnings left out."""
    barring: Sequence[ConditionShown]
    """The conditions that the facts say are not met, that nobody has waived, and that may be waived."""

    @property
    def is_clear(self) -> bool:
        """Whether every condition is met or waived and nothing needs another look."""
        return self.tag == "good" and not self.changes and not self.annulled


def conditions_shown(standing: Standing) -> ConditionsShown:
    """The checklist in the language of the page."""
    verdict = standing.verdict
    answers = conclusions_of(reading(), actor().organisation_id, standing.key)
    return ConditionsShown(
        key=standing.key, name=standing.case["name"], nominee_id=standing.case["nominee_id"],
        year=standing.case["year"], may_state=Role.SECRETARIAT in actor().roles or is_of_own_unit(actor(), standing.case),
        outcome=_resting(_outcome(verdict.outcome), len(verdict.concluded)), tag=OUTCOME_TAGS[verdict.outcome],
        counts=_counts(verdict), lines=_lines(verdict, standing.rows, answers, now()), since=standing.latest,
        changes=_changes(standing),
        stages=[_stage(each, standing.rows, answers) for each in standing.laid_down],
        annulled=[_row(row) for row in standing.annulled],
        suggested=_suggested(verdict),
        barring=[_line(line, standing.rows, answers, now()) for line in verdict.conditions
                 if line.result == "not_met" and line.found == "not_met" and line.may_be_waived],
    )  # fmt: skip


def _suggested(verdict: Verdict) -> dict[str, tuple[str, str]]:
    known = [line for line in verdict.conditions if line.found != "unknown" and not line.is_warning]
    return {line.code: (line.result, line.reason) for line in known}


def checklist_of(case: Row) -> ConditionsShown:
    """The checklist of a case that the person may see, as it stands now."""
    return conditions_shown(standings(reading(), {case["id"]: case}, actor=actor(), at=now())[case["id"]])


def agreed_on(cases: Sequence[Row]) -> dict[str, tuple[str, str]]:
    """What is known to the conditions of many cases alike, for their shared checklist."""
    known = known_alike(reading(), {case["id"]: case for case in cases}, actor=actor(), at=now())
    return {code: (result, "") for code, result in known.items()}


@dataclass(frozen=True, kw_only=True)
class BriefShown:
    """How one case of a list stands to its conditions, in a word."""

    key: str
    code: str
    name: str
    words: str
    tag: str
    needs_a_look: bool
    anchor: str
    """The first condition that rests on a person's conclusion, on the page of the conditions; empty where none does."""


def briefs_of(keys: Sequence[str]) -> dict[str, BriefShown]:
    """How each case of a list stands; the list may be long."""
    found = briefs(reading(), keys, actor=actor(), at=now())
    return {key: _brief(each) for key, each in found.items()}


def _brief(each: Brief) -> BriefShown:
    told = _resting(_outcome(each.outcome), len(each.concluded))
    if each.not_met or each.unknown:
        told = _(
            "%(outcome)s: %(not_met)s chưa đạt, %(unknown)s chưa rõ",
            outcome=told,
            not_met=each.not_met,
            unknown=each.unknown,
        )
    if each.rests_on_annulled:
        told = _("%(outcome)s; căn cứ đã bị hủy", outcome=told)
    tag = "warning" if each.rests_on_annulled and each.outcome == "eligible" else OUTCOME_TAGS[each.outcome]
    return BriefShown(
        key=each.key, code=each.code, name=each.name, words=told, tag=tag, needs_a_look=not each.is_clear,
        anchor=anchor_of(each.concluded[0]) if each.concluded else "",
    )  # fmt: skip


def _outcome(outcome: str) -> str:
    table = words(language())["EligibilityOutcome"]
    return str(table[outcome]) if isinstance(table, Mapping) else outcome


def _resting(outcome: str, concluded: int) -> str:
    """What follows, and for how many conditions it rests on a person's conclusion and not on what is recorded."""
    if not concluded:
        return outcome
    return ngettext(
        "%(outcome)s; %(num)s điều kiện theo kết luận của người thẩm định",
        "%(outcome)s; %(num)s điều kiện theo kết luận của người thẩm định", concluded, outcome=outcome,
    )  # fmt: skip


def anchor_of(code: str) -> str:
    """Where a condition stands on the page of the conditions."""
    return f"condition-{code}"


def _counts(verdict: Verdict) -> list[tuple[str, str, int]]:
    """How many conditions stand each way: words, tag, count; only those that there are. A conclusion counts by itself."""
    ways = [(result, is_concluded) for result in TAGS for is_concluded in (False, True)]
    stand = [(line.result, line.is_concluded) for line in verdict.conditions]
    return [
        (_concluded(result) if is_concluded else _result(result), TAGS[result], stand.count((result, is_concluded)))
        for result, is_concluded in ways if (result, is_concluded) in stand
    ]  # fmt: skip


def _concluded(result: str) -> str:
    return _("Người thẩm định kết luận: %(result)s", result=_result(result))


def _lines(verdict: Verdict, rows: Mapping[str, RegisterRow], answers: Conclusions, at: int) -> list[ConditionShown]:
    return [_line(line, rows, answers, at) for line in verdict.conditions]


def _line(line: ConditionVerdict, rows: Mapping[str, RegisterRow], answers: Conclusions, at: int) -> ConditionShown:
    is_answered = line.is_concluded or line.result == "waived"
    answered, is_by_chairman = answers.on(line.code, is_waived=line.result == "waived", at=at)
    return ConditionShown(
        code=line.code, text=condition_words(line, language()),
        result=_concluded(line.result) if line.is_concluded else result_words(line, language()),
        tag="warning" if line.is_warning and line.result == "not_met" else TAGS[line.result], source=line.source,
        mark=line.mark, facts=fact_lines(line, language()),
        rows=[_row(rows[key]) for key in line.history if key in rows], clears=clearing_words(line, language()),
        reason=line.reason, found=_result(line.found) if line.found != line.result and line.rule.check else "",
        is_warning=line.is_warning, is_waived=line.result == "waived", answered=answered if is_answered else None,
        is_by_chairman=is_by_chairman, to_state=to_state(line),
    )  # fmt: skip


def _row(row: RegisterRow) -> RowShown:
    name = f"{award_name(row.award, language())}, {row.year}"
    told = _("%(award)s (quyết định số %(number)s)", award=name, number=row.document) if row.document else name
    endpoint = "past_awards.detail" if row.is_entered else "nominations.detail"
    may_open = not row.is_entered or bool(actor().roles & (_REGISTER_READERS - {Role.UNIT_OFFICER}))
    return RowShown(words=told, href=url_for(endpoint, key=row.key) if may_open else "", is_annulled=row.is_annulled)


def _changes(standing: Standing) -> list[ChangeShown]:
    latest = standing.latest
    if latest is None or latest.verdict is None:
        return []
    known = {line.code: line for verdict in (latest.verdict, standing.verdict) for line in verdict.conditions}
    return [
        ChangeShown(text=condition_words(known[code], language()), before=_result(before), after=_result(after))
        for code, before, after in standing.changes
    ]


def _result(result: Result | str | None) -> str:
    """A result in words; of a line that the other verdict did not have, that it was not asked."""
    table = words(language())["ConditionResult"]
    return (
        str(table[result]) if isinstance(table, Mapping) and result is not None and result in table else _("không xét")
    )


def _stage(each: LaidDown, rows: Mapping[str, RegisterRow], answers: Conclusions) -> StageShown:
    outcome = _resting(_outcome(each.outcome), len(each.verdict.concluded) if each.verdict else 0)
    return StageShown(
        stage=each.stage, at=each.at, outcome=outcome, tag=OUTCOME_TAGS[each.outcome], digest=each.digest,
        rules=each.rules if each.verdict else "", lines=_lines(each.verdict, rows, answers, each.at) if each.verdict else (),
    )  # fmt: skip
