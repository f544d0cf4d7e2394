"""PostgreSQL is spoken to by the journey: values arrive as they were sent, and what fails leaves a line that can be used."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest

from workflow import journeys
from workflow.store import Store

pytestmark = pytest.mark.postgres
VALUES: tuple[tuple[str, Any], ...] = (
    ("text", "Nguyễn Thị Ánh 'x' \\ \"y\" {z}"), ("text", ""), ("text", None), ("bigint", -(2**62)), ("bigint", 0),
    ("bytea", b"\x00\xff'\\"), ("bytea", b""), ("bigint", None),
)  # fmt: skip


@contextmanager
def _line(store: Store) -> Iterator[Any]:
    with store.writing("-") as driver:
        yield driver.connection


def _backend(line: Any) -> int:
    return int(line.execute("SELECT pg_backend_pid()").fetchone()[0])


@pytest.mark.parametrize(("kind", "value"), VALUES)
def test_a_value_comes_back_as_it_was_sent(postgres_store: Store, kind: str, value: Any) -> None:
    with _line(postgres_store) as line:
        for _ in range(7):  # from the sixth time on the server may keep one plan for all
            assert line.execute(f"SELECT $1::{kind}", [value]).fetchall() == [(value,)]
        alike = [value, None, value]
        found = line.execute(f"SELECT * FROM unnest($1::{kind}[])", [alike]).fetchall()
        assert [given for (given,) in found] == alike


def test_other_kinds_are_read_as_psycopg_reads_them(postgres_store: Store) -> None:
    words = "SELECT true, 1.50::numeric, DATE '2024-02-29', ARRAY[1, 2], sum(n) FROM (VALUES (1), (2)) AS t (n)"
    with _line(postgres_store) as line, postgres_store.reading() as driver:
        assert line.execute(words).fetchall() == driver.connection.execute(words).fetchall()


def test_text_with_a_nul_is_refused_and_not_cut_off(postgres_store: Store) -> None:
    with pytest.raises(psycopg.DataError), _line(postgres_store) as line:
        line.execute("SELECT $1::text", ["a\0b"])
    with _line(postgres_store) as line:
        assert line.execute("SELECT 1").fetchone() == (1,)


def test_what_follows_a_refusal_is_not_carried_out(postgres_store: Store) -> None:
    with pytest.raises(psycopg.errors.DivisionByZero), _line(postgres_store) as line, line.pipeline():
        line.execute("CREATE TEMPORARY TABLE half (n bigint)")
        line.execute("SELECT 1 / $1::bigint", [0])
        line.execute("COMMIT")
    with _line(postgres_store) as line:
        assert line.execute("SELECT to_regclass('pg_temp.half')").fetchone() == (None,)


def test_who_reads_early_gets_what_was_said_so_far(postgres_store: Store) -> None:
    with _line(postgres_store) as line, line.pipeline():
        line.execute("CREATE TEMPORARY TABLE early (n bigint) ON COMMIT DROP")
        written = line.execute("INSERT INTO early SELECT generate_series(1, $1::bigint)", [3])
        assert line.execute("SELECT count(*) FROM early").fetchone() == (3,)
        assert written.rowcount == 3


def test_a_refused_statement_is_prepared_anew(postgres_store: Store) -> None:
    """Of a journey that broke off, nobody knows which statements the server had made ready."""
    for count in (0, 2):
        try:
            with _line(postgres_store) as line, line.pipeline():
                line.execute("SELECT 4 / $1::bigint", [count])
                answer = line.execute("SELECT $1::bigint + 7", [count])
        except psycopg.errors.DivisionByZero:
            continue
        assert answer.fetchone() == (9,)


def test_one_statement_for_many_rows_is_one_journey(postgres_store: Store) -> None:
    rows = [[n, "x" * 2_000] for n in range(3_000)]
    with _line(postgres_store) as line:
        line.execute("CREATE TEMPORARY TABLE many (n bigint, words text) ON COMMIT DROP")
        line.cursor().executemany("INSERT INTO many VALUES ($1, $2) RETURNING n, words", rows)
        assert line.execute("SELECT count(*), sum(n) FROM many").fetchone() == (3_000, sum(range(3_000)))


def test_a_connection_does_not_keep_statements_without_end(
    postgres_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journeys, "MOST_PREPARED", 5)
    with _line(postgres_store) as line:
        for n in range(20):
            assert line.execute(f"SELECT {n}").fetchone() == (n,)
        assert line.execute("SELECT count(*) FROM pg_prepared_statements").fetchone()[0] < 12


def test_a_statement_is_made_ready_once_for_a_connection(postgres_store: Store) -> None:
    for _ in range(3):
        with _line(postgres_store) as line:
            line.execute("SELECT 'only once'")
    with _line(postgres_store) as line:
        words = "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE $1"
        assert line.execute(words, ["%only once%"]).fetchone() == (1,)


def test_a_line_that_was_cut_is_not_used_again(postgres_store: Store) -> None:
    with _line(postgres_store) as line:
        before = _backend(line)
    with pytest.raises(psycopg.OperationalError), _line(postgres_store) as line, postgres_store.reading() as driver:
        assert _backend(line) == before
        driver.connection.execute("SELECT pg_terminate_backend($1)", [before])
        line.execute("SELECT pg_sleep(5)")
    with _line(postgres_store) as line:
        assert _backend(line) != before


def test_what_set_off_is_undone_when_its_maker_gives_up(postgres_store: Store) -> None:
    """The server has begun with it by then; the line can be used afterwards, and knows what it made ready."""
    words = "INSERT INTO ledger_log (id, origin) SELECT o.id, $1 FROM organisation o"

    def give_up(line: Any) -> None:
        with line.pipeline():
            line.execute("SELECT set_config('app.touched', $1, false)", ["yes"])
            line.execute(words, ["half"])
            line.set_off()
            raise KeyError

    with pytest.raises(KeyError), _line(postgres_store) as line:
        give_up(line)
    with _line(postgres_store) as line:
        assert line.execute("SELECT current_setting('app.touched', true)").fetchone() in [("",), (None,)]
        assert line.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement = $1", [words]).fetchone() == (
            1,
        )
        line.execute(words, ["again"])


def test_what_set_off_is_answered_at_the_end(postgres_store: Store) -> None:
    with _line(postgres_store) as line:
        with line.pipeline():
            first = line.execute("SELECT $1::text", ["a"])
            line.set_off()
            second = line.execute("SELECT $1::text", ["b"])
        assert (first.fetchone(), second.fetchone()) == (("a",), ("b",))
