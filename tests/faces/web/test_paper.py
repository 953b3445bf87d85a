"""Paper: the letter of reply and the case file, opened and read."""

from __future__ import annotations

import hashlib
import io
import re
from typing import Any

import pytest
from django.conf import settings as _settings
from django.test import Client
from django.utils import timezone

from tests.stories import Office, Story
from wenguo.models import Access, Draft
from wenguo.models import Complaint as Row
from wenguo.paper import printing
from wenguo.queries import house

pytestmark = pytest.mark.row("M21")
PERSON = {"name": "欧阳娜娜", "phone": "13800001234", "address": "浙江省宁波市鄞州区中山东路1999号"}
needs_printer = pytest.mark.skipif(not printing.can_print(), reason=printing.NEEDED.en)


@pytest.fixture
def owner(office: Office, client: Client) -> Client:
    client.force_login(office.ann)
    return client


def pages(content: bytes) -> list[str]:
    import pypdfium2

    paper = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_bounded() for page in paper]


def text(content: bytes) -> str:
    return re.sub(r"\s+", "", "".join(pages(content)))


def opened(client: Client, story: Story, name: str, **query: str) -> Any:
    answer = client.get(f"/desk/{story.number}/paper/{name}", query)
    assert answer.status_code == 200, answer.content[:500]
    return answer


def answered(story: Story) -> Story:
    story.recorded(
        "空调有异响，维修两次仍未解决",
        subject="空调异响",
        complainant=PERSON,
        demands=[{"remedy": "RM01", "amount_fen": 123450, "words": "退还全部货款"}],
    )
    return story.answered(
        words="欧阳娜娜：\n一、您反映的情况\n您反映空调有异响。\n二、查明的事实\n经核查属实，为您免费更换。",
        decisions=[{"demand": 1, "decision": "part", "basis": "消费者权益保护法第二十四条"}],
        address="宁波市江北区人民路1号",
    )


# -- the letter -----------------------------------------------------------------------------------------------------


