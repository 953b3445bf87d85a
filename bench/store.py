"""Archives to measure on: scratch databases of a given size, made through the door, as an organisation has them.

Twenty units with two handlers each; complaints received over the last year, three in a hundred still open.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

from bench.texts import words
from wenguo.perform import By, perform_many
from wenguo.queries.seeing import Asker, asker
from wenguo.verbs import Close, Record, Verb, Words

BATCH = 2000
DAYS = 365
UNITS, HANDLERS = 20, 2
OPEN_IN = 33  # one complaint of so many is open


def fill(size: int, by: By, say: object = None) -> float:
    """Bring the archive up to `size` complaints received over the last year; returns complaints a second."""
    from wenguo.models import Complaint

    people = handlers()
    have = Complaint.objects.count()
    now = datetime.now(UTC)
    began = time.perf_counter()
    for start in range(have, size, BATCH):
        numbers = range(start, min(start + BATCH, size))
        who = By(account=people[start // BATCH % len(people)], via=by.via)
        perform_many((_steps(n, now) for n in numbers), who)
        if say is not None and start % 100_000 == 0:
            say(f"  {start:,} of {size:,}, {(start - have) / max(time.perf_counter() - began, 0.001):,.0f}/s")  # type: ignore[operator]
    made = size - have
    return made / (time.perf_counter() - began) if made > 0 else 0.0


def _steps(number: int, now: datetime) -> list[tuple[Verb, datetime]]:
    received_at = now - timedelta(minutes=number * 977 % (DAYS * 24 * 60))
    steps: list[tuple[Verb, datetime]] = [
        (Record(words=Words(words(number)), received_at=received_at, live=False, channel="web"), received_at)
    ]
    if number % OPEN_IN:
        closed_at = min(received_at + timedelta(days=number % 20, hours=number % 7), now)
        steps.append((Close(outcome="OC01"), closed_at))
    return steps


def handlers() -> list[int]:
    """The accounts that take complaints in, two in each unit; made where they are not there."""
    from wenguo.models import Account, Membership, Unit

    local_one = Account.objects.get(username="local")
    root = Unit.objects.get(parent=None)
    for number in range(UNITS):
        unit, made = Unit.objects.get_or_create(code=f"b{number}", defaults={"name": f"第{number}部", "parent": root})
        for which in range(HANDLERS if made else 0):
            one = Account.objects.create(username=f"b{number}-{which}", unit=unit)
            Membership.objects.bulk_create(
                Membership(account=one, unit=unit, role=role) for role in ("handler", "head")
            )
            if which == 0:
                unit.head = one
                unit.save()
    found = Account.objects.filter(username__startswith="b").exclude(pk=local_one.pk).order_by("pk")
    return list(found.values_list("pk", flat=True))


def local() -> tuple[By, Asker]:
    """The account that measures, which sees everything."""
    from wenguo.models import Account

    account = Account.objects.get(username="local")
    return By(account=account.pk), asker(account.pk)
