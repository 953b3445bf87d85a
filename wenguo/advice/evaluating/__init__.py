"""Measuring what advice reaches on texts it has not seen: the same tasks for us, for a user and for a stranger.

`TASKS` is THE LIST. It is put together when first asked for, since the tasks load what they learn with.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from wenguo.advice.evaluating.task import Task

# The rooms of the tasks, the longest work first: two processes then end at about the same time.
ROOMS = (
    "reviews",
    "emotions",
    "topics_messages",
    "pairs",
    "groups",
    "cars",
    "english",
    "replies",
    "extraction",
    "speed",
)
ALONE = frozenset({"speed"})  # measured when nothing else runs beside it


class BrokenRoom(Exception):
    """A room of tasks that cannot be entered: a fault of the program, not of the data."""


@cache
def rooms() -> dict[str, tuple[Task, ...]]:
    """The tasks of every room that exists."""
    return {room: _tasks(room) for room in ROOMS if find_spec(f"{__name__}.{room}") is not None}


def _tasks(room: str) -> tuple[Task, ...]:
    try:
        found = import_module(f"{__name__}.{room}").TASKS
    except Exception as error:
        raise BrokenRoom(f"{__name__}.{room}: {type(error).__name__}: {error}") from error
    return tuple(found)


def __getattr__(name: str) -> tuple[Task, ...]:
    if name == "TASKS":
        return tuple(task for tasks in rooms().values() for task in tasks)
    raise AttributeError(name)
