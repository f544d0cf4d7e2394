"""The form of a wording: a text for each block of a kind of paper, and why it is replaced."""

from functools import cache
from typing import Any, ClassVar

from babel.support import LazyProxy
from wtforms import Field, Form, StringField, TextAreaField
from wtforms.validators import StopValidation

from states.paper_wording import Block, TemplatePart, Wording, worded
from states.paper_wording import written as written_out
from web.language import _, language, ngettext
from web.views.paper_templates.replacing import ReplacingForm
from web.words import sentence
from workflow.commands.administration.replace_template import ReplaceTemplate

LONGEST_LINE = 120


class Fits:
    """A text that may stand in its block; every problem is said."""

    def __init__(self, block: Block) -> None:
        self.block = block
        self.field_flags = {"counter": block.longest, "required": True}

    def __call__(self, form: Form, field: Field) -> None:
        found = [sentence(each) for each in self.block.problems(field.data or "")]
        if found:
            raise StopValidation(" ".join(found))


class WordingForm(ReplacingForm):
    """The whole wording of a kind of paper."""

    paper: ClassVar[str]

    @property
    def blocks(self) -> list[Field]:
        """The fields of the blocks, in their order."""
        return [self[name] for name in worded()[self.paper].blocks]

    def show(self, wording: Wording) -> None:
        """Put a wording into the boxes."""
        for field in self.blocks:
            field.data = wording.text(field.name)

    def texts(self) -> dict[str, str]:
        """What was entered, block by block."""
        return {field.name: field.data or "" for field in self.blocks}

    def written(self) -> str:
        """The same as it would be kept."""
        return written_out(self.paper, self.texts())

    def order(self) -> ReplaceTemplate:
        """The command; a wording that is the built-in one, letter for letter, puts that back."""
        texts = None if self.written() == built_in(self.paper) else self.texts()
        return self.replacing(self.paper, TemplatePart.WORDING, texts=texts)


def built_in(paper: str) -> str:
    """The wording that the software comes with, as it would be kept."""
    wording = Wording(paper=paper)
    return written_out(paper, {name: wording.text(name) for name in worded()[paper].blocks})


@cache
def form_of(paper: str) -> type[WordingForm]:
    """The form of a kind of paper."""
    fields: dict[str, Any] = {name: _field(block) for name, block in worded()[paper].blocks.items()}
    return type("WordingOf" + paper.title(), (WordingForm,), {"paper": paper, **fields, "read_first": tuple(fields)})


def _field(block: Block) -> Field:
    kind = StringField if block.lines == 1 and block.longest <= LONGEST_LINE else TextAreaField
    label = LazyProxy(lambda: block.names[language()], enable_cache=False)
    return kind(label, [Fits(block)], description=LazyProxy(_hint, block, enable_cache=False))


def _hint(block: Block) -> str:
    """What may stand in a block."""
    said = []
    if block.lines > 1:
        said.append(
            ngettext("Mỗi dòng một nơi; tối đa %(num)s dòng.", "Mỗi dòng một nơi; tối đa %(num)s dòng.", block.lines)
        )
    if block.places:
        named = ", ".join(f"{{{place}}}" for place in block.places)
        said.append(_("Chỗ điền dùng được: %(places)s.", places=named))
    if block.must:
        named = ", ".join(f"{{{place}}}" for place in block.must)
        said.append(_("Phải có: %(places)s.", places=named))
    if block.ends:
        said.append(_("Kết thúc bằng “%(ending)s”.", ending=block.ends))
    return " ".join(said)
