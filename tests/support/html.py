"""What every page of the site owes to whoever opens it: valid HTML, a title, a language, labels, nothing inline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from xml.etree.ElementTree import Element

import html5lib

LABELLED = {"input", "select", "textarea"}
UNLABELLED_KINDS = {"hidden", "submit", "button", "image", "reset"}
WRITES_NOTHING = ("/tra-cuu",)
"""Forms for everybody that only ask: there is no session that a forged one could ride on."""


@lru_cache(maxsize=8)
def parsed(html: str) -> tuple[Element, tuple[str, ...]]:
    """A page's tree, and what a parser that forgives nothing finds wrong with its text. Nobody changes the tree."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root = parser.parse(html)
    return root, tuple(
        f"line {line}, column {column}: {code} {details}" for (line, column), code, details in parser.errors
    )


def check_page(html: str) -> None:
    """Fail, with every fault at once, unless ``html`` is a page as we owe it."""
    faults = list(page_faults(html))
    assert not faults, "\n".join(faults)


def page_faults(html: str) -> Iterator[str]:
    """Everything wrong with a page, in words."""
    root, errors = parsed(html)
    yield from errors
    yield from _head_faults(root)
    yield from _inline_faults(root)
    yield from _id_faults(root)
    yield from _label_faults(root)
    yield from _form_faults(root)


def _head_faults(root: Element) -> Iterator[str]:
    if root.get("lang") not in ("vi", "en"):
        yield "<html> says no language"
    title = root.find("head/title")
    if title is None or not (title.text or "").strip(" –"):
        yield "no title"
    headings = [element for element in root.iter("h1") if text(element)]
    if len(headings) != 1:
        yield f"{len(headings)} headings of the first level instead of one"
    if root.find(".//main") is None:
        yield "no <main>"


def _inline_faults(root: Element) -> Iterator[str]:
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag == "style" or "style" in element.attrib:
            yield f"inline style at <{element.tag}>"
        if element.tag == "script" and not element.get("src"):
            yield "inline script"
        for name, value in element.attrib.items():
            if name.startswith("on") or str(value).strip().lower().startswith("javascript:"):
                yield f"inline script in {name} of <{element.tag}>"
            if value == "None" or (name.startswith("aria-") and not value):
                yield f"{name}={value!r} at <{element.tag}>"
            if (
                name in ("src", "href", "action")
                and str(value).startswith(("http:", "https:", "//"))
                and is_load(element)
            ):
                yield f"{name} of <{element.tag}> leads to a foreign host: {value}"


def _id_faults(root: Element) -> Iterator[str]:
    ids = Counter(element.get("id") for element in root.iter() if element.get("id") is not None)
    for name, count in ids.items():
        if count > 1 or not name or any(character.isspace() for character in name):
            yield f"id {name!r} stands {count} times"
    for element in root.iter():
        for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
            for name in (element.get(attribute) or "").split():
                if name not in ids:
                    yield f"{attribute} points to {name!r}, which is not there"
        target = element.get("href", "")
        if element.tag == "a" and target.startswith("#") and target[1:] not in ids:
            yield f"a link leads to {target}, which is not there"


def _label_faults(root: Element) -> Iterator[str]:
    labels = {label.get("for") for label in root.iter("label") if text(label)}
    inside = {id(element) for label in root.iter("label") for element in label.iter()}
    for element in root.iter():
        if element.tag in LABELLED and element.get("type") not in UNLABELLED_KINDS:
            named = element.get("id") in labels or id(element) in inside or element.get("aria-label")
            if not named and not element.get("aria-labelledby"):
                yield f"no label for <{element.tag} name={element.get('name')!r}>"
        if element.tag in ("button", "a") and not (text(element) or element.get("aria-label")):
            yield f"<{element.tag}> without words: {element.attrib}"
        if element.tag == "fieldset" and (element.find("legend") is None or not text(element.find("legend"))):
            yield "<fieldset> without legend"
        if element.tag == "img" and element.get("alt") is None:
            yield f"picture without alt: {element.get('src')}"


def _form_faults(root: Element) -> Iterator[str]:
    for form in root.iter("form"):
        method = (form.get("method") or "").lower()
        tokens = [field for field in form.iter("input") if field.get("name") == "csrf_token" and field.get("value")]
        if method not in ("get", "post"):
            yield f"a form says no method: {form.attrib}"
        is_read_only = (form.get("action") or "").partition("?")[0] in WRITES_NOTHING
        if method == "post" and len(tokens) != (0 if is_read_only else 1):
            yield f"{len(tokens)} CSRF tokens in the form {form.get('action')!r}"
        if method == "get" and (tokens or not form.get("action")):
            yield f"a GET form carries a token or says no action: {form.attrib}"
        if any(field.get("type") == "file" for field in form.iter("input")) and not form.get("enctype"):
            yield "a form with a file says no enctype"


def is_load(element: Element) -> bool:
    """Whether the browser fetches the address by itself, or sends what was typed to it."""
    return element.tag in ("script", "link", "img", "iframe", "form", "source", "use")


def text(element: Element | None) -> str:
    """The words inside an element, without its marks."""
    return "".join(element.itertext()).strip() if element is not None else ""
