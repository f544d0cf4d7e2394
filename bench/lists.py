"""P4: a list of ten thousand in one transaction, beside its own bare statements, one line alone, and a tenth of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from statistics import median

from bench.bars import Figure
from bench.commune import lay_drafts
from bench.pairs import Trio, trio
from bench.places import Places
from states.regime import regime_on
from states.vocabulary import Basis, Role, SubjectKind
from tests.support.world import World
from workflow.commands.command import Command
from workflow.commands.nomination.accept import Accept
from workflow.commands.nomination.resume import Resume
from workflow.commands.nomination.submit import Submit
from workflow.commands.nomination.suspend import Suspend
from workflow.engine import execute_all

AWARD, BASIS, KIND = "GDVH", Basis.MERIT, SubjectKind.HOUSEHOLD
ALONE = 40
TENTH = 10

Seen = dict[str, int]
Times = tuple[float, float]
"""Seconds of the engine, and of its bare statements."""


def lists(places: Places, *, lines: int, rounds: int) -> Iterator[Figure]:
    """The whole list is put on hold and taken up again, ``rounds`` times; so are a tenth of it, and some lines one by one."""
    keys: list[str] = []
    seen: Seen = {}

    def prepare(world: World) -> None:
        keys.extend(lay_drafts(world, lines + ALONE, award=AWARD, basis=BASIS, kind=KIND))
        seen.update(received(world, keys))

    with trio(places, prepare) as three:
        hold = Hold(three, seen)
        whole, tenth, alone = [], [], []
        for turn in range(2 * rounds):
            whole.append(hold.together(keys[:lines], turn))
            tenth.append([hold.together(keys[: lines // TENTH], turn + step) for step in (1, 2, 3, 4)])
            alone.append(hold.one_by_one(keys[lines:], turn))
    yield from _figures(places.name, lines, whole, tenth, alone)


def _figures(
    name: str,
    lines: int,
    whole: Sequence[Times],
    tenth: Sequence[Sequence[Times]],
    alone: Sequence[Times],
) -> Iterator[Figure]:
    suffix = "" if name == "sqlite" else ".postgresql"
    best = min(engine for engine, _ in whole)
    ratios = [bare / engine for engine, bare in whole]
    yield Figure(key=f"P4.{name}", runs=ratios, note=f"{lines:,} lines; at best {lines / best:,.0f}/s")
    ours, bare = ([one[kind] * lines / all_[kind] for all_, one in zip(whole, alone, strict=True)] for kind in (0, 1))
    yield Figure(key=f"P4.line{suffix}", runs=[1 / gain for gain in ours])
    gains = [gain / theirs for gain, theirs in zip(ours, bare, strict=True)]
    yield Figure(key=f"P4.gain{suffix}", runs=gains, note=f"bare statements gain {median(bare):.1f}")
    small = [median(engine for engine, _ in part) for part in tenth]
    yield Figure(key=f"P4.growth{suffix}", runs=[engine / part for (engine, _), part in zip(whole, small, strict=True)])


class Hold:
    """Puts cases on hold in an even turn and takes them up again in an odd one."""

    def __init__(self, three: Trio, seen: Seen) -> None:
        self.three = three
        self.seen = {id(world): dict(seen) for world in (three.written, three.timed)}
        self.at = three.timed.at

    def together(self, keys: Sequence[str], turn: int) -> Times:
        """Seconds of the engine and of its bare statements for the whole list in one transaction."""
        self.at += 1
        engine, bare, _ = self.three.block(lambda world: self._carry_out(world, keys, turn))
        return engine, bare

    def one_by_one(self, keys: Sequence[str], turn: int) -> Times:
        """The same for one line that is handled alone, in the middle of several."""
        waits = [self.together([key], turn) for key in keys]
        return median(engine for engine, _ in waits), median(bare for _, bare in waits)

    def _carry_out(self, world: World, keys: Sequence[str], turn: int) -> None:
        seen = self.seen[id(world)]
        order: Callable[..., Command] = Resume if turn % 2 else Suspend
        orders = [order(on=key, seen=seen[key], reason="Có đơn tố cáo.") for key in keys]
        receipts = execute_all(world.store, orders, actor=world.actor(Role.SECRETARIAT), at=self.at)
        seen.update((receipt.on, receipt.index) for receipt in receipts)


def received(world: World, keys: Sequence[str]) -> Seen:
    """Hand in and receive a whole list, each step in one transaction; answers what is seen of each case afterwards."""
    demanded = regime_on(world.day).rules(AWARD, BASIS).documents_at("submission")
    papers = tuple(document.code for document in demanded)
    handed_in = execute_all(world.store, [Submit(on=key) for key in keys], actor=world.people["thon-dong"], at=world.at)
    accepted = execute_all(
        world.store, [Accept(on=each.on, seen=each.index, seen_documents=papers) for each in handed_in],
        actor=world.actor(Role.SECRETARIAT), at=world.at + 1,
    )  # fmt: skip
    return {each.on: each.index for each in accepted}
