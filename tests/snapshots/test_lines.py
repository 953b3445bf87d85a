"""Every line ever written stays readable, and stays the same text.

To add: append lines (a new event, a new field, a new version) chained to the last, and their count and head to HEADS.
Never change or drop a line or a head: an archive somewhere holds such lines.
"""

import msgspec
import pytest
import rfc8785

from tests.snapshots.lines import FILE, TEXTS
from wenguo.events import EVENTS
from wenguo.folding import fold
from wenguo.line import FIRST, Unreadable, digest, read, write

HEADS = {
    55: "63ea0c35aa280286daaef68aa34431add2b5f3e4b44b57fa08903375f4548ff6",
    56: "7847b11e02ce8f33035a537c7a77c66c85240048487c8cc13e849ef112f66616",
    58: "6008ecc61e4973725584c97d177c684e3921cd85c91a0f60ada9f568c188ed1d",
    59: "bafb29d9e946c53ea0d089189cd83c9e399fc8c7fd2f25d6b4d504b9b2fee762",
    111: "9d696516acc35a85cbd60733da37f4bc760ff9e030a86cff9c55e619165e11e4",
}


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: msgspec.json.decode(text)["event"])
def test_a_line_of_the_past_reads_and_writes_the_same(text: str) -> None:
    raw = msgspec.json.decode(text)
    line = read(text)
    assert (line.number, line.position, line.by, line.via) == (raw["number"], raw["position"], raw["by"], raw["via"])
    assert rfc8785.dumps(raw).decode() == text
    if (raw["event"], raw["version"]) == (type(line.event).__name__, line.event.version):
        assert write(line) == text


def test_the_golden_lines_are_never_changed_only_added_to() -> None:
    prev = FIRST
    heads = {}
    for count, text in enumerate(TEXTS, start=1):
        assert read(text).prev == prev
        heads[count] = prev = digest(text)
    for count, head in HEADS.items():
        assert heads[count] == head, f"a line among the first {count} was changed"
    assert max(HEADS) == len(TEXTS), "lines were added: add their head too"
    assert FILE.read_bytes().endswith(b"\n")


def test_every_event_has_a_golden_line_with_every_field() -> None:
    fields: dict[str, set[str]] = {}
    for text in TEXTS:
        raw = msgspec.json.decode(text)
        fields.setdefault(raw["event"], set()).update(raw["data"])
    for name, kind in EVENTS.items():
        wanted = {field.name for field in msgspec.structs.fields(kind)}
        assert wanted <= fields.get(name, set()), f"{name}: append a line that has its new fields"


def test_the_golden_complaint_folds() -> None:
    c = fold((read(text), text) for text in TEXTS)
    assert c is not None
    assert (c.length, c.head) == (len(TEXTS), digest(TEXTS[-1]))
    assert c.first_responder == 3
    assert {ref for ref in c.refs if ref.startswith("m")} >= {"m1", "m12"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"version":1', '"version":2'),  # written by a newer program: not to be read as if it were old
        ('"event":"Recorded"', '"event":"Registered"'),
        ('"position":1', '"position":"1"'),
        ('"owner":3', '"owner":"3"'),
        ("{", ""),
    ],
)  # fmt: skip
def test_a_text_that_was_never_written_is_unreadable(old: str, new: str) -> None:
    assert old in TEXTS[0]
    with pytest.raises(Unreadable):
        read(TEXTS[0].replace(old, new, 1))
