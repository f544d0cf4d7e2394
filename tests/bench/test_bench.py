"""The measuring itself: it runs, counts what needs no clock, and its worker keeps to its protocol."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench.__main__ import main
from bench.bars import BARS, Figure, as_table
from bench.commune import STEPS
from bench.papers import papers
from bench.places import SqlitePlaces
from bench.verdicts import verdicts
from bench.writers import writers
from tests.support.postgres import PostgresServer
from tests.support.source import ROOT


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_counts_statements_and_fsyncs(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    arguments = ["--only", "P1,P2,P3", "--quick", "--results", str(tmp_path / "bench.json")]
    if kind == "sqlite":
        arguments.append("--sqlite-only")
    else:
        server: PostgresServer = request.getfixturevalue("postgres_server")
        arguments += ["--postgres", f"postgresql+psycopg://postgres@/postgres?host={server.socket_directory}"]
    main(arguments)  # whether a gate of speed is passed is for ``make bench`` to say: here other tests run beside it
    found = json.loads((tmp_path / "bench.json").read_text("utf-8"))
    assert found["P1" if kind == "sqlite" else "P2"]["value"] > 0, "what was sent can be sent again by the bare driver"
    key = "P3.statements" if kind == "sqlite" else "P3.statements.postgresql"
    assert found[key]["value"] <= (9 if kind == "sqlite" else 9.5), found[key]["note"]
    if (
        kind == "postgresql"
    ):  # there some questions go along in vain: whether a case has a session is known when it is read
        assert found["P3.journeys"]["value"] <= 2, found["P3.journeys"]["note"]
    assert all(figure["ok"] for name, figure in found.items() if name.startswith("P3")), found
    assert found[key].keys() >= {"name", "value", "bar", "better", "ok", "runs"}


def test_the_worker_answers_with_right_counts(tmp_path: Path) -> None:
    orders = [{"cmd": "chunk", "n": 3}, {"cmd": "chunk", "n": 2}, {"cmd": "counts"}, {"cmd": "quit"}]
    done = subprocess.run(
        [sys.executable, "-m", "bench.worker", "--backend", "sqlite", "--dir", str(tmp_path), "--db", ""],
        input="".join(json.dumps(order) + "\n" for order in orders), capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    ready, first, second, counts = map(json.loads, done.stdout.splitlines())
    assert ready["ready"] and ready["pragmas"] == {"journal_mode": "wal", "synchronous": 2}
    assert [first["transitions"], second["transitions"]] == [3 * len(STEPS), 2 * len(STEPS)]
    assert counts == {"made": 5, "counts": [5, 5 * len(STEPS), 5 * len(STEPS)]}


def test_writers_beside_bare_statements(tmp_path: Path) -> None:
    found = {each.key: each for each in writers(SqlitePlaces(tmp_path), seconds=0.1, cases=60, rounds=1)}
    assert found["P8.errors"].value == 0
    assert all(found[f"P8.sqlite{which}"].value > 0 for which in ("", ".bare", ".beside"))


def test_a_figure_knows_its_gate_and_its_goal() -> None:
    good, middling, bad = (Figure(key="P1", runs=[value]) for value in (0.9, 0.4, 0.1))
    assert [each.ok for each in (good, middling, bad)] == [True, True, False]
    assert [each.reaches_goal for each in (good, middling, bad)] == [True, False, False]
    assert "goal missed" in as_table([middling]) and "FAILED" in as_table([bad])
    assert not Figure(key="P13", runs=[2.0]).ok, "less is better"


def test_no_gate_is_stricter_than_its_goal() -> None:
    for key, bar in BARS.items():
        if bar.goal is not None and bar.gate is not None:
            assert bar.gate <= bar.goal if bar.better == "more" else bar.gate >= bar.goal, key


def test_a_verdict_says_what_the_loop_by_hand_says() -> None:
    found = {each.key: each for each in verdicts(blocks=1, many=60)}
    assert found.keys() == {"V1.one", "V1.many"} and all(each.value > 0 for each in found.values())


def test_a_decision_is_set_beside_the_compiler_alone(tmp_path: Path) -> None:
    found = {each.key: each for each in papers(SqlitePlaces(tmp_path), lines=3, rounds=1)}
    assert found.keys() == {"P10", "P10.growth"} and all(each.value > 0 for each in found.values())
