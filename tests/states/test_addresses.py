"""Which addresses an organisation may have."""

from __future__ import annotations

import pytest

from states.addresses import RESERVED_SLUGS, is_usable_slug


@pytest.mark.parametrize("slug", ["huong-lam", "xa12", "abc", "a" * 40])
def test_usable(slug: str) -> None:
    assert is_usable_slug(slug)


@pytest.mark.parametrize(
    "slug", ["", "ab", "a" * 41, "Huong-Lam", "hương-lâm", "-lam", "lam-", "huong--lam", "a/b", "a b", "abc\n"]
)
def test_unusable(slug: str) -> None:
    assert not is_usable_slug(slug)


def test_every_reserved_word_is_a_path_of_ours() -> None:
    assert [slug for slug in RESERVED_SLUGS if not slug.isascii() or slug != slug.lower() or "/" in slug] == []
