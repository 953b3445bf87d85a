"""Repeated writes, writers who saw too little, and many writers at once."""

import threading

import pytest
from django.db import connections

from tests.faces.api.conftest import Knock
from tests.stories import founded
from wenguo.models import Complaint, Line


def test_the_same_write_under_the_same_key_is_done_once_and_answered_alike(knock):
    first, second = (knock.post("/complaints", {"words": "灯不亮"}, Idempotency_Key="k-1") for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert second.headers["Idempotency-Replayed"] == "true"
    assert Complaint.objects.count() == 1


def test_a_verb_repeated_later_is_answered_as_it_was_then(knock):
    number = knock.recorded()
    first = knock.post(f"/complaints/{number}/note", {"words": "x"}, Idempotency_Key="k-2")
    knock.does(number, "acknowledge")
    second = knock.post(f"/complaints/{number}/note", {"words": "x"}, Idempotency_Key="k-2")
    assert first.json() == second.json()
    assert first.json()["events"] == ["Noted"]


def test_one_key_for_two_different_writes_is_refused(knock):
    knock.post("/complaints", {"words": "灯不亮"}, Idempotency_Key="k-3")
    other = knock.post("/complaints", {"words": "门不开"}, Idempotency_Key="k-3")
    assert (other.status_code, other.json()["field"]) == (422, "key")


def test_a_key_that_is_none_is_refused(knock):
    assert knock.post("/complaints", {"words": "x"}, Idempotency_Key="有 空格").status_code == 400
    assert knock.post("/complaints", {"words": "x"}, Idempotency_Key="k" * 201).status_code == 400


def test_who_saw_an_older_complaint_is_told_what_changed(knock, knocks):
    number = knock.recorded()
    seen = knock.get(f"/complaints/{number}").headers["ETag"]
    knocks("bob").does(number, "acknowledge")
    stale = knock.post(f"/complaints/{number}/note", {"words": "x"}, If_Match=seen)
    assert stale.status_code == 412
    assert [change["event"] for change in stale.json()["changes"]][-1] == "Acknowledged"
    now = knock.get(f"/complaints/{number}").headers["ETag"]
    assert knock.post(f"/complaints/{number}/note", {"words": "x"}, If_Match=now).status_code == 200


def test_if_match_takes_what_etag_gave_and_nothing_else(knock):
    number = knock.recorded()
    assert knock.post(f"/complaints/{number}/note", {"words": "x"}, If_Match="*").status_code == 200
    assert knock.post(f"/complaints/{number}/note", {"words": "x"}, If_Match='"abc"').status_code == 400


@pytest.fixture
def committed(committing):
    return founded()


def together(count, act):
    """Do `act(n)` in `count` threads at once; the answers in order."""
    answers = [None] * count
    ready = threading.Barrier(count)

    def one(n):
        try:
            ready.wait(10)
            answers[n] = act(n)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


def test_one_key_in_many_hands_at_once_makes_one_complaint(committed):
    knock = Knock(committed.ann)
    answers = together(6, lambda n: knock.post("/complaints", {"words": "灯不亮"}, Idempotency_Key="at-once"))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["number"] for answer in answers}) == 1
    assert Complaint.objects.count() == 1


def test_many_writers_at_once_lose_nothing(committed):
    knock = Knock(committed.ann)
    number = knock.recorded()
    before = Line.objects.count()
    answers = together(
        6, lambda n: [knock.post(f"/complaints/{number}/note", {"words": f"{n}"}).status_code for _ in range(4)]
    )
    assert [status for statuses in answers for status in statuses] == [200] * 24
    assert Line.objects.count() == before + 24
