"""The menus, as data: which pages stand in the menu of which office, and what they are called."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from babel.support import LazyProxy
from flask import Flask, current_app, request, url_for
from werkzeug.routing import BuildError

from states.vocabulary import Role
from web.addresses import address, surroundings
from web.language import language, lazy

EXTENSION = "bangvang.menus"


@dataclass(frozen=True)
class Item:
    """One line of a menu: the page it opens, its words, and a small picture beside them (never instead of them)."""

    endpoint: str
    label: LazyProxy
    icon: str


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """Who looks at the page, as far as its frame must know; all empty for the public."""

    name: str = ""
    office: str = ""
    roles: frozenset[Role] = frozenset()
    organisation: str = ""
    is_demo: bool = False
    is_stopped: bool = False

    @property
    def is_signed_in(self) -> bool:
        """Whether the frame is the one of signed-in people."""
        return bool(self.name)


@dataclass(frozen=True)
class Entry:
    """A line of the menu as this page shows it; ``current`` is the value of ``aria-current``, or empty."""

    url: str
    label: str
    icon: str
    current: str


@dataclass(frozen=True)
class Section:
    """The menu of one office."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, eq=False)
class Menu:
    """The menu as one page shows it; there is one for each set of offices, language and marked line."""

    sections: tuple[Section, ...]


HOME = (
    Item("home.worklist", lazy("Việc cần làm"), "list-check"),
    Item("inbox.messages", lazy("Thông báo"), "bell"),
)

MENUS: dict[Role, tuple[Item, ...]] = {
    Role.UNIT_OFFICER: (
        Item("unit.nominations", lazy("Hồ sơ của đơn vị"), "folder2-open"),
        Item("unit.new_nomination", lazy("Lập hồ sơ đề nghị"), "file-earmark-plus"),
        Item("unit.list_import", lazy("Nhập danh sách"), "file-earmark-spreadsheet"),
        Item("nominees.index", lazy("Sổ theo dõi khen thưởng"), "award"),
        Item("campaigns.index", lazy("Phong trào thi đua"), "flag"),
    ),
    Role.SECRETARIAT: (
        Item("secretariat.queue", lazy("Tiếp nhận và thẩm định"), "inboxes"),
        Item("secretariat.postings", lazy("Xin ý kiến và niêm yết"), "megaphone"),
        Item("decisions.index", lazy("Quyết định khen thưởng"), "file-earmark-text"),
        Item("certificates.book", lazy("Sổ vàng và in giấy"), "patch-check"),
        Item("nominees.index", lazy("Sổ khen thưởng của xã"), "award"),
        Item("campaigns.index", lazy("Quản lý phong trào"), "flag"),
        Item("erasures.index", lazy("Xóa dữ liệu cá nhân"), "eraser"),
    ),
    Role.COUNCIL_SECRETARY: (
        Item("council.planning", lazy("Phiên họp Hội đồng"), "calendar-event"),
        Item("council_members.index", lazy("Thành viên Hội đồng"), "people"),
    ),
    Role.COUNCIL_MEMBER: (
        Item("council.sessions", lazy("Phiên họp của tôi"), "calendar-check"),
        Item("council.receipts", lazy("Biên nhận biểu quyết"), "receipt"),
        Item("council_members.index", lazy("Thành viên Hội đồng"), "people"),
    ),
    Role.CHAIRMAN: (
        Item("chairman.inbox", lazy("Trình Chủ tịch"), "pen"),
        Item("chairman.signed", lazy("Quyết định đã ký"), "patch-check"),
        Item("chairman.mandates", lazy("Ủy quyền ký thay"), "person-badge"),
    ),
    Role.DEPUTY_CHAIRMAN: (
        Item("chairman.inbox", lazy("Trình Chủ tịch"), "pen"),
        Item("chairman.signed", lazy("Quyết định đã ký"), "patch-check"),
    ),
    Role.AUDITOR: (
        Item("auditor.log", lazy("Nhật ký hệ thống"), "journal-text"),
        Item("auditor.verification", lazy("Kiểm chứng nhật ký"), "shield-check"),
        Item("auditor.worth_a_look", lazy("Nên xem lại"), "search"),
        Item("erasures.index", lazy("Xóa dữ liệu cá nhân"), "eraser"),
        Item("witnesses.index", lazy("Bên chứng kiến của nhật ký"), "eye"),
        Item("rules.index", lazy("Quy định đang áp dụng"), "book"),
    ),
    Role.ADMINISTRATOR: (
        Item("administration.units", lazy("Các đơn vị"), "diagram-3"),
        Item("administration.accounts", lazy("Tài khoản và vai trò"), "people"),
        Item("erasures.index", lazy("Xóa dữ liệu cá nhân"), "eraser"),
        Item("witnesses.index", lazy("Bên chứng kiến của nhật ký"), "eye"),
        Item("rules.index", lazy("Quy định đang áp dụng"), "book"),
        Item("templates.index", lazy("Mẫu giấy tờ"), "file-earmark-text"),
    ),
}

