"""What a change of the rules does is shown before it is carried out; and carried out only as it was shown."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from flask import redirect, url_for
from werkzeug.wrappers import Response

from states.refusals import ActionRefused, Refusal, StaleView
from states.regime import NoRulesInForce
from states.rule_differences import set_by
from states.rule_layers import Layer, kept_layer
from states.rule_reading import RulesUnreadable
from states.rules_of_day import RuleChanges
from web.access import actor
from web.clock import now
from web.creating import create
from web.database import look_again, reading, store
from web.language import _
from web.recorded import tell_recorded
from web.rule_words import NOBODY, ChangedLine, changed_line, law_line
from web.rules_here import rules_here
from web.views.rules.forms import EndRuleChangeForm, PreviewedForm
from web.words import sentence
from workflow.commands.command import Command
from workflow.days import civil_date
from workflow.engine import execute
from workflow.queries.rules import Preview, preview
from workflow.rules_in_force import Outweighed

MOST_LINES = 100


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What somebody wants to do to the rules: the rules as they would be, from which day on, and the order.

    ``layer`` is what is enacted by it, if anything is.
    """

    changed: Callable[[], RuleChanges]
    first: date
    order: Command
    layer: Layer | None = None


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A preview on the page. ``marks_only`` counts the figures of which only source or sureness changes.

    ``loosened`` are those that become easier than the law that was read: ``before`` and the source are the law's.
    ``outweighed`` are those that would not count for now, from what is entered to what stands, and who prevails.
    """

    preview: Preview
    look: str
    lines: tuple[ChangedLine, ...] = field(default=())
    marks_only: int = 0
    loosened: tuple[ChangedLine, ...] = ()
    outweighed: tuple[tuple[ChangedLine, Outweighed], ...] = ()

    @property
    def more(self) -> int:
        """How many lines the page leaves out."""
        return max(0, len(self.lines) - MOST_LINES)


def shown(form: PreviewedForm, wish: Wish) -> Shown | None:
    """The preview of a wish; nothing, and a sentence on the form, where no rules come of it."""
    today = civil_date(now())
    try:
        found = preview(reading(), actor().organisation_id, wish.changed(), today=today, first=wish.first)
        easier = rules_here().loosened(wish.layer, today) if wish.layer else ()
        vain = rules_here().outweighed(wish.layer, today) if wish.layer else ()
    except (RulesUnreadable, NoRulesInForce) as error:
        form.note_unreadable(_unreadable(error), _problem_alone)
        return None
    own = set_by([wish.layer]) if wish.layer else NOBODY
    lines = [changed_line(each, own) for each in found.differences]
    values = tuple(line for line in lines if line.is_value)
    seen = (
        found.before.digest,
        found.after.digest,
        found.day,
        [each.key for each in found.touched],
        found.touched_drafts,
    )
    look = sha256(repr((seen, found.keeping, [each.by for each in vain])).encode()).hexdigest()
    return Shown(
        preview=found, look=look, lines=values, marks_only=len(lines) - len(values),
        loosened=tuple(map(law_line, easier)), outweighed=tuple((changed_line(each.told), each) for each in vain),
    )  # fmt: skip


def _unreadable(error: Exception) -> str:
    return sentence(Refusal("rules_unreadable", {"problem": str(error)}))


def _problem_alone(content: str) -> str:
    """What keeps rules from coming of a part by itself; empty where nothing does."""
    try:
        rules_here().with_layer(kept_layer(content), civil_date(now()))
    except (RulesUnreadable, NoRulesInForce) as error:
        return _unreadable(error)
    return ""


def previewed(form: PreviewedForm, wish: Wish) -> tuple[Response | None, Shown | None]:
    """Carry the wish out if it is the one that was shown; else show what it does, and write nothing."""
    there = shown(form, wish)
    if there is None:
        return None, None
    if form.is_submitted() and form.look.data == there.look:
        done = _carried_out(form, wish.order)
        if done:
            return done, there
        there = shown(form, wish) or there
    elif form.look.data:
        form.form_errors.append(_("Có thay đổi sau khi xem trước. Chưa có gì được ghi: xem lại rồi xác nhận."))
    form.look.data = there.look
    return None, there


def _carried_out(form: PreviewedForm, order: Command) -> Response | None:
    if not isinstance(form, EndRuleChangeForm):
        return create(form, lambda: order, lambda key: url_for("rule_changes.detail", key=key))
    try:
        receipt = execute(store(), order, actor=actor(), at=now())
    except (ActionRefused, StaleView) as refusal:
        look_again()
        reasons = refusal.refusals if isinstance(refusal, ActionRefused) else ()
        form.note_refusals(
            [("", sentence(each)) for each in reasons] or [("", _("Quy định vừa được người khác thay đổi."))]
        )
        return None
    tell_recorded(_("Đã ghi."), receipt.index)
    return redirect(url_for("rule_changes.detail", key=order.on), 303)
