"""One session of the council: its page for everybody who may see it, its agenda, its minutes, a member's receipt."""

from dataclasses import dataclass, replace

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from states.council_vocabulary import Method, SessionState
from states.ranking import explain_finding
from states.refusals import ActionRefused, NoSuchCase, StaleView
from states.vocabulary import Action, Role, Subject
from states.wording import label, past
from web.access import actor, role
from web.action_forms import CommandForm
from web.actions_shown import others, shown
from web.clock import now
from web.conditions_shown import briefs_of
from web.database import look_again, reading, store
from web.errors import STATUS
from web.filters import number
from web.language import _, language, ngettext
from web.recorded import receipt_address, tell_many_recorded
from web.views.council.disclosures import disclosed
from web.views.council.figures import figure_heads
from web.views.council.forms import AgendaForm
from web.views.council.minutes_text import anew_of, by_award, sheet_of
from web.views.nominations.shown import marks
from web.words import ShownAction, sentence
from workflow.commands.council.voting import writes_on_paper
from workflow.commands.nomination.table import Table
from workflow.engine import execute_all
from workflow.queries.council import eligible_items
from workflow.queries.council_paper import counted_urns, counting_sheet, keyed_items
from workflow.queries.council_votes import last_entry, own_votes, receipt, turnout, voted_items
from workflow.queries.declarations import NamedAuthority, declarations, named_authorities, other_secretaries
from workflow.queries.dossier import heard_on
from workflow.queries.invitations import guests_of, invited_to
from workflow.queries.session import COUNTED, MINUTED, AgendaItem, CountedItem, SessionPage, grouped, session_page
from workflow.queries.session_documents import scan_for
from workflow.queries.visibility import is_recused

pages = Blueprint("sessions", __name__)
pages.app_template_global()(figure_heads)
pages.app_template_global()(marks)
OPEN_AGENDA = (SessionState.PLANNED, SessionState.OPEN)
_NEXT = (
    Action.DECLARE_CONFLICT, Action.SEND_INVITATIONS, Action.OPEN_SESSION, Action.OPEN_VOTE, Action.CAST_VOTE,
    Action.ENTER_PAPER_COUNT, Action.HAND_OUT_BALLOTS, Action.RECORD_SHOW_OF_HANDS, Action.CLOSE_VOTE,
    Action.ANSWER_HANDS, Action.RECORD_WRITTEN_OPINION, Action.APPOINT_TELLERS, Action.RECORD_ATTENDANCE,
    Action.RECORD_CONFLICT, Action.RECORD_MINUTES, Action.SIGN_MINUTES, Action.INVITE_GUEST, Action.ADJOURN_SESSION,
    Action.VOID_VOTE, Action.CORRECT_MINUTES,
)  # fmt: skip
"""The ordinary way through a session; what comes first is offered first."""


@dataclass(frozen=True)
class ShownEntry:
    """One line of the timeline as ``components/timeline.html`` draws it."""

    at: int
    act: str
    person: str
    office: str
    reason: str
    number: int
    receipt: str


def page_or_404(key: str) -> SessionPage:
    """The session, if it exists for the person looking."""
    page = session_page(reading(), key, actor=actor(), at=now())
    if page is None:
        abort(404)
    return page


@pages.get("/sessions/<key>")
@role(Role.COUNCIL_SECRETARY, Role.COUNCIL_MEMBER, Role.SECRETARIAT, Role.CHAIRMAN, Role.DEPUTY_CHAIRMAN, Role.AUDITOR)
def detail(key: str) -> str:
    """A session with its agenda, who takes part, what may be done next, and after the close the counts."""
    page = page_or_404(key)
    is_secretary = Role.COUNCIL_SECRETARY in actor().roles
    opened = dossiers_open(page)
    return render_template(
        "views/council/session.html", page=page, case=page.case, actions=_actions(page),
        others=others(page.look.actions), groups=by_award(page.counted), is_secretary=is_secretary,
        turnout=turnout(page) if is_secretary and page.state == SessionState.VOTING else (),
        mine=own_votes(reading(), key, actor().account_id), timeline=_timeline(page),
        may_take_off=_may_take_off(page), ballot_lines=_ballot_lines(page), explain=_explained,
        disclosed=disclosed(page.counted, language()),
        heard=heard_on(reading(), opened), conditions=briefs_of(opened) if page.state not in COUNTED else {},
        declarations=declarations(reading(), page) if is_secretary and _is_declared_upon(page) else None,
        own_grounds=page.facts.conflicts, me=actor().account_id, authorities=authorities(page),
        guests=guests_of(reading(), key), invited=invited_to(reading(), key),
        must_declare=must_declare(page), declare=Action.DECLARE_CONFLICT, urns=counted_urns(reading(), page, actor()),
        anew=anew_of(page),
        keyed=keyed_items(reading(), key) if is_secretary and page.on_paper else {},
        sheet=_sheet(page),
        secretaries=_other_secretaries(page) if is_secretary and page.recused else None,
    )  # fmt: skip