OFFICES: dict[Role, LazyProxy] = {
    Role.UNIT_OFFICER: lazy("Cán bộ đơn vị"),
    Role.SECRETARIAT: lazy("Thường trực Hội đồng"),
    Role.COUNCIL_SECRETARY: lazy("Thư ký Hội đồng"),
    Role.COUNCIL_MEMBER: lazy("Thành viên Hội đồng"),
    Role.CHAIRMAN: lazy("Chủ tịch Ủy ban nhân dân"),
    Role.DEPUTY_CHAIRMAN: lazy("Phó Chủ tịch ký thay"),
    Role.AUDITOR: lazy("Kiểm tra, giám sát"),
    Role.ADMINISTRATOR: lazy("Quản trị hệ thống"),
}

LANDMARKS: dict[str, str] = {
    "start": "public.start",
    "board": "public.board",
    "postings": "public.postings",
    "campaign": "public.campaign",
    "look_up": "public.look_up",
    "statistics": "public.statistics",
    "accessibility": "public.accessibility",
    "guide": "public.guide",
    "law": "public.law",
    "transparency": "public.transparency",
    "search": "search.results",
    "sign_in": "account.sign_in",
    "sign_out": "account.sign_out",
    "preferences": "account.preferences",
    "change_language": "account.language",
    "keep_session": "session.keep",
}
"""The pages that the frame itself leads to, by the name its templates use."""

PUBLIC_MENU: tuple[tuple[str, LazyProxy], ...] = (
    ("board", lazy("Bảng vàng")),
    ("postings", lazy("Lấy ý kiến")),
    ("campaign", lazy("Phong trào")),
    ("statistics", lazy("Số liệu")),
    ("look_up", lazy("Tra cứu")),
)


def menu(roles: frozenset[Role]) -> Menu:
    """The menu of a person who holds ``roles``: the worklist first, then each office in the order of the procedure."""
    menus: dict[object, Menu] = current_app.extensions[EXTENSION]
    whose = (roles, language(), surroundings())
    plain = menus.get(whose) or menus.setdefault(whose, Menu(tuple(_sections(roles))))
    urls = (entry.url for section in plain.sections for entry in section.entries)
    nearest = max((url for url in urls if _is_under(url)), key=len, default="")
    if not nearest:
        return plain
    here = (*whose, nearest, _current(nearest, nearest))
    return menus.get(here) or menus.setdefault(here, Menu(tuple(_marked(plain.sections, nearest))))


def _sections(roles: frozenset[Role]) -> Iterator[Section]:
    shown = [(lazy("Công việc"), HOME)] + [(OFFICES[role], MENUS[role]) for role in MENUS if role in roles]
    for title, items in shown:
        built = [item for item in items if is_built(item.endpoint)]
        if built:
            entries = (Entry(address(item.endpoint), str(item.label), item.icon, "") for item in built)
            yield Section(str(title), tuple(entries))


def _marked(sections: Iterable[Section], nearest: str) -> Iterator[Section]:
    """The same with the line of this page marked."""
    for section in sections:
        entries = (replace(entry, current=_current(entry.url, nearest)) for entry in section.entries)
        yield replace(section, entries=tuple(entries))


def landmark(name: str) -> str | None:
    """The address of a page that the frame leads to; None where it isn't built, or is an organisation's and none is known."""
    endpoint = LANDMARKS[name]
    try:
        return address(endpoint) if is_built(endpoint) else None
    except BuildError:
        return None


def public_menu() -> list[Entry]:
    """The menu of the public pages."""
    addresses = [(landmark(name), label) for name, label in PUBLIC_MENU]
    return [Entry(url, str(label), "", _current(url, "")) for url, label in addresses if url]


def in_language(name: str) -> str:
    """This page's address with another language, for visitors."""
    arguments = {**(request.view_args or {}), **request.args.to_dict(), "lang": name}
    return url_for(request.endpoint, **arguments) if request.endpoint else f"/?lang={name}"


def is_built(endpoint: str) -> bool:
    """Whether the application has this page."""
    return endpoint in current_app.view_functions


def all_endpoints() -> set[str]:
    """Every page that the menus and the frame name, for the test that compares them with the application."""
    menus = {item.endpoint for items in MENUS.values() for item in items}
    return menus | {item.endpoint for item in HOME} | set(LANDMARKS.values())


def init_navigation(app: Flask, visitor: Callable[[], Visitor]) -> None:
    """Give the layouts their menus; ``visitor`` tells who looks."""
    app.extensions[EXTENSION] = {}
    app.jinja_env.globals.update(
        visitor=visitor, menu=menu, public_menu=public_menu, landmark=landmark, in_language=in_language
    )


def _is_under(url: str) -> bool:
    path = url.split("?", maxsplit=1)[0].rstrip("/")
    return request.path.rstrip("/") == path or (path != "" and request.path.startswith(path + "/"))


def _current(url: str, nearest: str) -> str:
    if request.path.rstrip("/") == url.split("?", maxsplit=1)[0].rstrip("/"):
        return "page"
    return "true" if url == nearest else ""
