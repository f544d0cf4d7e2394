"""The sentences in which a count is explained, by language."""

from typing import Final

WORDS: Final = {
    "vi": {
        "decimal_mark": ",",
        "base": "Hội đồng có {base} thành viên đương nhiệm; tỷ lệ tính trên toàn bộ số thành viên này, "
        "không chỉ trên số có mặt.",
        "parts": "Đồng ý: {agree}; không đồng ý: {disagree}; không biểu quyết: {abstain}; chưa cho ý kiến: {missing}.",
        "parts_lower": "Đồng ý: {agree}; chỉ đồng ý mức thấp hơn: {agree_lower}; không đồng ý: {disagree}; "
        "không biểu quyết: {abstain}; chưa cho ý kiến: {missing}.",
        "missing": "Thành viên chưa cho ý kiến không được tính là đồng ý.",
        "share": "{agree}/{base} thành viên đồng ý; yêu cầu {demand}: {share} của {base} là {product}, "
        "vậy cần ít nhất {needed}; {verdict}.",
        "share_lower": "Tính cả người chỉ đồng ý mức thấp hơn: {agree} + {agree_lower} = {together}; "
        "{together}/{base}, cần ít nhất {needed}; {verdict}.",
        "reached": "đạt",
        "missed": "không đạt",
        "half": "một nửa",
        "more_than": "quá {share}",
        "at_least": "từ {share} trở lên",
        "endorsed": "Kết luận: Hội đồng đồng ý đề nghị khen thưởng.",
        "endorsed_lower": "Kết luận: Hội đồng đồng ý đề nghị mức khen thưởng thấp hơn.",
        "not_endorsed": "Kết luận: Hội đồng không đề nghị khen thưởng.",
    },
    "en": {
        "decimal_mark": ".",
        "base": "Members of the council in office: {base}; the share is taken of all of them, "
        "not only of those present.",
        "parts": "Agree: {agree}; disagree: {disagree}; abstain: {abstain}; no opinion received: {missing}.",
        "parts_lower": "Agree: {agree}; agree to the lower award only: {agree_lower}; disagree: {disagree}; "
        "abstain: {abstain}; no opinion received: {missing}.",
        "missing": "A member whose opinion was not received does not count as agreeing.",
        "share": "{agree} of {base} members agree; {demand} is required: {share} of {base} is {product}, "
        "so at least {needed} must agree; {verdict}.",
        "share_lower": "With those who agree to the lower award only: {agree} + {agree_lower} = {together}; "
        "{together} of {base}, at least {needed} must agree; {verdict}.",
        "reached": "reached",
        "missed": "not reached",
        "half": "half",
        "more_than": "more than {share}",
        "at_least": "at least {share}",
        "endorsed": "Finding: the council endorses the award.",
        "endorsed_lower": "Finding: the council endorses the lower award.",
        "not_endorsed": "Finding: the council does not endorse the award.",
    },
}
