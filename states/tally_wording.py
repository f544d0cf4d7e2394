"""The sentences in which a count is explained, by language."""

from typing import Final

WORDS: Final = {
    "vi": {
        "decimal_mark": ",",
        "base": "Hội đồng có {members} thành viên đương nhiệm; tỷ lệ tính trên toàn bộ số thành viên này, "
        "không chỉ trên số có mặt.",
        "base_less": "Hội đồng có {members} thành viên đương nhiệm; tỷ lệ tính trên {base} thành viên được tham gia "
        "biểu quyết, không chỉ trên số có mặt.",
        "recused_members": "Không được tham gia biểu quyết vì có liên quan: {recused}; theo quy tắc đang áp dụng, người "
        "này vẫn tính vào tổng số.",
        "recused_less_recused": "Không được tham gia biểu quyết vì có liên quan: {recused}; theo quy tắc đang áp dụng, người "
        "này không tính vào tổng số.",
        "nobody_members": "Không ai phải rút vì có liên quan (theo quy tắc đang áp dụng, người phải rút vẫn tính vào tổng số).",
        "nobody_less_recused": "Không ai phải rút vì có liên quan (theo quy tắc đang áp dụng, người phải rút không tính vào "
        "tổng số).",
        "agree": "đồng ý: {agree}",
        "agree_lower": "chỉ đồng ý mức thấp hơn: {agree_lower}",
        "disagree": "không đồng ý: {disagree}",
        "abstain": "không biểu quyết: {abstain}",
        "invalid": "phiếu không hợp lệ: {invalid}",
        "missing": "chưa cho ý kiến: {missing}",
        "written": "Trong đó ý kiến bằng văn bản: {given} ({parts}).",
        "written_apart": "Ngoài ra có ý kiến bằng văn bản: {given} ({parts}); quy tắc đang áp dụng không tính các "
        "ý kiến này, nên không được tính là đồng ý.",
        "invalid_is_no": "Phiếu không hợp lệ không được tính là đồng ý.",
        "missing_is_no": "Thành viên chưa cho ý kiến không được tính là đồng ý.",
        "surplus": "Số phiếu thu về nhiều hơn số phiếu phát ra: {surplus}; không thể kết luận từ các phiếu này.",
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
        "re_vote": "Kết luận: phải biểu quyết lại; lần này Hội đồng chưa đề nghị và cũng chưa bác.",
        "re_vote_surplus": "Hội đồng phải bỏ phiếu lại: số phiếu thu về nhiều hơn số phiếu phát ra.",
        "re_vote_tie": "Hội đồng phải bỏ phiếu lại: số phiếu bằng nhau ở những chỗ cuối cùng trong số lượng được khen thưởng.",
        "unanimous": "Mọi phiếu đều giống nhau, nên ai cũng biết từng người đã bỏ phiếu thế nào. Phiếu kín không che được "
        "điều này.",
        "all_but_one": "Chỉ một phiếu khác các phiếu còn lại, nên người bỏ phiếu đó biết mọi người khác đã bỏ phiếu thế nào.",
        "very_small": "Chỉ có {voters} người bỏ phiếu kín, nên dễ đoán ai đã bỏ phiếu thế nào.",
        "foretold": "Nếu mọi phiếu giống nhau, hoặc chỉ một phiếu khác các phiếu còn lại, thì từ kết quả đoán được ai đã bỏ "
        "phiếu thế nào. Phiếu kín không che được điều này.",
        "open_unanimous": "Mọi ý kiến tại phiên họp đều giống nhau, nên từ kết quả ai cũng biết từng người đã biểu quyết thế "
        "nào.",
        "open_all_but_one": "Chỉ một ý kiến tại phiên họp khác các ý kiến còn lại, nên người cho ý kiến đó biết mọi người khác "
        "đã biểu quyết thế nào.",
        "open_very_small": "Chỉ có {voters} người biểu quyết, nên từ kết quả dễ đoán ai đã biểu quyết thế nào.",
    },
    "en": {
        "decimal_mark": ".",
        "base": "Members of the council in office: {members}; the share is taken of all of them, "
        "not only of those present.",
        "base_less": "Members of the council in office: {members}; the share is taken of the {base} who are not recused, "
        "not only of those present.",
        "recused_members": "Recused: {recused}; by the rules the recused stay in the base.",
        "recused_less_recused": "Recused: {recused}; by the rules the recused leave the base.",
        "nobody_members": "Nobody is recused (by the rules the recused stay in the base).",
        "nobody_less_recused": "Nobody is recused (by the rules the recused leave the base).",
        "agree": "agree: {agree}",
        "agree_lower": "agree to the lower award only: {agree_lower}",
        "disagree": "disagree: {disagree}",
        "abstain": "abstain: {abstain}",
        "invalid": "invalid papers: {invalid}",
        "missing": "no opinion received: {missing}",
        "written": "Of these in writing: {given} ({parts}).",
        "written_apart": "Besides, in writing: {given} ({parts}); the rules do not count these, "
        "so they do not count as agreeing.",
        "invalid_is_no": "An invalid paper does not count as agreeing.",
        "missing_is_no": "A member whose opinion was not received does not count as agreeing.",
        "surplus": "Papers returned beyond those handed out: {surplus}; nothing can be concluded from these papers.",
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
        "re_vote": "Finding: the council must vote anew; it has neither endorsed nor refused this time.",
        "re_vote_surplus": "The council must vote anew: more papers came back than were handed out.",
        "re_vote_tie": "The council must vote anew: equal numbers of votes at the last places that the quota leaves.",
        "unanimous": "All papers say the same, so everybody knows how each member voted. A secret ballot can't hide it.",
        "all_but_one": "Only one paper differs from the others, so whoever cast it knows how all the others voted.",
        "very_small": "Only {voters} members vote in secret, so it is easy to guess who voted how.",
        "foretold": "If all papers say the same, or all but one, the result tells who voted how; no secret ballot hides that.",
        "open_unanimous": "All opinions given in the session are the same, so the result tells everybody how each member "
        "voted.",
        "open_all_but_one": "Only one opinion given in the session differs from the others, so whoever gave it knows how all "
        "the others voted.",
        "open_very_small": "Only {voters} members vote, so the result makes it easy to guess who voted how.",
    },
}
