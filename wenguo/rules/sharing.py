"""Sharing work out evenly: each complaint goes to whoever has least, of those who may take it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def shared_out(complaints: Iterable[tuple[str, Iterable[int]]], load: Mapping[int, int]) -> dict[str, int | None]:
    """Who is to be offered which complaint; `complaints` are (number, accounts that cannot take it).

    `load` is what each taker has already; what is shared out is added to it, so that all end as even as can be.
    Takers with the same load come in the order given. None where nobody of them may take it.
    """
    has = dict(load)
    shared: dict[str, int | None] = {}
    for number, barred in complaints:
        out = set(barred)
        free = [one for one in has if one not in out]
        taker = min(free, key=lambda one: has[one]) if free else None
        shared[number] = taker
        if taker is not None:
            has[taker] += 1
    return shared
