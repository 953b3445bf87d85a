"""What the worker finds out of files: pictures that are the same, what a camera wrote, infected ones, and erasing it all."""

from __future__ import annotations

import io
import socket
import socketserver
import struct
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from tests.evidence.conftest import drawn, jpeg
from tests.evidence.test_custody import enclosed, items
from tests.stories import Office, Story
from wenguo.models import Evidence, Examined
from wenguo.models.writing import forget
from wenguo.queries.look_alikes import alike
from wenguo.queries.seeing import asker
from wenguo.reactions import looking, scanning
from wenguo.verbs import Upload

type Work = Callable[[Any], None]


def _look(picture: Image.Image) -> int:
    return int(looking.look(picture), 16)


@pytest.mark.parametrize("seed", range(4))
def test_a_look_stays_near_where_a_picture_is_made_smaller_or_marked_and_far_where_it_is_another(seed: int) -> None:
    one = _look(drawn(seed))
    smaller = _look(Image.open(io.BytesIO(jpeg(drawn(seed, size=(160, 120)), quality=40))))
    assert (one ^ smaller).bit_count() <= 7
    assert (one ^ _look(drawn(seed, changed=True))).bit_count() <= 7
    assert (one ^ _look(drawn(seed + 100))).bit_count() > 12


def test_a_sheet_of_one_shade_has_no_look_and_a_bomb_is_not_unfolded(monkeypatch: pytest.MonkeyPatch) -> None:
    assert looking.look(Image.new("RGB", (50, 50), "white")) == ""
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)
    assert looking.looked_at(io.BytesIO(jpeg(drawn(1)))) == ({}, "")
    assert looking.looked_at(io.BytesIO(b"\xff\xd8\xff no picture")) == ({}, "")


@pytest.mark.row("M03")
def test_the_same_and_nearly_the_same_picture_is_found_here_and_elsewhere_as_far_as_the_asker_sees(
    office: Office, worked: Work
) -> None:
    one, other, far = Story(office).recorded("甲"), Story(office).recorded("乙"), Story(office)
    far.does("record", "tom", words="丙", unit=office.car.pk)
    mine = enclosed(one, "a.jpg", jpeg(drawn(5), make="Canon", taken="2026:01:05 10:00:00"), kind="picture")
    near = enclosed(other, "b.jpg", jpeg(drawn(5, size=(200, 150)), quality=60), kind="picture")
    enclosed(other, "c.jpg", jpeg(drawn(77)), kind="picture")
    before = set(far.complaint.refs)
    far.does("enclose", "tom", files=[Upload(name="d.jpg", data=jpeg(drawn(5)))])
    hidden = next(ref for ref in far.complaint.refs if ref not in before)
    for story in (one, other, far):
        worked(story)
    found = alike(asker(office.ann.pk), one.row.pk)
    assert [(other_.ref, other_.number, other_.same) for other_ in found[mine]] == [(near, other.number, False)]
    everything = alike(asker(office.lex.pk), one.row.pk)
    assert {other_.ref for other_ in everything[mine]} == {near, hidden}
    written = items(one)[mine].examined
    assert written is not None
    assert written.exif == {"make": "Canon", "taken": "2026:01:05 10:00:00"}
    assert written.media_type == "image/jpeg"


def test_pictures_that_look_alike_are_asked_of_an_index_and_never_of_all_pictures(story: Story, worked: Work) -> None:
    story.recorded()
    enclosed(story, "a.jpg", jpeg(drawn(5)), kind="picture")
    worked(story)
    with CaptureQueriesContext(connection) as asked:
        alike(asker(story.office.ann.pk), story.row.pk)
    (sql,) = [one["sql"] for one in asked if "look_1" in one["sql"] and "UNION" in one["sql"]]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")  # with a handful of rows it would rather read them all
        cursor.execute(("EXPLAIN " if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN ") + sql)
        plan = "\n".join(str(row[-1]) for row in cursor.fetchall())
    for index in ("same_bytes", "looks_1", "looks_2", "looks_3", "looks_4"):
        assert index in plan, plan
    assert "SCAN wenguo_examined" not in plan.replace("SCAN wenguo_examined USING", "")
    assert "Seq Scan on wenguo_examined" not in plan


def test_what_was_found_out_is_erased_with_the_file(story: Story, worked: Work) -> None:
    story.recorded()
    ref = enclosed(story, "a.jpg", jpeg(drawn(5), make="Canon"), kind="picture")
    worked(story)
    assert Examined.objects.filter(pk=int(ref[1:])).exists()
    forget([ref])
    assert not Examined.objects.exists()


# -- ClamAV ----------------------------------------------------------------------------------------------------------


class _Daemon(socketserver.BaseRequestHandler):
    """Speaks as much of clamd as INSTREAM."""

    def handle(self) -> None:
        assert self._read(10) == b"zINSTREAM\0"
        whole = b""
        while size := struct.unpack("!I", self._read(4))[0]:
            whole += self._read(size)
            if len(whole) > 10_000:
                self.request.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                return
        said = b"stream: Eicar-Test FOUND\0" if b"EICAR" in whole else b"stream: OK\0"
        self.request.sendall(said)

    def _read(self, count: int) -> bytes:
        found = b""
        while len(found) < count:
            piece = self.request.recv(count - len(found))
            if not piece:
                raise ConnectionError
            found += piece
        return found


@pytest.fixture
def daemon(settings: Any) -> Iterator[str]:
    """A loopback scanner."""
    with socketserver.TCPServer(("127.0.0.1", 0), _Daemon) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        settings.WENGUO_CLAMD = f"127.0.0.1:{server.server_address[1]}"
        yield settings.WENGUO_CLAMD
        server.shutdown()


@pytest.mark.row("M03")
def test_a_file_is_scanned_before_anybody_opens_it_and_an_infected_one_is_kept_and_never_given_out(
    story: Story, worked: Work, daemon: str, client: Client
) -> None:
    story.recorded()
    bad, good = enclosed(story, "bad.txt", b"EICAR"), enclosed(story, "good.txt", b"hello")
    large = enclosed(story, "large.txt", b"x" * 300_000)
    client.force_login(story.office.ann)

    def opened(ref: str) -> int:
        return client.get(f"/desk/{story.number}/evidence/{ref}/").status_code

    assert opened(good) == 403, "not scanned yet"
    worked(story)
    assert (opened(good), opened(bad), opened(large)) == (200, 403, 200)
    page = client.get(f"/desk/{story.number}/evidence/").content.decode()
    assert "Eicar-Test" in page
    assert Evidence.objects.get(pk=int(bad[1:])).path, "kept as it came"


def test_where_the_scanner_is_away_the_file_waits(story: Story, worked: Work, settings: Any) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.WENGUO_CLAMD = f"127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(scanning.NoScanner):
        scanning.scanned(settings.WENGUO_CLAMD, io.BytesIO(b"x"))
    story.recorded()
    ref = enclosed(story)
    worked(story)
    closed = items(story)[ref].closed
    assert closed is not None
    assert "查毒" in closed.zh
