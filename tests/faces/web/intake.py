"""The intake as its tests use it: a form posted, the companion asked, the one complaint that came of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.test import Client

from wenguo import models
from wenguo.complaint import Complaint
from wenguo.perform import folded

WORDS = "在朝阳路门店买的空调一直响，修了两次还是响，打电话没人接"
KEY = UUID("6f6c8a52-0d5a-4d5c-9a0b-3a2f0a6b1c11")


def post(client: Client, do: str = "record", key: UUID = KEY, **fields: Any) -> Any:
    return client.post(f"/desk/intake/{key}/", {"do": do, "window": "w1", "version": "0", **fields})


def keep(client: Client, key: UUID = KEY, **fields: Any) -> Any:
    return client.post(f"/desk/intake/{key}/companion/", {"window": "w1", "version": "0", **fields})


def only() -> Complaint:
    """The one complaint there is, folded from its log."""
    (row,) = models.Complaint.objects.all()
    found = folded(row.pk)
    assert found is not None
    assert (row.channel, row.severity, row.stage) == (found.channel, found.severity, found.stage), "row == log"
    return found


def text(ref: Any) -> str:
    return str(models.Message.objects.get(pk=int(ref.id[1:])).text)


def shown(answer: Any) -> str:
    return str(answer.content.decode())
