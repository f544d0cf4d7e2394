"""The rules of the commune: which sets there are, what was enacted, and the editor, each change previewed first."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from flask import Blueprint, abort, render_template, request, url_for
from werkzeug.wrappers import Response

from states.regime_metadata import all_metadata
from states.rule_composing import canonical_text, from_canonical
from states.rule_differences import differences, set_by
from states.rule_editing import Editable, editable, figure_at, own_forms, places, with_effect
from states.rule_layers import Layer, kept_layer, layers_on_file
from states.rules_of_day import with_regime
from states.text import normalise
from states.vocabulary import Action, Role, Subject
from states.working_days import calendars
from web.access import actor, person_or_none, role
from web.actions_shown import shown as shown_actions
from web.clock import now
from web.database import reading
from web.own_pages import own_page
from web.rule_words import LEVELS, ChangedLine, Own, changed_line, figure_name, place_name, standing, value_in_words
from web.rules_here import regime_today, rules_here
from web.views.nominations.shown import marks
from web.views.rules.forms import ConfirmRegimeForm, EndRuleChangeForm, FigureForm, PreviewedForm, ShippedForm
from web.views.rules.nation_forms import CalendarForm, SalaryForm
from web.views.rules.previewing import MOST_LINES, Wish, previewed
from workflow.days import civil_date
from workflow.queries.open_actions import look_at
from workflow.queries.rules import rule_changes, rule_sets
from workflow.queries.visibility import SEEN_BY

Page = Response | str | tuple[str, int]

pages = Blueprint("rules", __name__)
changes_room = Blueprint("rule_changes", __name__)


@pages.get("/rules")
@role(Role.ADMINISTRATOR, Role.AUDITOR)
def index() -> str:
    """Which rules are in force today, what was enacted, and every set of rules that an entry may name."""
    where, here = actor().organisation_id, rules_here()
    today = civil_date(now())
    changes = [(each, standing(each.valid_from, each.valid_until, today)) for each in rule_changes(reading(), where)]
    enacted = {enacted.layer.head.code for enacted in here.changes.layers}
    return render_template(
        "views/rules/index.html", regime=regime_today(), unknown=here.unknown_on(today), levels=LEVELS,
        giving_way=here.changes.giving_way_on(today), changes=changes, sets=rule_sets(reading(), where),
        shipped=[layer.head for layer in layers_on_file() if layer.head.code not in enacted],
    )  # fmt: skip


@pages.get("/rules/places")
@role(Role.ADMINISTRATOR)
def choose_place() -> str:
    """Which part of the rules is to be changed."""
    found = [(section, code, place_name(section, code)) for section, code in places(_raw_today())]
    return render_template("views/rules/places.html", places=found)


@pages.get("/rules/places/<section>")
@role(Role.ADMINISTRATOR)
def choose_figure(section: str) -> str:
    """Which figure of it, each with what it says today."""
    code, raw = _place(section)
    offered = with_effect(regime_today(), section, code)
    figures = [(each.key, figure_at(raw, section, code, each.key)) for each in offered]
    own = set_by(rules_here().changes.laid_on(civil_date(now())))
    lines = [
        (key, figure_name(section, key), _said(figure, key), figure, _document(own, section, code, key))
        for key, figure in figures
        if _has(figure, key)
    ]
    return render_template(
        "views/rules/figures.html",
        section=section,
        code=code,
        place=place_name(section, code),
        lines=lines,
        is_simplified=len(offered) < len(editable(section)),
        apart=_apart(section, code),
        sure=marks(),
    )


@pages.route("/rules/places/<section>/<key>", methods=["GET", "POST"])
@role(Role.ADMINISTRATOR)
def change_figure(section: str, key: str) -> Page:
    """Set one figure: preview, then carry out."""
    (code, raw), form = _place(section), FigureForm()
    form.arrange(_figure(section, code, key))
    now_says = figure_at(raw, section, code, key)
    more = {"action": Action.ENACT_LAYER, "figure": figure_name(section, key), "place": place_name(section, code),
            "now_says": now_says, "said": _said(now_says, key), "sure": marks(),
            "apart": _apart(section, code),
            "back": url_for("rules.choose_figure", section=section, code=code or None)}  # fmt: skip
    if not form.validate_on_submit():
        return _page("views/rules/figure.html", form, None, more)
    content = form.content(section, code, _slug())
    return _previewed("views/rules/figure.html", form, _enacting(form.order(content), kept_layer(content)), more)


@pages.route("/rules/base-salary", methods=["GET", "POST"])
@role(Role.ADMINISTRATOR)
def base_salary() -> Page:
    """A new base salary, from the day that the Government's decree sets: preview, then carry out."""
    form, steps = SalaryForm(), regime_today().base_salary
    more = {"action": Action.ENACT_LAYER, "steps": steps, "sure": marks()}
    if not form.validate_on_submit():
        return _page("views/rules/base_salary.html", form, None, more)
    content = form.content(_slug())
    return _previewed("views/rules/base_salary.html", form, _enacting(form.order(content), kept_layer(content)), more)


