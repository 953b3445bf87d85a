"""Small files made on the spot, so that the demonstration has evidence to show and copies nobody's pictures."""

from __future__ import annotations

import io
import math
import struct
import wave
import zlib

from wenguo.verbs import Upload

_RATE = 8000  # samples a second, as a telephone has them


def note(name: str, *lines: str) -> Upload:
    """A plain text file, such as a transcript or a slip."""
    return Upload(name=name, media_type="text/plain; charset=utf-8", data="\n".join(lines).encode())


def picture(name: str, shades: str) -> Upload:
    """A small PNG of coloured stripes that stands for a photograph; `shades` is one hexadecimal colour a stripe."""
    stripes = [bytes.fromhex(shade) for shade in shades.split()]
    rows = b"".join(b"\x00" + stripe * 96 for stripe in stripes for _ in range(64 // len(stripes)))
    height = 64 // len(stripes) * len(stripes)
    head = struct.pack(">IIBBBBB", 96, height, 8, 2, 0, 0, 0)
    parts = (_chunk(b"IHDR", head), _chunk(b"IDAT", zlib.compress(rows, 9)), _chunk(b"IEND", b""))
    return Upload(name=name, media_type="image/png", data=b"\x89PNG\r\n\x1a\n" + b"".join(parts))


def sound(name: str, seconds: int) -> Upload:
    """A recording that a browser plays: soft tones where people would speak, so that no voice of anybody stands in it."""
    tone = bytes(128 + round(24 * math.sin(math.tau * 196 * n / _RATE)) for n in range(_RATE * 3 // 5))
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(_RATE)
        file.writeframes((tone + b"\x80" * (_RATE - len(tone))) * seconds)
    return Upload(name=name, media_type="audio/wav", data=out.getvalue())


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
