"""Whether a signed paper still shows what was frozen: behind the frozen bytes signatures were added, and nothing else.

A file may begin with the frozen bytes and still show other text, for what stands behind replaces what stands before. So every
object of the frozen paper is looked at: none may have gone, and none may have changed but where a signature has to be noted.
"""

from collections.abc import Iterator

from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, PdfObject, Reference, StreamObject
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader

from workflow.signing.covering import covers

_OF_CATALOGUE = frozenset({"/AcroForm", "/DSS", "/Extensions", "/Version", "/Perms", "/Metadata"})
_OF_FORM = frozenset({"/Fields", "/SigFlags", "/DR", "/DA"})
_UNSEEN = frozenset({"/Metadata", "/XRef", "/ObjStm"})
"""Kinds of streams that no reader shows on a page."""
_POWERS = frozenset({"/A", "/AA"})
"""What a place on a page may do when somebody comes near it: lead elsewhere, run a script. A signature does nothing."""


def only_signatures_added(reader: PdfFileReader, frozen: int) -> bool:
    """Whether everything after the revision ``frozen`` (counted from 0) only adds signatures."""
    last = reader.total_revisions - 1
    old, new = reader.get_historical_resolver(frozen), reader.get_historical_resolver(last)
    if old.root_ref != new.root_ref or not _is_form_of_signatures(new.root):
        return False
    touched: set[Reference] = set()
    for revision in range(frozen + 1, last + 1):
        later = reader.get_historical_resolver(revision)
        touched |= later.explicit_refs_in_revision() | later.refs_freed_in_revision()
    replaced = (ref for ref in touched if not old.is_ref_unassignable(ref))
    return all(_is_harmless(ref, old, new, reader) for ref in replaced)


def covers_the_paper(reader: PdfFileReader, frozen: int) -> bool:
    """Whether the picture of a signature added after the revision ``frozen`` lies over what the paper says."""
    old, new = reader.get_historical_resolver(frozen), reader.get_historical_resolver(reader.total_revisions - 1)
    for ref in _pages(old.root.raw_get("/Pages").reference, old):
        before, after = old(ref), new(ref)
        added = list(_annotations(after))[len(_annotations(before)) :]
        if any(covers(before, place.get_object()) for place in added):
            return True
    return False


def _pages(ref: Reference, at: HistoricalResolver) -> Iterator[Reference]:
    node = at(ref)
    assert isinstance(node, DictionaryObject), "pages are dictionaries"
    if node["/Type"] == "/Page":
        yield ref
    for kid in range(len(node["/Kids"])) if "/Kids" in node else ():
        yield from _pages(node["/Kids"].raw_get(kid).reference, at)


def _is_harmless(ref: Reference, old: HistoricalResolver, new: HistoricalResolver, reader: PdfFileReader) -> bool:
    before, after = old(ref), new(ref)
    if ref == old.root_ref:
        return _agree(before, after, _OF_CATALOGUE)
    info = old.trailer_view.get_value_as_reference("/Info", optional=True)
    if ref == info:
        return True
    if isinstance(before, StreamObject):
        return before.get("/Type") in _UNSEEN and isinstance(after, StreamObject) and after.get("/Type") in _UNSEEN
    if isinstance(before, DictionaryObject) and before.get("/Type") == "/Page":
        return _agree(before, after, frozenset({"/Annots"})) and _only_grows(_annotations(before), _annotations(after))
    if isinstance(before, ArrayObject):
        return _only_grows(before, after)
    return bool(before == after)


def _agree(before: PdfObject, after: PdfObject, but: frozenset[str]) -> bool:
    """Whether two dictionaries say the same, some of their entries left aside."""
    if not isinstance(before, DictionaryObject) or not isinstance(after, DictionaryObject):
        return False
    keys = (set(before) | set(after)) - but
    return all(key in before and key in after and before.raw_get(key) == after.raw_get(key) for key in keys)


def _only_grows(before: PdfObject, after: PdfObject) -> bool:
    """Whether a list is what it was, with nothing behind it but the places of signatures on a page."""
    if not isinstance(before, ArrayObject) or not isinstance(after, ArrayObject):
        return False
    old, new = list(before), list(after)
    return new[: len(old)] == old and all(_is_place(each) for each in new[len(old) :])


def _is_place(annotation: PdfObject) -> bool:
    place = annotation.get_object()
    if not isinstance(place, DictionaryObject) or place.get("/FT") != "/Sig" or place.get("/Subtype") != "/Widget":
        return False
    field = place["/Parent"] if "/V" not in place and "/Parent" in place else place
    return "/V" in field and not _POWERS.intersection(place)


def _is_form_of_signatures(root: DictionaryObject) -> bool:
    """Whether the form of the file asks for signatures only."""
    if "/AcroForm" not in root:
        return False
    form = root["/AcroForm"]
    if not isinstance(form, DictionaryObject) or set(form) - _OF_FORM:
        return False
    fields = [each.get_object() for each in form["/Fields"]] if "/Fields" in form else []
    return bool(fields) and all(_is_of_signature(each) for each in fields)


def _is_of_signature(field: PdfObject) -> bool:
    return isinstance(field, DictionaryObject) and field.get("/FT") == "/Sig" and not _POWERS.intersection(field)


def _annotations(page: PdfObject) -> ArrayObject:
    assert isinstance(page, DictionaryObject), "pages are dictionaries"
    found = page["/Annots"] if "/Annots" in page else ArrayObject()
    assert isinstance(found, ArrayObject), "annotations are a list"
    return found
