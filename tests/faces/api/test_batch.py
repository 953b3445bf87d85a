import json

from wenguo.models import Complaint


def sends(knock, *lines, media="application/x-ndjson"):
    """The result lines of a batch."""
    body = b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
    response = knock.post("/batch", body, media=media)
    assert response.status_code == 200, response.content
    return [json.loads(line) for line in b"".join(response.streaming_content).splitlines()]


def test_each_line_is_answered_in_order_and_a_refused_line_hinders_no_other(knock):
    number = knock.recorded()
    results = sends(
        knock,
        {"verb": "record", "words": "一"},
        {"verb": "record", "words": "  "},
        {"verb": "record", "words": "二"},
        b"not JSON",
        {"verb": "note", "number": number, "words": "三"},
        {"verb": "dance"},
        {"verb": "lapse", "number": number},
        {"verb": "note", "number": "WG00-000000-0", "words": "四"},
        {"verb": "record", "words": "五", "causes": ["XX01"]},
        {"verb": "settle", "words": "六", "answer": "已解决"},
    )
    assert [one["status"] for one in results] == [201, 422, 201, 400, 200, 422, 422, 404, 422, 201]
    assert results[4]["events"] == ["Noted"]
    assert {one["field"] for one in results if one["status"] == 422} == {"words", "verb", "causes"}
    assert Complaint.objects.count() == 4


def test_a_line_with_a_key_is_done_once_however_often_it_comes(knock):
    line = {"verb": "record", "words": "一", "key": "line-1"}
    first, second = sends(knock, line, line)
    assert first == second
    assert Complaint.objects.count() == 1


def test_a_line_may_say_what_its_writer_saw(knock):
    number = knock.recorded()
    [stale] = sends(knock, {"verb": "note", "number": number, "words": "x", "expected": 0})
    assert (stale["status"], stale["changes"][0]["event"]) == (412, "Recorded")


def test_a_source_key_known_already_is_told_for_its_line_only(committed_knock):
    results = sends(
        committed_knock,
        {"verb": "record", "words": "一", "source": "a"},
        {"verb": "record", "words": "二", "source": "b"},
        {"verb": "record", "words": "一", "source": "a"},
        {"verb": "record", "words": "三"},
    )
    assert [one["status"] for one in results] == [201, 201, 409, 201]
    assert results[2]["number"] == results[0]["number"]
    assert Complaint.objects.count() == 3


def test_scopes_hold_for_each_line(knocks):
    noter = knocks("ann", "note")
    [refused] = sends(noter, {"verb": "record", "words": "x"})
    assert refused["status"] == 403


def test_a_thousand_lines_go_in_few_transactions_and_more_than_the_limit_is_413(knock):
    results = sends(knock, *({"verb": "record", "words": f"第 {n} 件"} for n in range(1000)))
    assert {one["status"] for one in results} == {201}
    assert len({one["number"] for one in results}) == 1000
    assert knock.post("/batch", b"{}\n" * 10_001, media="application/x-ndjson").status_code == 413
    assert knock.post("/batch", b"{}", media="text/plain").status_code == 415
