"""The complainant's right to know: of every event the portal's page and its file say what the table says, and nothing else."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from html import unescape
from itertools import count
from typing import Any

import msgspec
import pytest
from django.test import Client

from tests.faces.portal.conftest import THEIRS
from tests.snapshots.lines import TEXTS
from tests.stories import Story
from wenguo.complaint import Complaint
from wenguo.events import Ref
from wenguo.folding import take
from wenguo.line import Line, read
from wenguo.models.door import issue
from wenguo.pages.telling import put_in
from wenguo.queries import tracking
from wenguo.rules.told_to_complainants import TOLD, Seen

# Words that another table of the page tells: what was decided of their demands, offers in force, what a decision links,
# what was promised them, and how to keep in touch.
ALSO: dict[str, frozenset[str]] = {
    "Recorded": frozenset({"words", "demands", "subject"}),
    "Heard": frozenset({"demands"}),
    "Assessed": frozenset({"demands"}),
    "Answered": frozenset({"decisions", "basis"}),
    "Reviewed": frozenset({"basis"}),
    "Investigated": frozenset({"finding", "basis"}),
    "Clarified": frozenset({"claim", "fact"}),
    "Offered": frozenset({"words", "basis"}),
    "Restricted": frozenset({"hours", "contact"}),
}  # fmt: skip


def _refs(value: Any) -> list[Ref]:
    if isinstance(value, Ref):
        return [value]
    if isinstance(value, tuple | list):
        return [one for each in value for one in _refs(each)]
    if isinstance(value, msgspec.Struct):
        return [one for name in value.__struct_fields__ for one in _refs(getattr(value, name))]
    return []


def _word(ref: Ref) -> str:
    return f"《{ref.id}》"


def _own_words(text: str, counted: Iterator[int]) -> str:
    """The same line with pointers to words of its own: some of the golden ones share theirs."""
    return re.sub(r'"id":"m[0-9]+"', lambda _: f'"id":"m{next(counted)}"', text)


class Past:
    """All events there are, as one complaint's past; every kept text says which it is."""

    def __init__(self, number: str, unit: int, owner: int, by: str | None) -> None:
        self.c, self.lines = Complaint(number=number), []
        counted = count(1000)
        for position, golden in enumerate(TEXTS, 1):
            text = _own_words(golden, counted)
            line = msgspec.structs.replace(read(text), position=position, **({"by": by} if by else {}))
            take(self.c, line, text)
            self.lines.append(line)
        self.c.number, self.c.unit, self.c.owner = number, unit, owner
        self.texts = {one.id: _word(one) for line in self.lines for one in _refs(line.event) if one.id[0] == "m"}

    def told(self) -> list[Line]:
        """The lines of which something is told, by the table itself."""
        found = []
        for line in self.lines:
            one = TOLD[type(line.event).__name__]
            if one is not None and (one.when is None or one.when(Seen(line.event, line, self.c))):
                found.append(line)
        return found


@pytest.fixture
def shown(
    door: Client, now_story: Story, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str | None], tuple[Past, str, str]]:
    """`shown(by)`: that past, its page on the portal, and everything readable in the file that the portal gives."""

    def show(by: str | None) -> tuple[Past, str, str]:
        now_story.recorded()
        row = now_story.row
        issue(row.pk, THEIRS, now_story.at)
        past = Past(now_story.number, row.unit_id, row.owner_id, by)
        monkeypatch.setattr(tracking, "_folded", lambda _: (past.c, past.lines))
        monkeypatch.setattr(tracking, "words_of", lambda _: past.texts)
        page = door.post("/track/", {"number": now_story.number, "secret": THEIRS}, follow=True)
        assert page.status_code == 200
        given = door.get(f"/track/{now_story.number}/data/")
        with zipfile.ZipFile(io.BytesIO(b"".join(given.streaming_content))) as file:  # type: ignore[attr-defined]
            inside = "".join(file.read(name).decode() for name in file.namelist() if name.endswith((".json", ".html")))
        return past, unescape(page.content.decode()), unescape(inside)

    return show


