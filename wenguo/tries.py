"""Wrong secrets of late: after five, each further try for a name has to wait longer, known to all server processes.

What is counted is the name as typed, whether there is such an account or not, so that a wait tells nothing about it. The
name itself is not kept: people type passwords into the wrong field.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F

from wenguo.models import Tries

FREE = 5  # wrong tries before one has to wait
FIRST = timedelta(seconds=30)
LONGEST = timedelta(minutes=15)  # a colleague cannot be locked out for longer by somebody who types their name
FORGOTTEN = timedelta(days=1)


def wait(name: str, at: datetime) -> int:
    """Seconds until this name may be tried again; 0: now."""
    row = Tries.objects.filter(digest=_digest(name)).first()
    if row is None or row.wrong < FREE or at - row.at >= FORGOTTEN:
        return 0
    span = min(FIRST * 2 ** min(row.wrong - FREE, 10), LONGEST)
    return max(0, -int((at - row.at - span).total_seconds() // 1))


def wrong(name: str, at: datetime) -> None:
    """One wrong try more; what is older than a day is forgotten."""
    digest = _digest(name)
    with transaction.atomic():
        Tries.objects.filter(at__lt=at - FORGOTTEN).delete()
        if not Tries.objects.filter(digest=digest).update(wrong=F("wrong") + 1, at=at):
            Tries.objects.bulk_create(
                [Tries(digest=digest, wrong=1, at=at)],
                update_conflicts=True, unique_fields=["digest"], update_fields=["at"],
            )  # fmt: skip


def right(name: str) -> None:
    """The right one: counting begins anew."""
    if Tries.objects.filter(digest=_digest(name)).exists():
        Tries.objects.filter(digest=_digest(name)).delete()


def _digest(name: str) -> str:
    known = unicodedata.normalize("NFKC", name).strip().casefold()
    return hmac.new(settings.SECRET_KEY.encode(), b"tries\0" + known.encode(), hashlib.sha256).hexdigest()