@pages.get("/sessions/<key>/record")
@role(Role.COUNCIL_SECRETARY, Role.COUNCIL_MEMBER, Role.SECRETARIAT, Role.CHAIRMAN, Role.DEPUTY_CHAIRMAN, Role.AUDITOR)
def record(key: str) -> str:
    """The minutes as they stand, or an earlier version of them, to read and to print; an extract for whoever takes no part in a
    case that they tell of.
    """
    page = page_or_404(key)
    sheet = sheet_of(page, request.args.get("version", type=int)) if page.state in MINUTED else None
    if sheet is None or sheet.minutes is None:
        abort(404)
    if page.recused:
        return render_template(
            "views/council/extract.html", page=page, case=page.case, groups=by_award(page.counted), explain=_explained,
            own_grounds=page.facts.conflicts, me=actor().account_id,
        )  # fmt: skip
    return render_template("views/council/minutes.html", page=page, case=page.case, sheet=sheet)


@pages.get("/sessions/<key>/receipt")
@role(Role.COUNCIL_MEMBER)
def my_receipt(key: str) -> str:
    """The member's own votes in this session, each with its entry in the ledger."""
    page = page_or_404(key)
    votes = receipt(reading(), actor().organisation_id, key, actor().account_id)
    before = page.lines or [each.item for each in page.counted] or voted_items(reading(), key, actor().account_id)
    lines = [line for line in before if not is_recused(actor(), line.key)]
    return render_template(
        "views/council/receipt.html", page=page, case=page.case, votes=votes, lines=lines,
        last=last_entry(list(votes.values())),
    )  # fmt: skip


@pages.route("/sessions/<key>/agenda", methods=["GET", "POST"])
@role(Role.COUNCIL_SECRETARY)
def agenda(key: str) -> Response | str | tuple[str, int]:
    """Put many eligible nominations on the agenda at once: all of them, or none."""
    form = AgendaForm()
    if not form.is_submitted():
        return _agenda(key, form)
    if not form.validate():
        return _agenda(key, form), 422
    orders = [Table(on=item, seen=int(seen), session_id=key) for item, seen in form.tabled.data.items()]
    try:
        receipts = execute_all(store(), orders, actor=actor(), at=now())
    except (ActionRefused, StaleView, NoSuchCase) as refusal:
        form.note_refusals(_why_not_tabled(refusal))
        look_again()
        return _agenda(key, form), STATUS[type(refusal)]
    words = ngettext("Đã xếp %(num)s hồ sơ vào chương trình.", "Đã xếp %(num)s hồ sơ vào chương trình.", len(receipts))
    tell_many_recorded(words, [each.index for each in receipts])
    return redirect(url_for("sessions.detail", key=key), 303)


def _agenda(key: str, form: AgendaForm) -> str:
    page = page_or_404(key)
    return render_template(
        "views/council/agenda.html", page=page, case=page.case, form=form,
        groups=eligible_items(reading(), actor(), now()) if page.state in OPEN_AGENDA else (),
    )  # fmt: skip


def _why_not_tabled(refusal: Exception) -> list[tuple[str, str]]:
    if isinstance(refusal, ActionRefused):
        return [("", words) for words in dict.fromkeys(sentence(reason) for reason in refusal.refusals)]
    return [("", _("Có hồ sơ vừa thay đổi trong lúc ông/bà đang xem. Chưa có gì được ghi; xem lại rồi gửi lại."))]


def _sheet(page: SessionPage) -> str | None:
    """The scan of the tellers' sheet, for those who may read votes once they are counted, and take part in all of them."""
    key = counting_sheet(reading(), page.case["id"]) if page.state in COUNTED else None
    return key if key and scan_for(reading(), key, actor()) else None


