"""The letter as DOCX, to be finished by hand: 仿宋, 黑体 and 小标宋 by name, as offices in China have them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from wenguo.paper.letter import Letter
from wenguo.paper.letter_pdf import contact, is_heading, state, title, to

BODY, HEADING, TITLE, LATIN = "仿宋", "黑体", "方正小标宋简体", "Times New Roman"


def as_docx(letter: Letter) -> bytes:
    """The letter on A4 with the margins of GB/T 9704-2012."""
    import docx  # takes a while to load

    paper = docx.Document()
    _page(paper, letter)
    _normal(paper, letter)
    if letter.mark:
        _line(paper, f"{letter.mark} · {state(letter)}", size=10.5, font=HEADING, red=True, indent=False)
    _line(
        paper, letter.sender.letterhead, size=26 if letter.zh else 18, font=TITLE, align="center", red=True, bold=True
    )
    (_chinese if letter.zh else _english)(paper, letter)
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def _chinese(paper: Any, letter: Letter) -> None:
    _line(paper, f"投诉编号：{letter.number}", size=12, align="right", indent=False)
    _line(paper, title(letter), size=22, font=TITLE, align="center", before=18, after=18)
    _line(paper, to(letter), indent=False)
    for line in letter.body:
        _line(paper, line, font=HEADING if is_heading(line) else BODY)
    if letter.decided:
        _line(paper, "对您各项诉求的决定", font=HEADING)
        for count, one in enumerate(letter.decided, 1):
            basis = f"依据：{one.basis}。" if one.basis else ""
            _line(paper, f"（{count}）{one.asked}：{one.decision}。{basis}")
    for name, said in letter.parts:
        _line(paper, name, font=HEADING)
        for text in said:
            _line(paper, text if text.endswith("。") else f"{text}。")
    if letter.routes:
        _line(paper, "如不满意本答复，您还可以", font=HEADING)
        for count, route in enumerate(letter.routes, 1):
            _line(paper, f"（{count}）{route}{'。' if count == len(letter.routes) else '；'}")
    _line(paper, "特此答复。")
    if letter.enclosures:
        _line(paper, "附件：" + "；".join(letter.enclosures), before=8)
    _line(paper, letter.sender.house, align="right", before=56, indent=False, right=4)
    _line(paper, letter.dated, align="right", indent=False, right=4)
    _line(paper, contact(letter), size=12, before=24, indent=False)
    for small in (f"寄送：{letter.address}" if letter.address else "", letter.sent):
        if small:
            _line(paper, small, size=12, indent=False)


def _english(paper: Any, letter: Letter) -> None:
    _line(paper, contact(letter), size=9.5, align="center")
    _line(paper, letter.dated, align="right", after=8)
    for part in (letter.addressee, letter.represented_by and f"c/o {letter.represented_by}", letter.address):
        if part:
            _line(paper, part)
    _line(paper, title(letter), bold=True, before=12, after=8)
    _line(paper, to(letter), after=8)
    for line in letter.body:
        _line(paper, line, bold=is_heading(line), after=8)
    if letter.decided:
        _line(paper, "Our decision on what you asked for", bold=True, after=4)
        for count, one in enumerate(letter.decided, 1):
            basis = f" Basis: {one.basis}." if one.basis else ""
            _line(paper, f"{count}. {one.asked}: {one.decision}.{basis}", after=4)
    for name, said in letter.parts:
        _line(paper, name, bold=True, after=4)
        for text in said:
            _line(paper, text, after=4)
    if letter.routes:
        _line(paper, "If you are not content with this answer, you may", bold=True, before=8, after=4)
        for count, route in enumerate(letter.routes, 1):
            _line(paper, f"{count}. {route}", after=4)
    _line(paper, "Yours sincerely,", before=16, after=42)
    for part in (letter.sender.person, letter.sender.unit, letter.sender.house):
        if part:
            _line(paper, part)
    if letter.enclosures:
        _line(paper, "Enclosed: " + "; ".join(letter.enclosures), before=12)
    _line(paper, " · ".join(filter(None, (f"Our reference: {letter.number}", letter.sent))), size=9.5, before=12)


def _page(paper: Any, letter: Letter) -> None:
    from docx.shared import Mm

    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    _numbered(section.footer.paragraphs[0])
    if letter.mark:
        section.header.paragraphs[0].text = f"{letter.mark} · {letter.number}"
    paper.core_properties.title = f"{title(letter)} {letter.number}"
    paper.core_properties.author = letter.sender.house


def _normal(paper: Any, letter: Letter) -> None:
    from docx.shared import Pt

    normal = paper.styles["Normal"]
    normal.font.name, normal.font.size = LATIN, Pt(16 if letter.zh else 11)
    _fonts(normal.element.get_or_add_rPr(), BODY)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = Pt(28.95 if letter.zh else 16)


def _line(
    paper: Any,
    text: str,
    *,
    size: float = 0,
    font: str = BODY,
    align: str = "",
    bold: bool = False,
    red: bool = False,
    before: float = 0,
    after: float = 0,
    indent: bool = True,
    right: int = 0,
) -> None:
    """One paragraph; where it is Chinese body text its first line begins two characters in."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH as AT
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    line = paper.add_paragraph()
    run = line.add_run(_clean(text))
    run.bold = bold or None
    if size:
        run.font.size = Pt(size)
        line.paragraph_format.line_spacing = Pt(max(size * 1.5, 16))
    if red:
        run.font.color.rgb = RGBColor(0xB5, 0x12, 0x1B)
    _fonts(run._element.get_or_add_rPr(), font)  # noqa: SLF001 — python-docx has no word for East Asian fonts
    line.paragraph_format.space_before, line.paragraph_format.space_after = Pt(before), Pt(after)
    if align:
        line.alignment = {"center": AT.CENTER, "right": AT.RIGHT}[align]
    chinese = paper.styles["Normal"].font.size == Pt(16)
    shape = line._element.get_or_add_pPr().get_or_add_ind()  # noqa: SLF001 — nor for indents in characters
    if chinese and indent and not align:
        shape.set(qn("w:firstLineChars"), "200")
        shape.set(qn("w:firstLine"), "640")
    if right:
        shape.set(qn("w:rightChars"), str(right * 100))


def _fonts(properties: Any, east: str) -> None:
    from docx.oxml.ns import qn

    fonts = properties.get_or_add_rFonts()
    for name, value in (("w:ascii", LATIN), ("w:hAnsi", LATIN), ("w:eastAsia", east)):
        fonts.set(qn(name), value)


def _numbered(line: Any) -> None:
    """— 1 — at the foot of each page."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH as AT
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    line.alignment = AT.CENTER
    line.add_run("— ")
    run = line.add_run()
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._element.append(part)  # noqa: SLF001 — python-docx has no word for fields
    line.add_run(" —")


def _clean(text: str) -> str:
    """Words without the control characters that XML cannot hold."""
    return "".join(char for char in text if char >= " " or char == "\t")
