"""Guards that the database itself keeps: what history holds is never changed and never deleted.

They stop accidents and hurried hands; against the owner of the database only the ledger's published roots protect.
On SQLite ``REPLACE`` takes rows away without asking the guards of DELETE, so every way two rows could collide is guarded
before INSERT and UPDATE. A changed guard needs a new revision in ``migrations/``: that is what puts it in place.
"""

import re
from collections.abc import Generator, Iterator

from sqlalchemy import Connection, String, UniqueConstraint, text

from states.passages import FREE_TEXT
from states.personal_data import EMPTY, ERASED, PERSONAL, blank
from workflow.models.schema import ALARMS, CASES, KEPT, LOG, METADATA, ROWS

CHECKPOINTS = "ledger_checkpoint"
SIGNER_READS = ("alembic_version", "organisation", "ledger_log", "ledger_leaf", CHECKPOINTS, "ledger_alarm")
"""All that a signer looks at: entries hold no name and no free text, so its role can read none either."""

_INSERT_ONLY = (*ROWS, *LOG)
_ERASABLE = {
    name: tuple(dict.fromkeys((*PERSONAL.get(name, ()), *FREE_TEXT.get(name, ()))))
    for name in ROWS
    if name in PERSONAL or name in FREE_TEXT
}
"""Rows of history of which an erasure may blank what is personal, and blot a name out of free text, where one of its own rows
names them; nothing else.
"""
_NEVER_DELETED = (*_INSERT_ONLY, *CASES, *ALARMS, "ledger_detail")

FUNCTIONS = (
    "bangvang_refuse", "bangvang_leaf_in_order", "bangvang_detail_erasure", "bangvang_head_grows", "bangvang_alarm_ends",
    *(f"bangvang_erasure_of_{name}" for name in _ERASABLE),
)  # fmt: skip
"""The functions behind PostgreSQL's guards."""

_ERASURE = (
    "NEW.detail IS NULL AND NEW.salt IS NULL AND NEW.log_id = OLD.log_id AND NEW.idx = OLD.idx "
    "AND NEW.object_id = OLD.object_id AND COALESCE(NEW.account_id, '') IN ('', COALESCE(OLD.account_id, '')) "
    "AND OLD.erased_by IS NULL AND EXISTS "
    "(SELECT 1 FROM ledger_leaf WHERE log_id = NEW.log_id AND idx = NEW.erased_by AND idx > NEW.idx) "
    "AND EXISTS (SELECT 1 FROM erased_detail JOIN erasure ON erasure.id = erased_detail.erasure_id "
    "WHERE erasure.organisation_id = NEW.log_id AND erasure.head = NEW.erased_by AND erased_detail.entry = NEW.idx)"
)
_NEXT = "(SELECT COALESCE(MAX(idx) + 1, 0) FROM ledger_leaf WHERE log_id = NEW.log_id)"
_IN_ORDER = "ledger_leaf grows by one entry after the other"
_ERASED = "ledger_detail is only ever erased, by a later entry"
_LONGER = "NEW.size > (SELECT COALESCE(MAX(size), -1) FROM witness_head WHERE origin = NEW.origin)"
_GROWS = "witness_head only ever grows"
_ENDS = "ledger_alarm is only ever ended"
_KEPT_OF_ALARM = ("id", "log_id", "code", "about", "facts", "at")


def _blanked(name: str, same: str) -> str:
    """That a row of history was blanked where it is personal, is otherwise what it was, and that an erasure names it."""
    table = METADATA.tables[name]
    kept = [column.name for column in table.columns if column.name not in _ERASABLE[name]]
    parts = [f"NEW.{column} {same} OLD.{column}" for column in kept]
    for column in _ERASABLE[name]:
        new = blank(column, "" if isinstance(table.c[column].type, String) else 0)
        becomes = "NULL" if new is None else f"'{new}'"
        blotted = f" OR {_blotted(column)}" if column in FREE_TEXT.get(name, ()) and column not in EMPTY else ""
        parts.append(f"(NEW.{column} {same} OLD.{column} OR NEW.{column} {same} {becomes}{blotted})")
    parts.append(f"EXISTS (SELECT 1 FROM erased_row WHERE of_table = '{name}' AND row_id = OLD.id)")
    return " AND ".join(parts)


def _blotted(column: str) -> str:
    """That a text is what it was but for stretches in whose place ``ERASED`` stands."""
    escaped = f"NEW.{column}"
    for sign in ("!", "%", "_"):
        escaped = f"replace({escaped}, '{sign}', '!{sign}')"
    return f"OLD.{column} LIKE replace({escaped}, '{ERASED}', '%') ESCAPE '!'"


