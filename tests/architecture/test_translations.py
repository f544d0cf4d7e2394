"""Every sentence of the screens exists in both languages, and nothing stands in the files that no page says."""

from __future__ import annotations

import ast
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from tests.support.source import ROOT, Source, place, python_sources

WEB = ROOT / "web"
FILES = WEB / "translations"
WORDS = {"_": None, "gettext": None, "lazy": None, "ngettext": (1, 2)}
METHODS = [("**.py", "python"), ("**.html", "jinja2")]
LIBRARIES = ("wtforms", "flask_wtf")
LIBRARY_FILE = "wtforms.po"
MARKED_LETTER = re.compile(r"[À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
NAMES = ("Bảng Vàng", "Tiếng Việt")
"""Words that are the same in every language."""

PAPER_WORDS = {
    "web/filters.py",
    "web/fields.py",
    "web/founding.py",
    "web/views/decisions/paper.py",
    "web/views/campaigns/target_lines.py",
}
"""Files that read or write Vietnamese whatever the page's language: dates of papers, the word "đồng" in an amount, plans."""


def said_in(folder: Path) -> set[str]:
    """Every sentence that the templates and the Python of a folder say (of a counted one: its first form)."""
    found = extract_from_dir(folder, method_map=METHODS, keywords=WORDS, strip_comment_tags=True)
    return {one_form(message) for _file, _line, message, _comments, _context in found}


def one_form(message: str | tuple[str, ...] | list[str]) -> str:
    """A counted sentence has several forms; the first stands for it."""
    return message if isinstance(message, str) else message[0]


def catalogue(path: Path) -> Catalog:
    """One file of translations."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.name, abort_invalid=True)


def entries(language: str, *, library: bool) -> Iterator[tuple[str, Message]]:
    """The entries of a language's files, each with its file; of the form library's sentences, or of our own."""
    for path in sorted((FILES / language).glob("*.po")):
        if (path.name == LIBRARY_FILE) == library:
            yield from ((path.name, message) for message in catalogue(path) if message.id)


def is_complete(message: Message) -> bool:
    """Whether every form is translated and uses the same variables as the source."""
    forms = [message.string] if isinstance(message.string, str) else list(message.string)
    ours = {frozenset(variables(form)) for form in ([message.id] if isinstance(message.id, str) else message.id)}
    return all(form and any(frozenset(variables(form)) <= mine for mine in ours) for form in forms)


def variables(text: str) -> list[str]:
    """The names that a sentence leaves open."""
    return re.findall(r"%\((\w+)\)", text)


def library_sentences() -> set[str]:
    """What the form library itself may say."""
    folders = (Path(str(importlib.util.find_spec(name).origin)).parent for name in LIBRARIES)
    return set().union(*(said_in(folder) for folder in folders))


def untranslatable(source: Source) -> Iterator[str]:
    """Vietnamese words in Python that no translation can reach."""
    nodes = list(ast.walk(source.tree))
    calls = (node for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name))
    reached = {id(inner) for call in calls if call.func.id in WORDS for inner in ast.walk(call)}
    docstrings = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    texts = (node for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))
    for node in texts:
        if id(node) not in reached | docstrings and MARKED_LETTER.search(without_names(node.value)):
            yield f"{place(source.path, node)}: {node.value!r}"


def without_names(text: str) -> str:
    """The text without the words that are never translated."""
    for name in NAMES:
        text = text.replace(name, "")
    return text


def bare_words(template: str) -> str:
    """What a template says outside of Jinja."""
    return without_names(re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", template, flags=re.DOTALL))


def test_every_sentence_has_english() -> None:
    translated = {one_form(message.id) for _file, message in entries("en", library=False)}
    assert sorted(said_in(WEB) - translated) == []


def test_no_entry_is_left_behind() -> None:
    said = said_in(WEB)
    assert [
        (file, message.id) for file, message in entries("en", library=False) if one_form(message.id) not in said
    ] == []


def test_every_entry_is_complete() -> None:
    files = (("en", False), ("en", True), ("vi", True))
    found = [entry for language, library in files for entry in entries(language, library=library)]
    assert [(file, message.id) for file, message in found if message.fuzzy or not is_complete(message)] == []


def test_a_sentence_has_one_translation() -> None:
    told: dict[str, object] = {}
    found = [(file, message) for file, message in entries("en", library=False)]
    assert [(file, m.id) for file, m in found if told.setdefault(one_form(m.id), m.string) != m.string] == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_form_library_speaks_the_language(language: str) -> None:
    translated = {one_form(message.id) for _file, message in entries(language, library=True)}
    assert translated == library_sentences()


def test_nobody_is_addressed_with_a_capital_within_a_sentence() -> None:
    assert [each for each in sorted(said_in(WEB)) if re.search(r"[\w,;] Ông/bà", each)] == []


def test_python_says_nothing_untranslatable() -> None:
    sources = (source for source in python_sources(["web"]) if source.path not in PAPER_WORDS)
    assert [each for source in sources for each in untranslatable(source)] == []


def test_templates_say_nothing_untranslatable() -> None:
    templates = sorted((WEB / "templates").rglob("*.html"))
    assert [path.name for path in templates if MARKED_LETTER.search(bare_words(path.read_text("utf-8")))] == []


def test_catches_bare_words() -> None:
    assert list(untranslatable(Source("web/bad.py", 'title = "Hồ sơ"'))) != []
    assert list(untranslatable(Source("web/good.py", 'title = lazy("Hồ sơ")\n"""Hồ sơ."""'))) == []
    assert MARKED_LETTER.search(bare_words("<p>{{ _('Hồ sơ') }} đã nộp</p>"))
    assert not MARKED_LETTER.search(bare_words("<p>{{ _('Hồ sơ') }} {# đã nộp #}</p>"))
