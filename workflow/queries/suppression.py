"""Small figures that are kept from the public, so that nobody is recognised in them, and what else must be kept with them."""

from collections.abc import Collection, Mapping

LEAST = 5
"""From how many cases on a figure is told."""


def suppressed(
    counts: Mapping[str, int], *, known: Collection[str] = (), also: Collection[str] = ()
) -> dict[str, int | None]:
    """The figures that may be told, where their sum may be known too; ``None`` for those that are kept back.

    Kept back is what counts one to four, and as many others, the smallest first, as it takes for nobody to find it out by
    taking the told from the sum: each figure kept back could then have at least two values. ``known`` are figures that
    everybody can count elsewhere: keeping them back would protect nothing, so they are told and help nobody. ``also`` are
    kept back whatever they count: a part of them is kept back elsewhere, and the whole would tell it.
    """
    small = {name for name, count in counts.items() if 0 < count < LEAST and name not in known}
    larger = sorted(
        (name for name, count in counts.items() if count >= LEAST and name not in known),
        key=lambda name: (counts[name], name),
    )
    others: list[str] = []
    while small and larger and not _is_hidden(counts, small, others):
        others.append(larger.pop(0))
    hidden = {*small, *others, *(name for name in also if name in counts and name not in known)}
    if len(hidden) == 1:
        hidden |= set(
            sorted((n for n in counts if n not in known and n not in hidden), key=lambda n: (-counts[n], n))[:1]
        )
    if small and not _is_hidden(counts, small, others):
        hidden |= {name for name in counts if name not in known}  # zeroes too: that there is one at all is not told
    return {name: None if name in hidden else count for name, count in counts.items()}


def _is_hidden(counts: Mapping[str, int], small: Collection[str], others: Collection[str]) -> bool:
    """Whether each of the small figures could have two values at least, for somebody who knows the sum of all kept back."""
    whole = sum(counts[name] for name in (*small, *others))
    if not others:
        return len(small) > 1 and len(small) < whole < (LEAST - 1) * len(small)
    return whole - (len(small) - 1) - LEAST * len(others) >= 2


def median(buckets: Mapping[int, int]) -> int | None:
    """The middle one of values counted in buckets (the lower of two); nothing while there are too few to be told."""
    count = sum(buckets.values())
    if count < LEAST:
        return None
    passed = 0
    for value in sorted(buckets):
        passed += buckets[value]
        if passed * 2 >= count:
            return value
    return None