def _ended(same: str) -> str:
    """That an alarm was open, is over now, and is otherwise what it was; ``same`` is how a database compares."""
    kept = " AND ".join(f"NEW.{column} {same} OLD.{column}" for column in _KEPT_OF_ALARM)
    return f"{kept} AND OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL"


def statements(dialect: str) -> Iterator[str]:
    """The statements that put the guards in place, in order."""
    yield from _sqlite() if dialect == "sqlite" else _postgresql()


def absent(connection: Connection) -> list[str]:
    """The names of the guards that a database at the newest revision lacks, or that are switched off in it."""
    expected = [words for words in statements(connection.dialect.name) if words.startswith("CREATE TRIGGER")]
    names = {re.split(r"\s+", words, maxsplit=3)[2]: words for words in expected}
    if connection.dialect.name == "sqlite":
        present = set(connection.scalars(text("SELECT sql FROM sqlite_master WHERE type = 'trigger'")))
        return [name for name, words in names.items() if words not in present]
    present = set(connection.scalars(text("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'A'")))
    return [name for name in names if name not in present]


def _sqlite() -> Iterator[str]:
    for name in _INSERT_ONLY:
        is_erasure = f" WHEN ({_blanked(name, 'IS')} AND NEW.rowid = OLD.rowid) IS NOT 1" if name in _ERASABLE else ""
        yield _refusal(name, "no_update", f"UPDATE ON {name}{is_erasure}", "is never changed")
    for name in _NEVER_DELETED:
        yield _refusal(name, "no_delete", f"DELETE ON {name}", "is never deleted")
        taken = " OR ".join(_taken(name, key) for key in (("rowid",), *_keys(name)))
        yield _refusal(name, "once", f"INSERT ON {name} WHEN {taken}", "is never replaced")
    for name in CASES:
        moved = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in ("rowid", "id", "organisation_id"))
        yield _refusal(name, "keeps_its_id", f"UPDATE ON {name} WHEN {moved}", "keeps its id and its organisation")
        for number, key in enumerate(_keys(name)[1:], start=1):
            others = f"{_taken(name, key)[:-1]} AND rowid <> OLD.rowid)"
            when = f"UPDATE OF {', '.join(key)} ON {name} WHEN {others}"
            yield _refusal(name, f"displaces_nobody_{number}", when, "is never replaced")
    yield (
        f"CREATE TRIGGER ledger_leaf_in_order BEFORE INSERT ON ledger_leaf WHEN NEW.idx <> {_NEXT} "
        f"BEGIN SELECT RAISE(ABORT, '{_IN_ORDER}'); END"
    )
    yield (
        f"CREATE TRIGGER ledger_detail_erasure BEFORE UPDATE ON ledger_detail WHEN ({_ERASURE}) IS NOT 1 "
        f"BEGIN SELECT RAISE(ABORT, '{_ERASED}'); END"
    )
    yield (
        f"CREATE TRIGGER witness_head_grows BEFORE INSERT ON witness_head WHEN NOT ({_LONGER}) "
        f"BEGIN SELECT RAISE(ABORT, '{_GROWS}'); END"
    )
    yield (
        f"CREATE TRIGGER ledger_alarm_ends BEFORE UPDATE ON ledger_alarm WHEN ({_ended('IS')}) IS NOT 1 "
        f"BEGIN SELECT RAISE(ABORT, '{_ENDS}'); END"
    )


def _refusal(name: str, guard: str, when: str, words: str) -> str:
    return f"CREATE TRIGGER {name}_{guard} BEFORE {when} BEGIN SELECT RAISE(ABORT, '{name} {words}'); END"


def _taken(name: str, key: tuple[str, ...]) -> str:
    """That a row with the key of the NEW one is there. An INSERT that names no rowid asks for -1, which no row has."""
    return f"EXISTS (SELECT 1 FROM {name} WHERE {' AND '.join(f'{column} = NEW.{column}' for column in key)})"


def _keys(name: str) -> list[tuple[str, ...]]:
    """The columns no two rows share: the primary key first, then the others."""
    table = METADATA.tables[name]
    constraints = [each for each in table.constraints if isinstance(each, UniqueConstraint)]
    others = {tuple(column.name for column in each.columns) for each in constraints}
    others |= {tuple(column.name for column in each.columns) for each in table.indexes if each.unique}
    return [tuple(column.name for column in table.primary_key.columns), *sorted(others)]


