"""Pasts with evidence, and small pictures that nobody took."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from PIL import Image, ImageDraw

from wenguo.reactions.work import drain


def drawn(seed: int, *, size: tuple[int, int] = (320, 240), changed: bool = False) -> Image.Image:
    """A picture of boxes; `changed` puts a small mark on it, as a second photograph of one thing would differ."""
    chance = random.Random(seed)
    picture = Image.new("RGB", (320, 240), (chance.randrange(256), chance.randrange(256), chance.randrange(256)))
    pen = ImageDraw.Draw(picture)
    for _ in range(14):
        x, y = chance.randrange(300), chance.randrange(220)
        shade = tuple(chance.randrange(256) for _ in range(3))
        pen.rectangle((x, y, x + chance.randrange(20, 120), y + chance.randrange(20, 90)), fill=shade)
    if changed:
        pen.rectangle((4, 4, 22, 14), fill=(250, 250, 250))
    return picture.resize(size)


def jpeg(picture: Image.Image, *, quality: int = 88, **exif: str) -> bytes:
    """Its bytes, with what a camera would write."""
    out = io.BytesIO()
    tags = Image.Exif()
    for number, value in ((271, exif.get("make")), (272, exif.get("model")), (306, exif.get("changed"))):
        if value:
            tags[number] = value
    if exif.get("taken"):
        tags.get_ifd(0x8769)[36867] = exif["taken"]
    picture.save(out, "JPEG", quality=quality, exif=tags)
    return out.getvalue()


@pytest.fixture
def worked() -> Callable[..., None]:
    """Everything due is done, as the worker would."""

    def work(story: object) -> None:
        drain(story.at + timedelta(days=1))  # type: ignore[attr-defined]

    return work
