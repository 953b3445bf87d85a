"""What somebody writes for themselves is theirs: no role, report, API or export shows it. A pause tells that it is one."""

import base64
import io
import json
import re
import tarfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.stories import PEOPLE, Office, Story
from wenguo.administering import pauses
from wenguo.backup import backup
from wenguo.faces.api.urls import api
from wenguo.models import Access, Alarm, Change, Line, Pause, Reaction, SealedNote
from wenguo.queries import care
from wenguo.queries import office as offices
from wenguo.rules import resting
from wenguo.ticking import tick
from wenguo.verbs import VERBS, Refused

pytestmark = pytest.mark.row("M23")

SECRET = "今天被骂哭了，想辞职"
ROOT = Path(__file__).parents[3]
ADDRESS = "/desk/care/kept/"


def sealed(data: bytes = b"\x93\x11" * 20) -> str:
    part = {"salt": b"s" * 16, "iv": b"i" * 12, "data": data}
    return json.dumps({"v": 1, "n": 600000, **{name: base64.b64encode(one).decode() for name, one in part.items()}})


def keep(client: Client, body: str) -> Any:
    return client.post(ADDRESS, body, content_type="application/json")


def test_sealed_letters_come_back_to_their_author_only(office: Office, client: Client) -> None:
    client.force_login(office.ann)
    assert client.get(ADDRESS).status_code == 404
    assert keep(client, sealed()).status_code == 204
    assert json.loads(client.get(ADDRESS).content)["data"] == base64.b64encode(b"\x93\x11" * 20).decode()
    for name in PEOPLE:
        if name != "ann":
            client.force_login(office.people[name])
            assert client.get(ADDRESS).status_code == 404, name
            assert client.get(f"{ADDRESS}?account={office.ann.pk}").status_code == 404, name
            client.delete(ADDRESS)
    assert SealedNote.objects.get().account_id == office.ann.pk, "nobody else deletes it either"
    client.logout()
    assert client.get(ADDRESS).status_code == 302


@pytest.mark.parametrize(
    "body", [SECRET, json.dumps(SECRET), json.dumps({"words": SECRET}), sealed(b"")[:-3], sealed(b"short")]
)
def test_what_can_be_read_is_not_kept(office: Office, client: Client, body: str) -> None:
    client.force_login(office.ann)
    assert keep(client, body).status_code == 422
    assert not SealedNote.objects.exists()


def test_plain_words_never_have_a_way_to_the_server(office: Office, client: Client) -> None:
    client.force_login(office.ann)
    page = client.get("/desk/care/").content.decode()
    section = page[page.index("data-sealed ") : page.index("</section>", page.index("data-sealed "))]
    assert "<form" not in section
    assert "action=" not in section
    assert not re.search(r"<(textarea|input)[^>]*\sname=", section), "a field without a name is sent by no form"
    script = (ROOT / "wenguo/faces/web/static/web/care/care.js").read_text()
    assert script.count("fetch(") == 1
    assert "root.dataset.sealedAt" in script
    assert 'ask("POST", sealed)' in script
    assert "words.value)" in script
    assert "PBKDF2" in script
    assert "AES-GCM" in script


def test_no_api_command_or_report_knows_of_it() -> None:
    schema = json.dumps(api.get_openapi_schema(), default=str)
    for word in ("sealed", "SealedNote", "self_check", "/care"):
        assert word not in schema
    readers = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "wenguo").rglob("*.py")
        if "SealedNote" in path.read_text() and "migrations" not in path.parts
    ]
    assert sorted(readers) == ["wenguo/faces/web/care/views.py", "wenguo/models/__init__.py", "wenguo/models/care.py"]
    assert not {"pause_taken", "self_check", "note_for_myself"} & set(VERBS)


def test_a_backup_holds_letters_without_meaning(committing: Any, tmp_path: Path) -> None:
    from tests.stories import founded

    office = founded()
    client = Client()
    client.force_login(office.ann)
    assert keep(client, sealed()).status_code == 204
    backup(tmp_path / "all.tar", datetime.now(UTC))
    with tarfile.open(tmp_path / "all.tar") as tar:
        whole = b"".join((tar.extractfile(one) or io.BytesIO()).read() for one in tar if one.isfile())
    assert SECRET.encode() not in whole


def test_a_pause_tells_only_that_it_is_one(office: Office, client: Client) -> None:
    story = Story(office).recorded()
    story.does("protect", contact="insult", quote="骂了很久", steps=["rest"])
    lines, alarms, changes = Line.objects.count(), Alarm.objects.count(), Change.objects.count()
    client.force_login(office.ann)
    client.post("/desk/care/pause/", {"length": "30"})
    pause = Pause.objects.get()
    assert {field.name for field in Pause._meta.get_fields()} == {
        "id", "account", "unit", "began_at", "until", "told", "seen_at", "offering"
    }, "there is no place for a reason or a complaint"  # fmt: skip
    assert (Line.objects.count(), Alarm.objects.count(), Change.objects.count()) == (lines, alarms, changes)
    assert not Access.objects.exists()
    assert pause.told_id == office.bob.pk
    client.force_login(office.bob)
    board = client.get("/desk/board/").content.decode()
    assert "Ann 不在，至" in board
    assert story.number not in re.findall(r"pause-told.*?</form>", board, re.DOTALL)[0]
    client.post("/desk/care/told/", {"pause": pause.pk})
    assert "Ann 不在，至" not in client.get("/desk/board/").content.decode()
    client.force_login(office.tom)
    assert care.told(office.tom.pk, datetime.now(UTC)) == []


