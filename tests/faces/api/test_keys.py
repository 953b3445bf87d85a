import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from wenguo import rates, tokens
from wenguo.models import Token

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def test_of_a_token_only_its_hash_is_stored(office):
    token = tokens.issue(office.ann, ["all"], "importer", NOW)
    row = Token.objects.get()
    assert row.digest == hashlib.sha256(token.encode()).hexdigest()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM wenguo_token")
        assert token not in str(cursor.fetchall())
    assert tokens.account_of(token, NOW) == (office.ann.pk, frozenset({"all"}))


def test_an_unknown_scope_makes_no_token(office):
    for scopes in (["everything"], []):
        with pytest.raises(ValueError, match="scope"):
            tokens.issue(office.ann, scopes, "", NOW)


def test_revoked_and_disabled_end_at_once(knock, office):
    assert knock.get("/counts").status_code == 200
    tokens.revoke(Token.objects.get().pk, NOW)
    assert knock.get("/counts").status_code == 401
    Token.objects.update(revoked_at=None)
    office.ann.is_active = False
    office.ann.save()
    assert knock.get("/counts").status_code == 401


def test_a_token_does_what_its_scopes_say_and_no_more(knocks):
    reader, recorder = knocks("ann", "read"), knocks("ann", "record")
    refused = reader.post("/complaints", {"words": "x"})
    assert (refused.status_code, refused.json()["type"]) == (403, "urn:wenguo:problem:scope")
    assert recorder.post("/complaints", {"words": "x"}).status_code == 201
    assert recorder.get("/counts").status_code == 403
    assert reader.get("/counts").json()["total"] == 1


def test_last_use_is_written_at_most_once_a_minute_and_asking_is_one_statement(office):
    token = tokens.issue(office.ann, ["all"], "", NOW)
    tokens.account_of(token, NOW)
    with CaptureQueriesContext(connection) as within:
        tokens.account_of(token, NOW + timedelta(seconds=59))
    assert len(within) == 1
    assert Token.objects.get().last_used_at == NOW
    tokens.account_of(token, NOW + timedelta(seconds=60))
    assert Token.objects.get().last_used_at == NOW + timedelta(seconds=60)


def test_more_than_the_rate_is_429_and_says_when_to_come_back(knock, settings, tmp_path):
    settings.WENGUO_RATE, settings.WENGUO_HOME = 3, tmp_path  # counts of this test alone, whoever knocked before
    answers = [knock.get("/counts") for _ in range(8)]
    statuses = [answer.status_code for answer in answers]
    assert statuses[:3] == [200] * 3
    assert 429 in statuses
    refused = next(answer for answer in answers if answer.status_code == 429)
    assert 1 <= int(refused.headers["Retry-After"]) <= 60


def test_guessing_tokens_is_slowed_down_for_each_address(db, settings):
    settings.WENGUO_RATE_PUBLIC = 3
    client = Client(headers={"Authorization": "Bearer wg_guess"}, REMOTE_ADDR="203.0.113.9")
    assert 429 in [client.get("/api/v1/counts").status_code for _ in range(8)]


def test_a_window_of_a_minute_is_counted_apart_for_each_caller():
    start = 1_000_000 * 60.0
    assert [rates.wait(3, 77, 2, start + n) for n in range(3)] == [0, 0, 58]
    assert rates.wait(3, 78, 2, start) == 0
    assert rates.wait(3, 77, 2, start + 60) == 0
    assert rates.wait(3, 77, 0, start) == 0


def test_a_session_of_the_screens_may_ask_and_with_csrf_may_act(office, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client(enforce_csrf_checks=True)
    client.force_login(office.ann)
    assert client.get("/api/v1/counts").status_code == 200
    refused = client.post("/api/v1/complaints", '{"words": "x"}', content_type="application/json")
    assert (refused.status_code, refused.json()["field"]) == (403, "X-CSRFToken")
    client.get("/api/v1/docs")
    secret = client.cookies["csrftoken"].value
    done = client.post(
        "/api/v1/complaints", '{"words": "x"}', content_type="application/json", headers={"X-CSRFToken": secret}
    )
    assert done.status_code == 201


def test_intake_asks_the_database_few_questions(knock):
    knock.recorded()
    with CaptureQueriesContext(connection) as asked:
        knock.recorded(complainant={"name": "李雷"})
    # the token, units, the recorder, roles, ids (one statement on SQLite), head, webhooks; six writes, two savepoints
    assert len(asked) <= (17 if connection.vendor == "sqlite" else 22)
