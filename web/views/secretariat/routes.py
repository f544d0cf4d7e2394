"""The standing office's lists: the queue by deadline, and what waits for the opinions of others."""

from collections import Counter

from flask import Blueprint, render_template, request, url_for

from states.regime import offered_awards
from states.text import normalise, sort_key_plain
from states.vocabulary import Action, Role, State
from web.access import actor, role
from web.clock import now
from web.database import reading
from web.language import lazy
from web.pinning import unconfirmed_today
from web.rules_here import regime_today
from web.views.actions.nouns import NOUNS
from web.views.secretariat.bulk_forms import BULK
from workflow.days import civil_date
from workflow.queries.notices import notices_owed
from workflow.queries.recusals import veil_of
from workflow.queries.secretariat import GROUPS, ON_THE_DESK, PAGE, Filter, Queue
from workflow.queries.secretariat import postings as postings_of
from workflow.queries.secretariat import queue as queue_of
from workflow.queries.worklist import units_of

pages = Blueprint("secretariat", __name__)

NOTICES_SHOWN = 50
"""So many that their keys fit into an address."""

GROUP_NAMES = {
    "intake": lazy("Chờ tiếp nhận"),
    "appraisal": lazy("Đang thẩm định"),
    "opinions": lazy("Đang xin ý kiến, niêm yết"),
    "eligible": lazy("Đủ điều kiện"),
    "endorsed": lazy("Hội đồng đã đồng ý"),
    "sent_back": lazy("Chủ tịch, cấp trên trả lại"),
    "above": lazy("Ở cấp trên"),
    "awarded": lazy("Đã có quyết định"),
    "held": lazy("Đang tạm dừng"),
    "annulled": lazy("Hủy bỏ, thu hồi"),
    "elsewhere": lazy("Đang ở người khác"),
    "over": lazy("Đã kết thúc"),
}


@pages.get("/office/queue")
@role(Role.SECRETARIAT, Role.COUNCIL_SECRETARY)
def queue() -> str:
    """Intake and appraisal: what lies with the office, by deadline, and bulk actions on one state."""
    wanted = wanted_of()
    today = civil_date(now())
    found = queue_of(reading(), actor().organisation_id, today=today, wanted=wanted, veil=veil_of(actor()))
    return render_template(
        "views/secretariat/queue.html", queue=found, wanted=wanted, groups=GROUPS, on_desk=ON_THE_DESK,
        group_names=GROUP_NAMES, units=units_of(reading(), actor()),
        awards=[rules.code for rules in offered_awards(regime_today())], bulk=bulk_actions(wanted),
        later=later(found, wanted), nouns=NOUNS, unconfirmed=unconfirmed_today(),
        gives_notice=Role.SECRETARIAT in actor().roles,
    )  # fmt: skip


@pages.get("/office/postings")
@role(Role.SECRETARIAT)
def postings() -> str:
    """Consultations and postings that run or have ended."""
    after = place(request.args.get("after", ""))
    found = postings_of(reading(), actor().organisation_id, today=civil_date(now()), after=after)
    on = url_for("secretariat.postings", after="_".join(found[PAGE - 1].line.place)) if len(found) > PAGE else ""
    return render_template("views/secretariat/postings.html", asking=found[:PAGE], later=on)


@pages.get("/office/notices")
@role(Role.SECRETARIAT)
def notices() -> str:
    """Those who are still to be told that there is no award, with reason and last day; recorded for many at once.

    All of one unit are ticked when it is chosen.
    """
    here, today = actor(), civil_date(now())
    owed = notices_owed(reading(), here.organisation_id, today, kept_from=here.recused | here.veiled)
    units = Counter((each.unit_id, each.unit) for each in owed)
    chosen = next((unit for unit in units if unit[0] == normalise(request.args.get("unit", ""))), None)
    found = [each for each in owed if chosen is None or each.unit_id == chosen[0]]
    return render_template(
        "views/secretariat/notices.html", owed=found[:NOTICES_SHOWN], left=len(found[NOTICES_SHOWN:]),
        noun=NOUNS[Action.GIVE_NOTICE], units=sorted(units.items(), key=lambda each: sort_key_plain(each[0][1])), chosen=chosen,
    )  # fmt: skip


def wanted_of() -> Filter:
    """What the address asks for."""
    given = {
        name: normalise(request.args.get(name, "")) for name in ("group", "state", "award", "unit_id", "proposal_id")
    }
    return Filter(**given, after=place(request.args.get("after", "")))


def place(text: str) -> tuple[str, str] | None:
    """The place of the last line of the page before."""
    due, _, key = normalise(text).partition("_")
    return (due, key) if key else None


def later(found: Queue, wanted: Filter) -> str:
    """The address of the page after this one."""
    if not found.has_more:
        return ""
    names = ("group", "state", "award", "unit_id", "proposal_id")
    chosen = {name: getattr(wanted, name) or None for name in names}
    return url_for("secretariat.queue", **chosen, after="_".join(found.lines[-1].place))


def bulk_actions(wanted: Filter) -> list[Action]:
    """What may be done to many nominations at once, once one state is chosen."""
    if len(wanted.states) != 1:
        return []
    state = State(wanted.states[0])
    return [action for action, form in BULK.items() if state in form.states and form.role in actor().roles]
