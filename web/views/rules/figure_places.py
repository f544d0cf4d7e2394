"""Where the figures of a layer stand, and what they are called where one is chosen."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from states.regime import Regime
from states.rule_editing import CONDITIONS, Place, figure_at, places, with_effect
from web.language import language
from web.rule_words import figure_name, place_name, value_in_words
from web.views.rules.figure_rows import FigureRow

_MOST_WORDS = 12


def said(figure: Any, key: str) -> str:
    """What the rules say of a figure, a condition in its own words."""
    if isinstance(figure, Mapping) and "value" not in figure:
        return str(figure["text_en" if language() == "en" else "text_vi"])
    return value_in_words(figure["value"] if isinstance(figure, dict) else None, key)


def is_set(figure: object, key: str) -> bool:
    """A bonus can only be set for whom the award honours."""
    return figure is not None or not key.startswith("bonus.")


def figure_label(place: Place, now_says: Any) -> str:
    """What a figure is called among others; a condition by the beginning of its words."""
    name = figure_name(place[0], place[2])
    if not place[2].startswith(f"{CONDITIONS}."):
        return name
    words = said(now_says, place[2]).split()
    return f"{name}: {' '.join(words[:_MOST_WORDS])}{'…' if len(words) > _MOST_WORDS else ''}"


def made_from(raw: Mapping[str, Any], regime: Regime) -> Callable[[int, Place], FigureRow | None]:
    """How a row is made for a place in these rules; none where a form can change nothing there."""

    def made(number: int, place: Place) -> FigureRow | None:
        section, code, key = place
        if (section, code) not in set(places(raw)):
            return None
        figure = next((each for each in with_effect(regime, section, code) if each.key == key), None)
        now_says = figure_at(raw, *place)
        return FigureRow.of(number, place, figure, now_says) if figure and is_set(now_says, key) else None

    return made


def offered_from(
    raw: Mapping[str, Any], regime: Regime
) -> tuple[Sequence[tuple[str, str]], Callable[[str], Sequence[tuple[str, str]]]]:
    """The parts of the rules, and of each the figures that a form can change: each with what it is called."""

    def figures(part: str) -> Sequence[tuple[str, str]]:
        section, _colon, code = part.partition(":")
        found = [(section, code, each.key) for each in with_effect(regime, section, code)]
        stands = [(place, figure_at(raw, *place)) for place in found]
        return [(":".join(place), figure_label(place, now)) for place, now in stands if is_set(now, place[2])]

    return [(f"{section}:{code}", place_name(section, code)) for section, code in places(raw)], figures
