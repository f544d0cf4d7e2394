"""Which places for data a Word template may have: known ones only, printed or gone through, and nothing that acts.

A template is read before it is ever filled: its orders are looked at one by one, and each that is not on the short list here
is named together with the paragraph it stands in.
"""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from states.refusals import Refusal
from workflow.documents.word_package import once

Known = Any
"""What is known of data: a mapping of its fields, a list of what one element may be, or None for a text."""

_FILTERS = frozenset({"length", "count", "join", "upper", "lower", "title", "capitalize", "trim", "first", "last"})
_PLAIN = (
    nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Add, nodes.Sub, nodes.Concat, nodes.CondExpr,
    nodes.Slice,
)  # fmt: skip
_LOOP: Known = dict.fromkeys(("index", "index0", "first", "last", "length", "revindex"))
_LONGEST_WHERE = 80


def known_of(samples: Sequence[Mapping[str, Any]]) -> Known:
    """What may stand in a template, by samples of what is written into it."""
    known: Known = {}
    for sample in samples:
        known = _merged(known, _shape(sample))
    return known


def fields_of(known: Known, sample: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every place by its full name, with what stands there in a sample; ``[]`` marks what there are several of."""
    if isinstance(known, dict):
        for name, inner in known.items():
            inside = sample.get(name) if isinstance(sample, Mapping) else None
            yield from fields_of(inner, inside, f"{path}.{name}" if path else name)
    elif isinstance(known, list):
        first = sample[0] if isinstance(sample, Sequence) and sample else None
        yield from fields_of(known[0] if known else None, first, f"{path}[]")
    else:
        yield path, "" if sample is None else str(sample)


def place_problems(document: bytes, known: Known) -> list[Refusal]:
    """Every order of a template that may not stand there, each with where it stands."""
    found = [problem for part in _parts(document) for problem in _Part(part, known).problems()]
    return once(found)


def _parts(document: bytes) -> Iterator[str]:
    """The texts of a document in which orders are carried out, as they are read for that."""
    template = DocxTemplate(io.BytesIO(document))
    template.init_docx()
    yield template.patch_xml(template.get_xml())
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        for _key, part in template.get_headers_footers(uri):
            yield template.patch_xml(template.get_part_xml(part))
    for part in template.docx.part.package.iter_parts():
        if part.content_type.endswith("footnotes+xml"):
            yield template.patch_xml(part.blob.decode("utf-8", "replace"))
    properties = template.docx.core_properties
    yield from (
        str(getattr(properties, name)) for name in ("author", "comments", "identifier", "language", "subject", "title")
    )


@dataclass
class _Part:
    """One text of a template, looked through with what is known."""

    text: str
    known: Known
    found: list[Refusal] = field(default_factory=list)

    def problems(self) -> list[Refusal]:
        self.lines = re.sub(r"<w:p([ >])", r"\n<w:p\1", self.text).split("\n")
        try:
            tree = ImmutableSandboxedEnvironment(autoescape=True).parse("\n".join(self.lines))
        except TemplateSyntaxError as error:
            return [
                Refusal("template_order_broken", {"where": self._where(error.lineno), "detail": error.message or ""})
            ]
        self._body(tree.body, {}, ())
        return self.found

    def _body(self, body: Sequence[nodes.Node], scope: Mapping[str, Known], loops: tuple[str, ...]) -> None:
        for each in body:
            if isinstance(each, nodes.Output):
                for piece in each.nodes:
                    self._printed(piece, scope)
            elif isinstance(each, nodes.If):
                self._value(each.test, scope)
                for part in (each.body, *(one.body for one in each.elif_), each.else_):
                    self._body(part, scope, loops)
                for one in each.elif_:
                    self._value(one.test, scope)
            elif isinstance(each, nodes.For):
                self._loop(each, scope, loops)
            else:
                self._refuse(each)

    def _loop(self, each: nodes.For, scope: Mapping[str, Known], loops: tuple[str, ...]) -> None:
        """A loop goes through a list; one inside of another through what the outer one gives."""
        over = self._value(each.iter, scope)
        root: nodes.Node = each.iter
        while isinstance(root, nodes.Getattr | nodes.Getitem):
            root = root.node
        is_fit = isinstance(each.target, nodes.Name) and isinstance(root, nodes.Name) and not each.recursive
        if not is_fit or each.test is not None or (loops and getattr(root, "name", "") not in loops):
            self._refuse(each)
            return
        if over is not None and not isinstance(over, list):
            self._refuse(each)
        target = str(getattr(each.target, "name", ""))
        inner = {**scope, target: over[0] if isinstance(over, list) and over else None, "loop": _LOOP}
        self._body(each.body, inner, (*loops, target))
        self._body(each.else_, scope, loops)

    def _printed(self, piece: nodes.Node, scope: Mapping[str, Known]) -> None:
        if isinstance(piece, nodes.TemplateData):
            return
        if isinstance(self._value(piece, scope), dict | list):
            self.found.append(Refusal("template_prints_list", self._at(piece, _spelled(piece))))

    def _value(self, node: nodes.Node, scope: Mapping[str, Known]) -> Known:
        """What an expression stands for; what may not stand there is noted."""
        match node:
            case nodes.Const():
                return None
            case nodes.Name():
                return self._named(node, node.name, scope if node.name in scope else self.known)
            case nodes.Getattr():
                return self._named(node, node.attr, self._value(node.node, scope))
            case nodes.Getitem():
                return self._item(node, self._value(node.node, scope), scope)
            case nodes.Filter() if node.name in _FILTERS and node.node is not None:
                inner = self._value(node.node, scope)
                for argument in node.args:
                    self._value(argument, scope)
                return inner[0] if node.name in ("first", "last") and isinstance(inner, list) and inner else None
            case nodes.Expr() if isinstance(node, _PLAIN):
                for child in node.iter_child_nodes():
                    self._value(child, scope)
                return None
        if isinstance(node, _PLAIN):
            for child in node.iter_child_nodes():
                self._value(child, scope)
            return None
        self._refuse(node)
        return None

    def _named(self, node: nodes.Node, name: str, known: Known) -> Known:
        if isinstance(known, dict) and name in known:
            return known[name]
        self.found.append(Refusal("template_name_unknown", self._at(node, _spelled(node))))
        return None

    def _item(self, node: nodes.Getitem, known: Known, scope: Mapping[str, Known]) -> Known:
        if isinstance(node.arg, nodes.Slice):
            self._value(node.arg, scope)
            return known
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, int) and isinstance(known, list):
            return known[0] if known else None
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return self._named(node, node.arg.value, known)
        self._refuse(node)
        return None

    def _refuse(self, node: nodes.Node) -> None:
        self.found.append(Refusal("template_order_unfit", self._at(node, _spelled(node))))

    def _at(self, node: nodes.Node, wrong: str) -> dict[str, str]:
        return {"wrong": wrong, "where": self._where(node.lineno)}

    def _where(self, line: int) -> str:
        """The words of the paragraph that an order stands in."""
        words = unescape(re.sub(r"<[^>]+>", "", self.lines[min(line, len(self.lines)) - 1]))
        return " ".join(words.split())[:_LONGEST_WHERE]


def _spelled(node: nodes.Node) -> str:
    """An order as its author would know it again."""
    if isinstance(node, nodes.Name):
        return str(node.name)
    if isinstance(node, nodes.Const):
        return repr(node.value)
    if isinstance(node, nodes.Getattr):
        return f"{_spelled(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        return f"{_spelled(node.node)}[{node.arg.value!r}]"
    if isinstance(node, nodes.Filter):
        return f"| {node.name}"
    return type(node).__name__.lower()


def _shape(value: Any) -> Known:
    if isinstance(value, Mapping):
        return {name: _shape(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        merged: Known = []
        for each in value:
            merged = _merged(merged, [_shape(each)])
        return merged
    return None


def _merged(one: Known, other: Known) -> Known:
    if isinstance(one, dict) and isinstance(other, dict):
        return {
            name: _merged(one.get(name), other.get(name)) for name in (*one, *(key for key in other if key not in one))
        }
    if isinstance(one, list) and isinstance(other, list):
        return [_merged(one[0], other[0])] if one and other else one or other
    return other if one is None else one
