"""Webhooks against a real server on the loopback: signed, tried again, given up, replayed; ids and facts only."""

import hashlib
import hmac
import json
import re
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.stories import T0, Office, Story
from wenguo.models import Delivery, Webhook
from wenguo.reactions import deliver
from wenguo.reactions.work import run_due, waiting

SECRET = "s3cret"
WORDS = "空调有异响，维修两次仍未解决"


class Receiver(ThreadingHTTPServer):
    """A partner's server: keeps what it is told and answers by plan (200 once the plan is at its end)."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.plan: list[int] = []
        self.told: list[tuple[dict[str, str], bytes]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hook?x=1"

    @property
    def bodies(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _, body in self.told]


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.told.append((dict(self.headers), body))
        status = self.server.plan.pop(0) if self.server.plan else 200
        self.send_response(status)
        if 300 <= status < 400:
            self.send_header("Location", self.server.url)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Keep the test's output clean."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    server = Receiver()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def listens(url: str, **fields: Any) -> Webhook:
    return Webhook.objects.create(url=url, secret=SECRET, created_at=T0 - timedelta(days=1), **fields)


def tell(story: Story) -> int:
    run_due(story.at)
    return deliver.deliver_due(story.at)


def test_a_partner_is_told_what_happened_signed_and_without_words(story: Story, receiver: Receiver) -> None:
    listens(receiver.url)
    story.recorded(WORDS, complainant={"name": "王小明", "phone": "13800138000"})
    assert tell(story) == 1
    headers, body = receiver.told[0]
    found = re.fullmatch(r"t=(\d+),v1=([0-9a-f]{64})", headers["Wenguo-Signature"])
    assert found is not None
    assert int(found[1]) == int(story.at.timestamp())
    assert hmac.new(SECRET.encode(), found[1].encode() + b"." + body, hashlib.sha256).hexdigest() == found[2]
    told = json.loads(body)
    assert (told["event"], told["number"], told["position"]) == ("Recorded", story.number, 1)
    assert told["data"]["unit"] == story.office.sec.pk
    assert told["data"]["words"].keys() == {"id"}
    assert "words" not in told
    for secret in (WORDS, "王小明", "13800138000", SECRET):
        assert secret not in body.decode()
    assert Delivery.objects.get().state == "done"
    assert tell(story) == 0


def test_one_that_asks_for_words_gets_words_but_no_contact_data(story: Story, receiver: Receiver) -> None:
    listens(receiver.url, with_words=True)
    story.recorded(WORDS, complainant={"name": "王小明", "phone": "13800138000"})
    tell(story)
    assert list(receiver.bodies[0]["words"].values()) == [WORDS]
    assert "王小明" not in receiver.told[0][1].decode()


def test_words_erased_meanwhile_are_not_told(story: Story, receiver: Receiver) -> None:
    listens(receiver.url, with_words=True)
    receiver.plan = [500]
    story.recorded(WORDS)
    tell(story)
    from wenguo.models import Message

    Message.objects.update(text=None, salt=None)  # what erase does to them
    deliver.deliver_due(story.at + timedelta(minutes=1))
    assert [body["words"] == {} for body in receiver.bodies] == [False, True]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, ["Recorded", "Chased"]),
        ({"events": ["Chased"]}, ["Chased"]),
        ({"unit": "sec"}, ["Recorded", "Chased"]),
        ({"unit": "main"}, ["Recorded", "Chased"]),
        ({"unit": "car"}, []),
        ({"active": False}, []),
        ({"created_at": T0 + timedelta(minutes=5)}, ["Chased"]),
    ],
)
def test_each_listens_to_its_own_events_units_and_time(
    office: Office, story: Story, receiver: Receiver, fields: dict[str, Any], told: list[str]
) -> None:
    given = {"created_at": T0, **fields}
    if "unit" in given:
        given["unit"] = office.units[given["unit"]]
    Webhook.objects.create(url=receiver.url, secret=SECRET, **given)
    Webhook.objects.create(url="http://127.0.0.1:9/", secret="", events=["Reopened"], created_at=T0)
    story.recorded().does("chase", "complainant")
    tell(story)
    assert sorted(body["event"] for body in receiver.bodies) == sorted(told)


def test_no_webhook_no_delivery_and_history_is_not_told(story: Story, receiver: Receiver) -> None:
    story.recorded()
    listens(receiver.url)
    Story(story.office).recorded(by="bob", live=False)
    assert tell(story) == 0


def test_planning_twice_tells_once(story: Story, receiver: Receiver) -> None:
    from wenguo.models import Reaction
    from wenguo.reactions import REACTIONS
    from wenguo.reactions.happened import happened

    listens(receiver.url)
    story.recorded()
    for _ in range(2):
        REACTIONS["webhook"](happened(Reaction.objects.get(name="webhook").line_id), story.at)
    assert tell(story) == 1
    assert len(receiver.told) == 1


def test_after_a_500_it_is_tried_again_later_with_the_same_body(story: Story, receiver: Receiver) -> None:
    listens(receiver.url)
    receiver.plan = [500]
    story.recorded()
    tell(story)
    one = Delivery.objects.get()
    assert (one.state, one.status, one.next_at) == ("waiting", 500, story.at + timedelta(seconds=30))
    assert deliver.deliver_due(story.at + timedelta(seconds=29)) == 0
    assert deliver.deliver_due(story.at + timedelta(seconds=30)) == 1
    one.refresh_from_db()
    assert (one.state, one.status, one.tries) == ("done", 200, 2)
    assert receiver.told[0][1] == receiver.told[1][1]


def test_a_redirect_is_not_followed(story: Story, receiver: Receiver) -> None:
    listens(receiver.url)
    receiver.plan = [307]
    story.recorded()
    tell(story)
    assert len(receiver.told) == 1
    assert (Delivery.objects.get().state, Delivery.objects.get().status) == ("waiting", 307)


@pytest.mark.parametrize(
    "url", ["ftp://127.0.0.1/x", "file:///etc/passwd", "http://", "http://u:p@127.0.0.1/", "http://[x"]
)
def test_an_address_that_is_none_is_given_up_at_once(story: Story, url: str) -> None:
    assert deliver.why_not(url) is not None
    listens(url)
    story.recorded()
    tell(story)
    assert Delivery.objects.get().state == "dead"


def test_a_closed_port_is_an_error_like_any_other(story: Story, receiver: Receiver) -> None:
    url = receiver.url
    receiver.server_close()
    listens(url)
    story.recorded()
    tell(story)
    one = Delivery.objects.get()
    assert (one.state, one.status) == ("waiting", None)
    assert "Connection" in one.error  # refused, or reset where the port is just closing


def test_after_many_tries_it_is_dead_visible_and_can_be_replayed(story: Story, receiver: Receiver) -> None:
    listens(receiver.url)
    receiver.plan = [503] * deliver.MOST_TRIES
    story.recorded()
    run_due(story.at)
    at, pauses = story.at, []
    for _ in range(deliver.MOST_TRIES):
        assert deliver.deliver_due(at) == 1
        one = Delivery.objects.get()
        pauses.append(one.next_at - at)
        at = one.next_at
    assert pauses == sorted(pauses)
    assert pauses[0] < pauses[-1]
    assert (one.state, one.error) == ("dead", "HTTP 503")
    assert deliver.deliver_due(at + timedelta(days=9)) == 0
    assert waiting().dead_deliveries == 1
    assert deliver.replay(one.pk, at)
    assert deliver.deliver_due(at) == 1
    one.refresh_from_db()
    assert one.state == "done"
    assert not deliver.replay(one.pk + 1, at)


def test_a_worker_killed_while_sending_loses_nothing(
    story: Story, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(letters: object) -> None:
        raise SystemExit

    listens(receiver.url)
    story.recorded()
    run_due(story.at)
    with monkeypatch.context() as patched:
        patched.setattr(deliver, "_send_all", dies)
        with pytest.raises(SystemExit):
            deliver.deliver_due(story.at)
    assert deliver.deliver_due(story.at) == 0
    assert deliver.deliver_due(story.at + deliver.LEASE) == 1
    assert len(receiver.told) == 1


def test_a_dead_address_takes_only_its_share_of_a_round(story: Story, receiver: Receiver) -> None:
    listens("http://127.0.0.1:9/")
    listens(receiver.url)
    story.recorded()
    for _ in range(9):
        story.does("chase", "complainant")
    tell(story)
    assert len(receiver.told) == deliver.AT_ONCE
