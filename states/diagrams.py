"""Draws ``docs/procedure.md`` from the tables of the procedure: ``python -m states.diagrams``."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from states.process import Guard, Move, Process
from states.processes import PROCESSES
from states.vocabulary import Action, RegisterState, Subject
from states.wording import STATES, label, meaning

PAGE = Path("docs/procedure.md")

ASIDE = (Action.WITHDRAW, Action.SUSPEND, Action.RESUME, Action.REOPEN)
"""Actions that lead out of many states or back into many: drawn apart, so that the way through stays readable."""

_HEAD = """\
# The procedure

This is everything that may happen, and nothing else may: the engine takes a step only along a line of these tables. The
page is drawn from the tables in `states/` by `python -m states.diagrams`, and a test fails when it is not up to date.

Read a line as: in a state of *from*, the holder of the *office* may do the *action*, which leads to *to*, provided that
every *condition* is met. Conditions are described below each table. A *quiet* action (a vote, an attendance, a comment)
does not count as a change that a signer must have seen. A *consequence* is never asked for by itself: another action
brings it about in the same transaction. "—" as *from* means that the action brings the case into being.

A nomination begins as a draft that belongs to its author: it is saved without any entry in the log until it is submitted.
"""


def procedure() -> str:
    """The whole page, one section for each procedure."""
    return "\n".join([_HEAD, *(line for process in PROCESSES.values() for line in _section(process))])


def mermaid(process: Process, moves: Iterable[Move]) -> str:
    """Some moves of a process as a Mermaid ``stateDiagram-v2``; moves between the same two states share an arrow."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for move in moves:
        names = arrows.setdefault((move.source or "[*]", move.target), [])
        if move.action not in names:
            names.append(move.action)
    drawn = {state for arrow in arrows for state in arrow}
    kind = STATES.get(process.subject, RegisterState)
    lines = [f"    {state} : {label(kind(state), 'en')}" for state in process.states if state in drawn]
    lines += [f"    {source} --> {target} : {', '.join(names)}" for (source, target), names in arrows.items()]
    return "\n".join(["stateDiagram-v2", *lines])


def move_table(process: Process) -> str:
    """The table of a process in Markdown; moves that differ in their states alone share a line."""
    lines = ["| action | from | to | office | conditions | |", "|---|---|---|---|---|---|"]
    for sources, targets, move in _grouped(process.moves):
        remarks = [name for name, holds in (("quiet", move.quiet), ("consequence", move.consequence)) if holds]
        cells = (
            f"`{move.action}`<br>{label(move.action, 'vi')}",
            _codes(source or "—" for source in sources),
            _codes(targets),
            label(move.role, "en"),
            _codes(guard.name for guard in move.guards),
            ", ".join(remarks),
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _section(process: Process) -> Iterator[str]:
    yield f"## {label(process.subject, 'en')} ({label(process.subject, 'vi')})"
    yield ""
    main = [move for move in process.moves if move.action not in ASIDE]
    aside = [move for move in process.moves if move.action in ASIDE]
    yield f"```mermaid\n{mermaid(process, main)}\n```"
    yield ""
    if aside:
        yield "Held, taken back, and taken up again:"
        yield ""
        yield f"```mermaid\n{mermaid(process, aside)}\n```"
        yield ""
    yield move_table(process)
    yield ""
    if process.subject == Subject.NOMINATION:
        yield from _rows(
            ("state", "tiếng Việt", "meaning"),
            ((f"`{state.value}`", label(state, "vi"), meaning(state, "en")) for state in STATES[process.subject]),
        )
    guards = _guards(process)
    if guards:
        yield from _rows(("condition", "what it demands"), ((f"`{g.name}`", _claim(g)) for g in guards))


def _rows(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""


def _guards(process: Process) -> tuple[Guard, ...]:
    return tuple(dict.fromkeys(guard for move in process.moves for guard in move.guards))


def _claim(guard: Guard) -> str:
    return " ".join((guard.judge.__doc__ or "").split("\n\n")[0].split())


def _codes(names: Iterable[str]) -> str:
    return ", ".join(name if name == "—" else f"`{name}`" for name in names)


def _grouped(moves: Iterable[Move]) -> Iterator[tuple[tuple[str | None, ...], tuple[str, ...], Move]]:
    """Moves that differ only in source, then those that differ only in target, together with one of them."""
    by_target: dict[tuple[object, ...], list[Move]] = {}
    for move in moves:
        by_target.setdefault((move.target, *_terms(move)), []).append(move)
    by_sources: dict[tuple[object, ...], tuple[tuple[str | None, ...], list[Move]]] = {}
    for group in by_target.values():
        sources = tuple(move.source for move in group)
        by_sources.setdefault((sources, *_terms(group[0])), (sources, []))[1].append(group[0])
    for sources, alike in by_sources.values():
        yield sources, tuple(move.target for move in alike), alike[0]


def _terms(move: Move) -> tuple[object, ...]:
    return move.action, move.role, move.guards, move.quiet, move.consequence


if __name__ == "__main__":
    PAGE.write_text(procedure(), encoding="utf-8")
