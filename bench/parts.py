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

from bench import load, screens, texts
from bench.__main__ import Table, percentile, timed

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wenguo.settings")
PORT = 8971
REAL = ("real_messages.xlsx", "real_messages.gb18030.csv")
PHRASES = 400


def wenguo() -> None:
    """A home with its database, unit and account, and Django ready."""
    home = Path(os.environ["WENGUO_HOME"])
    home.mkdir(parents=True, exist_ok=True)
    subprocess.run([sys.executable, "-m", "wenguo", "counts", "--json"], check=True, stdout=subprocess.DEVNULL)
    import django

    django.setup()


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
    wenguo()
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
    wenguo()
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
    wenguo()
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


def api(table: Table, folder: Path, small: int, size: int) -> None:
    """Intake by API at eight clients at once: the burst, and what is sustained with all reactions done."""
    wenguo()
    from bench.store import local
    from wenguo.models import Account, Complaint, Reaction
    from wenguo.tokens import issue

    local()
    token = issue(Account.objects.get(username="local"), ["all"], "bench", datetime.now(UTC))
    env = {**os.environ, "PORT": str(PORT), "WENGUO_RATE": "1000000"}
    server = subprocess.Popen([sys.executable, "-m", "wenguo", "run"], env=env, stdout=subprocess.DEVNULL)
    try:
        _wait("/healthz")
        body = json.dumps({"words": texts.words(7)}, ensure_ascii=False).encode()
        load.run(PORT, lambda _: load.get("/healthz"), seconds=1, clients=8, wanted=b"200")
        took = load.run(
            PORT, lambda _: load.post("/api/v1/complaints", body, token), seconds=10, clients=8, wanted=b"201"
        )
        rate, p99 = len(took) / 10, percentile(took, 0.99)
        table.add("API intake, 8 clients, burst", rate, "/s", ">= 400 (aim 1000)", rate >= 400)
        table.add("API intake, 8 clients, p99", p99, "ms", "<= 60", p99 <= 60)
        began = time.perf_counter()
        while Reaction.objects.filter(state="waiting", not_before__lte=datetime.now(UTC)).exists():
            if time.perf_counter() - began > 120:
                raise SystemExit("reactions were not drained within two minutes")
            time.sleep(0.2)
        sustained = len(took) / (10 + time.perf_counter() - began)
        table.add(
            "API intake, sustained (all reactions done)",
            sustained,
            "/s",
            "",
            None,
            f"{Complaint.objects.count():,} stored",
        )
    finally:
        server.terminate()
        server.wait(30)


def idle(table: Table, folder: Path, small: int, size: int) -> None:
    """Memory of the whole process tree at rest: proportional set size, so that shared pages count once."""
    wenguo()
    env = {**os.environ, "PORT": str(PORT)}
    server = subprocess.Popen([sys.executable, "-m", "wenguo", "run"], env=env, stdout=subprocess.DEVNULL)
    try:
        _wait("/accounts/login/")
        load.run(PORT, lambda _: load.get("/accounts/login/"), seconds=1, clients=4, wanted=b"200")
        time.sleep(8)
        total = sum(_pss(pid) for pid in _tree(server.pid)) / 1024
        table.add("idle PSS of the whole process tree", total, "MB", "<= 300", total <= 300)
    finally:
        server.terminate()
        server.wait(30)


def _wait(path: str) -> None:
    for _ in range(150):
        try:
            load.run(PORT, lambda _: load.get(path), seconds=0.01, clients=1, wanted=b"200")
        except (OSError, RuntimeError, EOFError):
            time.sleep(0.2)
        else:
            return
    raise SystemExit("the server did not start")


def _tree(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in _tree(int(child)))]


def _pss(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0


def real(table: Table, folder: Path, small: int, size: int) -> None:
    """Every phrase of the real messages, where they are: what search finds against a plain look through the texts."""
    files = [Path(__file__).parents[2] / "shared" / "data" / "dev" / name for name in REAL]
    if not all(path.exists() for path in files):
        print("real messages: not on this machine, skipped")
        return
    wenguo()
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
    "limits": limits, "import": import_, "acts": acts, "small": small, "archive": archive, "api": api, "idle": idle, "real": real,
    "pages": screens.pages,
}  # fmt: skip

if __name__ == "__main__":
    part, where, small_size, large_size = sys.argv[1:]
    report = Table()
    PARTS[part](report, Path(where), int(small_size), int(large_size))
    (Path(where) / f"{list(PARTS).index(part)}-{part}.rows.json").write_text(
        json.dumps(report.rows, ensure_ascii=False)
    )
