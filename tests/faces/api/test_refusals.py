import json
from unittest import mock

import pytest
from django.db import OperationalError, connection
from django.test import Client

from wenguo.faces.api.problems import KINDS

MEMBERS = {"type", "title", "status", "detail", "field", "remedy"}


def problem(response, status):
    """The problem document of a response that must have this status."""
    assert response.status_code == status, response.content
    assert response.headers["Content-Type"] == "application/problem+json"
    document = response.json()
    assert set(document) >= MEMBERS
    assert document["status"] == status
    assert document["type"].removeprefix("urn:wenguo:problem:") in KINDS
    return document


BAD = {
    "not JSON": ("{", 400, None),
    "no object": ("[]", 400, None),
    "text": ('"x"', 400, None),
    "wrong encoding": (b'{"words": "\xff\xfe"}', 400, None),
    "deep nesting": ("[" * 100_000, 400, None),
    "lone surrogate": ('{"words": "\\ud800"}', 400, None),
    "missing": ("{}", 422, "words"),
    "blank": ('{"words": "  "}', 422, "words"),
    "wrong type": ('{"words": 3}', 422, "words"),
    "number as text": ('{"words": "x", "unit": "1"}', 422, "unit"),
    "unknown field": ('{"words": "x", "wörds": "y"}', 422, "wörds"),
    "NUL in a code": ('{"words": "x", "product": "a\\u0000b"}', 422, "product"),
    "NUL in a name": ('{"words": "x", "complainant": {"name": "a\\u0000b"}}', 422, "complainant"),
    "beyond 2^53": ('{"words": "x", "unit": 9007199254740993}', 422, "unit"),
    "beyond 64 bits": ('{"words": "x", "owner": 99999999999999999999999}', 422, "owner"),
    "no such unit": ('{"words": "x", "unit": 999999}', 422, "unit"),
    "no such owner": ('{"words": "x", "owner": 999999}', 422, "owner"),
    "no such day": ('{"words": "x", "event_date": "2026-02-30"}', 422, "event_date"),
    "day of the future": ('{"words": "x", "event_date": "2199-02-20"}', 422, "event_date"),
    "moment without zone": ('{"words": "x", "received_at": "2026-01-01T00:00:00"}', 422, "received_at"),
    "moment before time": ('{"words": "x", "received_at": "0001-01-01T00:00:00+14:00"}', 422, "received_at"),
    "moment of the future": ('{"words": "x", "received_at": "2199-01-01T00:00:00Z"}', 422, "received_at"),
    "too long": (json.dumps({"words": "字" * 1_000_001}), 422, "words"),
    "list for a text": ('{"words": ["x"]}', 422, "words"),
    "wrong choice": ('{"words": "x", "channel": "pigeon"}', 422, "channel"),
    "negative amount": ('{"words": "x", "demands": [{"amount_fen": -1}]}', 422, "demands.0.amount_fen"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_gets_a_clear_answer_and_writes_nothing(knock, name):
    body, status, field = BAD[name]
    told = problem(knock.post("/complaints", body), status)
    assert told["field"] == field
    assert knock.get("/counts").json()["total"] == 0


@pytest.mark.parametrize("words", ["a\\u0000b", "😀 𠮷 㙍", "<script>alert(1)</script>", "字" * 100_000])
def test_odd_words_are_taken_whole(knock, words):
    response = knock.post("/complaints", f'{{"words": "{words}"}}')
    assert response.status_code == 201
    kept = knock.get(f"/complaints/{response.json()['number']}").json()["words"]
    assert kept == words.replace("\\u0000", "\N{SYMBOL FOR NULL}")


def test_words_come_in_the_readers_language(knocks):
    chinese = problem(knocks("ann", language="zh-CN").post("/complaints", {}), 422)
    english = problem(knocks("ann", language="en").post("/complaints", {}), 422)
    assert (chinese["detail"], english["detail"]) == ("此项必填。", "This is required.")


def test_every_wrong_field_is_named(knock):
    told = problem(knock.post("/complaints", {"severity": "T9", "zz": 1}), 422)
    assert {error["field"] for error in told["errors"]} == {"words", "severity", "zz"}


def test_without_a_token_nothing_is_told(client, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    for place in ("/queue", "/counts", "/search?q=x", "/packs", "/complaints/WG26-000001-9"):
        response = client.get(f"/api/v1{place}")
        problem(response, 401)
        assert response.headers["WWW-Authenticate"].startswith("Bearer")
    problem(client.post("/api/v1/complaints", "{}", content_type="application/json"), 401)


test_without_a_token_nothing_is_told = pytest.mark.django_db(test_without_a_token_nothing_is_told)


def test_who_may_not_is_told_403_and_who_may_not_know_404(knock, knocks):
    number = knock.recorded()
    told = problem(knocks("aud").post(f"/complaints/{number}/note", {"words": "x"}), 403)
    assert told["type"].endswith("permission")
    problem(knocks("tom").get(f"/complaints/{number}"), 404)
    problem(knocks("tom").post(f"/complaints/{number}/note", {"words": "x"}), 404)
    problem(knock.get("/complaints/WG00-000000-0"), 404)
    problem(knock.get("/complaints/%00"), 422)
    problem(knock.get("/no/such/address"), 404)


@pytest.mark.parametrize("place", ["/api/v1/nowhere", "/api/v1/complaints/WG26-000001-9/explode"])
def test_a_mistyped_address_is_404_for_writes_too(db, place):
    problem(Client(enforce_csrf_checks=True).post(place, "{}", content_type="application/json"), 404)


def test_a_verb_not_open_in_this_stage_is_409(knock):
    number = knock.recorded()
    assert problem(knock.post(f"/complaints/{number}/accept", {"how": "said", "proof": "x"}), 409)["type"].endswith(
        "stage"
    )


def test_a_wrong_method_is_405_and_a_wrong_media_type_415(knock):
    response = knock.client.delete("/api/v1/queue")
    problem(response, 405)
    assert response.headers["Allow"] == "GET"
    problem(knock.post("/complaints", "words=x", media="application/x-www-form-urlencoded"), 415)


def test_a_body_beyond_the_limit_is_413(knock, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    problem(knock.post("/complaints", {"words": "x" * 2000}), 413)


def test_a_busy_database_is_503_and_tells_when_to_come_back(knock):
    with mock.patch("wenguo.faces.api.acts.perform", side_effect=OperationalError("database is locked")):
        response = knock.post("/complaints", {"words": "x"})
    problem(response, 503)
    assert response.headers["Retry-After"]


def test_what_nobody_foresaw_is_500_without_its_insides(knock):
    with mock.patch("wenguo.faces.api.acts.perform", side_effect=RuntimeError("secret insides")):
        told = problem(knock.post("/complaints", {"words": "x"}), 500)
    assert "secret" not in json.dumps(told)


def test_a_log_that_does_not_prove_is_500_and_says_so(knock):
    number = knock.recorded()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE wenguo_complaint SET head = 'x' WHERE number = %s", [number])
    assert problem(knock.post(f"/complaints/{number}/note", {"words": "x"}), 500)["type"].endswith("broken")


@pytest.mark.parametrize(
    ("place", "query", "field"),
    [
        ("/queue", {"limit": 0}, "limit"),
        ("/queue", {"limit": "many"}, "limit"),
        ("/queue", {"after": "zz"}, "after"),
        ("/queue", {"unit": 2**63}, "unit"),
        ("/queue", {"stage": "lost"}, "stage"),
        ("/queue", {"received_from": "yesterday"}, "received_from"),
        ("/search", {}, "q"),
        ("/search", {"q": "("}, "q"),
        ("/search", {"q": "x", "after": "-1"}, "after"),
        ("/packs/house/max/due", {"received": "2026-02-30"}, "received"),
    ],
)
def test_a_question_that_cannot_be_asked_names_its_parameter(knock, place, query, field):
    assert problem(knock.get(place, **query), 422)["field"] == field


def test_a_body_beyond_all_bounds_is_told_as_every_refusal_is(knock):
    response = knock.client.post(
        "/api/v1/advice",
        b"{}",
        content_type="application/json",
        headers={"Content-Length": "71000000"},
        CONTENT_LENGTH="71000000",
    )
    told = problem(response, 413)
    assert told["type"].endswith("too_large")
    assert told["detail"]
