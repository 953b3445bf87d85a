"""The check against anchors: nothing that an anchor once saw is missing, cut or written anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import batched
from pathlib import Path

from wenguo.line import digest
from wenguo.models import anchoring
from wenguo.models.anchoring import Head, Tree
from wenguo.queries.proof.found import Found
from wenguo.queries.proof.reading import columns, snapshot

_BATCH = 400


def prove_anchors(given: Path | None, found: Found) -> None:
    """The anchors among themselves, then the archive against one anchor's file: the given or the newest daily one."""
    roots = _chain(found)
    path = given or anchoring.newest()
    if path is None:
        return
    try:
        _against(path, roots, found)
    except anchoring.BadAnchor as error:
        found.add("anchor", "", 0, f"锚点文件读不懂：{error}", f"the anchor's file is unreadable: {error}")


def _chain(found: Found) -> set[str]:
    """Each anchor names the root of the one before it."""
    prev, roots = "", set()
    with snapshot() as cursor:
        cursor.execute(f"SELECT {columns(('at', 'root', 'prev'))} FROM wenguo_anchor ORDER BY id")
        rows = cursor.fetchall()
    for at, root, named in rows:
        if named != prev:
            day = str(at)[:10]
            zh, en = f"{day} 的锚点与前一个不相连", f"the anchor of {day} does not follow the one before it"
            found.add("anchor", "", 0, zh, en)
        prev = root
        roots.add(root)
    return roots


def _against(path: Path, roots: set[str], found: Found) -> None:
    summary, heads = anchoring.read_anchor(path)
    tree, lines = Tree(), 0

    def counted() -> Iterator[Head]:
        nonlocal lines
        for head in heads:
            tree.add(head)
            lines += head.length
            yield head

    for some in batched(counted(), _BATCH):
        _compare(some, found)
    if (tree.root(), tree.leaves, lines) != (summary.root, summary.complaints, summary.lines):
        zh, en = "锚点文件被改动：其内容与自身的根不符", "the anchor's file was changed: its heads do not make its root"
        found.add("anchor", "", 0, f"{zh}（{path.name}）", f"{en} ({path.name})")
    elif summary.root not in roots:
        zh, en = "数据库不认识这个锚点", "the database does not know this anchor"
        found.add("anchor", "", 0, f"{zh}（{path.name}）", f"{en} ({path.name})")


def _compare(heads: Sequence[Head], found: Found) -> None:
    there, texts = _stored(heads)
    for head in heads:
        at = f"{head.length}"
        if head.number not in there:
            zh, en = (
                f"锚点记有此投诉（{at} 行），档案中没有了",
                f"anchored with {at} lines, it is no longer in the archive",
            )
            found.add("missing_complaint", head.number, 0, zh, en)
        elif head.length and (head.number, head.length) not in texts:
            zh, en = (
                f"锚点记有 {at} 行，第 {at} 行不在了：末尾被截去",
                f"anchored with {at} lines, line {at} is gone: the tail is cut off",
            )
            found.add("anchor", head.number, head.length, zh, en)
        elif head.length and texts[head.number, head.length] != head.head:
            zh, en = (
                f"第 {at} 行与锚点所记不同：日志被重写",
                f"line {at} is not the one anchored: the log was written anew",
            )
            found.add("anchor", head.number, head.length, zh, en)


def _stored(heads: Sequence[Head]) -> tuple[set[str], dict[tuple[str, int], str]]:
    """Which of the numbers are in the archive, and the hash of each anchored line as it now stands."""
    numbers = [head.number for head in heads]
    pairs = [value for head in heads for value in (head.number, head.length)]
    with snapshot() as cursor:
        places = ", ".join(["%s"] * len(numbers))
        cursor.execute(f"SELECT number FROM wenguo_complaint WHERE number IN ({places})", numbers)
        there = {number for (number,) in cursor.fetchall()}
        values = ", ".join(["(%s, CAST(%s AS integer))"] * len(heads))
        cursor.execute(
            f"WITH anchored (number, position) AS (VALUES {values}) "
            f"SELECT {columns(('number',), 'c.')}, l.position, {columns(('data',), 'l.')} FROM anchored a "
            "JOIN wenguo_complaint c ON c.number = a.number "
            "JOIN wenguo_line l ON l.complaint_id = c.id AND l.position = a.position",
            pairs,
        )
        texts = {(n, at): digest(text) if isinstance(text, str) else "" for n, at, text in cursor.fetchall()}
    return there, texts
