"""What may come in with a Word document that somebody sends as a template: text, layout and pictures, and nothing that acts.

A document is a package of parts. Macros, embedded objects, links to elsewhere and fields that fetch something are refused,
each with the part it was found in; so is what would unpack without end.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Sequence

from lxml import etree

from states.refusals import Refusal

LIMIT_MB = 2
_UNPACKED, _PARTS, _RATIO = 20_000_000, 200, 200
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_KINDS = frozenset({".xml", ".rels", ".png", ".jpg", ".jpeg", ".gif", ".odttf"})
_ROOMS = ("word/", "docProps/", "customXml/", "_rels/", "docMetadata/")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ACTING = frozenset(
    {"object", "OLEObject", "control", "altChunk", "subDoc", "attachedTemplate", "mailMerge", "dataBinding", "script"}
)
_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "SEQ", "REF", "PAGEREF", "STYLEREF", "TOC", "="})
"""What a field may work out: numbers of pages, and what stands elsewhere in the same document."""


def package_problems(data: bytes) -> list[Refusal]:
    """Everything that keeps a file from being a template; nothing where it is a plain document."""
    if len(data) > LIMIT_MB * 1_000_000:
        return [Refusal("template_too_large", {"mb": LIMIT_MB})]
    try:
        parts = _unpacked(data)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        return [Refusal("template_not_word")]
    if parts is None:
        return [Refusal("template_unpacks_too_large")]
    if "[Content_Types].xml" not in parts or "word/document.xml" not in parts:
        return [Refusal("template_not_word")]
    found = [problem for name, part in parts.items() for problem in _problems_of(name, part)]
    if not found and _MAIN.encode() not in parts["[Content_Types].xml"]:
        found = [Refusal("template_not_word")]
    return once(found)


def once(found: Sequence[Refusal]) -> list[Refusal]:
    """Each problem once, in the order they were found."""
    return [each for number, each in enumerate(found) if each not in found[:number]]


def _unpacked(data: bytes) -> dict[str, bytes] | None:
    """The parts by name; None where they are too many or too large."""
    parts: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        listed = package.infolist()
        left = _UNPACKED
        if len(listed) > _PARTS or sum(each.file_size for each in listed) > left:
            return None
        for each in listed:
            if each.is_dir():
                continue
            if each.filename in parts:
                raise ValueError("two parts of one name")
            if each.file_size > _RATIO * max(each.compress_size, 1000):
                return None
            with package.open(each) as file:
                part = file.read(left + 1)
            left -= len(part)
            if left < 0:
                return None
            parts[each.filename] = part
    return parts


def _problems_of(name: str, part: bytes) -> Iterator[Refusal]:
    kind = "." + name.rpartition(".")[2].lower()
    if "vbaproject" in name.lower() or "vbadata" in name.lower():
        yield Refusal("template_has_macros")
        return
    is_placed = name == "[Content_Types].xml" or name.startswith(_ROOMS)
    if not is_placed or kind not in _KINDS or name != posixpath.normpath(name) or "embeddings/" in name or "\\" in name:
        yield Refusal("template_part_unfit", {"part": name[:100]})
        return
    if kind not in (".xml", ".rels"):
        return
    tree = _parsed(part)
    if tree is None:
        yield Refusal("template_xml_unfit", {"part": name[:100]})
    elif kind == ".rels":
        yield from _links(tree)
    elif name == "[Content_Types].xml":
        yield from _types(tree)
    else:
        yield from _acting(tree, name)


def _parsed(part: bytes) -> etree._Element | None:
    """The tree of a part; None where it is none, or declares entities."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(part, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return None if root.getroottree().docinfo.doctype else root


def _links(tree: etree._Element) -> Iterator[Refusal]:
    for each in tree.iter("{*}Relationship"):
        if each.get("TargetMode", "").casefold() == "external":
            yield Refusal("template_links_outside", {"target": each.get("Target", "")[:100]})
        elif each.get("Type", "").rsplit("/", 1)[-1] in ("oleObject", "package", "control", "aFChunk", "vbaProject"):
            yield Refusal("template_part_unfit", {"part": each.get("Target", "")[:100]})


def _types(tree: etree._Element) -> Iterator[Refusal]:
    for each in tree.iter("{*}Override", "{*}Default"):
        kind = each.get("ContentType", "").casefold()
        if "macroenabled" in kind or "vba" in kind:
            yield Refusal("template_has_macros")
        elif "oleobject" in kind or "activex" in kind:
            yield Refusal("template_part_unfit", {"part": each.get("PartName", each.get("Extension", ""))[:100]})


def _acting(tree: etree._Element, name: str) -> Iterator[Refusal]:
    for each in tree.iter(etree.Element):
        if etree.QName(each).localname in _ACTING:
            yield Refusal("template_part_unfit", {"part": f"{name}: {etree.QName(each).localname}"})
    for code in _field_codes(tree):
        word = (code.split() or [""])[0].upper()
        if word not in _FIELDS and not word.startswith("="):
            yield Refusal("template_field_unfit", {"field": word[:50] or "?"})


def _field_codes(tree: etree._Element) -> Iterator[str]:
    """What every field says, the pieces of one put together; a field inside of another is told by itself."""
    open_fields: list[list[str]] = []
    for each in tree.iter(f"{_W}fldSimple", f"{_W}fldChar", f"{_W}instrText"):
        if each.tag == f"{_W}fldSimple":
            yield each.get(f"{_W}instr", "")
        elif each.tag == f"{_W}instrText":
            if not open_fields:
                yield each.text or ""
                continue
            open_fields[-1].append(each.text or "")
        elif each.get(f"{_W}fldCharType") == "begin":
            open_fields.append([])
        elif each.get(f"{_W}fldCharType") == "end" and open_fields:
            yield "".join(open_fields.pop())
    yield from ("".join(pieces) for pieces in open_fields)