@pytest.mark.row("M26")
@pytest.mark.parametrize("by", [None, "complainant", "account:1"])
def test_of_every_event_there_is_the_portal_says_what_the_table_says_and_nothing_else(
    shown: Callable[[str | None], tuple[Past, str, str]], by: str | None
) -> None:
    past, page, inside = shown(by)
    seen = {type(line.event).__name__ for line in past.lines}  # tests/snapshots: one of every event there is
    assert not [name for name in set(TOLD) - seen if TOLD[name] is not None], "nothing that is told may go untried"
    told = past.told()
    for line in told:  # what is told stands there, on the page and in the file
        one = TOLD[type(line.event).__name__]
        assert one is not None
        text = one.by_them if line.by == "complainant" and one.by_them is not None else one.text
        said = put_in(text, line.event, {}, "zh-hans", past.c.clocks)
        assert said in page, said
        assert said in inside, said
    listed = re.search(r'<ol class="told-story".*?</ol>', page, re.DOTALL)
    assert listed is not None
    assert listed[0].count("<time") >= len(told)
    for line in past.lines:  # and no word of anything else
        name, is_told = type(line.event).__name__, line in told
        one = TOLD[name]
        open_ = set(ALSO.get(name, ())) | (set(one.words) if one is not None and is_told else set())
        if name == "Enclosed" and line.by != "complainant":
            open_ -= {"words"}
        for field in set(line.event.__struct_fields__) - open_:
            for ref in _refs(getattr(line.event, field)):
                if not _is_open_elsewhere(ref, past, told):
                    assert _word(ref) not in page, (name, field)
                    if name != "Recorded" and ref not in past.c.theirs:  # their own is theirs, whole, in the file
                        assert _word(ref) not in inside, (name, field)


def _is_open_elsewhere(ref: Ref, past: Past, told: list[Line]) -> bool:
    """Do the same words stand in a line that tells them? What is corrected or promised is told where it counts."""
    if any(promise.to == "complainant" and promise.what == ref for promise in past.c.promises):
        return True
    return any(
        ref in _refs(getattr(line.event, field))
        for line in told
        for field in (TOLD[type(line.event).__name__].words)  # type: ignore[union-attr]
    )


@pytest.mark.row("M26")
def test_a_line_that_is_no_line_of_theirs_leaves_no_trace_on_the_page(
    follow: Callable[[], str], now_story: Story
) -> None:
    now_story.recorded("空调有异响").does("note", words="内部备注甲").does(
        "withhold", what="内部乙", ground="privacy", words="内部丙"
    )
    now_story.does("involve", role="witness", who={"name": "证人丁"}).does(
        "hear", who="witness", person=1, words="证言戊"
    )
    now_story.does("declare", interest=False, words="声明己").does(
        "offer", remedy="RM03", basis="依据庚", words="方案辛"
    )
    page = follow()
    for hidden in ("内部备注甲", "内部乙", "内部丙", "证人丁", "证言戊", "声明己", "依据庚", "方案辛"):
        assert hidden not in page
    assert "隐私" in page
    assert datetime.now(UTC) > now_story.at


@pytest.mark.row("M26")
def test_declining_tells_what_was_verified_the_basis_the_reasons_and_the_other_routes(
    follow: Callable[[], str], now_story: Story
) -> None:
    now_story.recorded().declined(words="楼道漏水由物业负责，我们不是责任单位")
    page = follow()
    for part in ("核实的情况", "没有另作调查", "依据", "其他途径", "我们不是责任单位"):
        assert part in page
    ground = tracking.followed(now_story.row.pk).entries[0].linked
    assert [one.code for one in ground] == ["facts_found", "basis", "remedies_told"]
    assert all(one.said for one in ground)


@pytest.mark.row("M26")
def test_a_review_tells_what_was_verified_its_basis_and_the_routes_and_the_answer_before_it_keeps_its_own(
    follow: Callable[[], str], now_story: Story
) -> None:
    now_story.recorded().answered(rule="公司维修规定第三条").review_asked()
    now_story.reviewed(words="复核了维修记录，维持原处理", basis="三包规定第九条")
    linked = {one.code: one.said for one in tracking.followed(now_story.row.pk).entries[0].linked}
    assert {"facts_found", "basis", "remedies_told"} <= linked.keys()
    page = follow()
    for part in ("复核了维修记录", "三包规定第九条", "压缩机轴承磨损"):
        assert part in page
    told = re.search(r'<ol class="told-story".*?</ol>\s*</section>', page, re.DOTALL)
    assert told is not None
    assert "公司维修规定第三条" in told[0], "the answer before it still says what it rested on"


@pytest.mark.row("M26", "M27")
def test_what_is_withheld_names_its_ground_on_the_page_and_in_the_letter_and_never_its_content(
    follow: Callable[[], str], now_story: Story, client: Client
) -> None:
    now_story.recorded().investigated().investigated(finding="监控里有另一位客人")
    now_story.does("withhold", what="监控画面", ground="privacy", words="有其他客人", finding=2).answered()
    client.force_login(now_story.office.ann)
    given: Any = client.get(f"/desk/{now_story.number}/paper/letter.docx")
    content = given.content if hasattr(given, "content") else b"".join(given.streaming_content)
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        letter = re.sub(r"<[^>]+>", "", file.read("word/document.xml").decode())
    client.logout()
    for shown in (follow(), letter):
        assert "涉及他人隐私或个人信息" in shown
        for inside in ("另一位客人", "监控画面", "有其他客人"):
            assert inside not in shown
