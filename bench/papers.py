"""P10: a decision of three hundred lines beside the compiler alone on the same source, and one ten times as long.

Each run has a process of its own, because the compiler remembers what it has set before.
"""

from __future__ import annotations

import json
import multiprocessing
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typst

from bench.bars import Figure
from bench.commune import found, lay_drafts
from bench.pairs import opened, timed
from bench.places import SqlitePlaces
from states.regime import regime_on
from states.text import search_key, sort_key
from states.vocabulary import Basis, CheckResult, Role, SubjectKind
from tests.support.world import World
from tests.workflow.documents import papers as sample
from workflow.attachments import Attachments
from workflow.commands.nomination.accept import Accept
from workflow.commands.nomination.checklist import Check
from workflow.commands.nomination.find_eligible import FindEligible
from workflow.commands.nomination.submit import Submit
from workflow.commands.nomination.submit_to_chairman import SubmitToChairman
from workflow.documents.paper_readers import paper_data
from workflow.documents.rendering import ARCHIVE, TEMPLATES, Typesetter
from workflow.documents.requests import notice
from workflow.engine import Change, execute_all, keep
from workflow.models.paper import PaperKind
from workflow.queries.papers import papers_about

AWARD, BASIS, KIND = "GK", Basis.SUDDEN, SubjectKind.INDIVIDUAL
"""A certificate of merit for a sudden achievement: decided here, without a session of the council."""
TIMES = 10

_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đặng", "Vũ", "Bùi", "Đỗ", "Hồ")
_MIDDLES = ("Thị", "Văn", "Đức", "Ngọc", "Hữu", "Thị Thu", "Quốc", "Minh")
_GIVEN = ("Ánh", "Bằng", "Cường", "Dũng", "Đào", "Hằng", "Hường", "Khuê", "Lựu", "Mẫn", "Nghĩa", "Phượng", "Quỳnh")


@dataclass(frozen=True)
class Place:
    """Where a decision lies that is to be set."""

    url: str
    files: Path
    organisation_id: str
    decision: str
    entry: int


def papers(places: SqlitePlaces, *, lines: int, rounds: int) -> Iterator[Figure]:
    """A decision of so many lines and one of ten times as many, each set anew in every round."""
    url, files = places.fresh(), places.folder / "papers"
    with opened(url, files) as store:
        world = found(store)
        small, large = (signed(world, url, count) for count in (lines, TIMES * lines))
    rows = [(_apart(ours, small), _apart(bare, small), _apart(ours, large)) for _ in range(rounds)]
    note = f"{lines} lines in {min(one for one, _, _ in rows):.2f} s"
    yield Figure(key="P10", runs=[one / alone for one, alone, _ in rows], note=note)
    # of two runs that far apart in length a busy machine disturbs one and not the other: the best of each are compared
    least, most = min(one for one, _, _ in rows), min(many for _, _, many in rows)
    yield Figure(
        key="P10.growth", runs=[most / least], note=f"{TIMES * lines:,} lines in {most:.2f} s, the best of {rounds}"
    )


def signed(world: World, url: str, count: int) -> Place:
    """A signed decision that names so many people."""
    keys = lay_drafts(world, count, award=AWARD, basis=BASIS, kind=KIND)
    names = (_name(place) for place in range(count))
    changes = [
        Change(of="nomination", key=key,
               columns={"name": name, "search_key": search_key(name), "sort_key": sort_key(name)})
        for key, name in zip(keys, names, strict=True)
    ]  # fmt: skip
    keep(world.store, *changes, organisation_id=world.organisation_id)
    rules = regime_on(world.day).rules(AWARD, BASIS)
    codes = tuple(document.code for document in rules.documents_at("submission"))
    checks = tuple(Check(code=line.code, result=CheckResult.MET) for line in rules.conditions_for(KIND))
    office, unit = world.actor(Role.SECRETARIAT), world.people["thon-dong"]
    seen = {
        each.on: each.index
        for each in execute_all(world.store, [Submit(on=key) for key in keys], actor=unit, at=world.at)
    }
    for order in (
        lambda key: Accept(on=key, seen=seen[key], seen_documents=codes),
        lambda key: FindEligible(on=key, seen=seen[key], checks=checks),
        lambda key: SubmitToChairman(on=key, seen=seen[key], note="Kính trình."),
    ):
        receipts = execute_all(world.store, [order(key) for key in keys], actor=office, at=world.at + 1)
        seen.update((each.on, each.index) for each in receipts)
    world.wait(1)
    decision = world.draft_decision(keys)
    world.sign(decision)
    while notice(world.store):
        pass
    with world.store.reading() as driver:
        (entry,) = (
            paper.entry
            for paper in papers_about(driver, world.organisation_id, decision)
            if paper.kind == PaperKind.DECISION
        )
    return Place(url, world.store.files, world.organisation_id, decision, entry)


def _name(place: int) -> str:
    place, family = divmod(place, len(_FAMILIES))
    place, middle = divmod(place, len(_MIDDLES))
    place, given = divmod(place, len(_GIVEN))
    more = f" {_GIVEN[place % len(_GIVEN)]}" if place else ""
    return f"{_FAMILIES[family]} {_MIDDLES[middle]}{more} {_GIVEN[given]}"


def ours(place: Place) -> float:
    """Seconds from the log to the kept file, as the worker works."""
    typesetter = _warm()
    with opened(place.url, place.files) as store:
        return timed(lambda: _set(store, typesetter, place))


def bare(place: Place) -> float:
    """Seconds of the compiler on the same source and the same data, which lie in memory."""
    typesetter = _warm()
    with opened(place.url, place.files) as store:
        template, said, _on = _read(store, place)
    text = unicodedata.normalize("NFC", json.dumps({**said, "typeface": typesetter.typeface}, ensure_ascii=False))
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
    compiler = typst.Compiler(root=TEMPLATES, font_paths=fonts, ignore_system_fonts=True)
    source = TEMPLATES / f"{template}.typ"
    return timed(lambda: compiler.compile(source, sys_inputs={"data": text}, pdf_standards=[ARCHIVE]))


def _read(store: Any, place: Place) -> Any:
    with store.reading() as driver:
        return paper_data(
            driver, place.organisation_id, "decision", place.decision, PaperKind.DECISION, place.entry, ""
        )


def _set(store: Any, typesetter: Typesetter, place: Place) -> None:
    template, said, on = _read(store, place)
    Attachments(store.files).keep(place.organisation_id, typesetter.pdf(template, said, on=on))


def _warm() -> Typesetter:
    """A typesetter that has set another paper before, as the worker's has."""
    typesetter = Typesetter()
    receipt = sample.receipt()
    typesetter.pdf("receipt", receipt.as_data(), on=receipt.at.date())
    return typesetter


def _apart(measure: Any, place: Place) -> float:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return float(pool.submit(measure, place).result())
