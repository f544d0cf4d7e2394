"""The diary of the demonstration's year: every act with its hour, played in the order of time through the engine."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import bindparam, select

from states.vocabulary import Subject
from workflow.commands.administration.invite_account import InviteAccount
from workflow.commands.command import Actor, Command, operator
from workflow.demo.working_hours import moment
from workflow.engine import Change, Insert, execute, execute_all, keep
from workflow.judging import read_cases
from workflow.models.dossier import Comment, Consultation
from workflow.sql import Prepared
from workflow.store import Store

OPERATOR = ""
"""Stands for the person at the console, where a user name is asked for."""

Progress = Callable[[int, int], None]
"""Told how many acts are done, and of how many."""

COMMENT = Prepared(
    lambda: select(Comment.id).where(Comment.nomination_id == bindparam("case"), Comment.text == bindparam("words"))
)
CONSULTATION = Prepared(
    lambda: select(Consultation.id).where(
        Consultation.nomination_id == bindparam("case"), Consultation.body == bindparam("words")
    )
)


@dataclass
class Desk:
    """Where an act is played: the store, and the people who have an account by now."""

    store: Store
    organisation_id: str
    at: int = 0
    people: dict[str, Actor] = field(default_factory=dict)

    def carry_out(self, who: str, commands: Sequence[Command]) -> None:
        """Let a person carry out commands, all or none, having just looked at their cases."""
        actor = self.people[who] if who != OPERATOR else operator(self.organisation_id)
        if len(commands) == 1:
            receipts = [execute(self.store, self._looked_at(commands)[0], actor=actor, at=self.at)]
        else:
            receipts = execute_all(self.store, self._looked_at(commands), actor=actor, at=self.at)
        for command, receipt in zip(commands, receipts, strict=True):
            if isinstance(command, InviteAccount):
                self._welcome(command, receipt.changes)

    def lay_down(self, writings: Sequence[Insert | Change]) -> None:
        """Keep what holds no history: a draft, its files, a line of the register of nominees."""
        keep(self.store, *writings, organisation_id=self.organisation_id)

    def find(self, question: Prepared, case: str, words: str) -> str:
        """The key of a comment or of a consultation, by its case and its words."""
        with self.store.reading() as driver:
            return str(driver.value(question, case=case, words=words))

    def _looked_at(self, commands: Sequence[Command]) -> list[Command]:
        subjects: dict[Subject, list[str]] = {}
        for command in commands:
            if command.needs_seen:
                subjects.setdefault(command.subject, []).append(command.on)
        seen: dict[str, int] = {}
        with self.store.reading() as driver:
            for subject, ids in subjects.items():
                cases = read_cases(driver, subject, ids, self.organisation_id)
                seen |= {key: case["changed"] for key, case in cases.items()}
        return [replace(command, seen=seen.get(command.on)) for command in commands]

    def _welcome(self, command: InviteAccount, changes: Mapping[str, object]) -> None:
        self.people[command.username] = Actor(
            account_id=command.on, organisation_id=self.organisation_id, pseudonym=str(changes["pseudonym"]),
            full_name=command.full_name,
        )  # fmt: skip


Play = Callable[[Desk], None]


@dataclass
class Diary:
    """Acts noted in any order, played in the order of time; what falls on one instant keeps the order of its noting."""

    acts: list[tuple[int, Play]] = field(default_factory=list)

    def note(self, day: date, hour: str, who: str, *commands: Command, minutes: int = 0) -> None:
        """Somebody carries out commands on a day at an hour; several of them in one transaction."""
        self.acts.append((moment(day, hour, minutes), lambda desk: desk.carry_out(who, commands)))

    def note_found(self, day: date, hour: str, who: str, build: Callable[[Desk], Command], *, minutes: int = 0) -> None:
        """The same for a command about something that has no key before it is written: a comment, a consultation."""
        self.acts.append((moment(day, hour, minutes), lambda desk: desk.carry_out(who, [build(desk)])))

    def lay_down(
        self, day: date, hour: str, build: Callable[[Desk], Sequence[Insert | Change]], *, minutes: int = 0
    ) -> None:
        """Something is kept without an entry."""
        self.acts.append((moment(day, hour, minutes), lambda desk: desk.lay_down(build(desk))))

    def play(self, desk: Desk, progress: Progress | None = None) -> None:
        """Play everything; a refusal stops it, for then the year was told wrong."""
        ordered = sorted(self.acts, key=lambda act: act[0])
        for done, (at, play) in enumerate(ordered, start=1):
            desk.at = at
            play(desk)
            if progress is not None:
                progress(done, len(ordered))
