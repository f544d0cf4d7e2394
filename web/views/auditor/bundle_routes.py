"""The audit bundle of a case or a period: one file to carry away and check elsewhere. Reading only; nothing is kept here."""

from flask import Blueprint, Flask, Response, abort, current_app, render_template, request
from werkzeug.wrappers import Response as Answer

from states.text import normalise
from states.vocabulary import Role
from web.access import actor, role
from web.clock import now
from web.database import reading, store
from web.fields import read_day
from web.filters import number
from web.language import _
from web.settings import Settings
from workflow.documents.audit_bundle import Scope, bundle, of_period
from workflow.documents.rendering import Typesetter
from workflow.documents.zip_stream import zipped
from workflow.ledger.signer_folder import Halted, SignerFolder
from workflow.queries.course import course
from workflow.queries.period import bounds_of

EXTENSION = "bangvang.bundles"
MOST_ENTRIES = 10_000
"""How many entries a bundle holds at most: what one request can set and prove in a minute or two."""


def init_bundles(app: Flask, settings: Settings) -> None:
    """Tell the room what papers are set with, and where the signer's key may be read."""
    app.extensions[EXTENSION] = settings


def offer_bundles(pages: Blueprint) -> None:
    """Lay the form and the two downloads into the auditor's room."""

    @pages.get("/log/bundle")
    @role(Role.AUDITOR)
    def bundle_form() -> str | Answer:
        """Choose a period; a case is chosen on the page of its course. With a right period, its bundle."""
        typed = {name: normalise(request.args.get(name, ""))[:40] for name in ("from", "until")}
        if not any(typed.values()):
            return render_template("views/auditor/bundle.html", typed=typed, problem="")
        try:
            first, last = (read_day(typed[name]) for name in ("from", "until"))
        except ValueError as error:
            return render_template("views/auditor/bundle.html", typed=typed, problem=str(error))
        if last < first:
            problem = _("Ngày kết thúc phải từ ngày bắt đầu trở đi.")
            return render_template("views/auditor/bundle.html", typed=typed, problem=problem)
        scope = of_period(first, last)
        if bounds_of(reading(), scope.within(actor().organisation_id)).count > MOST_ENTRIES:
            problem = _("Giai đoạn này có hơn %(n)s mục. Chọn giai đoạn ngắn hơn.", n=number(MOST_ENTRIES))
            return render_template("views/auditor/bundle.html", typed=typed, problem=problem)
        return _sent(scope, f"{first}_{last}")

    @pages.get("/log/cases/<key>/bundle.zip")
    @role(Role.AUDITOR)
    def case_bundle(key: str) -> Answer:
        """The bundle of one object."""
        found = course(reading(), actor(), key, now=now()) or abort(404)
        about = " ".join(part for part in (found.first.code, found.first.name) if part) or key
        return _sent(Scope(about=about, object_id=key), found.first.code or key)


def _sent(scope: Scope, name: str) -> Response:
    settings: Settings = current_app.extensions[EXTENSION]
    here, kept = actor(), store()
    typesetter = Typesetter(settings.font_dir, settings.base_url)
    parts = bundle(kept, here, scope, typesetter, _keys(settings, here.organisation_id))
    answer = Response(zipped(parts), mimetype="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="ho-so-kiem-tra-{name}.zip"'
    return answer


def _keys(settings: Settings, log_id: str) -> list[str]:
    """The log's verifier key, where this process may read the signer's folder."""
    try:
        return SignerFolder(settings.signer_dir, log_id).vkeys()
    except (Halted, OSError):
        return []
