"""The base of every record: naming of constraints, and the few column types that all tables share.

Instants are UTC microseconds in BIGINT. Days are civil dates in Asia/Ho_Chi_Minh, kept as ISO text, so that they read and
sort the same on every database and stand unchanged in the ledger. Money is BIGINT đồng. There are no floats.
Every key is a random 128-bit id in 26 lower-case base-32 letters.
"""

from typing import Annotated, Any

from sqlalchemy import BigInteger, ForeignKey, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

Key = Annotated[str, mapped_column(String(26), primary_key=True)]
Word = Annotated[str, mapped_column(String(40))]
Line = Annotated[str, mapped_column(String(500))]
Folded = Annotated[str, mapped_column(String(500).with_variant(String(500, collation="C"), "postgresql"))]
"""A name folded for searching; letter by letter on every database, so that an index answers what begins with words."""

Prose = Annotated[str, mapped_column(Text)]
Day = Annotated[str, mapped_column(String(10))]
Instant = Annotated[int, mapped_column(BigInteger)]


class Record(DeclarativeBase):
    """The declarative base: plain SQLAlchemy, no framework."""

    metadata = MetaData(naming_convention=NAMING)


def refers(target: str, **more: Any) -> Any:
    """A column that names another record by its id; the database refuses a name that does not exist."""
    return mapped_column(String(26), ForeignKey(f"{target}.id", ondelete="RESTRICT"), **more)


class Case:
    """What every object of the ledger carries: its state, and the seal of its last entry.

    ``head`` is the index of its last entry, ``entries`` how many it has, ``changed`` the index of its last entry that was
    not quiet: what a signer must have seen. ``head`` is empty while a draft still belongs to its author alone.
    """

    id: Mapped[Key]
    state: Mapped[Word]
    head: Mapped[Instant | None]
    entries: Mapped[int]
    changed: Mapped[Instant | None]

    @declared_attr
    def organisation_id(cls) -> Mapped[str]:
        return mapped_column(String(26), ForeignKey("organisation.id", ondelete="RESTRICT"), index=True)