def test_a_pause_ends_by_itself_or_by_hand(office: Office) -> None:
    at = datetime.now(UTC)
    taken = pauses.take(office.ann.pk, at, "15", offering=False)
    assert offices.account(office.ann.pk, at + timedelta(minutes=5)).away  # type: ignore[union-attr]
    with pytest.raises(Refused):
        pauses.take(office.ann.pk, at + timedelta(minutes=5), "15", offering=False)
    assert not offices.account(office.ann.pk, taken.until).away  # type: ignore[union-attr]
    pauses.take(office.ann.pk, taken.until, "240", offering=False)
    assert pauses.end(office.ann.pk, taken.until + timedelta(minutes=1))
    assert not offices.account(office.ann.pk, taken.until + timedelta(minutes=2)).away  # type: ignore[union-attr]
    assert not pauses.end(office.ann.pk, taken.until + timedelta(minutes=3))


def test_what_falls_due_is_offered_and_stays_ones_own_until_taken(office: Office) -> None:
    at = datetime.now(UTC)
    story = Story(office, at - timedelta(days=9)).recorded()
    office.ann.deputy = office.eve
    office.ann.save()
    taken = pauses.take(office.ann.pk, at, "60", offering=True)
    c = story.complaint
    assert taken.offered == 1
    assert c.owner == office.ann.pk
    assert c.hand_over is not None
    assert c.hand_over.to == office.eve.pk
    assert not any("休息" in text or "pause" in text.lower() for text in story.texts)


def test_the_clock_offers_what_comes_to_fall_due_later_and_presses_nothing_on_anybody(office: Office) -> None:
    at = datetime.now(UTC)
    pauses.take(office.ann.pk, at, "60", offering=True)
    story = Story(office, at - timedelta(days=9)).recorded()
    tick(at + timedelta(minutes=5))
    assert story.complaint.hand_over is None, "not before a while has gone"
    assert tick(at + timedelta(minutes=11)).offered == 1
    c = story.complaint
    assert (c.owner, c.hand_over is not None and c.hand_over.to) == (office.ann.pk, office.bob.pk)
    story.moves_to(at + timedelta(minutes=12)).turned_back("bob")
    assert tick(at + timedelta(minutes=30)).offered == 0, "turned back, it is not pressed on them again"
    other = Story(office, at - timedelta(days=9)).recorded()
    assert tick(at + timedelta(minutes=61)).offered == 0, "the pause is over"
    assert other.complaint.hand_over is None


def test_who_did_not_wish_it_offered_finds_it_as_it_was(office: Office) -> None:
    at = datetime.now(UTC)
    pauses.take(office.ann.pk, at, "60", offering=False)
    Story(office, at - timedelta(days=9)).recorded()
    assert tick(at + timedelta(minutes=20)).offered == 0


def test_counts_name_nobody(office: Office) -> None:
    at = datetime.now(UTC)
    pauses.take(office.ann.pk, at, "15", offering=False)
    assert {one.count for one in care.counted(office.sec.pk, at)} == {None}, "three people: no number, not even none"
    for n in range(3):
        office.new_person(f"p{n}", "sec", "handler")
    assert [one.count for one in care.counted(office.sec.pk, at)] == [1]
    assert not resting.may_be_counted(4)
    assert resting.may_be_counted(5)


def test_a_head_sees_a_load_and_the_one_who_carries_it_a_question(office: Office, client: Client) -> None:
    at = datetime.now(UTC)
    stories = [Story(office, at - timedelta(hours=5)).recorded(f"第 {n} 件") for n in range(resting.HARD)]
    for one in stories:
        one.does("supervise", "bob", words="盯紧")
    for one in stories[:2]:
        one.does("protect", contact="threat", quote="要来找你", steps=["security"])
    Reaction.objects.all().delete()
    load = care.load(office.ann.pk, at)
    assert (load.open, load.hard, load.abusive) == (5, 5, 2)
    client.force_login(office.ann)
    assert "要不要换一换" in client.get("/desk/care/").content.decode()
    client.force_login(office.bob)
    board = client.get("/desk/board/").content.decode()
    part = board[board.index('id="care"') :]
    part = part[: part.index("</section>")]
    assert "5 件难办" in part
    assert "威胁" not in part
    assert "伤人" not in part
