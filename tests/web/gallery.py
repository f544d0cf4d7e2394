"""A small application that shows every component of the frame, for tests and for eyes; never a route of the product."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import psycopg
from flask import Flask, abort, flash, redirect, render_template, request, session
from flask_wtf.file import FileField
from jinja2 import ChoiceLoader, FileSystemLoader
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response
from wtforms import (
    BooleanField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)

from states.refusals import NotMet, Refusal
from states.vocabulary import Role
from tests.web.gallery_samples import AT, samples
from web.clock import Clock
from web.fields import AtMost, Filled, LinesField, MoneyField, VnDateField, VnDecimalField, VnMomentField, options
from web.forms import ActionForm
from web.frame import init_frame
from web.navigation import Visitor
from web.session_time import begin_session
from web.settings import read_settings
from web.words import init_words

WEB = Path(__file__).resolve().parents[2] / "web"
UNWRITABLE: Mapping[str, Exception] = {
    "full": OSError(errno.ENOSPC, "No space left on device"),
    "away": psycopg.OperationalError("server closed the connection unexpectedly"),
    "mistaken": sqlite3.OperationalError("no such column: state"),
    "missing": FileNotFoundError(errno.ENOENT, "No such file"),
}
ROLES = frozenset({Role.UNIT_OFFICER, Role.SECRETARIAT, Role.COUNCIL_MEMBER})


class GalleryForm(ActionForm):
    """One field of every kind."""

    full_name = StringField("Họ và tên", [Filled("Nhập họ và tên.")], description="Viết đúng như trong giấy khai sinh.")
    born_on = VnDateField("Ngày sinh", [Filled("Nhập ngày sinh.")], description="Ví dụ: 05/02/1980.")
    meets_at = VnMomentField("Thời gian họp", description="Ví dụ: 05/02/2024 08:30.")
    share = VnDecimalField("Tỷ lệ hoàn thành")
    amount = MoneyField("Mức tiền thưởng")
    merits = TextAreaField("Tóm tắt thành tích", [Filled("Tóm tắt thành tích."), AtMost(500)])
    members = LinesField("Danh sách thành viên", description="Mỗi người một dòng.")
    award = SelectField(
        "Hình thức khen thưởng",
        [Filled("Chọn hình thức khen thưởng.")],
        choices=options([("", "Chọn…"), ("giay_khen", "Giấy khen"), ("lao_dong_tien_tien", "Lao động tiên tiến")]),
    )
    vote = RadioField(
        "Ý kiến biểu quyết",
        [Filled("Chọn Đồng ý, Không đồng ý hoặc Không biểu quyết.")],
        choices=options([("agree", "Đồng ý"), ("disagree", "Không đồng ý"), ("abstain", "Không biểu quyết")]),
    )
    bases = SelectMultipleField(
        "Tiêu chuẩn đã đối chiếu", choices=options([("a", "Quy chế"), ("b", "Nghị định"), ("c", "Luật")])
    )
    paper = FileField("Báo cáo thành tích", description="PDF hoặc DOCX, tối đa 20 MB.")
    password = PasswordField("Mật khẩu")
    read_all = BooleanField("Tôi đã đọc toàn bộ hồ sơ")


def make_gallery(environ: Mapping[str, str], *, roles: frozenset[Role] = ROLES, clock: Clock | None = None) -> Flask:
    """The gallery on the real frame; ``?as=public`` shows it as a visitor."""
    app = Flask("gallery", template_folder=None, static_folder=str(WEB / "static"))
    folders = [WEB / "templates", Path(__file__).parent / "gallery_templates"]
    app.jinja_env.loader = ChoiceLoader([FileSystemLoader(folder) for folder in folders])
    app.testing = True
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def visitor() -> Visitor:
        organisation = "Ủy ban nhân dân xã Hướng Lâm"
        if request.args.get("as") == "public":
            return Visitor(organisation=organisation)
        return Visitor(name="Nguyễn Thị Phượng", office="Cán bộ đơn vị", roles=roles, organisation=organisation)

    init_frame(
        app,
        read_settings(environ),
        clock=clock or Clock(),
        visitor=visitor,
        preference=lambda: session.get("language") if request.args.get("as") != "public" else None,
        sentence=lambda refusal: f"{refusal.code}: {dict(refusal.facts)}",
    )
    init_words(app)
    _add_pages(app)
    return app


def _add_pages(app: Flask) -> None:
    @app.get("/signed-in")
    def signed_in() -> Response:
        begin_session()
        return redirect("/")

    @app.get("/", endpoint="home.worklist")
    def home() -> str:
        return render_template("gallery.html", form=GalleryForm(data=_typed()), **samples())

    @app.route("/form", methods=["GET", "POST"], endpoint="unit.nominations")
    def form() -> str | tuple[str, int]:
        form = GalleryForm()
        if form.validate_on_submit():
            flash("Đã ghi.", "good")
            return render_template("typed.html", form=form)
        return render_template("gallery.html", form=form, **samples()), 422 if form.errors else 200

    @app.get("/done", endpoint="unit.new_nomination")
    def done() -> str:
        return render_template("done.html")

    @app.get("/search", endpoint="search.results")
    def search() -> str:
        return render_template("done.html")

    @app.get("/<organisation>/board")
    def board(organisation: str) -> str:
        return render_template("board.html", organisation=organisation)

    @app.get("/error/<int:status>")
    def error(status: int) -> str:
        if status == 429:
            raise TooManyRequests(retry_after=150)
        abort(status)

    @app.get("/refused")
    def refused() -> str:
        raise NotMet([Refusal("no_quorum", {"present": 4, "needed": 6})])

    @app.get("/broken")
    def broken() -> str:
        raise ZeroDivisionError

    @app.route("/unwritable/<kind>", methods=["GET", "POST"])
    def unwritable(kind: str) -> str:
        raise UNWRITABLE[kind]

    for role, path in (("sign_out", "/sign-out"), ("language", "/language")):
        app.add_url_rule(path, f"account.{role}", lambda: redirect("/"), methods=["POST"])
    app.add_url_rule("/sign-in", "account.sign_in", done)
    app.add_url_rule("/guide", "public.guide", done)
    app.add_url_rule("/accessibility", "public.accessibility", done)


def _typed() -> dict[str, object]:
    return {
        "full_name": "Hồ Văn Ưởng",
        "born_on": date(1980, 2, 5),
        "meets_at": AT,
        "share": Decimal("18.0"),
        "amount": 142_000_000,
        "members": ("Hồ Thị Ánh", "Lê Đặng Quý"),
    }
