"""How often a caller may knock: a fixed window of one minute, counted for all server processes of a machine together.

The counts lie in a small file that every process maps into its memory. Two processes that add at the same instant may
lose one count, which errs on the generous side; counts in one process's memory would multiply by the workers, and a row
a request would make every reader a writer. Several machines count apart.
"""

from __future__ import annotations

import mmap
import os
import struct
import threading
from pathlib import Path

from django.conf import settings

SLOTS = 65_536
_ROW = struct.Struct("<QII")  # who, minute, count
_lock = threading.Lock()
_maps: dict[Path, mmap.mmap] = {}


def wait(kind: int, who: int, most: int, seconds: float) -> int:
    """Count one knock; 0 where it may enter, else the seconds until it may try again.

    `kind` keeps apart counters of different sorts (0 to 3), `who` is a number within a sort, `most` the limit a minute
    (0: none), `seconds` the time since the epoch.
    """
    if most <= 0:
        return 0
    key = (who << 2 | kind) & 0xFFFF_FFFF_FFFF_FFFF
    place = (key % SLOTS) * _ROW.size
    minute = int(seconds // 60)
    rows = _rows()
    with _lock:
        held, at, count = _ROW.unpack_from(rows, place)
        count = count + 1 if (held, at) == (key, minute) else 1
        _ROW.pack_into(rows, place, key, minute, min(count, 0xFFFF_FFFF))
    return 0 if count <= most else 60 - int(seconds % 60)


def _rows() -> mmap.mmap:
    path = Path(settings.WENGUO_HOME) / "rates"
    found = _maps.get(path)
    if found is None:
        with _lock:
            size = SLOTS * _ROW.size
            path.parent.mkdir(parents=True, exist_ok=True)
            number = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                if os.fstat(number).st_size < size:
                    os.ftruncate(number, size)
                found = _maps[path] = mmap.mmap(number, size)
            finally:
                os.close(number)
    return found
