"""examine: what came in is looked at: its true type, what a camera wrote, how it looks, and whether it is infected."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import filetype  # type: ignore[import-untyped]
from django.conf import settings

from wenguo import events as e
from wenguo.models import Evidence, Examined, store
from wenguo.reactions import looking, scanning
from wenguo.reactions.happened import Happened

_MOST_PICTURE = 80_000_000  # bytes; what is larger is no photograph
_HEAD = 8192


def examine(happened: Happened, at: datetime) -> None:
    """Look at every file of this line; outside a transaction, for scanning takes its time."""
    event: Any = happened.event
    refs = [*getattr(event, "evidence", ()), *([event.original] if getattr(event, "original", None) else [])]
    ids = [int(ref.id[1:]) for ref in refs if isinstance(ref, e.Ref) and ref.id.startswith("e")]
    for row in Evidence.objects.filter(pk__in=ids, path__isnull=False):
        examine_one(row, at)


def examine_one(row: Evidence, at: datetime) -> None:
    """Look at one file, and keep what was found; a file that is lost is verify's business."""
    assert row.path is not None
    try:
        with store.open_(row.path) as file:
            head = file.read(_HEAD)
    except FileNotFoundError:
        return
    kind = filetype.guess_mime(head) or ""
    exif: dict[str, str] = {}
    look = ""
    if kind.startswith("image/") and row.size <= _MOST_PICTURE:
        exif, look = looking.looked_at(_in_memory(row.path))
    scan = scanning.Scan("", "")
    if settings.WENGUO_CLAMD:
        with store.open_(row.path) as file:
            scan = scanning.scanned(settings.WENGUO_CLAMD, file)
    bands: list[int | None] = [int(look[n : n + 4], 16) for n in range(0, 16, 4)] if look else [None] * 4
    found = {
        "complaint_id": row.complaint_id,
        "media_type": kind[:100],
        "sha256": row.sha256 or "",
        "exif": exif,
        "look": look,
        **{f"look_{n}": band for n, band in enumerate(bands, 1)},
        "scan": scan.state,
        "scan_said": scan.said,
        "at": at,
    }
    if Evidence.objects.filter(pk=row.pk, path__isnull=False).exists():  # not erased meanwhile
        Examined.objects.update_or_create(evidence_id=row.pk, defaults=found)


def _in_memory(path: str) -> Any:
    return io.BytesIO(store.get(path))
