"""Two sets of rules side by side, whole: award by award, then what holds for all of them. And one set's common values."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from states.regime import Regime
from states.rule_composing import Raw
from states.rule_differences import Difference, differences
from web.language import language
from web.rule_words import NOBODY, SECTIONS, ChangedLine, Own, changed_line

_AWARDS = ("awards", "forms")
_COMMON = tuple(name for name in SECTIONS if name != "citations")


@dataclass(frozen=True, kw_only=True)
class Group:
    """What differs in one award, form or part of the rules. ``fate``: ``added`` or ``removed`` where one side has it alone.

    ``marks_only`` counts the figures whose value is the same, and whose source or sureness is not.
    """

    code: str
    name: str
    fate: str = ""
    lines: tuple[ChangedLine, ...] = ()
    marks_only: int = 0


def compared(before: Regime, after: Regime, old: Raw, new: Raw, own: Own) -> tuple[Group, ...]:
    """Everything in which two sets of rules differ, in the order of the catalogue; ``old`` and ``new`` are they in full,
    ``own`` says which layers set something in the later one."""
    found = differences(old, new)
    groups = [_of_award(section, code, found, (old, new), (before, after), own) for section, code in _awards(old, new)]
    groups += [_of_section(name, found, own) for name in _places()]
    return tuple(group for group in groups if group.fate or group.lines or group.marks_only)


def common_values(written: Raw, own: Own = NOBODY) -> tuple[Group, ...]:
    """What holds for all awards: council, intake, terms and money, each part with its values, sources and marks."""
    common = {name: written[name] for name in _COMMON if name in written}
    found = differences({}, common)
    groups = (_of_section(name, found, own) for name in _places() if name != str(SECTIONS["citations"]))
    return tuple(group for group in groups if group.lines)


def _places() -> Iterator[str]:
    """The names of the parts, each once, in the order of the page: parts that share a name are one."""
    yield from dict.fromkeys(str(name) for name in SECTIONS.values())


def _awards(old: Raw, new: Raw) -> Iterator[tuple[str, str]]:
    for section in _AWARDS:
        for code in dict.fromkeys([*new.get(section, {}), *old.get(section, {})]):
            yield section, code


def _of_award(
    section: str,
    code: str,
    found: Iterable[Difference],
    sides: tuple[Raw, Raw],
    regimes: tuple[Regime, Regime],
    own: Own,
) -> Group:
    name = _name(code, regimes[1]) or _name(code, regimes[0])
    was, stands = (code in side.get(section, {}) for side in sides)
    if was != stands:
        return Group(code=code, name=name, fate="added" if stands else "removed")
    return _group(code, name, (each for each in found if each.key[:2] == (section, code)), own)


def _of_section(name: str, found: Iterable[Difference], own: Own) -> Group:
    mine = (each for each in found if each.key[0] not in _AWARDS and str(SECTIONS.get(each.key[0], "")) == name)
    return _group("", name, mine, own)


def _group(code: str, name: str, found: Iterable[Difference], own: Own) -> Group:
    lines = [changed_line(each, own) for each in found]
    values = tuple(line for line in lines if line.is_value)
    return Group(code=code, name=name, lines=values, marks_only=len(lines) - len(values))


def _name(code: str, regime: Regime) -> str:
    if code in regime.awards:
        return regime.awards[code].name(language())
    return regime.forms[code].rules.name(language()) if code in regime.forms else ""
