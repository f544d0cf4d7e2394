"""Rules for Vietnamese text: one stored form, one form to search by, one form to sort by.

Keys are computed here and stored in columns, because databases disagree about
Vietnamese: SQLite folds only ASCII, and few PostgreSQL builds carry a Vietnamese
collation.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Control and format characters, lone surrogates: nothing a reader could see.
_INVISIBLE_CATEGORIES: Final = frozenset({"Cc", "Cf", "Cs"})
# Marks without width that Unicode files among the combining marks.
_INVISIBLE_MARKS: Final = frozenset({"\u034f", *(chr(c) for c in range(0xFE00, 0xFE10))})
# Words of letters that are whole in themselves and of visible signs, single spaces between: the stored form already.
_ORDINARY: Final = re.compile("(?:[!-~À-ÿ–—‘’“”…Ă-ɏẠ-ỹ]+(?: [!-~À-ÿ–—‘’“”…Ă-ɏẠ-ỹ]+)*+)?+")


def normalise(text: str) -> str:
    """Return ``text`` on one line as it is stored: NFC, trimmed, single spaces, nothing invisible.

    Applied to every name, file name, spreadsheet cell, search string and password,
    since some keyboards send the marks apart from their letters (NFD).
    """
    if _ORDINARY.fullmatch(text):
        return text
    visible = "".join(character for character in text if not _is_invisible(character))
    return unicodedata.normalize("NFC", " ".join(visible.split()))


def normalise_lines(text: str) -> str:
    """Normalise each line of ``text`` and keep the line breaks as ``\\n``.

    Blank lines at both ends are dropped; blank lines between paragraphs stay.
    """
    return "\n".join(normalise(line) for line in text.splitlines()).strip("\n")


def search_key(text: str) -> str:
    """Return ``text`` folded for searching: lower case, without marks, đ as d."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", normalise(text)).casefold())
    return normalise(folded.translate(_BARE))


def sort_key(name: str) -> str:
    """Return the key that orders people: given name first, then family and middle names.

    All An stand before all Án. What stands in parentheses is compared last. The key
    holds only ``0-9a-z``, never two letters side by side, so that every
    collation orders it alike; it is up to about twice as long as the name, plus one
    digit a word.
    """
    person, _, remark = normalise(name).partition("(")
    words = _words(person)
    return _level(words[-1:]) + _level(words[:-1]) + _level(_words(remark))


def sort_key_plain(text: str) -> str:
    """Return the key that orders collectives, villages and titles: from the first word on.

    Numbers compare as numbers: Thôn 2 stands before Thôn 10.
    """
    return _level(_words(text))


# --- how a key is made -------------------------------------------------------------------
#
# Each letter becomes the Latin letter and a digit for its place in the Vietnamese alphabet
# (a0 a, a1 ă, a2 â), so a token begins with a letter. What must sort below all letters begins
# with a digit: 0 ends a level, 1 parts two words, 2 opens a number. The tones follow as a
# level of their own, one digit for each word.

_LEVEL_END: Final = "0"
_WORD_BREAK: Final = "1"
_NUMBER: Final = "2"
_OTHER_SCRIPT: Final = "z9"


class _Bare(dict[int, int | None]):
    """What is left of a character without its marks, remembered: nothing of a mark, d of đ, else the character."""

    def __missing__(self, code: int) -> int | None:
        character = chr(code)
        self[code] = found = None if unicodedata.combining(character) else ord("d" if character == "đ" else character)
        return found


_BARE: Final = _Bare()
_TONES: Final = {"\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0301": "5", "\u0323": "6"}
_LEVEL_TONE: Final = "1"
_BREVE, _CIRCUMFLEX, _HORN = "\u0306", "\u0302", "\u031b"
_LETTER_RANK: Final = {
    ("a", _BREVE): "1",
    ("a", _CIRCUMFLEX): "2",
    ("e", _CIRCUMFLEX): "1",
    ("o", _CIRCUMFLEX): "1",
    ("o", _HORN): "2",
    ("u", _HORN): "1",
}
_LONGEST_NUMBER: Final = 99
_PIECE: Final = re.compile(rf"[0-9]{{1,{_LONGEST_NUMBER}}}|[^0-9]")
_APOSTROPHES: Final = "'’ʼ‘`"


def _is_invisible(character: str) -> bool:
    if character.isspace():
        return False
    return character in _INVISIBLE_MARKS or unicodedata.category(character) in _INVISIBLE_CATEGORIES


def _words(text: str) -> list[str]:
    """Split into words in NFKD, lower case; apostrophes vanish, other punctuation parts words."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", normalise(text)).casefold())
    kept = (
        character if character.isalnum() or unicodedata.combining(character) else " "
        for character in folded
        if character not in _APOSTROPHES
    )
    return "".join(kept).split()


def _level(words: list[str]) -> str:
    letters, tones = zip(*map(_encode, words), strict=True) if words else ((), ())
    return _WORD_BREAK.join(letters) + _LEVEL_END + "".join(tones) + _LEVEL_END


def _encode(word: str) -> tuple[str, str]:
    """Return the letters of a word as tokens, and its tone (the last one, if foreign marks add more)."""
    tokens: list[str] = []
    tone = _LEVEL_TONE
    base = ""
    for piece in _PIECE.findall(word):
        if piece in _TONES:
            tone = _TONES[piece]
        elif unicodedata.combining(piece[0]):
            rank = _LETTER_RANK.get((base, piece))
            if rank is not None:
                tokens[-1] = base + rank
        else:
            base = piece
            tokens.append(_token(piece))
    return "".join(tokens), tone


def _token(piece: str) -> str:
    if piece == "đ":
        return "d1"
    if "a" <= piece <= "z":
        return piece + "0"
    if "0" <= piece[0] <= "9":
        number = piece.lstrip("0") or "0"
        return f"{_NUMBER}{len(number):02}{number}"
    return f"{_OTHER_SCRIPT}{ord(piece):07}"
