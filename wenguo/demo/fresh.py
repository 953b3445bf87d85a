"""Beginning the demonstration anew: the log can only be appended to, so the database itself is made again.

Never where anybody else's complaint lies: every complaint must be the demonstration's own, by its source.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from wenguo.complaint import Complaint as Folded
from wenguo.demo.organisation import ROOT
from wenguo.demo.telling import MARK
from wenguo.models import Complaint, Unit
from wenguo.models.store import folder
from wenguo.perform import folded
from wenguo.text import Text
from wenguo.verbs import Refused


def sources() -> dict[str, str]:
    """The numbers of the demonstration's complaints by key; a part split off one of them ends in /part."""
    found: dict[str, str] = {}
    for number, source in Complaint.objects.filter(source__startswith=f"{MARK}-").values_list("number", "source"):
        found[str(source).removeprefix(f"{MARK}-")] = number
    keys = {number: key for key, number in found.items()}
    for c in _others():
        if c.part_of in keys:
            found[f"{keys[c.part_of]}/part"] = c.number
    return found


def _others() -> list[Folded]:
    ids = Complaint.objects.exclude(source__startswith=f"{MARK}-") | Complaint.objects.filter(source=None)
    return [c for c in map(folded, ids.values_list("id", flat=True)[:500]) if c is not None]


def check_only_demo() -> None:
    """Refused unless every complaint is the demonstration's own, or there is none."""
    if not Complaint.objects.exists():
        return
    every = Complaint.objects.count()
    foreign = every - len(sources())
    if foreign or not Unit.objects.filter(code=ROOT).exists():
        raise Refused(
            Text(
                f"这个数据库里有 {foreign or every} 件不属于示范数据的投诉，示范数据不会写入，也不会删除任何内容。请用 WENGUO_HOME 指定另一个空的数据目录。",
                f"This database holds {foreign or every} complaints that are not the demonstration's. Nothing was loaded and "
                "nothing was removed. Name another, empty data folder by WENGUO_HOME.",
            )
        )


def begin_anew() -> None:
    """Make the database again, empty; servers on it must have been stopped before."""
    check_only_demo()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_schema()")
            schema = connection.ops.quote_name(cursor.fetchone()[0])
            cursor.execute(f"DROP SCHEMA {schema} CASCADE")
            cursor.execute(f"CREATE SCHEMA {schema}")
    else:
        path = Path(str(connection.settings_dict["NAME"]))
        connection.close()
        for ending in ("", "-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
    shutil.rmtree(folder(), ignore_errors=True)
    call_command("migrate", verbosity=0, interactive=False)
