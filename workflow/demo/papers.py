"""The papers of the demonstration's dossiers: real PDF files, typeset from one small template, each marked as invented."""

from datetime import date

import typst

MARK = "HỒ SƠ MINH HỌA – nhân vật và sự việc đều hư cấu"
"""What stands on every page of every paper."""

_TEMPLATE = """
#let given = sys.inputs
#set document(title: given.title, date: none)
#set page(paper: "a4", margin: (x: 2.5cm, y: 2cm), footer: align(center, text(size: 9pt, style: "italic", given.mark)))
#set text(lang: "vi", size: 12pt)
#set par(justify: true, leading: 0.8em)
#grid(columns: (1fr, 1.3fr), align: center, row-gutter: 0.6em,
  given.above, [*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM*],
  strong(given.unit), [*Độc lập - Tự do - Hạnh phúc*],
  [], emph(given.place))
#v(1.5em)
#align(center, heading(level: 1, given.title))
#align(center, given.about)
#v(1em)
#for line in given.body.split("\\n") { par(line) }
#v(1.5em)
#grid(columns: (1fr, 1fr), align: center, [], [*ĐẠI DIỆN ĐƠN VỊ*\\ #emph[(đã ký)]\\ \\ #strong(given.signer)])
""".encode()


class Papers:
    """Typesets papers; one compiler serves them all, so that a paper takes milliseconds."""

    def __init__(self, *, place: str, above: str) -> None:
        self._place, self._above = place, above
        self._compiler = typst.Compiler(ignore_system_fonts=True)

    def paper(self, *, title: str, about: str, body: str, unit: str, signer: str, on: date) -> bytes:
        """One paper of a unit as PDF: its kind, whom it is about, its sentences (a line each), who signed, on which day."""
        place = f"{self._place}, ngày {on.day:02} tháng {on.month:02} năm {on.year}"
        given = {
            "title": title.upper(), "about": about, "body": body, "unit": unit.upper(), "signer": signer,
            "above": self._above.upper(), "place": place, "mark": MARK,
        }  # fmt: skip
        paper = self._compiler.compile(_TEMPLATE, format="pdf", sys_inputs=given)
        assert isinstance(paper, bytes), "one document comes as one file"
        return paper


def body_of(kind: str, *, award: str, name: str, unit: str, achievement: str) -> str:
    """What a paper of this kind says about a nominee, a sentence or two a line."""
    opening = {
        "submission_letter": f"Căn cứ kết quả bình xét, {unit} trân trọng đề nghị UBND xã xét tặng {award} cho {name}.",
        "achievement_report": f"Báo cáo thành tích của {name}, đề nghị xét tặng {award}.",
        "initiative_confirmation": f"{unit} xác nhận sáng kiến, kết quả hoàn thành xuất sắc nhiệm vụ của {name}.",
        "summary_report": f"{unit} tóm tắt thành tích của {name} như sau.",
        "unit_minutes": f"Hội nghị bình xét của {unit} có đủ thành phần, chủ tọa và thư ký; số người dự đạt quy định.",
        "village_minutes": f"Hội nghị nhân dân {unit} có đại diện các hộ gia đình dự họp đạt tỷ lệ quy định.",
        "household_list_with_comments": f"Danh sách các hộ {unit} đề nghị, kèm ý kiến của nhân dân tại hội nghị.",
    }[kind]
    closing = {
        "submission_letter": "Hồ sơ gửi kèm gồm các tài liệu theo quy định. Đơn vị chịu trách nhiệm về nội dung đề nghị.",
        "unit_minutes": f"Hội nghị biểu quyết nhất trí đề nghị {award}. Biên bản đã được đọc lại và thông qua.",
        "village_minutes": f"Hội nghị biểu quyết nhất trí đề nghị {award}. Biên bản đã được đọc lại và thông qua.",
    }.get(kind, "Nội dung trên đã được đơn vị kiểm tra và xác nhận.")
    return "\n".join((opening, achievement, closing))
