"""The templates of papers: what is in force, every version, and replacing one, each tried on samples and shown first."""

import json

from flask import Blueprint, abort, render_template, request
from werkzeug.wrappers import Response

from states.paper_wording import TemplatePart, Worded, Wording, kept, paragraphs, places, worded
from states.text import normalise
from states.vocabulary import Role, Subject
from web.access import actor, role
from web.clock import now
from web.database import reading
from web.language import _, language
from web.printer import printer, shown_in_place
from web.views.paper_templates.replacing import awaiting, put_in_force
from web.views.paper_templates.samples import READERS, samples, versions_of
from web.views.paper_templates.wording_form import WordingForm, form_of
from workflow.documents.template_trial import sample_of, wording_fails
from workflow.documents.wording_source import wording_now
from workflow.queries.open_actions import look_at
from workflow.queries.paper_templates import TemplateVersion, template_versions
from workflow.queries.papers import EDITABLE

Page = Response | str | tuple[str, int]

pages = Blueprint("templates", __name__)
templates_room = Blueprint("paper_templates", __name__)
SAMPLES = {
    "decision": ("award", "correction"), "submission": ("award", "correction"),
    "refusal": ("decline", "refuse_intake", "find_ineligible"),
}  # fmt: skip
"""Which samples a kind of paper has where it has more than one."""


@pages.get("/templates")
@role(*READERS)
def index() -> str:
    """Every kind of paper with the templates in force."""
    return render_template(
        "views/paper_templates/index.html", kinds=worded(), versions=template_versions(reading(), actor().organisation_id),
        edits=Role.ADMINISTRATOR in actor().roles, wording=TemplatePart.WORDING, document=TemplatePart.DOCUMENT,
        editable=[each.value for each in EDITABLE],
    )  # fmt: skip


@pages.route("/templates/<paper>/wording", methods=["GET", "POST"])
@role(Role.ADMINISTRATOR)
def wording(paper: str) -> Page:
    """Word a kind of paper anew: what was entered is shown as a paper first, then put in force."""
    kind, form = _kind(paper), form_of(_kind(paper).paper)()
    versions = versions_of(paper, TemplatePart.WORDING)
    in_force = wording_now(reading(), actor().organisation_id, paper)
    shown: list[tuple[str, str, str]] = []
    if not form.is_submitted():
        form.follows.data = in_force.version
        form.show(_asked_for(versions, in_force))
    elif form.validate():
        shown = _changed(kind, in_force, form.texts())
        done = _taken(form, shown)
        if done:
            return done
    page = render_template(
        "views/paper_templates/wording.html", form=form, kind=kind, changed=shown if form.look.data else [],
        versions=versions, used=_places_of(kind), samples=SAMPLES.get(paper, ("award",)), labels=_labels(),
    )  # fmt: skip
    return page, 422 if form.is_submitted() and form.problems() else 200


@pages.get("/templates/<paper>/wording/<name>.pdf")
@role(Role.ADMINISTRATOR)
def wording_sample(paper: str, name: str) -> Response:
    """A sample in the wording that its author has entered and not yet put in force, or in the one in force."""
    digest = request.args.get("look", "")
    if digest:
        entered = awaiting().find(actor().account_id, digest)
        said = _read(_kind(paper), entered) if entered else abort(404)
    else:
        said = wording_now(reading(), actor().organisation_id, _kind(paper).paper)
    sample = sample_of(said, samples(), name) or abort(404)
    return shown_in_place(printer().typesetter.pdf(sample.template, sample.data, on=sample.on), f"mau-{paper}.pdf")


@templates_room.get("/paper-templates/<key>", endpoint="detail")
@role(*READERS)
def detail(key: str) -> str:
    """One version: what it says, who put it in force, in which entry, and why."""
    look = look_at(reading(), Subject.PAPER_TEMPLATE, key, actor=actor(), at=now()) or abort(404)
    versions = versions_of(look.case["paper"], TemplatePart(look.case["part"]))
    version = next(each for each in versions if each.key == key)
    kind, is_document = worded()[version.paper], version.part == TemplatePart.DOCUMENT
    said = kept(version.paper, version.version, version.content)
    return render_template(
        "views/paper_templates/version.html", version=version, kind=kind, latest=versions[0].version,
        is_document=is_document,
        texts=[(block, said.text(block.name)) for block in kind.blocks.values()], edits=Role.ADMINISTRATOR in actor().roles,
    )  # fmt: skip


def _taken(form: WordingForm, changed: list[tuple[str, str, str]]) -> Response | None:
    """Carry it out if it is what was shown; else try it on samples and show it."""
    if not changed:
        form.form_errors.append(_("Chưa có gì khác với lời văn đang dùng."))
        form.look.data = ""
        return None
    digest = awaiting().keep(actor().account_id, form.written().encode())
    if form.look.data == digest:
        return put_in_force(form, form.order, digest)
    said = Wording(paper=form.paper, texts=form.texts())
    if wording_fails(said, samples(), printer().typesetter):
        form.form_errors.append(_("Không lập được giấy mẫu với lời văn này. Bỏ bớt ký tự lạ rồi thử lại."))
        return None
    form.look.data = digest
    return None


def _asked_for(versions: list[TemplateVersion], in_force: Wording) -> Wording:
    """The version that is to be put back (``?from=``, 0 for the built-in one), else the one in force."""
    asked = normalise(request.args.get("from", ""))
    if asked == "0":
        return Wording(paper=in_force.paper)
    found = next((each for each in versions if str(each.version) == asked), None)
    return kept(found.paper, found.version, found.content) if found else in_force


def _changed(kind: Worded, in_force: Wording, texts: dict[str, str]) -> list[tuple[str, str, str]]:
    """The blocks that differ: their name, what they say now, what they would say."""
    differing = [(name, in_force.text(name), texts[name]) for name in kind.blocks]
    return [(name, was, will) for name, was, will in differing if paragraphs(was) != paragraphs(will)]


def _places_of(kind: Worded) -> list[dict[str, str]]:
    """Each place that may stand in a text of this kind, with what it is filled in with."""
    named = dict.fromkeys(place for block in kind.blocks.values() for place in block.places)
    return [{"label": f"{{{place}}}", "value": places()[place][language()]} for place in named]


def _labels() -> dict[str, str]:
    """What each sample is called."""
    return {
        "award": _("Giấy mẫu"), "correction": _("Giấy mẫu khi đính chính"), "decline": _("Chủ tịch không khen thưởng"),
        "refuse_intake": _("Không tiếp nhận hồ sơ"), "find_ineligible": _("Không đủ điều kiện"),
    }  # fmt: skip


def _kind(paper: str) -> Worded:
    return worded().get(paper) or abort(404)


def _read(kind: Worded, data: bytes) -> Wording:
    """A wording that waits; 404 where the file is something else that its author left waiting."""
    try:
        texts = json.loads(data)
    except ValueError:
        abort(404)
    if not isinstance(texts, dict) or set(texts) != set(kind.blocks):
        abort(404)
    return Wording(paper=kind.paper, texts=texts)
