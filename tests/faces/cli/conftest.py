"""The command line in this process: `wenguo("record", "--words", "…")` as a shell would run it."""

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from wenguo.faces.cli.main import run

AT = "2026-03-02 09:00"


@dataclass
class Answer:
    """What one command said, and the code it ended with."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The object on the last line of stdout."""
        return json.loads(self.out.rstrip("\n").rpartition("\n")[2])


type Wenguo = Callable[..., Answer]


@pytest.fixture
def wenguo(db: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Wenguo:
    """A home whose first command makes it, in the test's own transaction; English unless the test says otherwise."""
    monkeypatch.setenv("WENGUO_LANGUAGE", "en")
    monkeypatch.delenv("WENGUO_AS", raising=False)

    def call(*arguments: object, stdin: str | bytes = "") -> Answer:
        raw = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))
        capsys.readouterr()
        code = run([str(one) for one in arguments])
        said = capsys.readouterr()
        return Answer(code, said.out, said.err)

    return call


@pytest.fixture
def staffed(wenguo: Wenguo) -> Wenguo:
    """The same with a branch: bob heads sec, ann handles there, eve stands at its counter."""
    assert wenguo("unit", "add", "sec", "--name", "证券分公司", "--pack", "house").code == 0
    for name, *roles in (("bob", "--head"), ("ann", "--role", "handler"), ("eve", "--role", "front_line")):
        added = wenguo("account", "add", name, "--unit", "sec", "--no-password", *roles)
        assert added.code == 0, added.err
    return wenguo
