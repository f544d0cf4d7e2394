"""The sentences in which a ranking is explained, by language."""

from typing import Final

WORDS: Final = {
    "vi": {
        "place": "Xếp thứ {place} trong {among} hồ sơ được Hội đồng đồng ý, theo số thành viên đồng ý ({agree}).",
        "woman": "Trong số bằng phiếu, ưu tiên nữ.",
        "mostly_women": "Trong số bằng phiếu, ưu tiên tập thể có nhiều nữ.",
        "quota": "Hạn mức: {most}, tính trên {base} {of}; đã đồng ý trước đây: {used}.",
        "set_elsewhere": "Số lượng do nơi khác định; bảng xếp thứ tự chỉ để tham khảo.",
        "within": "Trong hạn mức.",
        "tied": "Bằng nhau ở những suất cuối: Chủ tịch chọn {places} trong số các hồ sơ bằng nhau.",
        "re_vote": "Bằng nhau ở những suất cuối của một cuộc bỏ phiếu kín: không ai được chọn thay Hội đồng. "
        "Hội đồng bỏ phiếu lại để chọn {places} trong số các hồ sơ bằng nhau.",
        "beyond": "Vượt hạn mức: chưa thể quyết định khen thưởng.",
    },
    "en": {
        "place": "Rank {place} of {among} nominations that the council endorsed, by the members who agreed ({agree}).",
        "woman": "Among equals women come first.",
        "mostly_women": "Among equals collectives of mostly women come first.",
        "quota": "Quota: {most}, taken of {base} ({of}); endorsed before: {used}.",
        "set_elsewhere": "The number is set elsewhere; the order is for information only.",
        "within": "Within the quota.",
        "tied": "Equal at the last places: the chairman chooses {places} of those who are equal.",
        "re_vote": "Equal at the last places of a secret ballot: nobody chooses for the council. "
        "It votes anew to choose {places} of those who are equal.",
        "beyond": "Beyond the quota: no award can be decided now.",
    },
}
