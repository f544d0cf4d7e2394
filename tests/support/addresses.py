"""Every address of the site that names an object, filled with real ids; found from the route table, so new rooms are in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from states.processes import PROCESSES
from states.regime import regimes
from states.rule_editing import SECTIONS, editable
from states.vocabulary import Subject
from web.views.actions.nouns import NOUNS, PLURALS
from workflow.intake.template import Template
from workflow.models.schema import METADATA
from workflow.store import Store

Ids = Mapping[str, Sequence[str]]
"""Ids by table."""

NAMED_BY = {
    **{plural.replace("_", "-"): (subject.value,) for subject, plural in PLURALS.items()},
    "nominees": ("nominee",),
    "unit/nominations": ("nomination",),
    "unit/lists": ("proposal",),
    "documents": ("document", "upload"),
    "inbox": ("message",),
    "papers/<subject>": ("nomination", "session", "decision", "account"),
    "log/cases": ("nomination", "session", "office"),
    "log/bundle": ("nomination", "ledger_log"),
    "log/witnesses/alarms": ("ledger_alarm",),
}
"""Which tables the ``key`` of an address may name, by how the address begins; an unknown beginning takes all of them."""

WORDS: Mapping[str, Sequence[str]] = {
    "paper": ("decision", "payment", "nothing"),
    "name": ("award", "nothing"),
    "subject": [Subject.NOMINATION, Subject.SESSION, Subject.DECISION, Subject.ACCOUNT],
    "noun": sorted(set(NOUNS.values())),
    "kind": ["submission_letter", "individual", "decision", "minutes", "agenda", "counting"],
    "organisation": ["dong-mau"],
    "code": ["none"],
    "place": ["0/000", "entries/000.p/1"],
    "award": ["LDTT"],
    "token": ["none"],
    "digest": [regimes()[-1].digest],
    "table": [PROCESSES[Subject.NOMINATION].digest, "0" * 64],
    "section": sorted(SECTIONS),
    "template": sorted(Template),
}
"""What is no id but a word."""

FIGURES = sorted({editable(section)[0].key for section in SECTIONS})
"""What ``key`` means where the address names a section of the rules: a figure of each."""

TABLE_OF = {"file_id": ("upload",), "nominee_id": ("nominee",), "proposal_id": ("proposal",)}


def ids_in(store: Store, *, most: int = 3) -> dict[str, list[str]]:
    """A few ids of every table: the first, the last, and some between."""
    found = {}
    with store.reader.connect() as connection:
        for table in METADATA.sorted_tables:
            if "id" in table.c:
                keys = list(connection.scalars(select(table.c.id).order_by(table.c.id)))
                found[table.name] = (
                    sorted({keys[len(keys) * n // most] for n in range(most)} | set(keys[-1:])) if keys else []
                )
    return found


def object_rules(app: Flask) -> list[Rule]:
    """The rules with a parameter, static files left out."""
    rules = (rule for rule in app.url_map.iter_rules() if rule.arguments)
    return sorted((rule for rule in rules if not rule.endpoint.endswith("static")), key=lambda rule: rule.rule)


def addresses(rule: Rule, ids: Ids) -> Iterator[str]:
    """The rule's addresses with every id and word that fits its parameters; a subject stands before its own ids."""
    names = sorted(rule.arguments)
    for values in product(*(candidates(rule, name, ids) for name in names)):
        chosen = dict(zip(names, values, strict=True))
        if "subject" in chosen and chosen["key"] not in ids[str(chosen["subject"])]:
            continue
        built = rule.build(chosen)
        assert built is not None, rule
        yield built[1]


def candidates(rule: Rule, name: str, ids: Ids) -> list[str | int]:
    """What may stand in one place of a rule."""
    if name in ("index", "first", "last"):
        return [0, 5, 10**6]
    if name in WORDS:
        return list(WORDS[name])
    if "section" in rule.arguments:
        return list(FIGURES)
    beginning = next((start for start in NAMED_BY if rule.rule.startswith(f"/{start}/<")), None)
    tables = TABLE_OF.get(name) or (NAMED_BY[beginning] if beginning else tuple(ids))
    return [key for table in tables for key in ids[table]]
