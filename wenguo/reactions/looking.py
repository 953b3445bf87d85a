"""What a picture's file says of itself, and how it looks in 64 bits: read with Pillow alone, bombs refused.

The look is a perceptual hash by the discrete cosine transform (Zauner 2010, phash.org). It is made here in plain Python,
a few thousand multiplications a picture, because the ready library would load numpy and scipy for it.
"""

from __future__ import annotations

import math
import warnings
from typing import IO, Any

from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

_SIDE, _KEPT = 32, 8
_MOST_PIXELS = 60_000_000
_FLAT = 4.0  # a picture whose pixels differ less shows nothing to be known by
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")
_COSINES = [
    [math.cos(math.pi * (2 * place + 1) * wave / (2 * _SIDE)) for place in range(_SIDE)] for wave in range(_KEPT)
]
_CANNOT = (
    UnidentifiedImageError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
    OSError,
    ValueError,
    TypeError,
    SyntaxError,
    ZeroDivisionError,
)
_LONGEST = 120
_TAGS = {"Make": "make", "Model": "model", "Software": "software", "DateTime": "changed"}
_EXIF_TAGS = {"DateTimeOriginal": "taken", "DateTimeDigitized": "digitized", "OffsetTimeOriginal": "zone"}


def looked_at(file: IO[bytes]) -> tuple[dict[str, str], str]:
    """What the camera wrote (make, model, taken, place …) and the look; both empty where it is no picture."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file, formats=_FORMATS) as picture:
                written = _written(picture)
                if picture.width * picture.height > _MOST_PIXELS:
                    return written, ""
                picture.draft("L", (_SIDE * 8, _SIDE * 8))
                return written, look(ImageOps.exif_transpose(picture))
    except _CANNOT:
        return {}, ""


def look(picture: Image.Image) -> str:
    """The look of an upright picture, as 16 hexadecimal digits; empty where it is all of one shade."""
    if "A" in picture.getbands() or "transparency" in picture.info:
        paper = Image.new("RGBA", picture.size, "white")
        paper.alpha_composite(picture.convert("RGBA"))
        picture = paper
    small = picture.convert("L").resize((_SIDE, _SIDE), Image.Resampling.LANCZOS)
    shades = list(small.tobytes())
    mean = sum(shades) / len(shades)
    if math.sqrt(sum((one - mean) ** 2 for one in shades) / len(shades)) < _FLAT:
        return ""
    rows = [shades[start : start + _SIDE] for start in range(0, len(shades), _SIDE)]
    across = [[sum(map(float.__mul__, wave, map(float, row))) for wave in _COSINES] for row in rows]
    waves = [
        sum(across[place][column] * wave[place] for place in range(_SIDE))
        for wave in _COSINES
        for column in range(_KEPT)
    ]
    middle = sorted(waves[1:])[len(waves) // 2]
    bits = 0
    for one in waves:
        bits = bits << 1 | (one > middle)
    return f"{bits:016x}"


def _written(picture: Image.Image) -> dict[str, str]:
    exif = picture.getexif()
    found = _named(exif, _TAGS) | _named(exif.get_ifd(ExifTags.IFD.Exif), _EXIF_TAGS)
    place = _place(exif.get_ifd(ExifTags.IFD.GPSInfo))
    return found | ({"place": place} if place else {})


def _named(tags: Any, wanted: dict[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for number, value in tags.items():
        name = wanted.get(ExifTags.TAGS.get(number, ""))
        text = "".join(one for one in str(value) if one.isprintable()).strip()[:_LONGEST] if name else ""
        if name and text:
            found[name] = text
    return found


def _place(gps: Any) -> str:
    """Where it says it was taken, in degrees."""
    try:
        degrees = []
        for value, side in ((gps[2], gps[1]), (gps[4], gps[3])):
            whole = float(value[0]) + float(value[1]) / 60 + float(value[2]) / 3600
            degrees.append(f"{-whole if side in {'S', 'W'} else whole:.5f}")
    except (KeyError, IndexError, TypeError, ValueError, ZeroDivisionError):
        return ""
    return ", ".join(degrees) if "nan" not in "".join(degrees) else ""
