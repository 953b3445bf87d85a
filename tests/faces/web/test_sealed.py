"""Notes sealed in a browser, looked for on every page, in every answer, export, log, backup and restored home: none is there."""

import base64
import json
import os
import re
import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from django.db import connection
from django.test import Client

from tests.faces.web.test_doors import DOORS, SECRET, World, methods, signed, world
from tests.stories import founded
from wenguo.backup import backup
from wenguo.faces.api.urls import api
from wenguo.models import SealedNote
from wenguo.restoring import restore

pytestmark = pytest.mark.row("M23")
__all__ = ["world"]

WORDS = "今天被骂哭了，想辞职"
PHRASE = "窗外的玉兰开了三朵"
# one of each power: every role at once, a head, the author's colleague, an administrator, an auditor, a program
# (who holds every role is shown every page; the others those that tell of people, of reading, and of files)
TELLING = re.compile(r"care|board|read|log|access|export|download|settings/(people|me)|counts|verify")
EVERYBODY = ("local", "bob", "eve", "adm", "aud", "bot")


def sealed(rounds: int = 600_000) -> dict[str, Any]:
    """The words as the browser's own steps seal them (care.js), so that there is something real to look for."""
    salt, iv = os.urandom(16), os.urandom(12)
    key = PBKDF2HMAC(SHA256(), 32, salt, rounds).derive(PHRASE.encode())
    data = AESGCM(key).encrypt(iv, json.dumps({"words": WORDS}).encode(), None)
    parts = {"salt": salt, "iv": iv, "data": data}
    return {"v": 1, "n": rounds, **{name: base64.b64encode(one).decode() for name, one in parts.items()}}


def opened(kept: dict[str, Any], phrase: str) -> str:
    salt, iv, data = (base64.b64decode(kept[name]) for name in ("salt", "iv", "data"))
    key = PBKDF2HMAC(SHA256(), 32, salt, kept["n"]).derive(phrase.encode())
    return str(json.loads(AESGCM(key).decrypt(iv, data, None))["words"])


def plain() -> list[bytes]:
    """The words and the passphrase in every clothing in which a file might carry them."""
    return [
        form
        for text in (WORDS, PHRASE)
        for form in (
            text.encode(), text.encode("utf-16-le"), text.encode("gb18030"), json.dumps(text)[1:-1].encode(),
            base64.b64encode(text.encode())[:-4],
        )
    ]  # fmt: skip


def _whole(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@cache
def _paths() -> list[str]:
    """What the API answers to a GET."""
    found = api.get_openapi_schema()["paths"].items()
    return [path for path, word in found if "get" in word and "stream" not in path and "events" not in path]


def _asked(world: World) -> Iterator[str]:
    """Every address that can be asked: the screens', the portal's, and the API's."""
    for route, (kind, _) in DOORS.items():
        if "get" in methods(route) and kind is not SECRET and not route.startswith("accounts/"):
            yield world.address(route)
    given = {"number": world.story.number, "group": "1", "ref": "e1", "pack": "house", "line": "1"}
    for path in _paths():
        yield re.sub(r"{(\w+)}", lambda match: given.get(match[1], "1"), path)


@pytest.mark.parametrize("name", EVERYBODY)
def test_no_page_export_log_or_answer_shows_it_to_anybody(world: World, name: str) -> None:
    letters = sealed(rounds=1)
    SealedNote.objects.create(account=world.office.ann, sealed=json.dumps(letters), changed_at=datetime.now(UTC))
    client = signed(world.office, name)
    answered = 0
    for address in _asked(world):
        if address.endswith(".pdf") or (
            name != "local" and not TELLING.search(address)
        ):  # packed: it is made from the page
            continue
        answer = client.get(address)
        whole = _whole(answer)
        answered += answer.status_code == 200
        for secret in (letters["data"].encode(), letters["salt"].encode(), *plain()):
            assert secret not in whole, (name, address)
    assert answered > (20 if name == "local" else 0 if name == "bot" else 2), "the walk does arrive somewhere"


def test_backup_and_restored_home_hold_the_letters_and_never_the_words(committing: Any, tmp_path: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("a dump is packed by PostgreSQL's own tool; what it holds is the same table")
    letters = sealed()
    assert opened(letters, PHRASE) == WORDS
    office = founded()
    client = Client()
    client.force_login(office.ann)
    assert client.post("/desk/care/kept/", json.dumps(letters), content_type="application/json").status_code == 204
    backup(tmp_path / "all.tar", datetime.now(UTC))
    with tarfile.open(tmp_path / "all.tar") as tar:
        parts = [found.read() for one in tar if (found := tar.extractfile(one)) is not None]
    assert any(letters["data"].encode() in part for part in parts), "the sealed letters are in it"
    assert restore(tmp_path / "all.tar", tmp_path / "home").ok
    everywhere = [path.read_bytes() for path in (tmp_path / "home").rglob("*") if path.is_file()]
    for part in (*parts, *everywhere):
        assert not [secret for secret in plain() if secret in part]
    with closing(sqlite3.connect(tmp_path / "home" / "wenguo.sqlite3")) as raw:
        (kept,) = raw.execute("SELECT sealed FROM wenguo_sealed_note").fetchone()
    assert opened(json.loads(kept), PHRASE) == WORDS, "only the author's passphrase opens them, after a restore too"
    with pytest.raises(InvalidTag):
        opened(json.loads(kept), "别的口令")


def test_gone_with_its_author_and_by_their_own_wish(world: World) -> None:
    client = signed(world.office, "ann")
    client.post("/desk/care/kept/", json.dumps(sealed()), content_type="application/json")
    assert client.delete("/desk/care/kept/").status_code == 204
    assert not SealedNote.objects.exists(), "erased is erased: no copy, no version, no trace"
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    assert [one for one in tables if "sealed" in one] == ["wenguo_sealed_note"]
