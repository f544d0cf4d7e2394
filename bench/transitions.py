"""P1–P3: single durable transitions beside their own bare statements; how many statements and fsyncs one takes."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.bars import Figure
from bench.commune import STEPS, lay_drafts
from bench.pairs import Walkers, trio
from bench.places import Places, SqlitePlaces
from bench.recording import Sent
from tests.support.world import World


def against_bare_statements(places: Places, *, blocks: int, size: int) -> Iterator[Figure]:
    """P1, P2: the whole way of ``size`` cases, block by block, and the same statements by the bare driver."""
    keys: list[str] = []

    def prepare(world: World) -> None:
        keys.extend(lay_drafts(world, (blocks + 1) * size))

    walkers, runs, rates = Walkers(), [], []
    with trio(places, prepare) as three:
        for block in range(blocks + 1):
            part = keys[block * size : (block + 1) * size]
            engine, bare, _ = three.block(walkers.all_moves(part))
            if block:  # the first only warms up
                runs.append(bare / engine)
                rates.append(len(part) * len(STEPS) / engine)
    note = f"{blocks} blocks of {size * len(STEPS)}; at best {max(rates):,.0f}/s"
    yield Figure(key="P1" if places.name == "sqlite" else "P2", runs=runs, note=note)


def statements(places: Places) -> Iterator[Figure]:
    """P3: what each move of the way sends, counted."""
    key: list[str] = []
    walkers = Walkers()
    with trio(places, lambda world: key.extend(lay_drafts(world, 2))) as three:
        walkers.all_moves(key[:1])(three.written)  # what is asked once in a process is asked now
        counts, travelled = [], []
        for number in range(len(STEPS)):
            three.recorder.take()
            walkers.of(three.written).take(key[1], number)
            sent = three.recorder.take()
            counts.append(counted(sent))
            travelled.append(journeys(sent))
    asked, written = (sum(part) / len(counts) for part in zip(*counts, strict=True))
    suffix = "" if places.name == "sqlite" else ".postgresql"
    each = ", ".join(str(questions + writes) for questions, writes in counts)
    note = f"{asked:.2f} reads, {written:.2f} writes; by move {each}"
    yield Figure(key=f"P3.statements{suffix}", runs=[asked + written], note=note)
    if suffix:
        by_move = ", ".join(map(str, travelled))
        yield Figure(key="P3.journeys", runs=[sum(travelled) / len(travelled)], note=f"by move {by_move}")
    else:
        yield Figure(key="P3.most", runs=[max(map(sum, counts))])


def counted(sent: list[Sent]) -> tuple[int, int]:
    """Reads and writes; begin, lock and commit belong to every transaction and are left out."""
    own = [each for each in sent if each.is_statement]
    questions = sum(each.is_question for each in own)
    return questions, len(own) - questions


def journeys(sent: list[Sent]) -> int:
    """How often a server is waited for: once for what goes together, else once for each thing sent."""
    count, is_together = 0, False
    for each in sent:
        if each.how in ("together", "apart"):
            is_together = each.how == "together"
            count += is_together
        elif each.how != "rollback":  # after a commit nothing is left to undo, and nothing is sent
            count += not is_together
    return count


def fsyncs(places: SqlitePlaces, *, size: int) -> Iterator[Figure]:
    """P3: fsync and fdatasync of a process that takes cases along the way, by strace; nothing where there is none."""
    strace = shutil.which("strace")
    if strace is None:
        return
    with tempfile.TemporaryDirectory(dir=places.folder) as folder:
        trace = Path(folder) / "trace"
        command = [strace, "-f", "-e", "trace=fsync,fdatasync", "-o", str(trace), sys.executable, "-m", "bench.worker"]
        worker = subprocess.Popen([*command, "--dir", folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert worker.stdin is not None and worker.stdout is not None
        worker.stdout.readline()
        found = []
        for cases in (1, 0, size, 0):  # laying down the drafts is counted apart, by a chunk without moves
            before = _calls(trace)
            worker.stdin.write(json.dumps({"cmd": "chunk" if cases else "counts", "n": cases}) + "\n")
            worker.stdin.flush()
            worker.stdout.readline()
            found.append(_calls(trace) - before)
        worker.communicate(json.dumps({"cmd": "quit"}) + "\n")
    drafts = -(-size // 500)
    yield Figure(
        key="P3.fsyncs", runs=[(found[2] - drafts) / (size * len(STEPS))], note=f"{size * len(STEPS)} transitions"
    )


def _calls(trace: Path) -> int:
    return sum("sync(" in line for line in trace.read_text().splitlines())
