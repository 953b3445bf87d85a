"""One of many writers: so many acts on the same complaints; run as a process by the tests beside it."""

from __future__ import annotations

import random
import sys
from datetime import UTC, datetime

import django

django.setup()

from wenguo.models import Account  # noqa: E402
from wenguo.perform import By, perform  # noqa: E402
from wenguo.verbs import Note, Promise, Record, Words  # noqa: E402


def main(mine: str, acts: int, numbers: list[str]) -> None:
    """Do the acts, in a random order of complaints; print one line for each that was done."""
    by = By(account=Account.objects.get(username="local").pk)
    dice = random.Random(mine)
    for turn in range(acts):
        now = datetime.now(UTC)
        number = dice.choice(numbers) if numbers else None
        if number is None:
            done = perform(Record(words=Words(f"写入者 {mine} 第 {turn} 件")), None, by, now)
        elif turn % 10 == 9:
            due = now.replace(year=now.year + 1, day=1)
            done = perform(Promise(what=Words(f"{mine}-{turn}"), due_at=due), number, by, now)
        else:
            done = perform(Note(words=Words(f"{mine}-{turn}")), number, by, now)
        print(done.number, done.position, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3:])