def _actions(page: SessionPage) -> list[ShownAction]:
    """The person's own actions; while the agenda is open, tabling stands among the secretary's."""
    ordered = sorted(page.look.actions, key=lambda each: _NEXT.index(each.action))
    if _ballot_lines(page):
        ordered = [each for each in ordered if each.action != Action.CAST_VOTE]
    ordered = [each for each in ordered if each.action not in _unfit(page)]
    if page.case["invited_at"]:
        ordered.sort(key=lambda each: each.action == Action.SEND_INVITATIONS)
    actions = shown(ordered, Subject.SESSION, page.case["id"])
    if page.state in OPEN_AGENDA and Role.COUNCIL_SECRETARY in actor().roles:
        tabling = ShownAction(
            label=_("Xếp hồ sơ vào chương trình"), href=url_for("sessions.agenda", key=page.case["id"]),
            kind="plain" if page.lines else "primary",
            note=_("Chọn nhiều hồ sơ đủ điều kiện cùng lúc; chỉ làm được trước khi mở biểu quyết."),
        )  # fmt: skip
        actions.insert(1 if page.lines else 0, tabling)
    return actions


def _unfit(page: SessionPage) -> tuple[Action, ...]:
    """What this kind of session never comes to: where papers are circulated nobody meets, and a meeting is opened first."""
    if page.is_circulated:
        return Action.OPEN_SESSION, Action.RECORD_ATTENDANCE, Action.RECORD_SHOW_OF_HANDS
    return (Action.OPEN_VOTE,) if page.state == SessionState.PLANNED else ()


def _is_declared_upon(page: SessionPage) -> bool:
    """Whether conflicts of interest are declared now."""
    return page.state in (*OPEN_AGENDA, SessionState.VOTING) and bool(page.facts.agenda)


def must_declare(page: SessionPage) -> bool:
    """Whether the person looking is a member who has not declared on the whole agenda."""
    is_seated = any(seat.account_id == actor().account_id for seat in page.markable)
    return is_seated and _is_declared_upon(page) and not page.facts.has_declared(actor().account_id)


def dossiers_open(page: SessionPage) -> list[str]:
    """The cases of the agenda of whose dossiers something is told: none before the member looking has declared."""
    return [] if must_declare(page) else [line.key for line in page.lines]


def _other_secretaries(page: SessionPage) -> list[str]:
    """Who may do what the secretary looking may not, because of a conflict of interest."""
    return other_secretaries(reading(), actor(), page.case["id"], page.facts.today)


def authorities(page: SessionPage) -> list[NamedAuthority]:
    """Nominees before the council who seem to be the one who decides, or who chairs it."""
    items = [*page.lines, *(each.item for each in page.counted)]
    lines = [(item.code, item.name) for item in items]
    return named_authorities(reading(), actor().organisation_id, page.facts.today, lines)


def votable(page: SessionPage) -> SessionPage:
    """The page with what the person votes on by name; who gets no ballot writes what others drop into the urn."""
    return page if writes_on_paper(actor().account_id, page.facts) else by_name(page)


def by_name(page: SessionPage) -> SessionPage:
    """The page with what is voted on by name on its agenda, and the rest apart."""
    openly = grouped([line for line in page.lines if line.method == Method.OPEN])
    return replace(page, agenda=openly, in_urn=tuple(page.on_paper))


def _ballot_lines(page: SessionPage) -> list[AgendaItem]:
    """What a ballot waits with for the person looking: the page then leads with it."""
    is_asked = page.state == SessionState.VOTING and actor().account_id in page.facts.roll
    return votable(page).lines if is_asked else []


def _may_take_off(page: SessionPage) -> bool:
    """Whether the person may take items off: the secretary, before the vote opens."""
    is_offered = Action.TAKE_OFF_AGENDA in CommandForm.known
    return is_offered and page.state in OPEN_AGENDA and Role.COUNCIL_SECRETARY in actor().roles


def _timeline(page: SessionPage) -> list[ShownEntry]:
    """Who did what and when; of a vote only that it was given."""
    return [
        ShownEntry(
            each.at, f"{past(each.action, language())} · {_('mục nhật ký số %(n)s', n=number(each.index))}", each.person,
            label(each.office, language()), each.said, each.index, receipt_address(each.index),
        )
        for each in page.timeline
    ]  # fmt: skip


def _explained(each: CountedItem) -> tuple[str, ...]:
    """The count of one item, step by step, in the language of the page."""
    return explain_finding(each.tally, each.threshold, each.finding.value, each.rank, language())
