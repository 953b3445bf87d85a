"""Things, custody, statements and consent: what the verbs take, refuse and fold."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.stories import Office, Story
from wenguo.queries import evidence, office
from wenguo.queries.history import history
from wenguo.queries.seeing import asker
from wenguo.rules.evidence import CONSENTS, FACTS, KINDS, LISTENING
from wenguo.verbs import VERBS, Refused, Upload
from wenguo.verbs.describe import Fact


def enclosed(story: Story, name: str = "a.txt", data: bytes = b"a", *, by: str = "ann", **fields: Any) -> str:
    """Enclose one file; its name among the items."""
    before = set(story.complaint.refs)
    story.does("enclose", by, files=[Upload(name=name, data=data)], **fields)
    return next(ref for ref in story.complaint.refs if ref not in before and ref.startswith("e"))


def items(story: Story, by: str = "ann") -> dict[str, evidence.Item]:
    """The items as this person may see them."""
    person = story.office.people[by].pk
    whole = history(asker(person), story.number)
    actor = office.actor(person, office.units()[whole.complaint.unit], "cli")
    assert actor is not None
    return {one.ref: one for one in evidence.items(whole, actor, looks=True)}


def test_the_tables_and_the_verb_name_the_same_facts_and_consents() -> None:
    assert set(Fact.__args__) == set(FACTS)
    assert set(LISTENING) == set(CONSENTS)
    kinds = VERBS["enclose"].model_fields["kind"].annotation
    assert set(kinds.__args__) == set(KINDS)


@pytest.mark.row("M03")
def test_a_thing_is_taken_in_moved_and_given_back_and_all_of_it_stands_in_the_log(story: Story) -> None:
    story.recorded("电饭煲漏电").does(
        "deposit", "ann", description="电饭煲，底部烧黑", place="一号柜", giver={"name": "王芳"}
    )
    story.does("move", "ann", item="t1", act="handed", to={"name": "鉴定所"}, reason="送检", place="鉴定所")
    story.does("move", "ann", item="t1", act="stored", place="二号柜")
    story.does("move", "ann", item="t1", act="returned", to={"name": "王芳"})
    c = story.complaint
    assert c.things[0].state == "returned"
    assert [step.act for step in items(story)["t1"].custody] == ["handed", "stored", "returned"]
    assert "王芳" not in "".join(story.texts)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"item": "t9", "act": "stored", "place": "x"}, "没有证据"),
        ({"item": "t1", "act": "handed", "reason": "x"}, "交给了谁"),
        ({"item": "t1", "act": "stored"}, "放到了哪里"),
        ({"item": "t1", "act": "copied"}, "理由"),
        ({"item": "t1", "act": "destroyed", "reason": "坏了"}, "还在办"),
    ],
)
def test_a_move_that_says_too_little_or_goes_too_far_is_refused_in_words(story: Story, fields: Any, said: str) -> None:
    story.recorded().does("deposit", "ann", description="x", place="y")
    with pytest.raises(Refused, match=said):
        story.does("move", "bob", **fields)


def test_under_a_legal_hold_nothing_is_destroyed(story: Story) -> None:
    story.recorded().does("deposit", "ann", description="x", place="y")
    story.acknowledged().does("withdraw", "complainant").does("close", "bob", outcome="OC06")
    story.does("hold", "lex", reason="诉讼")
    with pytest.raises(Refused, match="保全"):
        story.does("move", "bob", item="t1", act="destroyed", reason="过期")
    story.does("hold", "lex", reason="结束", lifted=True)
    story.does("move", "bob", item="t1", act="destroyed", reason="过期")
    with pytest.raises(Refused, match="已经销毁"):
        story.does("move", "bob", item="t1", act="copied", reason="x")


@pytest.mark.row("M03")
def test_a_recording_without_consent_is_kept_from_everybody_until_a_basis_is_stated(story: Story) -> None:
    story.recorded()
    ref = enclosed(story, "call.mp3", b"ID3\x03" + b"\0" * 300, kind="sound")
    closed = items(story)[ref].closed
    assert closed is not None
    assert "同意依据" in closed.zh
    story.does("describe", "ann", item=ref, consent="oral", consent_words="开头征得王女士同意")
    assert items(story, "bob")[ref].closed is None, "the head may listen"
    narrowed = items(story, "qi")[ref].closed
    assert narrowed is not None, "quality may not on consent by word of mouth"
    assert "负责人" in narrowed.zh
    story.does("describe", "ann", item=ref, consent="written", consent_words="同意书", listeners=["legal"])
    assert items(story, "bob")[ref].closed is not None, "narrowed to legal"
    assert items(story, "lex")[ref].closed is None


def test_a_consent_says_where_it_is_found(story: Story) -> None:
    story.recorded()
    ref = enclosed(story, kind="sound")
    with pytest.raises(Refused, match="依据在哪里"):
        story.does("describe", "ann", item=ref, consent="written")


@pytest.mark.parametrize(
    ("stated", "field"),
    [
        ({"fact": "paid", "words": "三百"}, "stated.0.amount_fen"),
        ({"fact": "bought_on", "number": 3}, "stated.0.day"),
        ({"fact": "paid", "amount_fen": 3, "number": 3}, "stated.0.number"),
    ],
)
def test_a_statement_has_the_one_value_its_fact_is_stated_by(story: Story, stated: Any, field: str) -> None:
    story.recorded()
    ref = enclosed(story)
    with pytest.raises(Refused) as refused:
        story.does("describe", "ann", item=ref, stated=[stated])
    assert refused.value.field == field


def test_nothing_happened_in_the_future_and_nothing_derives_from_itself(story: Story) -> None:
    story.recorded()
    ref = enclosed(story)
    with pytest.raises(Refused, match="将来"):
        story.does("describe", "ann", item=ref, happened_at=datetime(2030, 1, 1, tzinfo=UTC))
    with pytest.raises(Refused, match="由它自己"):
        story.does("describe", "ann", item=ref, of=ref)
    with pytest.raises(Refused, match="至少说明一点"):
        story.does("describe", "ann", item=ref)


@pytest.mark.row("M03")
def test_the_order_of_happening_is_another_than_that_of_arrival(story: Story, office: Office) -> None:
    story.recorded()
    later, earlier = enclosed(story, "b.txt"), enclosed(story, "a.txt")
    story.does("describe", "ann", item=later, happened_at=datetime(2026, 2, 20, tzinfo=UTC), precision="day")
    story.does("describe", "ann", item=earlier, happened_at=datetime(2026, 1, 5, tzinfo=UTC), precision="month")
    found = items(story)
    assert [one.ref for one in evidence.happenings(list(found.values()))] == [earlier, later]
    assert [found[one].arrival for one in (later, earlier)] == [1, 2]


def test_words_of_statements_and_transcripts_are_erased_with_the_rest(story: Story) -> None:
    story.does("record", "local", words="灯不亮", unit=story.office.new_unit("lab", ["house"], head="bob").pk)
    ref = enclosed(story, kind="sound", by="local")
    story.does(
        "describe",
        "local",
        item=ref,
        stated=[{"fact": "who_said", "words": "柜员李某"}],
        moments=[{"second": 75, "words": "答应三天退款"}],
    )
    kept = set(story.complaint.refs)
    story.does("withdraw", "complainant").does("close", "local", outcome="OC06")
    story.does("erase", "adm", ground="本人请求")
    assert kept <= story.complaint.erased