def _postgresql() -> Iterator[str]:
    refuse, in_order, erasure, grows, ends, *_ = FUNCTIONS
    yield _function(refuse, "RAISE EXCEPTION '% %', TG_TABLE_NAME, TG_ARGV[0];")
    yield _function(in_order, f"IF NEW.idx <> {_NEXT} THEN RAISE EXCEPTION '{_IN_ORDER}'; END IF; RETURN NEW;")
    yield _function(erasure, f"IF {_ERASURE} THEN RETURN NEW; END IF; RAISE EXCEPTION '{_ERASED}';")
    yield _function(grows, f"IF {_LONGER} THEN RETURN NEW; END IF; RAISE EXCEPTION '{_GROWS}';")
    is_ended = _ended("IS NOT DISTINCT FROM")
    yield _function(ends, f"IF {is_ended} THEN RETURN NEW; END IF; RAISE EXCEPTION '{_ENDS}';")
    for name in _ERASABLE:
        only_so = _blanked(name, "IS NOT DISTINCT FROM")
        refused = f"RAISE EXCEPTION '{name} is never changed';"
        yield _function(f"bangvang_erasure_of_{name}", f"IF {only_so} THEN RETURN NEW; END IF; {refused}")
    for name in _INSERT_ONLY:
        judge = f"bangvang_erasure_of_{name}()" if name in _ERASABLE else f"{refuse}('is never changed')"
        yield from _always(name, "no_update", f"UPDATE ON {name} FOR EACH ROW", judge)
    for name in _NEVER_DELETED:
        deleted = f"{refuse}('is never deleted')"
        yield from _always(name, "no_delete", f"DELETE ON {name} FOR EACH ROW", deleted)
        yield from _always(name, "no_truncate", f"TRUNCATE ON {name} FOR EACH STATEMENT", deleted)
    for name in CASES:
        moved = f"UPDATE OF id, organisation_id ON {name} FOR EACH ROW"
        yield from _always(name, "keeps_its_id", moved, f"{refuse}('keeps its id and its organisation')")
    yield from _always("ledger_leaf", "in_order", "INSERT ON ledger_leaf FOR EACH ROW", f"{in_order}()")
    yield from _always("ledger_detail", "erasure", "UPDATE ON ledger_detail FOR EACH ROW", f"{erasure}()")
    yield from _always("witness_head", "grows", "INSERT ON witness_head FOR EACH ROW", f"{grows}()")
    yield from _always("ledger_alarm", "ends", "UPDATE ON ledger_alarm FOR EACH ROW", f"{ends}()")


def _function(name: str, body: str) -> str:
    """A trigger's function. It names its schemas, else a temporary table of the same name could answer for the log."""
    return (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql "
        f"SET search_path = pg_catalog, public, pg_temp AS $$ BEGIN {body} END $$"
    )


def _always(name: str, guard: str, when: str, function: str) -> Iterator[str]:
    yield f"CREATE TRIGGER {name}_{guard} BEFORE {when} EXECUTE FUNCTION {function}"
    yield f"ALTER TABLE {name} ENABLE ALWAYS TRIGGER {name}_{guard}"


def grants(role: str, *, signs: bool = True) -> Iterator[str]:
    """The rights of the application's role on PostgreSQL, and no others: nothing that could change or delete history.

    Where the signer has a role of its own, the application publishes no checkpoints: it no longer ``signs``.
    """
    to = yield from _bare(role)
    for name in _INSERT_ONLY:
        blanked = f", UPDATE ({', '.join(_ERASABLE[name])})" if name in _ERASABLE else ""
        yield f"GRANT SELECT, INSERT{blanked} ON {name} TO {to}"
    for name in CASES:
        yield f"GRANT SELECT, INSERT, UPDATE ON {name} TO {to}"
    yield f"GRANT SELECT, INSERT, UPDATE (account_id, salt, detail, erased_by) ON ledger_detail TO {to}"
    yield f"GRANT SELECT, INSERT, UPDATE (ended_at) ON ledger_alarm TO {to}"
    for name in KEPT:
        yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON {name} TO {to}"
    yield f"GRANT SELECT ON alembic_version TO {to}"
    if not signs:
        yield f"REVOKE INSERT ON {CHECKPOINTS} FROM {to}"


def signer_grants(role: str) -> Iterator[str]:
    """The rights of the signer's role on PostgreSQL, and no others: it reads the log, publishes heads, and raises alarms."""
    to = yield from _bare(role)
    for name in SIGNER_READS:
        yield f"GRANT SELECT ON {name} TO {to}"
    yield f"GRANT INSERT ON {CHECKPOINTS} TO {to}"
    yield f"GRANT INSERT, UPDATE (ended_at) ON ledger_alarm TO {to}"


def _bare(role: str) -> Generator[str, None, str]:
    """Take every right from a role but to look up names; answers how it is written."""
    to = '"{}"'.format(role.replace('"', '""'))
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {to}"
    yield f"GRANT USAGE ON SCHEMA public TO {to}"
    return to
