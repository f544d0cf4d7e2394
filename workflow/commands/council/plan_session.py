"""Plan a session of the council."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from states.council_vocabulary import CouncilBody, SessionForm, SessionState
from states.refusals import Refusal
from states.session_facts import SessionFacts
from states.vocabulary import Action, Subject
from workflow.commands.command import Command, Outcome, required


@dataclass(frozen=True, kw_only=True)
class PlanSession(Command):
    """The council's secretary plans a session (lên lịch phiên họp): title, place and day. Cases are tabled in it next.

    ``body`` says whose session it is: its members in office take part and count, and nobody else. Sessions of several bodies go
    on beside each other; a case lies before one of them at a time.

    ``form`` says whether they meet. Instead of a meeting the papers may be circulated (gửi tài liệu lấy ý kiến bằng văn bản):
    nobody comes to a place, and every member writes within a window that is set when the vote opens.
    """

    action = Action.PLAN_SESSION
    subject = Subject.SESSION

    title: str
    place: str
    meets_on: date
    body: CouncilBody = CouncilBody.COUNCIL
    form: SessionForm = SessionForm.MEETING

    def check(self, facts: SessionFacts) -> Iterable[Refusal]:
        """Members can find the session, and it lies ahead."""
        yield from required(title=self.title)
        if self.form == SessionForm.MEETING:
            yield from required(place=self.place)
        if self.meets_on < facts.today:
            yield Refusal("session_in_past", at="meets_on")

    def decide(self, facts: SessionFacts) -> Outcome:
        """The session, with an empty agenda."""
        return Outcome(
            to=SessionState.PLANNED,
            changes={
                "title": self.title, "body": self.body.value, "form": self.form.value,
                "place": self.place, "meets_on": self.meets_on.isoformat(),
            },
        )  # fmt: skip
