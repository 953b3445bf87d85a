"""Runs the tasks on a folder of data: two processes of one thread each, the ones that measure speed alone and last."""

from __future__ import annotations

import csv
import multiprocessing
import os
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import Any

import msgspec

from wenguo.advice.evaluating import ALONE, rooms
from wenguo.advice.evaluating.task import Data, Outcome, Prediction, Task
from wenguo.text import Text

_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")
_ENDINGS = (".parquet", ".csv")


class BadData(Exception):
    """The folder, the part or the set that was named is not there; the text says what there is."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


class Ran(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one task: what it gave, or why there is nothing."""

    task: str
    set: str
    outcome: Outcome | None
    seconds: float
    missing: tuple[str, ...] = ()  # files it cannot do without
    error: str = ""


def measure(
    folder: Path, train: str, test: str, *, only: Sequence[str] = (), said: Callable[[Ran], None] | None = None
) -> list[Ran]:
    """Every task of THE LIST, or those `only` that are named, in the order of THE LIST; `said` hears of each as it ends.

    With test == "" the part `train` is measured alone by grouped cross-validation. Raises BadData.
    """
    check(folder, train, test)
    chosen = _chosen(only)
    data = Data(folder)
    found: dict[str, Ran] = {}
    ready: dict[str, list[Task]] = {"beside": [], "alone": []}
    for room, task in chosen:
        lacking = missing(data, task, train, test)
        if lacking:
            found[task.name] = _kept(said, _ran(task, missing=lacking))
        else:
            ready["alone" if room in ALONE else "beside"].append(task)
    for how, processes in (("beside", min(2, os.cpu_count() or 1)), ("alone", 1)):
        for ran in _pooled(ready[how], folder, train, test, processes):
            found[ran.task] = _kept(said, ran)
    return [found[task.name] for _, task in chosen]


def check(folder: Path, train: str, test: str) -> None:
    """Raise BadData where the folder has nothing of a part."""
    if not folder.is_dir():
        raise BadData(Text(f"没有文件夹 {folder}。", f"There is no folder {folder}."))
    # the part is all behind the first dot: a set's name has none, a part's may have
    parts = sorted({file.stem.partition(".")[2] for file in folder.iterdir() if _is_set(file)})
    for part in filter(None, (train, test)):
        if part not in parts:
            known = "、".join(parts) or "—"
            raise BadData(
                Text(
                    f"{folder} 里没有 <数据集>.{part}.parquet 或 .csv；有：{known}。",
                    f"{folder} has no <set>.{part}.parquet or .csv; its parts: {', '.join(parts) or 'none'}.",
                )
            )


def _is_set(file: Path) -> bool:
    return file.suffix in _ENDINGS and "." in file.stem


def _chosen(only: Sequence[str]) -> list[tuple[str, Task]]:
    every = [(room, task) for room, tasks in rooms().items() for task in tasks]
    if not only:
        return every
    known = {name for _, task in every for name in (task.name, *task.files)}
    for name in only:
        if name not in known:
            names = [task.name for _, task in every]
            raise BadData(
                Text(
                    f"没有数据集 {name}；可选：{'、'.join(names)}。",
                    f"There is no set {name}; there are: {', '.join(names)}.",
                )
            )
    return [(room, task) for room, task in every if {task.name, *task.files} & set(only)]


def missing(data: Data, task: Task, train: str, test: str) -> tuple[str, ...]:
    """The files of this folder that the task cannot do without."""
    parts = [part for part in (train, test) if part]
    names = [f"{name}.{part}" for name in task.files for part in dict.fromkeys(parts)]
    return tuple(name for name in names if not any((data.folder / f"{name}{end}").exists() for end in _ENDINGS))


def _pooled(tasks: Sequence[Task], folder: Path, train: str, test: str, processes: int) -> Iterator[Ran]:
    """Each task in a process of its own: its memory goes with it, and one that dies takes no other along."""
    if not tasks:
        return
    for name in _THREADS:
        os.environ[name] = "1"
    os.environ["PYTHONHASHSEED"] = "0"  # for the children: the order of a set must not move a figure
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context, max_tasks_per_child=1) as pool:
        sent: dict[Future[Ran], Task] = {pool.submit(one, task.name, folder, train, test): task for task in tasks}
        for done in as_completed(sent):
            try:
                yield done.result()
            except Exception as error:  # noqa: BLE001 — a process that was killed says so in its own way
                yield _ran(sent[done], error=f"{type(error).__name__}: {error}")


def one(name: str, folder: Path, train: str, test: str) -> Ran:
    """One task, here; what it raises is told, not thrown."""
    task = next(task for tasks in rooms().values() for task in tasks if task.name == name)
    since = time.perf_counter()
    try:
        outcome = task.run(Data(folder), train, test)
    except Exception as error:  # noqa: BLE001 — one broken task must not take the others along
        trace = "".join(traceback.format_exception(error)) if os.environ.get("WENGUO_DEBUG") else ""
        told = f"there is no column {error}" if isinstance(error, KeyError) else f"{type(error).__name__}: {error}"
        return _ran(task, seconds=time.perf_counter() - since, error=f"{told}\n{trace}".strip())
    return _ran(task, outcome, seconds=time.perf_counter() - since)


def _ran(
    task: Task, outcome: Outcome | None = None, *, seconds: float = 0.0, missing: tuple[str, ...] = (), error: str = ""
) -> Ran:
    name = task.files[0] if task.files else task.name
    return Ran(task=task.name, set=name, outcome=outcome, seconds=round(seconds, 1), missing=missing, error=error)


def _kept(said: Callable[[Ran], None] | None, ran: Ran) -> Ran:
    if said is not None:
        said(ran)
    return ran


def figures(every: Iterable[Ran]) -> list[dict[str, Any]]:
    """The figures as programs read them: one entry a figure; aim, low and high where there are such."""
    found = []
    for ran in every:
        for value in ran.outcome.values if ran.outcome is not None else ():
            figure = {
                "task": ran.task,
                "set": ran.set,
                "metric": value.metric,
                "value": round(float(value.value), 5),
                "baseline": value.baseline,
                "n": value.n,
                "seconds": ran.seconds,
            }
            more = {"aim": value.aim, "low": value.low, "high": value.high}
            found.append(figure | {key: round(float(kept), 5) for key, kept in more.items() if kept is not None})
    return found


def writable(folder: Path) -> None:
    """Raise BadData where nothing can be written into a folder: better said before twenty minutes of work than after."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BadData(Text(f"写不进 {folder}：{reason}", f"{folder} cannot be written into: {reason}")) from error


def write_predictions(every: Iterable[Ran], folder: Path) -> list[Path]:
    """`<task>.csv` with row, prediction, score for each task that predicts; rows in the order of their file."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for ran in every:
        if ran.outcome is None or not ran.outcome.predictions:
            continue
        path = folder / f"{ran.task}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            lines = csv.writer(file)
            lines.writerow(Prediction.__struct_fields__)
            lines.writerows((said.row, said.prediction, f"{said.score:.6f}") for said in ran.outcome.predictions)
        written.append(path)
    return written
