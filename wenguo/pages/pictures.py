"""A picture of somebody else's drawn anew to be looked at: nothing of its file is left but the pixels."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

_DRAWN = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")
_WIDEST = 1600
_MOST_PIXELS = 60_000_000  # a picture of a few kilobytes can unfold to gigabytes
_CANNOT = (
    UnidentifiedImageError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
    OSError,
    ValueError,
    SyntaxError,
)


def drawn_anew(content: bytes) -> tuple[bytes, str] | None:
    """The copy and its media type, without place or camera, no wider than a screen; None where it cannot be drawn."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=_DRAWN) as found:
                if found.width * found.height > _MOST_PIXELS:
                    return None
                found.draft("RGB", (_WIDEST, _WIDEST))
                turned = ImageOps.exif_transpose(found)
                turned.thumbnail((_WIDEST, _WIDEST))
                see_through = "A" in turned.getbands() or "transparency" in turned.info
                plain = turned.convert("RGBA" if see_through else "RGB")
    except _CANNOT:
        return None
    clean = Image.new(plain.mode, plain.size)
    clean.paste(plain)
    out = io.BytesIO()
    if plain.mode == "RGBA":
        clean.save(out, "PNG")
        return out.getvalue(), "image/png"
    clean.save(out, "JPEG", quality=85)
    return out.getvalue(), "image/jpeg"
