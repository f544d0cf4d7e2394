"""A sum of money in Vietnamese words, as it stands on papers that are paid by."""

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", "nghìn", "triệu")
_BILLION = 1_000_000_000


def in_words(amount: int) -> str:
    """``710.000``: Bảy trăm mười nghìn. Whole đồng, not negative."""
    said = _spoken(amount) or "không"
    return said[:1].upper() + said[1:]


def _spoken(amount: int, *, is_inner: bool = False) -> str:
    above, rest = divmod(amount, _BILLION)
    words = [f"{_spoken(above, is_inner=is_inner)} tỷ"] if above else []
    is_inner = is_inner or bool(above)
    for place in (2, 1, 0):
        group = rest // 1000**place % 1000
        if group:
            words.append(f"{_three(group, is_inner=is_inner)} {_GROUPS[place]}".strip())
            is_inner = True
    return " ".join(words)


def _three(number: int, *, is_inner: bool) -> str:
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = [f"{_DIGITS[hundreds]} trăm"] if hundreds or is_inner else []
    if tens > 1:
        words.append(f"{_DIGITS[tens]} mươi")
    elif tens == 1:
        words.append("mười")
    elif ones and words:
        words.append("linh")
    if ones:
        words.append(_last(tens, ones))
    return " ".join(words)


def _last(tens: int, ones: int) -> str:
    if ones == 1 and tens > 1:
        return "mốt"
    if ones == 5 and tens > 0:
        return "lăm"
    return _DIGITS[ones]
