"""An answer goes out with every part its packs ask for, each linked to something on record (M27, M26)."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests.faces.api.conftest import Knock
from tests.stories import Office, Story
from wenguo.line import read
from wenguo.models import Account
from wenguo.queries.for_the_reported import covered
from wenguo.queries.tracking import followed
from wenguo.rules import answering
from wenguo.rules.pack import PARTS


def last(story: Story, name: str = "Answered") -> object:
    return next(e for text in reversed(story.texts) if type(e := read(text).event).__name__ == name)


def test_the_parts_are_words_of_the_packs_in_both_languages() -> None:
    assert set(answering.PARTS) == set(PARTS)
    for part in answering.PARTS.values():
        assert all(text.zh and text.en for text in (part.name, part.missing, part.sentence))


@pytest.mark.row("M27")
def test_no_answer_goes_out_without_a_finding_however_much_text_stands_there(story: Story) -> None:
    story.recorded()
    no = story.cannot("answer", words="经核查，依据《消费者权益保护法》第二十四条，事实是……")
    assert "核实的情况" in no.text.zh
    assert "经核查，……" in no.text.zh, "it offers the sentence to complete"
    assert "what was verified" in no.text.en
    assert "核实的情况" in story.cannot("submit", words="经核查").text.zh


def test_a_refusal_needs_its_reason_and_everything_needs_a_basis(story: Story) -> None:
    story.recorded(demands=[{"remedy": "RM03"}]).does("investigate", finding="机器完好")
    no = story.cannot("answer", words="不能退", decisions=[{"demand": 1, "decision": "not"}])
    assert "依据" in no.text.zh
    assert "理由" in no.text.zh
    story.does("answer", words="不能退", decisions=[{"demand": 1, "decision": "not", "basis": "合同第三条"}])
    assert story.complaint.stage == "answered"


def test_an_article_of_the_packs_is_a_basis_and_one_that_is_not_there_is_refused(story: Story) -> None:
    story.recorded().does("investigate", finding="机器完好")
    assert story.cannot("answer", words="答", articles=["cn-retail/none"]).field == "articles"
    assert story.cannot("answer", words="答", findings=[7]).field == "findings"
    assert story.does("answer", words="答", rule="公司维修规定第三条").complaint.stage == "answered"


@pytest.mark.row("M27")
def test_letting_a_part_go_takes_authority_and_a_reason_and_stands_in_the_log(story: Story) -> None:
    story.recorded()
    assert story.cannot("answer", words="先答复", override="客户马上登机").field == "override"
    story.does("answer", "bob", words="先答复", override="客户马上登机，先告知结论")
    event = last(story)
    assert "facts_found" in event.overridden  # type: ignore[attr-defined]
    assert event.override is not None  # type: ignore[attr-defined]


def test_what_was_taken_in_as_history_is_not_asked_for_parts(story: Story) -> None:
    assert (
        story.recorded(by="bob", live=False).does("answer", "bob", words="旧系统里的答复").complaint.stage == "answered"
    )


def test_put_right_on_the_spot_and_accepted_answers_in_the_short_form(office: Office) -> None:
    story = Story(office).settled()
    assert last(story).short_form  # type: ignore[attr-defined]
    assert last(story).routes  # type: ignore[attr-defined]


@pytest.mark.row("M27")
def test_a_misunderstanding_is_explained_with_its_proof_in_the_answer_and_what_is_withheld_names_its_ground(
    story: Story,
) -> None:
    story.recorded("你们把样机当新机卖给我")
    assert story.cannot("clarify", claim="样机当新机", fact="合同写明是展示机").field == "proof"
    story.does("clarify", claim="样机当新机", fact="合同第二条写明是展示机", proof=["line:1"])
    story.investigated().does("investigate", finding="监控里有另一位客人", basis="监控")
    story.does("withhold", by="bob", what="监控画面", ground="privacy", words="有其他客人", finding=2).answered()
    entry = next(one for one in followed(story.row.pk).entries if one.linked)
    said = {one.code: " ".join(text.zh for text in one.said) for one in entry.linked}
    assert "合同第二条写明是展示机" in said["clarified"]
    assert "另一位客人" not in " ".join(said.values())
    assert "隐私" in said["withheld"]
    assert said["remedies_told"]


@pytest.mark.row("M26")
def test_the_portal_tells_what_was_verified_and_of_a_named_person_only_how_sure(story: Story) -> None:
    tom = story.recorded("柜台的人吼我", concerned=[story.office.tom.pk]).office.tom.pk
    story.does("declare", interest=False).does("tell", account=tom, words="有人反映您吼了他")
    story.does("hear", "tom", who="employee", words="我只是声音大")
    story.investigated().does(
        "investigate",
        finding="汤某当时情绪失控",
        against=[f"account:{tom}"],
        standard="established",
        evidence=["line:1"],
    )
    story.answered()
    shown = followed(story.row.pk)
    said = " ".join(text.zh for one in shown.entries for part in one.linked for text in part.said)
    assert "压缩机轴承磨损" in said
    assert "汤某" not in said
    assert "成立" in said
    words = " ".join(word for one in shown.entries for word in one.words)
    assert "我只是声音大" not in words
    assert any("告知了有关人员" in one.text.zh for one in shown.entries)


@pytest.mark.row("M13")
def test_the_person_complained_of_reads_what_is_said_of_them_and_nothing_that_is_others(
    story: Story, client: Client
) -> None:
    office = story.office
    Account.objects.filter(pk=office.tom.pk).update(display_name="汤伟")
    story.recorded(
        "柜台的汤某吼我，老李劝他", concerned=[office.tom.pk], complainant={"name": "王小明", "phone": "13812345678"}
    )
    story.does("note", words="内部：先别声张").does("involve", role="witness", who={"name": "证人老李"})
    story.does("hear", who="witness", person=1, words="我看见他吼了")
    story.does("tell", account=office.tom.pk, words="有人反映您吼了他").investigated()
    client.force_login(office.tom)
    shown = client.get(f"/desk/{story.number}/").content.decode()
    for seen in ("柜台的汤某吼我", "有人反映您吼了他", "压缩机轴承磨损"):
        assert seen in shown
    for hidden in ("老李", "王小明", "13812345678", "内部：先别声张", "证人老李", "我看见他吼了"):
        assert hidden not in shown
    story.does("hear", "tom", who="employee", words="我没有吼")
    assert story.complaint.statements[-1].subject == f"account:{office.tom.pk}"


@pytest.mark.row("M13")
@pytest.mark.parametrize(
    ("me", "text", "shown"),
    [
        ("汤伟民", "汤伟民吼我，小汤还笑", "汤伟民吼我，小汤还笑"),
        ("汤伟民", "找汤经理，不找李经理", "找汤经理，不找＊＊＊"),
        ("汤伟", "柜台的汤某吼我，阿强劝他", "柜台的汤某吼我，＊＊＊劝他"),
        ("欧阳伟民", "欧阳某某，就是欧阳经理", "欧阳某某，就是欧阳经理"),
        ("王伟", "王某吼我，我打13812345678", "＊＊＊吼我，我打＊＊＊"),  # may be the complainant, 王小明
        ("Tom Hill", "The clerk Tom Hill shouted, Mary Brown saw it", "The clerk Tom Hill shouted, ＊＊＊ saw it"),
        ("Al Hill", "The clerk Al Hill shouted, Alan Brown saw it", "The clerk Al Hill shouted, ＊＊＊ saw it"),
        ("", "柜台的汤某吼我", "柜台的＊＊＊吼我"),
    ],
)
def test_how_one_is_called_oneself_is_not_hidden_from_oneself(me: str, text: str, shown: str) -> None:
    assert covered({"w1": text}, [{"name": "王小明", "phone": "13812345678"}], me) == {"w1": shown}


# -- put before a second person ----------------------------------------------------------------------------------------

LACKING: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({}, {}),
    ({"demands": [{"remedy": "RM03"}]}, {}),
    ({"demands": [{"remedy": "RM03"}]}, {"decisions": [{"demand": 1, "decision": "not"}]}),
    ({"demands": [{"remedy": "RM03"}]}, {"decisions": [{"demand": 2, "decision": "support"}]}),
    ({}, {"articles": ["cn-retail/none"]}),
    ({}, {"findings": [9]}),
    ({}, {"offers": [1]}),
    ({}, {"override": "客户马上登机"}),
]


@pytest.mark.row("M27")
@pytest.mark.parametrize(("recorded", "fields"), LACKING)
def test_what_is_submitted_is_asked_for_every_part_just_as_what_is_sent(
    story: Story, recorded: dict[str, Any], fields: dict[str, Any]
) -> None:
    story.recorded(**recorded)
    submitted, sent = (story.cannot(verb, words="经核查属实", **fields) for verb in ("submit", "answer"))
    assert (submitted.text, submitted.errors, submitted.code) == (sent.text, sent.errors, sent.code)


@pytest.mark.row("M27")
def test_the_second_person_judges_the_whole_answer_and_the_whole_goes_out_as_it_was_approved(story: Story) -> None:
    story.recorded(demands=[{"remedy": "RM03"}], severity="T1").does("investigate", finding="机器完好")
    refused: dict[str, Any] = {"decisions": [{"demand": 1, "decision": "not", "basis": "合同第三条"}]}
    story.does("submit", words="不能退", rule="公司维修规定第三条", **refused).does("approve", "dan")
    for other in (
        {"decisions": [{"demand": 1, "decision": "support"}]},
        {"rule": "另一条规定"},
        {"no_remedy": True},
        {"words": "其实可以退"},
    ):
        assert story.cannot("answer", **other).field == next(iter(other))
    story.does("answer")
    event: Any = last(story)
    assert [(one.demand, one.decision) for one in event.decisions] == [(1, "not")]
    assert event.findings == (1,)
    assert event.basis is not None
    assert story.complaint.demands[0].basis is not None
    assert story.complaint.submitted is None


@pytest.mark.row("M27")
def test_a_part_let_go_when_it_is_submitted_stays_let_go_and_keeps_its_reason(story: Story) -> None:
    story.recorded(severity="T1")
    story.does("submit", "bob", words="先答复", override="客户马上登机").does("approve", "dan").does("answer", "bob")
    event: Any = last(story)
    assert "facts_found" in event.overridden
    assert event.override is not None


@pytest.mark.row("M27")
def test_a_refusal_names_for_each_missing_part_its_field_and_for_all_the_remedy(story: Story) -> None:
    story.recorded(demands=[{"remedy": "RM03"}])
    no = story.cannot("answer", words="不能退", decisions=[{"demand": 1, "decision": "not"}])
    assert [name for name, _ in no.errors] == ["findings", "rule", "decisions"]
    assert no.field == "findings"
    assert no.remedy is not None
    assert "investigate" in no.remedy.en
    assert "override" in dict(
        story.cannot("answer", "bob", words="x", decisions=[{"demand": 1, "decision": "not"}]).errors
    )


@pytest.mark.row("M27")
@pytest.mark.parametrize("verb", ["answer", "submit"])
def test_the_form_says_beside_the_field_what_is_missing_and_offers_the_sentence(
    story: Story, client: Client, verb: str
) -> None:
    story.recorded(demands=[{"remedy": "RM03"}]).does("investigate", finding="机器完好")
    client.force_login(story.office.ann)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    form = {"words": "不能退", "way": "letter", "decisions.0.demand": "1", "decisions.0.decision": "not",
            "expected": str(story.complaint.length)}  # fmt: skip
    shown = client.get(f"/desk/{story.number}/do/{verb}/").content.decode()
    assert "what was verified" in shown
    assert "This decision rests on article" in shown
    posted = {"do": "send", "kind": verb, "key": str(uuid.uuid4()), **form}
    if verb == "submit":  # sent at once; an answer is first held for its seconds
        answer = client.post(f"/desk/{story.number}/do/compose/", posted)
        said = answer.content.decode()
        assert answer.status_code in {409, 422}
        assert re.search(r'id="c-[a-z-]*rule[a-z-]*wrong"[^>]*>.*?the basis', said, re.DOTALL)
        assert "the reasons: a demand is decided without reasons" in said
        assert story.complaint.approval is None


def test_the_interface_names_the_field_every_missing_part_and_the_remedy(story: Story) -> None:
    knock = Knock(story.office.ann)
    story.recorded(demands=[{"remedy": "RM03"}])
    form = {"words": "no", "decisions": [{"demand": 1, "decision": "not"}]}
    found = knock.post(f"/complaints/{story.number}/answer", form)
    told = found.json()
    assert found.status_code == 422
    assert told["field"] == "findings"
    assert [one["field"] for one in told["errors"]] == ["findings", "rule", "decisions"]
    assert "investigate" in told["remedy"]
