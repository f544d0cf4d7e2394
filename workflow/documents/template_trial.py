"""Tries a template on invented papers, plain and hard ones, before anything goes by it."""

from dataclasses import replace

from states.paper_wording import Wording
from workflow.documents.rendering import PaperFailed, Typesetter
from workflow.documents.sample_papers import Sample, Samples


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
