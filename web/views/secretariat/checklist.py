"""The appraisal checklist as one field of a form: an answer and a note for every condition the rules demand."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wtforms import Field, ValidationError

from states.rule_parts import ConditionRule
from states.text import normalise_lines
from states.vocabulary import CheckResult
from web.conditions_shown import ConditionShown
from web.language import _
from workflow.commands.nomination.checklist import Check

LONGEST_NOTE = 1000


class ChecklistField(Field):
    """Radio buttons (đạt, không đạt, miễn) and a note for each condition; gives a tuple of ``Check``.

    ``conditions`` are set once the case is known, and ``known``, how each stands by the register and what was stated. What
    is wrong at one condition stands in ``line_errors``.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conditions: Sequence[ConditionRule] = ()
        self.entered: dict[str, tuple[str, str]] = {}
        self.known: Mapping[str, ConditionShown] = {}
        self.line_errors: dict[str, list[str]] = {}

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Take every answer out of what was sent."""
        self.process_errors: list[str] = []
        self.entered = {}
        self.raw_data = []
        for name in formdata or ():
            if name.startswith(f"{self.name}-result-"):
                code = name.removeprefix(f"{self.name}-result-")
                note = normalise_lines(formdata.get(f"{self.name}-note-{code}", ""))
                self.entered[code] = (formdata.get(name, ""), note)
        for name in formdata or ():
            if name.startswith(f"{self.name}-note-"):
                code = name.removeprefix(f"{self.name}-note-")
                self.entered.setdefault(code, ("", normalise_lines(formdata.get(name, ""))))

    @property
    def data(self) -> tuple[Check, ...]:
        """The answers given so far, in the order of the rules."""
        return tuple(
            Check(code=rule.code, result=CheckResult(result), note=note)
            for rule in self.conditions
            for result, note in [self.entered.get(rule.code, ("", ""))]
            if result in set(CheckResult)
        )

    @data.setter
    def data(self, _value: Any) -> None:
        """What was sent is the only source."""

    def pre_validate(self, form: Any) -> None:
        """A note is not longer than the page says."""
        for rule in self.conditions:
            length = len(self.entered.get(rule.code, ("", ""))[1])
            if length > LONGEST_NOTE:
                self.refuse(rule.code, _("Viết ghi chú ngắn lại: tối đa %(limit)s ký tự.", limit=LONGEST_NOTE))
        if self.line_errors:
            raise ValidationError("")

    def suggest(self, known: Mapping[str, tuple[str, str]]) -> None:
        """Fill in what is known already, result and note; nothing that somebody entered is touched."""
        for code, answer in known.items():
            self.entered.setdefault(code, answer)

    def lines(self) -> Iterable[tuple[ConditionRule, str, str, list[str]]]:
        """Each condition with the answer, the note and what is wrong, as the template draws it."""
        for rule in self.conditions:
            result, note = self.entered.get(rule.code, ("", ""))
            yield rule, result, note, self.line_errors.get(rule.code, [])

    def answers(self) -> tuple[CheckResult, ...]:
        """The answers a condition may get."""
        return tuple(CheckResult)

    def input_id(self, code: str) -> str:
        """The id of the first radio button of a condition."""
        return f"{self.name}-result-{code}-met"

    def refuse(self, code: str, words: str) -> None:
        """Say what is wrong at one condition."""
        self.line_errors.setdefault(code, []).append(words)

    def problems(self) -> list[tuple[str, str]]:
        """What is wrong, in the order of the conditions: (id of the input, sentence)."""
        known = [rule.code for rule in self.conditions]
        return [(self.input_id(code), words) for code in known for words in self.line_errors.get(code, [])]


class WithChecklist:
    """What a form with a checklist adds: refusals stand at their condition, and the summary leads there."""

    checks: ChecklistField

    def problems(self) -> list[tuple[str, str]]:
        """The form's problems, those of the checklist at their conditions."""
        found: list[tuple[str, str]] = [each for each in super().problems() if each[1]]
        return found + (self.checks.problems() if "checks" in self else [])

    def note_refusals(self, refusals: list[tuple[str, str]]) -> None:
        """A refusal that names a condition is shown there, any other as usual."""
        rest = []
        for name, words in refusals:
            if name.startswith(CONDITION):
                self.checks.refuse(name.removeprefix(CONDITION), words)
            else:
                rest.append((name, words))
        super().note_refusals(rest)


CONDITION = "condition:"
"""How the place of a refusal names a condition of the checklist."""