@pages.route("/rules/calendar", methods=["GET", "POST"])
@role(Role.ADMINISTRATOR)
def calendar() -> Page:
    """The official holidays and make-up days of a year: preview, then carry out."""
    form = CalendarForm()
    more = {"action": Action.ENACT_LAYER, "sure": marks(), "entered": sorted(regime_today().calendars.items()),
            "on_file": sorted(calendars())}  # fmt: skip
    if not form.validate_on_submit():
        return _page("views/rules/calendar.html", form, None, more)
    content = form.content(_slug())
    return _previewed("views/rules/calendar.html", form, _enacting(form.order(content), kept_layer(content)), more)


@pages.route("/rules/shipped/<code>", methods=["GET", "POST"])
@role(Role.ADMINISTRATOR)
def shipped(code: str) -> Page:
    """A layer that comes with the software: what it would change here, and enacting it."""
    layer = next((layer for layer in layers_on_file() if layer.head.code == code), None) or abort(404)
    form = ShippedForm()
    wish = _enacting(form.order(canonical_text(layer.raw)), layer)
    more = {"action": Action.ENACT_LAYER, "layer": layer.head, "levels": LEVELS, "sure": marks()}
    if form.is_submitted() and not form.validate():
        return _page("views/rules/shipped.html", form, None, more)
    return _previewed("views/rules/shipped.html", form, wish, more)


@pages.route("/rules/confirmations/<code>", methods=["GET", "POST"])
@role(Role.ADMINISTRATOR)
def confirm(code: str) -> Page:
    """Confirm a law of which only the metadata is known."""
    metadata = next((known for known in all_metadata() if known.code == code), None) or abort(404)
    form, more = ConfirmRegimeForm(), {"action": Action.CONFIRM_REGIME, "metadata": metadata, "sure": marks()}
    if not form.validate_on_submit():
        return _page("views/rules/confirm.html", form, None, more)
    document = str(form.document.data)
    wish = Wish(
        changed=lambda: with_regime(rules_here().changes, code, document)[0], first=metadata.valid_from,
        order=form.order(code),
    )  # fmt: skip
    return _previewed("views/rules/confirm.html", form, wish, more)


@changes_room.get("/rule-changes/<key>")
@role(*SEEN_BY[Subject.RULE_CHANGE])
def detail(key: str) -> str:
    """One change of the rules: what it says, the document behind it, and what may be done to it."""
    look = look_at(reading(), Subject.RULE_CHANGE, key, actor=actor(), at=now())
    if look is None:
        abort(404)
    case = look.case
    lines = _lines_of(kept_layer(case["content"])) if _is_layer(case) else []
    first = date.fromisoformat(case["valid_from"])
    last = date.fromisoformat(case["valid_until"]) if case["valid_until"] else None
    return render_template(
        "views/rules/change.html", change=case, standing=standing(first, last, civil_date(now())), lines=lines, levels=LEVELS,
        sure=marks(),
        digest="" if _is_layer(case) else from_canonical(case["content"])["digest"],
        actions=shown_actions(look.actions, Subject.RULE_CHANGE, key),
    )  # fmt: skip


