"""Replace a text template."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from states.facts import RegisterFacts
from states.paper_wording import TEMPLATE, TemplatePart, digest_of, problems, worded, written
from states.refusals import Fault, Refusal
from states.vocabulary import Action, RegisterState, Subject
from workflow.commands.command import OPERATOR_KEY, Command, Outcome, required


@dataclass(frozen=True, kw_only=True)
class ReplaceTemplate(Command):
    """An administrator replaces what a kind of paper says, or the document that its Word copy is written into.

    ``texts`` is the whole wording, block by block; ``sha256`` the digest of a Word document that was tried and kept before.
    With neither the built-in one is put back. ``follows`` is the version that the administrator saw: of two who replace the
    same one, the second is told (``template_moved_on``). Papers made before stay as they are; so does a decision that
    lies before the chairman. The entry commits to the content by its digest.

    Refused with what is wrong with the texts (``wording_…``), at the block.
    """

    action = Action.REPLACE_TEMPLATE
    subject = Subject.PAPER_TEMPLATE
    needs = frozenset({"template_version"})

    paper: str
    part: TemplatePart
    follows: int
    reason: str
    texts: Mapping[str, str] | None = None
    sha256: str | None = None
    file_name: str = ""

    def check(self, facts: RegisterFacts) -> Iterable[Refusal]:
        """The wording can stand, its reason is said, and nobody was quicker."""
        yield from required(reason=self.reason)
        if facts.template_version != self.follows:
            yield Refusal("template_moved_on", {"n": facts.template_version})
        if self.texts is not None:
            if self.part != TemplatePart.WORDING or self.paper not in worded():
                raise Fault(f"{self.paper} has no wording")
            yield from problems(self.paper, self.texts)
        if self.sha256 is not None and self.part != TemplatePart.DOCUMENT:
            raise Fault("a wording is no file")

    def decide(self, facts: RegisterFacts) -> Outcome:
        """The next version."""
        said = {
            "content": written(self.paper, self.texts) if self.texts is not None else "", "sha256": self.sha256,
        }  # fmt: skip
        digest = digest_of(said)
        return Outcome(
            to=RegisterState.ACTIVE,
            changes={
                "paper": self.paper, "part": self.part.value, "version": self.follows + 1, **said,
                "file_name": self.file_name, "reason": self.reason, "replaced_at": facts.at,
                "replaced_by": None if facts.actor_id == OPERATOR_KEY else facts.actor_id,
            },
            documents=[(TEMPLATE, digest)] if digest else [],
        )  # fmt: skip
