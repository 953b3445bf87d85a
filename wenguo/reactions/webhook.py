"""webhook: plan the delivery of a line to every address outside that wants to be told of it."""

from __future__ import annotations

from datetime import datetime

from wenguo.models import Delivery, Webhook
from wenguo.reactions.happened import Happened


def webhook(h: Happened, at: datetime) -> None:
    """Plan one delivery for each webhook that was there when it happened and listens to it."""
    name = type(h.event).__name__
    path = h.unit.path
    wanted = [
        one.pk
        for one in Webhook.objects.filter(active=True, created_at__lte=h.line.at)
        if (not one.events or name in one.events) and (one.unit_id is None or one.unit_id in path)
    ]
    Delivery.objects.bulk_create(
        [Delivery(webhook_id=one, line_id=h.line_id, next_at=at) for one in wanted], ignore_conflicts=True
    )
