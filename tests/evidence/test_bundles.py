"""The bundle of evidence: whole it proves without the database, and each way of tampering is named."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from tests.evidence.test_custody import enclosed
from tests.stories import Story
from wenguo.models import Access, Evidence, store
from wenguo.paper import bundle, bundle_proof, printing
from wenguo.paper.bundle_proof import EPOCH, prove
from wenguo.queries import office
from wenguo.queries.history import history
from wenguo.queries.seeing import asker
from wenguo.verbs import Refused

type Entries = list[tuple[str, bytes]]


def made(story: Story, target: Path, by: str = "bob") -> Path:
    """The bundle as this person may take it out, written to a file."""
    person = story.office.people[by].pk
    whole = history(asker(person), story.number)
    actor = office.actor(person, office.units()[whole.complaint.unit], "cli")
    assert actor is not None
    with bundle.made(whole, actor, person, "cli", story.at, "zh-hans") as source, target.open("wb") as file:
        shutil.copyfileobj(source, file)
    return target


@pytest.fixture
def rich(story: Story, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Story:
    """A complaint with files, a thing, a recording nobody may hear, and a contradiction; its index is HTML."""
    monkeypatch.setattr(printing, "pdf", _no_printer)
    story.recorded("灯不亮", complainant={"name": "王芳", "phone": "13800138000"})
    first = enclosed(story, "发票 1.txt", b"paid 299", kind="voucher")
    second = enclosed(story, "../流水.txt", b"paid 329", kind="voucher")
    enclosed(story, "录音.mp3", b"ID3\x03" + b"\0" * 400, kind="sound")
    story.does("deposit", "ann", description="台灯", place="一号柜", giver={"name": "王芳"})
    for ref, fen in ((first, 29900), (second, 32900)):
        story.does("describe", "ann", item=ref, stated=[{"fact": "paid", "amount_fen": fen}])
    return story


def _no_printer(html: str) -> bytes:
    raise printing.NoPrinter


def _entries(path: Path) -> Entries:
    with zipfile.ZipFile(path) as packed:
        return [(one.filename, packed.read(one)) for one in packed.infolist()]


def _again(path: Path, entries: Entries, *, comment: bytes | None = None, how: int = zipfile.ZIP_STORED) -> None:
    """Pack it anew, as carefully as somebody who knows how we do it."""
    with zipfile.ZipFile(path) as packed:
        old = packed.comment
    with zipfile.ZipFile(path, "w", how) as packed:
        for name, content in entries:
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = how
            packed.writestr(info, content)
        packed.comment = old if comment is None else comment


@pytest.mark.row("M03")
def test_a_bundle_proves_alone_and_holds_what_its_reader_may_have(rich: Story, tmp_path: Path) -> None:
    path = made(rich, tmp_path / "b.zip")
    found = prove(path)
    assert found.wrong == []
    assert (found.number, found.head) == (rich.number, rich.complaint.head)
    with zipfile.ZipFile(path) as packed:
        names = packed.namelist()
        manifest = json.loads(packed.read("manifest.json"))
        index = packed.read("index.html").decode()
        log = packed.read("log.jsonl").decode().splitlines()
    assert log == rich.texts
    assert not any(".." in name for name in names)
    sound = next(one for one in manifest["items"] if one["kind"] == "sound")
    assert sound["path"] is None
    assert "同意依据" in sound["withheld"]
    assert [one["fact"] for one in manifest["contradictions"]] == ["付了多少钱"]
    assert "¥329.00" in index
    assert "Pango" in index, "it says why there is no PDF"
    entry = Access.objects.order_by("-pk").values_list("data", flat=True)[0]
    assert f"bundle sha256:{found.digest}" in entry
    script = [sys.executable, "-I", str(Path(bundle_proof.__file__)), str(path)]
    alone = subprocess.run(script, capture_output=True, text=True, check=False, env={"PYTHONIOENCODING": "utf-8"})
    assert alone.returncode == 0, "without Django, without the database"
    assert alone.stdout.startswith("OK")


def _dropped(entries: Entries) -> Entries:
    return [one for one in entries if not one[0].startswith("files/001")]


def _cut(entries: Entries) -> Entries:
    return [(name, content[:-1] if name.startswith("files/001") else content) for name, content in entries]


def _changed(entries: Entries) -> Entries:
    return [(name, b"X" + content[1:] if name.startswith("files/001") else content) for name, content in entries]


def _added(entries: Entries) -> Entries:
    return [*entries, ("files/900-new.txt", b"x")]


def _line(entries: Entries) -> Entries:
    return [
        (name, content.replace(b'"voucher"', b'"picture"', 1) if name == "log.jsonl" else content)
        for name, content in entries
    ]


def _of_the_log(change: Callable[[list[bytes]], list[bytes]]) -> Callable[[Entries], Entries]:
    """Tampering with the lines of the log."""
    return lambda entries: [
        (name, b"".join(change(content.splitlines(keepends=True))) if name == "log.jsonl" else content)
        for name, content in entries
    ]


_line_gone = _of_the_log(lambda lines: [*lines[:1], *lines[2:]])
_last_line_gone = _of_the_log(lambda lines: lines[:-1])
_lines_turned = _of_the_log(lambda lines: [lines[0], lines[2], lines[1], *lines[3:]])


def _index(entries: Entries) -> Entries:
    return [(name, content + b" " if name.startswith("index.") else content) for name, content in entries]


def _entry_untold(entries: Entries) -> Entries:
    """Somebody takes a file out of the manifest and leaves it in the bundle."""

    def without(content: bytes) -> bytes:
        manifest = json.loads(content)
        manifest["entries"] = [one for one in manifest["entries"] if not one["path"].startswith("files/001")]
        return json.dumps(manifest).encode()

    return [(name, without(content) if name == "manifest.json" else content) for name, content in entries]


def _twice(entries: Entries) -> Entries:
    return [*entries[:2], (entries[1][0], b"another"), *entries[2:]]


def _leading_away(entries: Entries) -> Entries:
    return [("../../.profile", b"x"), *entries]


def _no_manifest(entries: Entries) -> Entries:
    return [one for one in entries if one[0] != "manifest.json"]


def _odd_manifest(entries: Entries) -> Entries:
    odd = b'{"format": "wenguo-bundle/1", "entries": [{"size": 3}], "items": 7, "log": []}'
    return [(name, odd if name == "manifest.json" else content) for name, content in entries]


def _shuffled(entries: Entries) -> Entries:
    return [*entries[::-1]]


def _manifest(entries: Entries) -> Entries:
    return [
        (name, content.replace(b'"made_by": "', b'"made_by": "X') if name == "manifest.json" else content)
        for name, content in entries
    ]


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("tamper", "where", "said"),
    [
        (_dropped, "files/001", "missing"),
        (_cut, "files/001", "bytes and has"),
        (_changed, "files/001", "SHA-256 differs"),
        (_added, "files/900", "added"),
        (_line, "log.jsonl:", "line before"),
        (_shuffled, "", "packed anew"),
        (_manifest, "manifest.json", "seal"),
        (_line_gone, "log.jsonl:2", "positions do not follow"),
        (_last_line_gone, "log.jsonl", "its end is not"),
        (_lines_turned, "log.jsonl:2", "positions do not follow"),
        (_index, "index.", "bytes and has"),
        (_entry_untold, "files/001", "added"),
        (_entry_untold, "manifest.json", "seal"),
        (_twice, "files/001", "more than one"),
        (_leading_away, "../../.profile", "leads out"),
        (_no_manifest, "manifest.json", "missing"),
        (_odd_manifest, "manifest.json", "not as ours"),
    ],
)
def test_every_way_of_tampering_is_named(
    rich: Story, tmp_path: Path, tamper: Callable[[Entries], Entries], where: str, said: str
) -> None:
    path = made(rich, tmp_path / "b.zip")
    _again(path, tamper(_entries(path)))
    found = prove(path)
    assert any(one.where.startswith(where) and said in one.en for one in found.wrong), found.wrong


def test_one_that_was_zipped_again_and_one_that_was_cut_are_named(rich: Story, tmp_path: Path) -> None:
    path = made(rich, tmp_path / "b.zip")
    whole = path.read_bytes()
    _again(path, _entries(path), how=zipfile.ZIP_DEFLATED)
    assert any("packed anew" in one.en for one in prove(path).wrong)
    path.write_bytes(b"#!/bin/sh\n" + whole)
    assert any("does not name" in one.en for one in prove(path).wrong), "something stands before it"
    path.write_bytes(whole[: len(whole) // 2])
    assert any("no whole ZIP" in one.en for one in prove(path).wrong)
    path.write_bytes(b"")
    assert not prove(path).ok


def test_proving_leaves_nothing_in_an_empty_home_and_needs_none(rich: Story, tmp_path: Path) -> None:
    path = made(rich, tmp_path / "b.zip")
    home = tmp_path / "home"
    home.mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("WENGUO_", "DJANGO_"))}
    for where in (home, tmp_path / "none"):
        done = subprocess.run(
            [sys.executable, "-m", "wenguo", "verify-bundle", str(path), "--json"],
            env={**kept, "WENGUO_HOME": str(where)}, capture_output=True, text=True, check=False, cwd=home,
        )  # fmt: skip
        assert json.loads(done.stdout)["ok"], done.stderr
    assert not list(home.iterdir())
    assert not (tmp_path / "none").exists()


def test_a_file_that_rotted_in_the_store_is_told_by_its_bundle(rich: Story, tmp_path: Path) -> None:
    row = Evidence.objects.order_by("pk")[0]
    (store.folder() / str(row.path)).write_bytes(b"paid 999")
    found = prove(made(rich, tmp_path / "b.zip"))
    assert any("the store was damaged" in one.en for one in found.wrong)


@pytest.mark.parametrize("by", ["ann", "adm"])
def test_who_may_not_take_it_out_is_told_who_may(rich: Story, tmp_path: Path, by: str) -> None:
    if by == "ann":  # she owns it; another handler does not
        rich.office.new_person("fay", "sec", "handler")
        by = "fay"
    with pytest.raises(Refused, match="法务"):
        made(rich, tmp_path / "b.zip", by)


def test_the_screen_gives_the_bundle_and_the_command_proves_it(rich: Story, client: Client, tmp_path: Path) -> None:
    client.force_login(rich.office.bob)
    answer = client.post(f"/desk/{rich.number}/evidence/bundle/")
    path = tmp_path / "b.zip"
    path.write_bytes(b"".join(answer.streaming_content))
    answer.close()
    assert prove(path).ok
