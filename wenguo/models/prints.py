"""The prints of complaints as they are stored, and the counters of how rare terms are in this house."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from wenguo.advice.groups import VERSION, Print
from wenguo.advice.groups.likeness import Sizes
from wenguo.advice.groups.rarity import Rarity
from wenguo.models import GroupPrint, GroupRarity

SAVED_EVERY = 50  # arrivals between two writings of the counters; a crash loses so many counts at most,
SAVED_SHARE = 2000  # or a two-thousandth of all: the counters are megabytes, and an arrival that writes them waits


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """What is stored of a print: it, and its lengths as they were when it was weighed."""

    print: Print
    sizes: Sizes


encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Kept).decode
_Passed = msgspec.Raw  # the sets of terms: large, and not wanted where only the person is


class _OfWhom(msgspec.Struct, frozen=True, array_like=True):
    """What is stored, read no further than the person who wrote."""

    print: tuple[
        _Passed, _Passed, _Passed, _Passed, _Passed, _Passed, _Passed, _Passed, int, int, int
    ]  # as the fields of Print stand: who is the tenth
    sizes: _Passed


_whose = msgspec.msgpack.Decoder(_OfWhom).decode


class _Counts:
    """The counters of this process: the worker counts and writes them now and then, web processes only read."""

    rarity: Rarity | None = None
    unsaved = 0
    read_at_texts = -1


def kept(ids: Iterable[int]) -> dict[int, Kept]:
    """The stored prints of these complaints, as far as they were read by today's rules."""
    rows = GroupPrint.objects.filter(pk__in=list(ids), version=VERSION).values_list("pk", "body")
    return {one: _decode(bytes(body)) for one, body in rows}


def persons(ids: Iterable[int]) -> list[int]:
    """Who wrote these, as hashes; 0 where nobody is known."""
    rows = GroupPrint.objects.filter(pk__in=list(ids), version=VERSION).values_list("body", flat=True)
    return [_whose(bytes(body)).print[9] for body in rows]


def rarity() -> Rarity:
    """How rare each term is in this house; read anew where another process has counted on."""
    if _Counts.rarity is not None and _Counts.unsaved:
        return _Counts.rarity
    texts = GroupRarity.objects.filter(version=VERSION).values_list("texts", flat=True).first() or 0
    if _Counts.rarity is None or texts != _Counts.read_at_texts:
        counts = GroupRarity.objects.filter(version=VERSION).values_list("counts", flat=True).first()
        _Counts.rarity = Rarity(bytes(counts), float(texts)) if counts is not None else Rarity()
        _Counts.read_at_texts = texts
    return _Counts.rarity


def count(terms: Iterable[int], share: float) -> None:
    """Count an arrival's terms, and write the counters where it is time."""
    rarity().add(terms, share)
    _Counts.unsaved += 1
    if _Counts.unsaved >= max(SAVED_EVERY, rarity().texts / SAVED_SHARE):
        save_rarity()


def save_rarity() -> None:
    """Write the counters."""
    if _Counts.rarity is not None:
        texts = int(_Counts.rarity.texts)
        counts = _Counts.rarity.kept()
        if not GroupRarity.objects.filter(version=VERSION).update(texts=texts, counts=counts):
            GroupRarity.objects.create(version=VERSION, texts=texts, counts=counts)
        _Counts.unsaved, _Counts.read_at_texts = 0, texts


def forget_rarity() -> None:
    """Let the counters be read anew (another database, a restored one)."""
    _Counts.rarity, _Counts.unsaved, _Counts.read_at_texts = None, 0, -1
