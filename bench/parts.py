"""The measurements, each in a process and a home of its own."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench import screens, serving, texts
from bench.__main__ import Table, percentile, timed
from bench.home import ready

REAL = ("real_messages.xlsx", "real_messages.gb18030.csv")
PHRASES = 400


def limits(table: Table, folder: Path, small: int, size: int) -> None:
    """The machine alone."""
    from bench import limits as raw

    scratch = folder / "raw"
    scratch.mkdir(exist_ok=True)
    for synchronous in ("NORMAL", "FULL"):
        rate = raw.sqlite_rows(scratch, synchronous)
        table.add(f"raw SQLite, two rows a transaction, {synchronous}", rate, "/s", "", None)
    table.add("raw SQLite, rows in one transaction", raw.sqlite_bulk(scratch), "/s", "", None)
    table.add("raw Python loop", raw.python_loop(), "turns/s", "", None)


def import_(table: Table, folder: Path, small: int, size: int) -> None:
    """A CSV file of 20,000 complaints through `wenguo import`, with log, clocks and search index."""
    ready()
    path = folder / "many.csv"
    with path.open("w", encoding="utf-8-sig") as file:
        file.write("编号,时间,内容\n")
        for number, words in enumerate(texts.many(20_000)):
            file.write(f"{number},2026-0{number % 9 + 1}-1{number % 9} 10:00:00,{words}\n")
    command = [sys.executable, "-m", "wenguo", "import", str(path), "--json"]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, stderr=subprocess.DEVNULL)
    told = json.loads(done.stdout.strip().splitlines()[-1])
    rate = told["recorded"] / told["seconds"]
    table.add(
        "import, complaints a second", rate, "/s", ">= 2000 (aim 5000)", rate >= 2000, f"{told['recorded']} recorded"
    )
    from wenguo.queries.verify import verify

    began = time.perf_counter()
    report = verify()
    rate = report.lines / (time.perf_counter() - began)
    table.add("fold + verify, log lines a second", rate, "/s", ">= 20000", rate >= 20_000 and report.ok)


def acts(table: Table, folder: Path, small: int, size: int) -> None:
    """One act on a complaint with a log of 100 lines."""
    ready()
    from bench.store import local
    from wenguo.perform import perform
    from wenguo.verbs import Note, Record, Words

    by, _ = local()
    number = perform(Record(words=Words(texts.words(1))), None, by, datetime.now(UTC)).number
    for turn in range(94):
        perform(Note(words=Words(texts.words(turn))), number, by, datetime.now(UTC))
    took = timed(100, lambda turn: perform(Note(words=Words(texts.words(turn))), number, by, datetime.now(UTC)))
    p95 = percentile(took, 0.95)
    table.add("act on a complaint with 100 to 200 lines, p95", p95, "ms", "<= 15", p95 <= 15)


def small(table: Table, folder: Path, small: int, size: int) -> None:
    """Queue, search and screens at the small archive: what the large one is compared with."""
    (folder / "small.json").write_text(json.dumps(_on_archive(table, small)))


def archive(table: Table, folder: Path, small: int, size: int) -> None:
    """The same at the large archive."""
    before = json.loads((folder / "small.json").read_text())
    for what, value in _on_archive(table, size).items():
        wanted, ok = "<= 25, <= 1.5 x small", value <= 25 and value <= 1.5 * before[what]
        if what == "counts":
            wanted, ok = "linear at most", None
        elif what.endswith("server time"):
            wanted, ok = "<= 60", value <= 60
        table.add(f"{what} at {size:,}, p95", value, "ms", wanted, ok, f"{before[what]:.2f} ms at {small:,}")


def _on_archive(table: Table, count: int) -> dict[str, float]:
    """p95 in ms of everything that is asked of an archive of `count` complaints."""
    ready()
    from bench.store import fill, local
    from wenguo.queries.counts import counts
    from wenguo.queries.finding import find
    from wenguo.queries.queue import queue

    by, who = local()
    rate = fill(count, by, say=lambda text: print(text, file=sys.stderr, flush=True))
    if rate and count > 100_000:
        table.add(f"making the archive of {count:,}", rate, "/s", "", None)
    now = datetime.now(UTC)
    found = find(who, texts.NEEDLE, now)
    right = len([n for n in range(count) if n % 1000 == texts.NEEDLE_AT])
    if found.total != right:
        raise SystemExit(f"search found {found.total}, there are {right}")
    queue(who, now)  # warm
    return {
        "queue page": percentile(timed(100, lambda _: queue(who, now)), 0.95),
        "two-character search": percentile(timed(100, lambda _: find(who, texts.NEEDLE, now, count_to=1000)), 0.95),
        "common two-character search": percentile(timed(50, lambda _: find(who, "电话", now, count_to=1000)), 0.95),
        "counts": percentile(timed(5, lambda _: counts(who, now)), 0.5),
        **screens.on_archive(texts.NEEDLE),
    }


def groups(table: Table, folder: Path, small: int, size: int) -> None:
    """An arrival that is read and grouped, in archives of three sizes, each in a home of its own."""
    home = Path(os.environ["WENGUO_HOME"])
    for count in sorted({small, min(100_000, size), size}):
        command = [sys.executable, "-m", "bench.parts", "arrivals", str(home), str(count), str(count)]
        env = {**os.environ, "WENGUO_HOME": str(home / str(count))}
        subprocess.run(command, check=True, env=env)
        found = json.loads((home / f"{count}.json").read_text())
        beside = (
            f"p50 {found['p50']:.1f} ms, processor {found['processor']:.1f} ms, {found['grouped']:.0f} of 200 grouped"
        )
        table.add(f"arrival grouped at {count:,}, p95", found["p95"], "ms", "<= 20", found["p95"] <= 20, beside)


def arrivals(table: Table, folder: Path, small: int, size: int) -> None:
    """One of the archives of `groups`."""
    ready()
    from bench.matters import arrivals as measured

    (folder / f"{size}.json").write_text(json.dumps(measured(size)))


def likes(table: Table, folder: Path, small: int, size: int) -> None:
    """Like complaints of a text by the clock, in archives made through the door; the last one may be that of `archive`."""
    home = Path(os.environ["WENGUO_HOME"])
    for count in sorted({small, min(100_000, size), size}):
        whole = folder / "archive"
        where = whole if count == size and whole.is_dir() else home / str(count)
        command = [sys.executable, "-m", "bench.parts", "like_ones", str(home), str(count), str(count)]
        subprocess.run(command, check=True, env={**os.environ, "WENGUO_HOME": str(where)})
        found = json.loads((home / f"{count}.json").read_text())
        beside = f"p50 {found['p50']:.1f} ms, processor {found['processor']:.1f} ms"
        table.add(f"like complaints at {count:,}, p95", found["p95"], "ms", "< 50", found["p95"] < 50, beside)


def like_ones(table: Table, folder: Path, small: int, size: int) -> None:
    """One of the archives of `likes`."""
    ready()
    from bench.store import fill, local
    from wenguo.queries.likes import likes_of_text

    by, who = local()
    fill(size, by, say=lambda said: print(said, file=sys.stderr, flush=True))
    likes_of_text(who, texts.words(size + 1))  # warm
    began = time.process_time()
    took = timed(100, lambda turn: likes_of_text(who, texts.words(2 * size + turn)))
    worked = 1000 * (time.process_time() - began) / len(took)
    found = {"p50": percentile(took, 0.5), "p95": percentile(took, 0.95), "processor": worked}
    (folder / f"{size}.json").write_text(json.dumps(found))


def real(table: Table, folder: Path, small: int, size: int) -> None:
    """Every phrase of the real messages, where they are: what search finds against a plain look through the texts."""
    files = [Path(__file__).parents[2] / "shared" / "data" / "dev" / name for name in REAL]
    if not all(path.exists() for path in files):
        print("real messages: not on this machine, skipped")
        return
    ready()
    for path in files:
        subprocess.run(
            [sys.executable, "-m", "wenguo", "import", str(path)],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    from bench.store import local
    from wenguo.models import Message
    from wenguo.queries.finding import find

    _, who = local()
    held: dict[int, list[str]] = {}
    for complaint, text in Message.objects.filter(field__in=("words", "subject")).values_list("complaint_id", "text"):
        held.setdefault(complaint, []).append(str(text))
    dice = random.Random(2026)
    phrases = set()
    while len(phrases) < PHRASES:
        text = dice.choice(dice.choice(list(held.values())))
        start, length = dice.randrange(len(text)), dice.choice((1, 2, 2, 3, 4))
        phrase = text[start : start + length]
        if len(phrase) == length and all("\u4e00" <= one <= "\u9fff" for one in phrase):
            phrases.add(phrase)
    now = datetime.now(UTC)
    wrong = [
        phrase
        for phrase in sorted(phrases)
        if find(who, phrase, now).total != sum(any(phrase in one for one in texts) for texts in held.values())
    ]
    right = 100 * (1 - len(wrong) / len(phrases))
    table.add(
        f"search on {len(held):,} real messages, phrases right",
        right,
        "%",
        "100",
        not wrong,
        f"{len(phrases)} phrases of 1 to 4 characters",
    )


PARTS: dict[str, Any] = {
    "limits": limits, "import": import_, "acts": acts, "small": small, "archive": archive, "api": serving.api, "idle": serving.idle, "real": real,
    "pages": screens.pages, "groups": groups, "likes": likes, "arrivals": arrivals, "like_ones": like_ones,
}  # fmt: skip

if __name__ == "__main__":
    part, where, small_size, large_size = sys.argv[1:]
    report = Table()
    PARTS[part](report, Path(where), int(small_size), int(large_size))
    (Path(where) / f"{list(PARTS).index(part):02d}-{part}.rows.json").write_text(
        json.dumps(report.rows, ensure_ascii=False)
    )
