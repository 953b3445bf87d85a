import json
from datetime import UTC, datetime

import pytest
from asgiref.sync import async_to_sync
from mcp import Client

from tests.verbs.test_redress import shop
from wenguo import tokens
from wenguo.faces.mcp import serve, tools
from wenguo.models import Access
from wenguo.verbs import VERBS


def seated(account, *scopes):
    """A server beside an account whose token has these scopes."""
    token = tokens.issue(account, scopes or ["all"], "test", datetime.now(UTC))
    return serve.server(lambda: serve.seat_of(token, datetime.now(UTC)))


def calls(server, *wanted):
    """What the server answers to calls (tool, arguments), through the SDK's own client."""

    async def go():
        async with Client(server) as client:
            return [await client.call_tool(name, arguments) for name, arguments in wanted]

    return async_to_sync(go)()


def listed(server):
    async def go():
        async with Client(server) as client:
            return {tool.name: tool for tool in (await client.list_tools()).tools}

    return async_to_sync(go)()


def test_every_offered_verb_and_every_query_is_a_tool(office):
    names = set(listed(seated(office.ann)))
    assert names == {word for word, kind in VERBS.items() if kind.offered} | set(tools.QUESTIONS)


def test_a_tool_that_the_token_does_not_allow_is_not_listed_and_refused(office):
    server = seated(office.ann, "read", "note")
    assert set(listed(server)) == {*tools.QUESTIONS, "note"}
    [answer] = calls(server, ("record", {"words": "灯不亮"}))
    assert answer.is_error
    assert "record" in answer.content[0].text


def test_hints_tell_reading_from_writing_and_destroying(office):
    found = listed(seated(office.local))
    assert found["queue"].annotations.read_only_hint
    assert not found["record"].annotations.read_only_hint
    assert [name for name, tool in found.items() if tool.annotations.destructive_hint] == ["erase"]


def test_no_verb_has_a_field_that_the_tool_needs_for_itself():
    own = {"number", "expected", "key", "verb"}
    assert [word for word, kind in VERBS.items() if own & set(kind.model_fields)] == []


@pytest.mark.row("M36")
def test_an_assistant_carries_a_complaint_from_record_to_close_and_the_log_says_so(office):
    server = seated(office.ann)
    [begun] = calls(
        server, ("record", {"words": "空调有异响", "complainant": {"name": "张三丰", "phone": "13812345678"}})
    )
    number = begun.structured_content["number"]
    assert begun.structured_content["owner"] == "ann"
    steps = calls(
        server,
        ("acknowledge", {"number": number}),
        ("investigate", {"number": number, "finding": "轴承磨损", "basis": "检测记录"}),
        ("answer", {"number": number, "words": "免费更换", "way": "phone"}),
        ("accept", {"number": number, "how": "signature", "proof": "签字回执"}),
        ("close", {"number": number, "outcome": "OC01"}),
        ("show", {"number": number}),
    )
    assert [step.content[0].text for step in steps if step.is_error] == []
    whole = json.loads(steps[-1].content[0].text)
    assert whole["stage"] == "closed"
    assert {entry["via"] for entry in whole["log"]} == {"assistant"}
    assert {entry["by"] for entry in whole["log"]} == {f"account:{office.ann.pk}"}


def test_contact_data_reaches_an_assistant_only_for_a_reason_that_is_logged(office):
    server = seated(office.ann)
    [begun] = calls(server, ("record", {"words": "灯不亮", "complainant": {"name": "张三丰", "phone": "13812345678"}}))
    number = begun.structured_content["number"]
    covered, plain = calls(
        server, ("show", {"number": number}), ("show", {"number": number, "unmask_reason": "回电核实"})
    )
    assert covered.structured_content["complainant"]["phone"] == "138****5678"
    assert plain.structured_content["complainant"]["phone"] == "13812345678"
    entry = json.loads(Access.objects.get(account=office.ann).data)
    assert (entry["reason"], entry["via"], entry["number"]) == ("回电核实", "assistant", number)


def test_refusals_are_tool_errors_in_the_words_of_every_face(office):
    server = seated(office.ann)
    [begun] = calls(server, ("record", {"words": "灯不亮"}))
    number = begun.structured_content["number"]
    stage, field, blank, unseen, cursor = calls(
        server,
        ("accept", {"number": number, "how": "signature"}),
        ("close", {"number": number, "outcome": "nonsense"}),
        ("record", {"words": "   "}),
        ("note", {"number": "WG00-000000-0", "words": "有人吗"}),
        ("queue", {"after": "zz"}),
    )
    assert all(answer.is_error for answer in (stage, field, blank, unseen, cursor))
    assert "不能执行 accept" in stage.content[0].text
    assert field.structured_content["field"] == "outcome"
    assert blank.structured_content["field"] == "words"
    assert "没有编号为" in unseen.content[0].text
    assert cursor.structured_content["field"] == "after"


def test_a_revoked_token_ends_at_once(office):
    token = tokens.issue(office.ann, ["all"], "test", datetime.now(UTC))
    server = serve.server(lambda: serve.seat_of(token, datetime.now(UTC)))
    [before] = calls(server, ("counts", {}))
    tokens.revoke(office.ann.tokens.get().pk, datetime.now(UTC))
    [after] = calls(server, ("counts", {}))
    assert not before.is_error
    assert after.is_error


def test_a_limit_is_computed_with_its_source(office):
    [answer] = calls(
        seated(office.ann), ("pack_due", {"pack": "cn.bank", "rule": "decision_simple", "received": "2026-02-10"})
    )
    assert answer.structured_content["due"] == "2026-02-25"
    assert answer.structured_content["source"]


@pytest.mark.row("M06")
def test_an_assistant_reads_groups_of_one_matter_as_its_person_may(office):
    from tests.faces.api.test_groups import Matter

    matter = Matter(office)
    [rows, whole] = calls(seated(office.ann, "read"), ("groups", {}), ("groups", {"id": matter.id}))
    assert [one["id"] for one in rows.structured_content["groups"]] == [matter.id]
    assert {one["number"] for one in whole.structured_content["members"]} == set(matter.numbers)
    assert all(one["why"] for one in whole.structured_content["members"])
    [none, unseen] = calls(seated(office.tom), ("groups", {}), ("groups", {"id": matter.id}))
    assert none.structured_content["groups"] == []
    assert unseen.is_error


@pytest.mark.row("M05")
def test_bounds_and_consistency_of_redress_are_tools(office, story):
    shop(story).does("investigate", "tom", finding="价格欺诈", holds=("fraud",))
    bounds, month, no, wrong = calls(
        seated(office.local),
        ("bounds", {"number": story.number, "remedy": "RM08", "price_fen": 30_000}),
        ("consistency", {"month": "2026-03"}),
        ("consistency", {"month": "2026-13"}),
        ("bounds", {"number": story.number, "price_fen": -1}),
    )
    row = json.loads(bounds.content[0].text)["bounds"][0]
    assert (row["rule"], row["upper_fen"], row["says_yes"]["steps"]) == ("fraud", 90_000, ["head"])
    assert json.loads(month.content[0].text)["month"] == "2026-03"
    assert no.is_error
    assert wrong.is_error
    [barred] = calls(seated(office.eve), ("consistency", {}))
    assert barred.is_error
