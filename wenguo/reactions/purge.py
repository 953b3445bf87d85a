"""After an erasure: no page of the database file keeps what was forgotten.

The contents themselves are overwritten when they are erased; a full-text index forgets only when it is written anew,
which takes long on a large archive and so waits for the night.
"""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from wenguo.models.searching import dialect
from wenguo.reactions.happened import Happened


def purge(happened: Happened, at: datetime) -> None:
    """Write the search index anew; outside any transaction."""
    with connection.cursor() as cursor:
        for statement in dialect().PURGE:
            cursor.execute(statement)