@needs_printer
def test_the_letter_says_what_was_answered_decided_and_what_else_is_open(owner: Client, story: Story) -> None:
    answered(story)
    house.settle("letterhead_zh", "某某电器有限公司", None, timezone.now())
    answer = opened(owner, story, "letter.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    said = text(answer.content)
    for words in (
        "某某电器有限公司", story.number, "关于“空调异响”投诉的答复书", "欧阳娜娜：", "经核查属实，为您免费更换。",
        "部分支持", "消费者权益保护法第二十四条", "¥1,234.50", "退还全部货款", "如不满意本答复", "申请核查",
        "宁波市江北区人民路1号", "2026年3月2日", "已于2026年3月2日",
    ):  # fmt: skip
        assert words in said, words
    assert said.count("欧阳娜娜") == 1, "the greeting stands once"
    assert "草稿" not in said


@needs_printer
def test_the_letter_is_a4_in_noto_with_everything_embedded(owner: Client, story: Story) -> None:
    from pypdf import PdfReader

    answered(story)
    paper = PdfReader(io.BytesIO(opened(owner, story, "letter.pdf").content))
    width, height = (round(float(one) / 72 * 25.4) for one in paper.pages[0].mediabox[2:])
    assert (width, height) == (210, 297)
    fonts = {font.get_object()["/BaseFont"] for page in paper.pages for font in page["/Resources"]["/Font"].values()}
    assert fonts
    assert all("Noto" in name and "+" in name for name in fonts), fonts


@needs_printer
def test_a_draft_says_so_on_every_page_and_only_its_writer_sees_it(owner: Client, office: Office, story: Story) -> None:
    story.recorded(complainant=PERSON)
    assert "还没有答复" in owner.get(f"/desk/{story.number}/paper/letter.pdf").content.decode()
    assert owner.get(f"/desk/{story.number}/paper/letter.pdf").status_code == 409
    body = {"values": {"words": ["我们正在核查。" * 300]}}
    row = Row.objects.get(number=story.number)
    now = timezone.now()
    Draft.objects.create(
        key="6f9619ff-8b86-4011-b42d-00c04fc964ff", account=office.ann, complaint=row, kind="answer", body=body,
        created_at=now, changed_at=now,
    )  # fmt: skip
    found = pages(opened(owner, story, "letter.pdf").content)
    assert len(found) > 1
    assert all("草稿" in one for one in found)
    assert "不作为正式答复" in re.sub(r"\s", "", found[0])
    other = Client()
    other.force_login(office.bob)
    assert other.get(f"/desk/{story.number}/paper/letter.pdf").status_code == 409


@needs_printer
def test_what_waits_for_approval_is_a_draft_and_what_is_approved_is_not_sent_yet(owner: Client, story: Story) -> None:
    story.recorded().investigated().does("submit", "ann", words="拟同意更换")
    assert "草稿" in text(opened(owner, story, "letter.pdf").content)
    story.does("approve", "bob")
    said = text(opened(owner, story, "letter.pdf").content)
    assert "待发" in said
    assert "拟同意更换" in said


@needs_printer
def test_the_letter_goes_in_english_as_well(owner: Client, story: Story) -> None:
    answered(story)
    said = text(opened(owner, story, "letter.pdf", **{"in": "en"}).content)
    for words in ("Re:Yourcomplaint", "Dear欧阳娜娜", "upheldinpart", "Yourssincerely", "2March2026", "askthe"):
        assert words.lower() in said.lower(), words


def test_the_docx_is_a4_in_fangsong_with_first_lines_two_characters_in(owner: Client, story: Story) -> None:
    import docx
    from docx.oxml.ns import qn

    answered(story)
    answer = opened(owner, story, "letter.docx")
    assert "attachment" in answer.headers["Content-Disposition"]
    paper = docx.Document(io.BytesIO(answer.content))
    section = paper.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert (round(section.top_margin.mm), round(section.left_margin.mm)) == (37, 28)
    body = next(one for one in paper.paragraphs if "免费更换" in one.text)
    assert body.runs[0]._element.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋"
    assert body._element.pPr.ind.get(qn("w:firstLineChars")) == "200"
    heading = next(one for one in paper.paragraphs if one.text.startswith("一、"))
    assert heading.runs[0]._element.rPr.rFonts.get(qn("w:eastAsia")) == "黑体"
    to = next(one for one in paper.paragraphs if one.text == "欧阳娜娜：")
    assert to._element.pPr.ind.get(qn("w:firstLineChars")) is None
    whole = "\n".join(one.text for one in paper.paragraphs)
    assert "部分支持" in whole
    assert "草稿" not in whole


def test_signs_no_document_can_hold_do_no_harm(owner: Client, story: Story) -> None:
    story.recorded("坏\x01字符", complainant={"name": "<b>张&三</b>"})
    story.answered(words="第一行\x0b\x02 <script>alert(1)</script> &amp; {{ number }}")
    assert opened(owner, story, "letter.docx").content[:2] == b"PK"
    if printing.can_print():
        assert "<script>alert(1)</script>&amp;{{number}}" in text(opened(owner, story, "letter.pdf").content)
    page = owner.get(f"/desk/{story.number}/paper/").content.decode()
    assert "<script>alert" not in page


# -- the case file --------------------------------------------------------------------------------------------------


@needs_printer
def test_the_case_file_holds_everything_with_contents_bookmarks_and_page_numbers(owner: Client, story: Story) -> None:
    from pypdf import PdfReader

    answered(story)
    story.does("enclose", "ann", words="现场照片", files=[{"name": "照片 1.jpg", "data": "5Zue5omn"}])
    content = opened(owner, story, "file.pdf").content
    paper = PdfReader(io.BytesIO(content))
    said, count = text(content), len(paper.pages)
    titles = [one["/Title"] for one in paper.outline if isinstance(one, dict)]
    assert titles[0] == "一、投诉记录"
    assert titles[-1] == "八、日志与指纹"
    assert len(titles) == 8
    last = paper.get_destination_page_number(paper.outline[-1]) + 1
    assert f"八、日志与指纹{'.' * 3}" in re.sub(r"\.{3,}", "...", re.sub(r"\s", "", pages(content)[1]))
    assert re.sub(r"\s", "", pages(content)[1]).rstrip().find(str(last)) > 0
    assert f"3/{count}" in re.sub(r"\s", "", pages(content)[2])
    for row in story.texts:
        assert hashlib.sha256(row.encode()).hexdigest() in said
    for words in (
        story.number, "空调有异响，维修两次仍未解决", "退还全部货款", "部分支持", "照片1.jpg",
        hashlib.sha256("回执".encode()).hexdigest(), "未知", "承办单位", story.row.head,
    ):  # fmt: skip
        assert words in said, words


@needs_printer
def test_the_case_file_is_made_in_the_readers_language(owner: Client, story: Story) -> None:
    answered(story)
    owner.cookies[_settings.LANGUAGE_COOKIE_NAME] = "en"
    said = text(opened(owner, story, "file.pdf").content)
    for words in ("Casefile", "1.Record", "8.Logwithfingerprints", "notknown", "Firstresponder"):
        assert words in said, words


@needs_printer
def test_contact_data_is_plain_only_for_who_may_and_every_reading_is_written_down(
    owner: Client, office: Office, story: Story
) -> None:
    answered(story)
    assert PERSON["phone"] in text(opened(owner, story, "file.pdf").content)
    assert f'"account":{office.ann.pk}' in Access.objects.latest("pk").data
    assert "case file" in Access.objects.latest("pk").data
    before = Access.objects.count()
    assert PERSON["phone"] not in text(opened(owner, story, "file.pdf", cover="1").content)
    assert Access.objects.count() == before
    head = Client()
    head.force_login(office.bob)
    masked = text(opened(head, story, "file.pdf").content)
    whole = text(opened(head, story, "letter.pdf").content)
    if PERSON["phone"] not in masked:
        assert PERSON["name"] not in whole
        assert head.post(f"/desk/{story.number}/paper/file.pdf", {"reason": "x"}).status_code == 422
        plain = head.post(f"/desk/{story.number}/paper/file.pdf", {"reason": "上级检查"})
        assert PERSON["phone"] in text(plain.content)
        assert "上级检查" in text(plain.content)
        assert "上级检查" in Access.objects.latest("pk").data


@needs_printer
def test_who_may_not_see_it_gets_nothing_and_those_complained_of_cannot_print_it(
    office: Office, client: Client, story: Story
) -> None:
    story.recorded(complainant=PERSON, concerned=[office.eve.pk])
    for who, status in ((office.tom, 404), (office.eve, 403)):
        client.force_login(who)
        for name in ("", "file.pdf", "letter.pdf", "letter.docx"):
            assert client.get(f"/desk/{story.number}/paper/{name}").status_code == status, name


@needs_printer
@pytest.mark.all
def test_a_long_and_ugly_complaint_makes_a_case_file(owner: Client, story: Story) -> None:
    story.recorded("空调有异响。" * 1600 + "x" * 400, subject="很" * 60, complainant={"name": "名" * 60})
    for count in range(240):
        story.does("note", "ann", words=f"第 {count} 次备注")
    assert len(story.texts) > 240
    said = text(opened(owner, story, "file.pdf").content)
    assert said.count("异响") >= 3100, "in the record and among the words; the rest is broken by the ends of pages"
    assert "第239次备注" in said


def test_where_pango_is_missing_the_page_says_what_to_install_and_docx_still_works(
    owner: Client, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered(story)

    def none() -> Any:
        raise printing.NoPrinter

    monkeypatch.setattr(printing, "_weasyprint", none)
    assert "libpango" in owner.get(f"/desk/{story.number}/paper/").content.decode()
    for name in ("file.pdf", "letter.pdf"):
        answer = owner.get(f"/desk/{story.number}/paper/{name}")
        assert answer.status_code == 503
        assert "libpango" in answer.content.decode()
    assert opened(owner, story, "letter.docx").content[:2] == b"PK"


def test_the_page_shows_the_letter_in_both_languages_and_offers_the_files(owner: Client, story: Story) -> None:
    answered(story)
    page = opened(owner, story, "").content.decode()
    assert "关于“空调异响”投诉的答复书" in page
    assert f"/desk/{story.number}/paper/letter.docx" in page
    english = opened(owner, story, "", **{"in": "en"}).content.decode()
    assert "Dear 欧阳娜娜," in english
    assert "letter.docx?in=en" in english
