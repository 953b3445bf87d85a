"""How fast all proposals for one message are made on one core, how long loading takes, and how large what is loaded is."""

from __future__ import annotations

import time
from pathlib import Path

from wenguo.advice.evaluating.task import Data, Outcome, Task, Value

NAME = "speed"
# Real messages, long and short, in both languages; the same number of each set that is there.
SETS = (
    ("taidi_msgs7", "detail"),
    ("taidi_hot", "detail"),
    ("en_cfpb_narratives", "text"),
    ("en_tweet_complaints", "text"),
)
OF_EACH = 150
WARM = 20
MESSAGES_A_SECOND, P95_MS, LOAD_SECONDS, MODEL_MB = 400.0, 10.0, 1.5, 60.0


def _texts(data: Data, part: str) -> list[str]:
    texts = []
    for name, column in SETS:
        rows = data.rows(name, part)
        step = max(1, len(rows) // OF_EACH)
        texts += [str(row.get(column) or "") for row in rows[::step][:OF_EACH]]
    return [text for text in texts if text]


def _megabytes(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6 if folder.is_dir() else 0.0


def _model_files() -> float:
    """What is read at loading: the packs' lexicons, and a learned model where one is shipped."""
    import wenguo

    root = Path(wenguo.__file__).parent
    cues = sum(file.stat().st_size for file in (root / "packs").glob("cues-*.toml")) / 1e6
    return cues + _megabytes(root / "advice" / "models")


def _run(data: Data, train: str, test: str) -> Outcome:
    """The process is a new one, so the first import and load are what a starting worker pays."""
    texts = _texts(data, test or train)
    since = time.perf_counter()
    from wenguo.advice.adviser import Adviser

    adviser = Adviser.load()
    adviser.advise("请退款。")  # what is only built at the first message belongs to loading
    loading = time.perf_counter() - since
    for text in texts[:WARM]:
        adviser.advise(text)
    took = []
    for text in texts:
        since = time.perf_counter()
        adviser.advise(text)
        took.append(time.perf_counter() - since)
    took.sort()
    values = [
        Value(metric="load_seconds", value=loading, n=1, aim=LOAD_SECONDS),
        Value(metric="model_mb", value=_model_files(), n=1, aim=MODEL_MB),
    ]
    if took:
        p95 = took[min(len(took) - 1, int(len(took) * 0.95))] * 1000
        values[:0] = [
            Value(metric="messages_per_second", value=len(took) / sum(took), n=len(took), aim=MESSAGES_A_SECOND),
            Value(metric="p95_ms", value=p95, n=len(took), aim=P95_MS),
        ]
    return Outcome(
        values=tuple(values),
        notes=("One thread; every proposal of Adviser.advise; the lexicons alone, without a learned model.",),
    )


TASKS = (Task(name=NAME, files=(), run=_run),)
