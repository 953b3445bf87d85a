"""What is known of people's names and contact data, so that it can be taken out of a text that leaves the house; never shown."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from wenguo.models import Account
from wenguo.models.kept import Person

_KINDS = {"phone": "PHONE", "email": "EMAIL", "address": "ADDRESS", "identity": "ID"}
MOST_PEOPLE = 20_000  # accounts of the house


def known(complaint: int, addresses: Iterable[str]) -> tuple[list[str], dict[str, str]]:
    """Names of everybody on the record and of everybody who works here, and other contact data by its kind.

    In full, whoever asks: a reader who sees names masked must not by that send them out.
    """
    names: set[str] = set()
    also: dict[str, str] = {}
    for row in Person.objects.filter(complaint_id=complaint).values("name", *_KINDS):
        if row["name"]:
            names.add(row["name"])
        also |= {row[field]: kind for field, kind in _KINDS.items() if row[field]}
    ids = [int(one[1:]) for one in addresses if one[1:].isdecimal()]
    if ids:
        places = ", ".join(["%s"] * len(ids))
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT text FROM wenguo_message WHERE id IN ({places}) AND text IS NOT NULL", ids)
            also |= {text: "ADDRESS" for (text,) in cursor.fetchall()}
    people = Account.objects.order_by("-pk").values_list("display_name", flat=True)[:MOST_PEOPLE]
    return sorted(names | {one for one in people if one}), also
