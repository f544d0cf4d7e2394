"""Tries a template on invented papers, plain and hard ones, before anything goes by it."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace

from docxtpl import DocxTemplate
from jinja2 import TemplateError
from lxml import etree

from states.paper_wording import Wording
from states.refusals import Refusal
from workflow.documents.rendering import PaperFailed, Typesetter
from workflow.documents.sample_papers import Sample, Samples
from workflow.documents.word import as_word, places_for_data, standard, written_into
from workflow.documents.word_package import package_problems
from workflow.documents.word_places import Known, known_of, place_problems
from workflow.models.paper import PaperKind

_LIST = {
    "title": "", "belongs_to": "", "columns": [{"title": ""}], "groups": [{"title": "", "rows": [[""]]}], "total": [""],
}  # fmt: skip
_LISTS = {"table": _LIST, "annex": _LIST}
"""Lists that one paper of a kind has and another has not: a template may ask whether there is one."""


def wording_fails(wording: Wording, made: Samples, typesetter: Typesetter) -> list[str]:
    """What keeps papers from being set in a wording; nothing where all come out, whatever names stand in them."""
    found = []
    for is_hard in (False, True):
        for sample in replace(made, is_hard=is_hard).of(wording.paper, wording):
            try:
                typesetter.pdf(sample.template, sample.data, on=sample.on)
            except PaperFailed as failure:
                found.append(str(failure))
    return found


def sample_of(wording: Wording, made: Samples, name: str) -> Sample | None:
    """One of the samples, to be looked at."""
    return next((each for each in made.of(wording.paper, wording) if each.name == name), None)


def places_of(paper: str, made: Samples) -> Known:
    """The places that a Word template of a kind of paper may have."""
    return known_of([*(written_into(each.data) for each in _all(paper, made)), _LISTS])


def document_problems(paper: str, document: bytes, made: Samples) -> list[Refusal]:
    """Everything that keeps a file from being the Word template of a kind of paper; nothing where every sample comes out."""
    found = package_problems(document)
    if found:
        return found
    try:
        return place_problems(document, places_of(paper, made)) or list(_unfilled(paper, document, _all(paper, made)))
    except (KeyError, ValueError, AttributeError, etree.XMLSyntaxError):
        return [Refusal("template_not_word")]


def built_in_document(paper: str) -> bytes:
    """The Word template that the software comes with."""
    return standard(PaperKind(paper))


def sample_in(paper: str, document: bytes, made: Samples) -> bytes:
    """The first sample of a kind of paper, written into a document."""
    return as_word(PaperKind(paper), made.of(paper)[0].data, document)


def _all(paper: str, made: Samples) -> list[Sample]:
    return [each for is_hard in (False, True) for each in replace(made, is_hard=is_hard).of(paper)]


def _unfilled(paper: str, document: bytes, samples: Sequence[Sample]) -> Iterator[Refusal]:
    """The samples that do not come out, each once."""
    for sample in samples:
        try:
            template = DocxTemplate(io.BytesIO(document))
            template.render_init()
            etree.fromstring(template.build_xml(written_into(sample.data), places_for_data()).encode())
            as_word(PaperKind(paper), sample.data, document)
        except (TemplateError, TypeError, ValueError, LookupError, AttributeError, etree.XMLSyntaxError) as error:
            yield Refusal("template_not_filled", {"detail": str(error)[:200]})
            return
