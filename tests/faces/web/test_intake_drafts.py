"""Nothing typed is lost: drafts, windows, files, and a break between two acts."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.faces.web.intake import KEY, WORDS, keep, only, post, shown, text
from tests.stories import Office
from wenguo import models
from wenguo.faces.web.intake import finishing
from wenguo.models import Draft, store
from wenguo.text import Text
from wenguo.verbs import Erase, Refused


@pytest.fixture
def ann(office: Office, client: Client) -> Client:
    client.force_login(office.ann)
    return client


# -- files -----------------------------------------------------------------------------------------------------------


def test_files_are_kept_with_the_draft_and_enclosed_with_the_record(ann: Client) -> None:
    keep(ann, words=WORDS, evidence=SimpleUploadedFile("小票.jpg", b"\xff\xd8photo", "image/jpeg"))
    (file,) = Draft.objects.get(key=KEY).body["files"]
    assert store.get(file["path"]) == b"\xff\xd8photo"
    post(ann, words=WORDS, version="1")
    (kept,) = models.Evidence.objects.all()
    assert (kept.name, kept.media_type, kept.size) == ("小票.jpg", "image/jpeg", 7)
    assert kept.path != file["path"]
    with pytest.raises(FileNotFoundError):
        store.get(file["path"])


def test_a_file_can_be_taken_out_again(ann: Client) -> None:
    keep(ann, words=WORDS, evidence=SimpleUploadedFile("a.txt", b"a"))
    (file,) = Draft.objects.get(key=KEY).body["files"]
    answer = keep(ann, words=WORDS, version="1", remove=file["path"])
    assert "a.txt" not in shown(answer)
    assert Draft.objects.get(key=KEY).body["files"] == []


# -- nothing is lost -------------------------------------------------------------------------------------------------


def test_what_is_typed_is_saved_and_found_again_after_the_laptop_was_closed(ann: Client) -> None:
    page = shown(
        keep(
            ann,
            words=WORDS,
            meaning="怕没人管",
            wish=["RM03", ""],
            wish_amount=["298", ""],
            wish_words=["", ""],
            promise="m30",
            feelings=["angry"],
        )
    )
    assert re.search(r"已保存 \d\d:\d\d:\d\d", page)
    assert WORDS in shown(ann.get("/desk/intake/"))
    page = shown(ann.get(f"/desk/intake/{KEY}/"))
    for one in (
        WORDS,
        "怕没人管",
        'value="RM03" selected',
        'value="298"',
        'value="m30" checked',
        'value="angry" checked',
    ):
        assert one in page
    assert Draft.objects.count() == 1


def test_a_new_one_keeps_nothing_until_something_is_typed(ann: Client) -> None:
    answer = ann.get("/desk/intake/new/")
    assert ann.get(answer["Location"]).status_code == 200
    assert Draft.objects.count() == 0


def test_two_windows_never_overwrite_each_other(ann: Client) -> None:
    keep(ann, words="先写的", window="one")
    assert keep(ann, words="后写的", window="two", version="1").status_code == 200
    answer = keep(ann, words="不知道的", window="one", version="1")
    assert answer.status_code == 409
    assert "另一个窗口" in shown(answer)
    assert Draft.objects.get(key=KEY).body["fields"]["words"] == "后写的"
    page = post(ann, "record", words="不知道的", window="one", version="1")
    assert page.status_code == 409
    assert "不知道的" in shown(page)
    assert models.Complaint.objects.count() == 0
    post(ann, "apart", words="不知道的", window="one", version="1")
    assert sorted(one.body["fields"]["words"] for one in Draft.objects.all()) == sorted(["后写的", "不知道的"])
    post(ann, "over", words="就用这个", window="one", version="1")
    assert Draft.objects.get(key=KEY).body["fields"]["words"] == "就用这个"


def test_an_answer_that_was_lost_on_its_way_is_no_other_window(ann: Client) -> None:
    keep(ann, words="一", window="one")
    assert keep(ann, words="一二", window="one", version="0").status_code == 200
    assert Draft.objects.get(key=KEY).body["fields"]["words"] == "一二"


def test_a_draft_is_its_authors_alone(ann: Client, office: Office) -> None:
    keep(ann, words=WORDS)
    ann.force_login(office.bob)
    assert ann.get(f"/desk/intake/{KEY}/").status_code == 404
    assert keep(ann, words="x").status_code == 404
    assert post(ann, words="x").status_code in {404, 422}
    assert WORDS not in shown(ann.get("/desk/intake/"))
    ann.post(f"/desk/intake/{KEY}/discard/")
    assert (Draft.objects.get(key=KEY).state, Draft.objects.get(key=KEY).body["fields"]["words"]) == ("open", WORDS)


def test_a_discarded_draft_can_be_taken_back(ann: Client) -> None:
    keep(ann, words=WORDS)
    ann.post(f"/desk/intake/{KEY}/discard/")
    assert "刚丢弃的" in shown(ann.get("/desk/intake/"))
    answer = ann.post(f"/desk/intake/{KEY}/restore/", follow=True)
    assert WORDS in shown(answer)


def test_once_recorded_the_draft_is_emptied_and_leads_to_the_complaint(ann: Client) -> None:
    keep(ann, words=WORDS, phone="13800138000")
    post(ann, words=WORDS, phone="13800138000", version="1")
    draft = Draft.objects.get(key=KEY)
    assert (draft.state, draft.body) == ("sent", {})
    assert ann.get(f"/desk/intake/{KEY}/")["Location"] == f"/desk/{only().number}/"
    assert post(ann, words=WORDS)["Location"] == f"/desk/{only().number}/"
    assert models.Complaint.objects.count() == 1


# -- a break between the acts ----------------------------------------------------------------------------------------


def test_a_break_between_two_acts_is_finished_by_pressing_again(ann: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = finishing.perform, []

    def breaks(verb: Any, *args: Any, **more: Any) -> Any:
        calls.append(verb.word())
        if verb.word() == "promise":
            raise RuntimeError("the machine went down")
        return real(verb, *args, **more)

    fields: dict[str, Any] = {"words": WORDS, "feelings": ["angry"], "promise": "m30", "acknowledged": "1"}
    monkeypatch.setattr(finishing, "perform", breaks)
    with pytest.raises(RuntimeError):
        post(ann, **fields)
    assert calls == ["record", "note", "promise"]
    assert only().promises == []
    monkeypatch.setattr(finishing, "perform", real)
    page = shown(ann.get(f"/desk/intake/{KEY}/"))
    assert only().number in page
    assert "接着做完" in page
    answer = post(ann, "again")
    c = only()
    assert answer["Location"] == f"/desk/{c.number}/"
    assert (len(c.promises), c.stage) == (1, "acknowledged")
    assert [text(ref) for ref in c.ours if "愤怒" in text(ref)] == [text(c.ours[0])], "what was done is not done twice"


def test_a_break_after_the_first_act_before_the_draft_knows_records_nothing_twice(
    ann: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = finishing.perform

    def commits_and_breaks(*args: Any, **more: Any) -> Any:
        real(*args, **more)
        raise RuntimeError("down after the commit")

    monkeypatch.setattr(finishing, "perform", commits_and_breaks)
    with pytest.raises(RuntimeError):
        post(ann, words=WORDS, promise="m30")
    monkeypatch.setattr(finishing, "perform", real)
    post(ann, "again")
    assert len(only().promises) == 1


def test_a_later_act_that_is_refused_is_told_and_can_be_left(ann: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    real = finishing.perform

    def refuses(verb: Any, *args: Any, **more: Any) -> Any:
        if verb.word() == "promise":
            raise Refused(Text("承诺的时间已经过去。", "The promised time has passed already."))
        return real(verb, *args, **more)

    monkeypatch.setattr(finishing, "perform", refuses)
    page = shown(
        ann.post(
            f"/desk/intake/{KEY}/", {"do": "record", "words": WORDS, "promise": "m10", "acknowledged": "1"}, follow=True
        )
    )
    c = only()
    assert c.stage == "acknowledged", "what comes after the refused act is done all the same"
    for said in (c.number, "承诺的时间已经过去", "回电"):
        assert said in page
    assert post(ann, "leave")["Location"] == f"/desk/{c.number}/"
    assert Draft.objects.get(key=KEY).body == {}


def test_what_was_left_half_done_is_forgotten_when_the_complaint_is_erased(
    ann: Client, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = finishing.perform

    def refuses(verb: Any, *args: Any, **more: Any) -> Any:
        if verb.word() == "enclose":
            raise Refused(Text("附不上。", "It cannot be enclosed."))
        return real(verb, *args, **more)

    monkeypatch.setattr(finishing, "perform", refuses)
    post(ann, "settle", words=WORDS, answer="已办", evidence=SimpleUploadedFile("a.txt", b"a"))
    draft = Draft.objects.get(key=KEY)
    assert draft.state == "failed"
    (file,) = draft.body["files"]
    real(Erase.model_validate({"ground": "request"}), only().number, office.by("adm"), datetime.now(UTC))
    assert not Draft.objects.filter(key=KEY).exists()
    with pytest.raises(FileNotFoundError):
        store.get(file["path"])


# -- what nobody finishes --------------------------------------------------------------------------------------------


def _old(state: str, days: float) -> UUID:
    at = datetime.now(UTC) - timedelta(days=days)
    account = models.Account.objects.get(username="ann")
    return Draft.objects.create(
        key=uuid4(),
        account=account,
        kind="intake",
        body={"fields": {"words": "x"}, "files": []},
        state=state,
        created_at=at,
        changed_at=at,
    ).key


def test_unfinished_drafts_are_deleted_when_their_days_are_over(ann: Client, purged: Callable[[], int]) -> None:
    kept = {_old("open", 29), _old("taken_back", 0.5)}
    for state, days in (("open", 31), ("failed", 31), ("taken_back", 2)):
        _old(state, days)
    keep(ann, words=WORDS, evidence=SimpleUploadedFile("a.txt", b"a"))
    (file,) = Draft.objects.get(key=KEY).body["files"]
    Draft.objects.filter(key=KEY).update(changed_at=datetime.now(UTC) - timedelta(days=40))
    assert purged() == 4
    assert set(Draft.objects.values_list("key", flat=True)) == kept
    with pytest.raises(FileNotFoundError):
        store.get(file["path"])


@pytest.fixture
def purged() -> Callable[[], int]:
    from wenguo.reactions.forgetting import forget_drafts

    return lambda: forget_drafts(datetime.now(UTC))


def test_two_windows_that_end_one_draft_differently_make_one_complaint(office: Office) -> None:
    from uuid import uuid4

    from tests.stories import T0
    from wenguo.faces.web.intake import finishing
    from wenguo.models import Draft

    known = {"account": office.ann, "created_at": T0, "changed_at": T0}
    key = Draft.objects.create(key=uuid4(), kind="intake", body={"fields": {"words": ["一件事"]}}, **known).key
    one, other = Draft.objects.get(key=key), Draft.objects.get(key=key)
    finishing.begin(one, "record", "", None, T0)
    finishing.begin(other, "settle", "", None, T0)
    assert other.body["begun"]["do"] == "record"
