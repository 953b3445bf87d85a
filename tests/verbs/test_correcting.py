"""correct, hold, erase: what was wrong is put right in the open, what must go goes everywhere."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections

from tests.stories import Story, founded
from wenguo.models import Evidence, Message, Person
from wenguo.models.store import folder

CONTACT = {"name": "王小明", "phone": "13812345678", "address": "上海市静安区", "email": "wang@example.cn"}
PLANTED = (*CONTACT.values(), "空调太吵了睡不着", "回执单照片", "本人要求删除", "王小明.txt")

# Every column in which words of people may lie; a new one must be erased too, and then be written here.
PLACES = {
    "wenguo_message.text",
    "wenguo_person.name",
    "wenguo_person.phone",
    "wenguo_person.email",
    "wenguo_person.address",
    "wenguo_evidence.name",
}


def test_a_correction_says_which_fact_and_keeps_the_old_one_outside_the_log(story: Story) -> None:
    story.recorded("空调响", complainant=CONTACT).does("correct", field="complainant", contact={"name": "王晓明"})
    c = story.complaint
    assert c.complainant is not None
    assert Person.objects.get(pk=c.complainant.id[1:]).name == "王晓明"
    assert set(Person.objects.values_list("name", flat=True)) == {"王小明", "王晓明"}
    assert not any("王" in text for text in story.texts)


def test_a_subject_given_later_is_among_the_complainants_words(story: Story) -> None:
    story.recorded("空调响").does("correct", field="subject", words="噪音")
    c = story.complaint
    assert c.theirs == [c.subject, c.words]
    story.does("correct", field="words", words="空调一直响")
    assert story.complaint.theirs == [story.complaint.subject, story.complaint.words]
    assert Message.objects.filter(text="空调响").exists()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"field": "words"}, "words"),
        ({"field": "complainant"}, "contact"),
        ({"field": "event_date", "value": "2026-02-30"}, "value"),
        ({"field": "price_fen", "value": "-1"}, "value"),
        ({"field": "price_fen", "value": "一千"}, "value"),
        ({"field": "channel", "value": "pigeon"}, "value"),
        ({"field": "product", "value": "SEC01", "words": "写错了地方的话"}, "words"),
        ({"field": "words", "words": "x", "contact": CONTACT}, "contact"),
    ],
)
def test_what_cannot_be_right_is_refused(story: Story, fields: dict[str, Any], field: str) -> None:
    story.recorded()
    assert story.cannot("correct", **fields).field == field


def _closed(story: Story, **fields: Any) -> Story:
    story.recorded(PLANTED[4], complainant=CONTACT, key="k1", **fields)
    story.does("enclose", words=PLANTED[5], files=[{"name": PLANTED[7], "data": b"5Zue5omn"}])
    return story.answered(address=CONTACT["address"]).accepted().closed()


def _everywhere(*words: str) -> set[str]:
    """The columns of all tables in which one of the words lies, the database's own ones included."""
    found = set()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # virtual tables keep nothing themselves: what they know lies in the plain ones beside them
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'")
        else:
            cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [one[0] for one in cursor.description or ()]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    text = (
                        bytes(value).decode("utf-8", "replace") if isinstance(value, bytes | memoryview) else str(value)
                    )
                    if any(word in text for word in words):
                        found.add(f"{table}.{name}")
    return found


def test_words_lie_only_where_erase_looks_and_erased_they_lie_nowhere(story: Story) -> None:
    story.office.new_person("zed", "car", "handler", "administrator")
    story.recorded(PLANTED[4], "zed", complainant=CONTACT, key="k1")
    story.does("enclose", "zed", words=PLANTED[5], files=[{"name": PLANTED[7], "data": b"5Zue5omn"}])
    story.answered("zed", address=CONTACT["address"]).accepted().closed("zed")
    paths = [folder() / path for path in Evidence.objects.values_list("path", flat=True) if path]
    assert [path.exists() for path in paths] == [True]
    assert _everywhere(*PLANTED) - {"wenguo_account.username"} == PLACES
    story.later(days=365 * 4).does("erase", "zed", ground="requested")
    assert story.happened[-1] == "Erased", story.happened
    assert _everywhere(*PLANTED) == set()
    assert [path.exists() for path in paths] == [False]
    assert not Message.objects.filter(salt__isnull=False).exclude(text="requested").exists(), (
        "a salt tells guesses apart"
    )
    assert not Person.objects.filter(salt__isnull=False).exists()
    assert "没有可删除" not in story.cannot("record", "zed", words="x", key="k1").text.zh


def test_only_contact_data_goes_where_only_that_is_asked(story: Story) -> None:
    story.recorded(PLANTED[4], by="tom", complainant=CONTACT).answered("tom").accepted().closed("tom")
    story.later(days=365 * 4).does("erase", "lex", what="contact", ground="requested")
    assert _everywhere(*CONTACT.values()) == set()
    assert Message.objects.filter(text=PLANTED[4]).exists()
    assert story.cannot("erase", "lex", what="contact", ground="requested").code == "refused"


def test_while_the_law_keeps_it_erasing_is_narrowed_to_a_lock(story: Story) -> None:
    _closed(story).later(days=30).does("erase", "lex", ground="本人要求删除")
    assert story.happened[-1] == "Locked"
    assert story.complaint.locked
    assert Message.objects.filter(text=PLANTED[4]).exists()
    assert "本人要求" not in story.texts[-1]
    story.later(days=20 * 366).does("erase", "lex", ground="保存期满")
    assert story.happened[-1] == "Erased"


def test_a_legal_hold_keeps_everything(story: Story) -> None:
    story.recorded(by="tom").answered("tom").accepted().closed("tom").does("hold", "lex", reason="诉讼")
    story.later(days=365 * 30)
    assert "保全" in story.cannot("erase", "lex", ground="x").text.zh
    assert story.cannot("hold", "lex", reason="x").field == "lifted"
    story.does("hold", "lex", reason="结案", lifted=True).does("erase", "lex", ground="x")
    assert story.happened[-1] == "Erased"


def test_what_is_open_is_not_erased(story: Story) -> None:
    story.recorded()
    assert story.cannot("erase", "lex", ground="x").code == "stage"
    assert story.cannot("erase", "ann", ground="x").code == "permission"


def test_erased_words_are_in_no_byte_of_the_files(committing: Path | None) -> None:
    if committing is None:
        pytest.skip("PostgreSQL's files are vacuumed by its own clock")
    story = Story(founded())
    story.recorded(PLANTED[4], by="tom", complainant=CONTACT).answered("tom").accepted().closed("tom")
    assert PLANTED[4].encode() in _bytes(committing)
    story.later(days=365 * 4).does("erase", "lex", ground="requested")
    connections.close_all()
    left = _bytes(committing)
    assert [word for word in PLANTED if word.encode() in left] == []


def _bytes(path: Path) -> bytes:
    return b"".join(part.read_bytes() for part in path.parent.glob(f"{path.name}*"))


def test_time_passes(story: Story) -> None:
    assert story.later(days=1).at - timedelta(days=1) == Story(story.office).at
