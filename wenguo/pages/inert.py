"""How somebody's file is given out so that nothing in it can run here: named by its bytes, saved, under a policy of nothing."""

from __future__ import annotations

from django.http.response import HttpResponseBase

# What may be named as it is; anything else goes out as plain bytes. None of these is run by a browser that saves it.
NAMED = frozenset(
    "image/png image/jpeg image/gif image/webp image/bmp image/tiff image/heic application/pdf "
    "audio/mpeg audio/x-wav audio/ogg audio/m4a audio/mp4 audio/aac audio/amr video/mp4 video/quicktime video/webm".split()
)
PLAIN = "application/octet-stream"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",  # on a computer of the library the next one sits down soon
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}


def named(kind: str | None) -> str:
    """The media type under which a file of this kind is given out."""
    return kind if kind in NAMED else PLAIN


def inert[Answer: HttpResponseBase](response: Answer) -> Answer:
    """The answer with these headers on it."""
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response
