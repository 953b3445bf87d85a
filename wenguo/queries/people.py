"""Names of people, only of those who are asked for."""

from __future__ import annotations

from collections.abc import Iterable

from wenguo.models import Account


def names(accounts: Iterable[int | None]) -> dict[int, str]:
    """How each of these accounts is called; ids that are none are left out."""
    wanted = {one for one in accounts if one}
    if not wanted:
        return {}
    rows = Account.objects.filter(pk__in=wanted).values_list("pk", "display_name", "username")
    return {pk: name or user for pk, name, user in rows}


def usernames(accounts: Iterable[int]) -> dict[int, str]:
    """The names that these accounts sign in by."""
    wanted = set(accounts)
    return dict(Account.objects.filter(pk__in=wanted).values_list("pk", "username")) if wanted else {}
