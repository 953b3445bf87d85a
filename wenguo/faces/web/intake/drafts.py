"""Drafts of the intake: what is typed is on the server within seconds, and two windows never overwrite each other.

The body of a draft: `fields` as they were typed, `version` and `window` of the last save, `files` laid in the store,
and, once recording has begun, `begun` (see finishing.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from wenguo.models import Draft, store
from wenguo.models.turn import turn
from wenguo.reactions.forgetting import UNDO
from wenguo.text import Text
from wenguo.verbs import Refused

KIND = "intake"
MOST_FILES, MOST_BYTES = 20, 30_000_000


class Elsewhere(Exception):
    """The draft was saved in another window since this one last saw it; nothing was overwritten."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(str(draft.key))
        self.draft = draft


class Save(msgspec.Struct, frozen=True, kw_only=True):
    """One save: what is typed, from which window, which version that window last saw; `over` where it was told."""

    fields: dict[str, Any]
    version: int
    window: str
    over: bool = False


def mine(account: int, at: datetime) -> tuple[list[Draft], list[Draft]]:
    """The unfinished drafts of one person, and those discarded within the last day."""
    rows = Draft.objects.filter(account_id=account, kind=KIND).order_by("-changed_at")
    return list(rows.filter(state__in=("open", "failed"))[:100]), list(
        rows.filter(state="taken_back", changed_at__gt=at - UNDO)[:20]
    )


def found(account: int, key: UUID) -> Draft | None:
    """One's own draft; None where it was never saved. Refused ("unseen") where it is somebody else's."""
    draft = Draft.objects.select_related("complaint").filter(key=key).first()
    if draft is not None and (draft.account_id != account or draft.kind != KIND):
        raise Refused(Text("没有这份草稿。", "There is no such draft."), code="unseen")
    return draft


def save(account: int, key: UUID, asked: Save, at: datetime, uploads: Iterable[UploadedFile[bytes]] = ()) -> Draft:
    """Keep what is typed. Raises Elsewhere where another window saved in between."""
    laid = [_laid(one) for one in uploads]
    try:
        with turn(), transaction.atomic():
            draft = _row(account, key, at)
            body = draft.body
            if not asked.over and body.get("window") not in {None, asked.window} and body["version"] > asked.version:
                raise Elsewhere(draft)
            if draft.state == "open" and "begun" not in body:
                body["fields"] = asked.fields
                body["version"] = body.get("version", 0) + 1
                body["window"] = asked.window
                body.setdefault("files", []).extend(laid)
                _check_size(body["files"])
                draft.changed_at = at
                draft.save()
                laid = []
    finally:
        store.remove(one["path"] for one in laid)  # nothing of it was kept
    return draft


def _row(account: int, key: UUID, at: datetime) -> Draft:
    draft = Draft.objects.select_for_update().filter(key=key).first()
    if draft is None:
        return Draft(key=key, account_id=account, kind=KIND, body={}, created_at=at, changed_at=at)
    if draft.account_id != account or draft.kind != KIND:
        raise Refused(Text("没有这份草稿。", "There is no such draft."), code="unseen")
    return draft


def _laid(upload: UploadedFile[bytes]) -> dict[str, Any]:
    """A file laid in the store, with what is known of it."""
    if (upload.size or 0) > MOST_BYTES:
        raise Refused(
            Text(f"文件“{upload.name}”超过 30 MB，请换小一些的。", f"The file “{upload.name}” is over 30 MB; choose a smaller one."),
            field="evidence",
            code="field",
        )  # fmt: skip
    content = upload.read()
    kept = {"name": (upload.name or "")[-300:], "media_type": (upload.content_type or "")[:200], "size": len(content)}
    return {**kept, **store.put(content)}


def _check_size(files: list[dict[str, Any]]) -> None:
    if len(files) > MOST_FILES:
        raise Refused(
            Text(f"一次最多附 {MOST_FILES} 个文件；其余的请登记后再附。", f"At most {MOST_FILES} files at once; add the others after recording."),
            field="evidence",
            code="field",
        )  # fmt: skip


def without_file(draft: Draft, path: str, at: datetime) -> None:
    """Take one file out of a draft again."""
    with turn(), transaction.atomic():
        draft = Draft.objects.select_for_update().get(pk=draft.pk)
        gone = [one["path"] for one in draft.body.get("files", []) if one["path"] == path]
        draft.body["files"] = [one for one in draft.body.get("files", []) if one["path"] != path]
        draft.changed_at = at
        draft.save()
    store.remove(gone)


def put_away(draft: Draft, state: str, at: datetime) -> None:
    """Discard a draft ("taken_back") or take it up again ("open"); nothing of it is lost yet."""
    if draft.state in {"open", "taken_back"}:
        Draft.objects.filter(pk=draft.pk).update(state=state, changed_at=at)


def end(draft: Draft, at: datetime) -> None:
    """It has become a complaint: whatever was typed is emptied here, for it is kept there."""
    paths = [one["path"] for one in draft.body.get("files", [])]
    draft.body, draft.state, draft.error, draft.changed_at = {}, "sent", "", at
    draft.save()
    store.remove(paths)
