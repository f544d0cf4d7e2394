"""Legality of steps, kept by ``transitions``: one shared machine per process, nothing bound to it.

The machine answers a single question: does the table hold a step by this action from here to there? Conditions are
judged before, by the guards, because a failed condition of the library answers ``False`` without a word.
"""

from dataclasses import dataclass
from functools import cache

from transitions import Machine, MachineError

from states.process import Process
from states.refusals import Fault

NOWHERE = "nowhere"
"""The state of a case that does not exist yet."""


@dataclass
class Position:
    """A small mutable carrier of one case's state, made for one step and thrown away."""

    state: str


@cache
def machine_of(process: Process) -> Machine:
    """The one machine of a process. Triggers are named ``action>target``, so that the command chooses the target."""
    machine = Machine(
        model=None,
        states=[NOWHERE, *map(str, process.states)],
        initial=NOWHERE,
        auto_transitions=False,
        send_event=False,
    )
    for move in process.moves:
        machine.add_transition(f"{move.action}>{move.target}", str(move.source or NOWHERE), str(move.target))
    return machine


@cache
def step(process: Process, source: str | None, action: str, target: str) -> str:
    """Take one step along the table and return the new state; a step the table does not hold is our ``Fault``.

    The answer depends on nothing but the table, so the machine is asked once for every kind of step, not for every case.
    """
    position = Position(str(source or NOWHERE))
    event = machine_of(process).events.get(f"{action}>{target}")
    try:
        if event is None or not event.trigger(position):
            raise Fault(f"{process.subject}: no step {action} from {source} to {target}")
    except MachineError as refusal:
        raise Fault(f"{process.subject}: no step {action} from {source} to {target}") from refusal
    return position.state
