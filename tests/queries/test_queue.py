"""The queue's order and its reasons."""

from tests.stories import Office, Story
from wenguo.queries.queue import queue
from wenguo.queries.seeing import asker


def test_a_notice_that_came_back_returns_to_the_desk_and_says_so(office: Office, story: Story) -> None:
    story.recorded().answered()
    notice = story.complaint.notices[-1].position

    def row() -> tuple[int, list[str]]:
        found = queue(asker(office.ann.pk), story.at).rows[0]
        assert found.points == sum(reason.points for reason in found.because)
        return found.points, [reason.text.zh for reason in found.because]

    before, reasons = row()
    assert "最近的通知未送达" not in "".join(reasons)
    story.does("attest", notice=notice, delivered=False, proof="退信")
    after, reasons = row()
    assert "最近的通知未送达" in reasons
    assert after > before


def test_the_pages_of_the_queue_hold_each_complaint_once(office: Office, story: Story) -> None:
    for turn in range(7):
        story.recorded(f"第 {turn} 件")
    who, seen, after = asker(office.local.pk), [], None
    while True:
        page = queue(who, story.at, limit=3, after=after)
        seen += [row.number for row in page.rows]
        after = page.after
        if after is None:
            break
    assert len(seen) == len(set(seen)) == 7
