"""Takes erased text out of PostgreSQL's write-ahead log: the last place in which a database keeps what was in it.

PostgreSQL does not delete the segments of its WAL. It gives them a new name and writes over them when their turn comes, which
on a quiet machine is weeks later. So they are written over here: a checkpoint lets go of everything before it, and then one
segment after the other is begun and closed; closing one fills it with zeros. The owner of the tables has no rights to that by
itself (``RIGHTS``); what is kept for an archive, a replica or by ``wal_keep_size`` is told and left to the operator.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, text

RIGHTS = (
    "GRANT pg_checkpoint, pg_monitor TO {role}",
    "GRANT EXECUTE ON FUNCTION pg_switch_wal() TO {role}",
)
"""What a superuser grants once, in the database of this installation (PostgreSQL 15 or newer)."""

_MAY = text(
    "SELECT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) OR ("
    "has_function_privilege('pg_switch_wal()', 'EXECUTE') AND has_function_privilege('pg_ls_waldir()', 'EXECUTE') AND "
    "EXISTS (SELECT FROM pg_roles WHERE rolname = 'pg_checkpoint' AND pg_has_role(oid, 'USAGE')))"
)
_NEXT_SEGMENT = (
    text("SELECT pg_logical_emit_message(false, 'bangvang', '')"),
    text("SELECT pg_switch_wal()"),
)
"""A segment without a word of its own is not closed, hence the empty message."""
_SEGMENTS = text("SELECT name FROM pg_ls_waldir() WHERE name ~ '^[0-9A-F]{24}$' ORDER BY name")
_NOW_IN = text("SELECT pg_walfile_name(pg_current_wal_insert_lsn())")
_NEEDED_FROM = text("SELECT redo_wal_file FROM pg_control_checkpoint()")


class WalNotOurs(Exception):
    """The role that owns the tables may not write over the server's WAL; ``RIGHTS`` says what it lacks."""

    def __init__(self, role: str) -> None:
        super().__init__(role)
        self.role = role

    @property
    def grants(self) -> Sequence[str]:
        """What a superuser has to say once."""
        return [f"{each.format(role=self.role)};" for each in RIGHTS]


def lacking(connection: Connection) -> Sequence[str]:
    """The rights that the role of a connection lacks to write over the WAL, as a superuser has to say them; nothing changes."""
    if connection.scalar(_MAY):
        return ()
    return WalNotOurs(str(connection.scalar(text("SELECT quote_ident(current_user)")))).grants


def write_over(connection: Connection) -> int:
    """Write over every segment that holds something older than now; answer how many are kept from it by others.

    ``connection`` commits by itself. Raises ``WalNotOurs``.
    """
    may, role = connection.scalar(_MAY), connection.scalar(text("SELECT quote_ident(current_user)"))
    if not may:
        raise WalNotOurs(str(role))
    _begin_segment(connection)
    connection.execute(text("CHECKPOINT"))
    segments = list(connection.scalars(_SEGMENTS))
    needed_from = str(connection.scalar(_NEEDED_FROM))
    for _each in segments:
        if str(connection.scalar(_NOW_IN)) > max(segments):
            break
        _begin_segment(connection)
    return sum(name < needed_from for name in segments)


def _begin_segment(connection: Connection) -> None:
    for statement in _NEXT_SEGMENT:
        connection.execute(statement)
