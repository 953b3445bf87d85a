"""A notice by mail or SMS goes out once, to whom it should, and what became of it stands in the log."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from tests.stories import Office, Story
from wenguo.models import Alarm, Message, Reaction, Sending
from wenguo.queries import house
from wenguo.reactions import outgoing
from wenguo.reactions.happened import happened
from wenguo.reactions.outgoing import Sent
from wenguo.reactions.send import send
from wenguo.reactions.work import run_due
from wenguo.rules.following import SENT

THERE = {"name": "李梅", "phone": "13800138000", "email": "li.mei@example.com"}


class Box:
    """What an SMTP server of the test took, and what it answers."""

    def __init__(self) -> None:
        self.taken: list[Any] = []
        self.answer = "250 OK"
        self.at_recipient = "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if self.at_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.at_recipient

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.answer.startswith("250"):
            self.taken.append(envelope)
        return self.answer


@pytest.fixture
def box(settings: Any) -> Iterator[Box]:
    """A real SMTP server on loopback, set as the way for mail."""
    found = Box()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(found, hostname="127.0.0.1", port=port)
    controller.start()
    settings.WENGUO_MAIL_URL = f"smtp://127.0.0.1:{port}?tls=none"
    settings.WENGUO_MAIL_FROM = "complaints@example.com"
    yield found
    controller.stop()


class Gateway(BaseHTTPRequestHandler):
    """An SMS gateway on loopback."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append((dict(self.headers), json.loads(body)))  # type: ignore[attr-defined]
        self.send_response(self.server.status)  # type: ignore[attr-defined]
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Nothing: pytest need not hear of it."""


@pytest.fixture
def gateway(settings: Any) -> Iterator[Any]:
    """A real HTTP server on loopback, set as the way for text messages."""
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), Gateway)
    server.taken, server.status = [], 200
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.WENGUO_SMS_URL = f"http://127.0.0.1:{server.server_port}/send"
    settings.WENGUO_SMS_HEADERS = '{"Authorization": "Bearer s3cret"}'
    yield server
    server.shutdown()
    server.server_close()


def ran(story: Story) -> None:
    run_due(story.at + timedelta(minutes=1))


def text_of(envelope: Any) -> str:
    import email
    from email.policy import default

    return str(email.message_from_bytes(envelope.content, policy=default).get_content())


@pytest.mark.row("M26")
def test_an_answer_by_mail_goes_out_and_is_attested(story: Story, box: Box) -> None:
    house.settle("phone", "400-000-0000", story.office.adm.pk, story.at)
    story.recorded(complainant=THERE).answered(way="email", words="经查属实，全额退款")
    ran(story)
    (envelope,) = box.taken
    assert envelope.rcpt_tos == [THERE["email"]]
    assert "经查属实，全额退款" in text_of(envelope)
    assert "400-000-0000" in text_of(envelope)
    assert story.happened[-1] == "NoticeDelivered"
    notice = story.complaint.notices[-1]
    assert notice.delivered is True
    assert notice.proof is not None


def test_the_address_the_notice_names_comes_first_and_an_agents_before_the_complainants(story: Story, box: Box) -> None:
    story.recorded(complainant=THERE, agent={"name": "王律师", "email": "law@example.com"}, authority="委托书")
    story.acknowledged(way="email", address="named@example.com").informed(way="email")
    ran(story)
    assert [one.rcpt_tos[0] for one in box.taken] == ["named@example.com", "law@example.com"]


def test_it_goes_once_however_often_the_reaction_runs(story: Story, box: Box) -> None:
    story.recorded(complainant=THERE).informed(way="email")
    ran(story)
    line = Sending.objects.get().line_id
    for _ in range(3):
        send(happened(line), story.at)
    assert len(box.taken) == 1
    assert story.happened.count("NoticeDelivered") == 1


def test_a_worker_that_ended_in_between_leaves_it_told_as_failed_and_not_sent_twice(story: Story, box: Box) -> None:
    story.recorded(complainant=THERE).informed(way="email")
    line = Reaction.objects.get(name="send").line_id
    Sending.objects.create(line_id=line, way="email", state="going", tries=1, at=story.at)
    ran(story)
    assert box.taken == []
    assert "NoticeFailed" in story.happened


def test_a_worker_that_ended_after_sending_attests_what_was_sent(story: Story, box: Box) -> None:
    story.recorded(complainant=THERE).informed(way="email")
    line = Reaction.objects.get(name="send").line_id
    Sending.objects.create(line_id=line, way="email", state="sent", tries=1, at=story.at, answer="250")
    ran(story)
    assert box.taken == []
    assert story.happened[-1] == "NoticeDelivered"


@pytest.mark.row("M14")
def test_a_refused_address_comes_back_to_the_owners_desk(story: Story, box: Box) -> None:
    box.at_recipient = f"550 no such user {THERE['email']}"
    story.recorded(complainant=THERE).informed(way="email")
    ran(story)
    assert "NoticeFailed" in story.happened
    assert Sending.objects.get().answer == "550 no such user …", "no address lies where erasure does not look"
    run_due(story.at + timedelta(days=1))
    assert Alarm.objects.filter(kind="NoticeFailed", account=story.office.ann).exists()


def test_a_busy_server_is_asked_again_and_given_up_at_last(story: Story, box: Box) -> None:
    box.answer = "451 try later"
    story.recorded(complainant=THERE).informed(way="email")
    ran(story)
    assert Sending.objects.get().state == "waiting"
    assert "NoticeFailed" not in story.happened
    box.answer = "250 OK"
    run_due(story.at + timedelta(minutes=5))
    assert len(box.taken) == 1
    assert story.happened[-1] == "NoticeDelivered"


def test_a_server_that_is_away_for_long_is_told_as_failed(story: Story, settings: Any) -> None:
    settings.WENGUO_MAIL_URL, settings.WENGUO_MAIL_FROM = "smtp://127.0.0.1:1", "us@example.com"
    story.recorded(complainant=THERE).informed(way="email")
    for hours in range(1, 12):
        run_due(story.at + timedelta(hours=hours))
    assert "NoticeFailed" in story.happened


def test_a_text_message_goes_to_the_gateway_with_its_secret_and_its_key(story: Story, gateway: Any) -> None:
    story.recorded(complainant=THERE).informed(way="sms", words='明天上门{to}"，请在家')
    ran(story)
    ((headers, body),) = gateway.taken
    assert headers["Authorization"] == "Bearer s3cret"
    assert body["to"] == THERE["phone"]
    assert '明天上门{to}"，请在家' in body["text"]
    assert body["key"] == f"{story.number}/{story.complaint.notices[-1].position}"
    assert story.happened[-1] == "NoticeDelivered"


@pytest.mark.parametrize(("status", "state"), [(400, "failed"), (500, "failed"), (429, "waiting"), (503, "waiting")])
def test_what_the_gateway_answers_decides_whether_it_is_asked_again(
    story: Story, gateway: Any, status: int, state: str
) -> None:
    gateway.status = status
    story.recorded(complainant=THERE).informed(way="sms")
    ran(story)
    assert Sending.objects.get().state == state


@pytest.mark.row("M14", "M26")
def test_without_a_server_the_owner_is_told_to_print_or_call(story: Story) -> None:
    story.recorded(complainant=THERE).informed(way="email")
    ran(story)
    assert list(Alarm.objects.filter(kind="TellByHand").values_list("account_id", flat=True)) == [story.office.ann.pk]
    assert not Sending.objects.exists()


@pytest.mark.row("M14")
def test_what_could_not_be_sent_is_owed_by_hand_in_the_promise_ledger_once(story: Story) -> None:
    story.recorded(complainant=THERE).informed(way="email")
    ran(story)
    ran(story)
    (owed,) = story.complaint.promises
    assert owed.state == "open"
    assert owed.by == "clock"
    assert "电话或信函" in Message.objects.get(pk=int(owed.what.id[1:])).text
    story.kept(owed.id)
    assert story.complaint.promises[0].state == "kept"


@pytest.mark.row("M14")
def test_what_was_refused_on_the_way_is_owed_by_hand(story: Story, gateway: Any) -> None:
    gateway.status = 400
    story.recorded(complainant=THERE).informed(way="sms")
    ran(story)
    assert [one.state for one in story.complaint.promises] == ["open"]


def test_without_an_address_the_owner_is_told_so(story: Story, box: Box) -> None:
    story.recorded().informed(way="email")
    ran(story)
    assert Alarm.objects.filter(kind="TellByHand").count() == 1
    assert box.taken == []


@pytest.mark.parametrize("way", ["phone", "letter", "face", "portal"])
def test_what_people_do_by_hand_is_not_sent(story: Story, box: Box, way: str) -> None:
    assert way not in SENT
    story.recorded(complainant=THERE).informed(way=way)
    assert not Reaction.objects.filter(name="send").exists()


def test_history_and_what_was_told_before_it_was_written_down_are_not_sent(office: Office, box: Box) -> None:
    from wenguo.perform import By, perform
    from wenguo.verbs import Inform

    past = Story(office)
    past.recorded(by="bob", live=False, complainant=THERE)
    live = Story(office).recorded(complainant=THERE)
    entered = By(account=office.ann.pk, entered_at=live.at + timedelta(hours=5))
    perform(Inform(words="昨天已发邮件", way="email"), live.number, entered, live.at)
    run_due(live.at + timedelta(hours=6))
    assert box.taken == []
    assert not Alarm.objects.filter(kind="TellByHand").exists()


def test_what_waited_too_long_is_not_sent_without_a_person(story: Story, box: Box) -> None:
    story.recorded(complainant=THERE).informed(way="email")
    run_due(story.at + timedelta(days=3))
    assert box.taken == []
    assert Alarm.objects.filter(kind="TellByHand").count() == 1


def test_a_question_to_a_colleague_is_not_sent(story: Story, box: Box) -> None:
    story.recorded(complainant=THERE).does(
        "ask", words="查一下", to="colleague", account=story.office.eve.pk, way="email"
    )
    ran(story)
    assert box.taken == []


def test_mail_headers_cannot_be_written_into(box: Box) -> None:
    sent = outgoing.hand_over("email", "a@example.com\nBcc: b@example.com", "x", "y", "k")
    assert not sent.ok
    assert box.taken == []


def test_a_password_is_not_sent_over_an_open_line(box: Box, settings: Any) -> None:
    plain = settings.WENGUO_MAIL_URL.replace("smtp://", "smtp://me:pw@")
    settings.WENGUO_MAIL_URL = plain.removesuffix("?tls=none")
    sent = outgoing.hand_over("email", "a@example.com", "x", "y", "k")
    assert sent == Sent(ok=False, said=sent.said, again=False)
    assert "TLS" in sent.said


def test_a_broken_template_is_told_and_sends_nothing(gateway: Any, settings: Any) -> None:
    settings.WENGUO_SMS_BODY = "{to}"
    assert "WENGUO_SMS_BODY" in outgoing.hand_over("sms", "1", "x", "y", "k").said
    assert gateway.taken == []
