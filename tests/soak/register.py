"""A register of any size: households by the thousand, laid down as drafts and handed in through the engine.

Drafts hold no history, so they are laid down in one statement; what makes history of them is ``execute_all``, as for a list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from states.regime import regime_on
from states.text import search_key, sort_key
from states.vocabulary import Basis, Role, SubjectKind
from tests.support.world import World
from workflow.commands.nomination.accept import Accept
from workflow.commands.nomination.submit import Submit
from workflow.engine import execute_all
from workflow.ids import new_id
from workflow.sql import insert_all

AWARD, BASIS, KIND = "GDVH", Basis.MERIT, SubjectKind.HOUSEHOLD
TOGETHER = 100_000
"""Keys are random, so every line touches pages of its own: the more go together, the less often a page is written."""
PAGES_KEPT = 4 * 1024 * 1024
"""KiB of pages that the writer may keep while it fills a register; with less, every page is written again and again."""
ACCEPTED = 20
"""One in so many is received by the office, so that there are deadlines; the others wait."""

FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô")
MIDDLE = ("Văn", "Thị", "Hữu", "Đức", "Minh", "Thanh", "Quang", "Ngọc", "Xuân", "Thu", "Kim", "Công", "Bá")
GIVEN = (
    "Ánh",
    "Bình",
    "Cường",
    "Dũng",
    "Đạt",
    "Giang",
    "Hà",
    "Hải",
    "Hòa",
    "Hùng",
    "Lan",
    "Linh",
    "Long",
    "Mai",
    "Nam",
)

Rows = Iterator[tuple[str, Mapping[str, Any]]]


def fill(world: World, first: int, end: int) -> None:
    """Grow the register from ``first`` to ``end`` nominations, each with one entry or two."""
    papers = tuple(document.code for document in regime_on(world.day).rules(AWARD, BASIS).documents_at("submission"))
    unit, office = world.people["thon-dong"], world.actor(Role.SECRETARIAT)
    for start in range(first, end, TOGETHER):
        keys = [new_id() for _ in range(start, min(end, start + TOGETHER))]
        with world.store.writing(world.organisation_id) as driver:
            driver.connection.execute(f"PRAGMA cache_size=-{PAGES_KEPT}")
            insert_all(driver, _drafts(world, keys, start, papers))
            driver.connection.commit()
        world.wait(1)
        handed_in = execute_all(world.store, [Submit(on=key) for key in keys], actor=unit, at=world.at)
        received = [
            Accept(on=each.on, seen=each.index, seen_documents=papers)
            for number, each in enumerate(handed_in)
            if number % ACCEPTED == 0
        ]
        execute_all(world.store, received, actor=office, at=world.at)


def _drafts(world: World, keys: list[str], start: int, papers: tuple[str, ...]) -> Rows:
    unit, author = world.units["thon-dong"], world.people["thon-dong"].account_id
    digests = {code: world.file(f"%PDF-1.7\n{code}\n".encode()) for code in papers}
    for number, key in enumerate(keys, start=start):
        nominee, name = new_id(), " ".join((FAMILY[number % 14], MIDDLE[number % 13], GIVEN[number % 15], str(number)))
        person = {
            "unit_id": unit, "name": name, "title": "", "birth_year": None, "gender": None, "household_code": f"H{number}",
            "search_key": search_key(name), "sort_key": sort_key(name),
        }  # fmt: skip
        yield "nominee", {"id": nominee, "organisation_id": world.organisation_id, "kind": KIND.value, **person}
        yield "nomination", {
            "id": key, "organisation_id": world.organisation_id, "author_id": author, "nominee_id": nominee,
            "campaign_id": None, "year": world.day.year, "award": AWARD, "nominated_award": AWARD, "basis": BASIS.value,
            "subject_kind": KIND.value, "achievement": "Gia đình hòa thuận.", "created_at": world.at, "is_discarded": 0,
            "supplements": 0, "state": "draft", "head": None, "entries": 0, "changed": None, **person,
        }  # fmt: skip
        for code in papers:
            yield "upload", {
                "id": new_id(), "nomination_id": key, "author_id": author, "kind": code, "file_name": f"{code}.pdf",
                "media_type": "application/pdf", "size": 1000, "uploaded_at": world.at,
                "sha256": digests[code],
            }  # fmt: skip
