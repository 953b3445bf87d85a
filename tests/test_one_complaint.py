"""docs/one-complaint.md is kept true: the same way is walked here, and every file it names is there."""

import re
from pathlib import Path

import pytest

from tests.stories import Office, Story
from wenguo.models import Line
from wenguo.queries.queue import queue
from wenguo.queries.seeing import asker

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "one-complaint.md").read_text(encoding="utf-8")


def test_every_file_the_page_names_is_there() -> None:
    named = re.findall(r"`((?:wenguo|tests)/[\w./-]+)`", PAGE)
    assert len(named) > 15
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.row("M20")
def test_the_way_the_page_tells_is_the_way_a_complaint_goes(office: Office, story: Story) -> None:
    story.recorded("排队机又坏了", by="ann", unit=office.sec.pk)
    number = story.number
    texts = list(Line.objects.filter(complaint__number=number).order_by("position").values_list("data", flat=True))
    assert '"event":"Recorded"' in texts[0]
    assert all('"event":"ClockStarted"' in text for text in texts[1:])
    assert not any("排队机" in text for text in texts), "words never enter the log"
    page = queue(asker(office.ann.pk), story.at)
    assert [(row.number, bool(row.because)) for row in page.rows] == [(number, True)]
    for step in ("acknowledged", "assessed", "investigated", "answered", "accepted", "closed"):
        getattr(story, step)()
    assert story.complaint.stage == "closed"
    verbs = re.findall(r"`(\w+)`", PAGE[PAGE.index("Answer and close") :].split("– one file")[0])
    from wenguo.verbs import VERBS

    assert set(verbs) <= set(VERBS)