@own_page(Action.END_RULE_CHANGE)
def end(key: str) -> Page:
    """The last day of a change: what stops counting, and for which cases."""
    look = look_at(reading(), Subject.RULE_CHANGE, key, actor=actor(), at=now())
    if look is None:
        abort(404)
    form, more = EndRuleChangeForm(), {"action": Action.END_RULE_CHANGE, "change": look.case, "sure": marks()}
    if not form.is_submitted():
        form.seen.data = look.case["changed"]
    if look.standing(Action.END_RULE_CHANGE) is None or not form.validate_on_submit():
        return _page("views/rules/end.html", form, None, more)
    last_day: date = form.last_day.data
    wish = Wish(
        changed=lambda: rules_here().changes.ended(look.case["code"], last_day), first=last_day + timedelta(days=1),
        order=form.order(key),
    )  # fmt: skip
    return _previewed("views/rules/end.html", form, wish, more)


def _previewed(template: str, form: PreviewedForm, wish: Wish, more: Mapping[str, object]) -> Page:
    done, there = previewed(form, wish)
    return done or _page(template, form, there, more)


def _page(template: str, form: PreviewedForm, there: object, more: Mapping[str, object]) -> Page:
    page = render_template(template, form=form, there=there, most=MOST_LINES, **more)
    return page, 422 if form.is_submitted() and form.problems() else 200


def _enacting(order: object, layer: Layer) -> Wish:
    return Wish(
        changed=lambda: rules_here().with_layer(layer, civil_date(now())),
        first=layer.head.valid_from,
        order=order,
        layer=layer,
    )  # type: ignore[arg-type]


def _raw_today() -> dict[str, object]:
    return rules_here().raw(regime_today().digest)


def _place(section: str) -> tuple[str, dict[str, object]]:
    """The award or form that is asked about, and the rules of today; 404 where there is no such place in them."""
    code, raw = normalise(request.args.get("code", "")), _raw_today()
    if (section, code) not in set(places(raw)):
        abort(404)
    return code, raw


def _figure(section: str, code: str, key: str) -> Editable:
    return next((each for each in with_effect(regime_today(), section, code) if each.key == key), None) or abort(404)


def _apart(section: str, code: str) -> list[tuple[str, str]]:
    """The forms of an award that go by rules of their own, so that what is set for the award must be set for them too."""
    forms = own_forms(regime_today(), code) if section == "awards" else ()
    return [(form, place_name("forms", form)) for form in forms]


def _has(figure: object, key: str) -> bool:
    """A bonus can only be set for whom the award honours."""
    return figure is not None or not key.startswith("bonus.")


def _said(figure: object, key: str) -> str:
    return value_in_words(figure["value"] if isinstance(figure, dict) else None, key)


def _lines_of(layer: Layer) -> list[ChangedLine]:
    """What a layer says, figure by figure, each with the layer's own document."""
    return [replace(changed_line(each), own=layer.head.document) for each in differences({}, layer.changes)]


def _document(own: Own, section: str, code: str, key: str) -> str:
    """The document of the layer that sets the figure today; empty where none does."""
    place = [section, *([code] if code else []), *(["rules"] if section == "forms" else []), *key.split(".")]
    head = own.get(tuple(place))
    return head.document if head else ""


def _is_layer(case: Mapping[str, object]) -> bool:
    return case["kind"] == "layer"


def _slug() -> str:
    person = person_or_none()
    assert person is not None, "the page is locked"
    return str(person.slug)
