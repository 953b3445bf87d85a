"""Listening to a recording on the page: piece by piece as the player asks, inert, and each listening on record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import IO

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from wenguo.access import log_access
from wenguo.faces.web.complaint.evidence import named_file
from wenguo.models import store
from wenguo.pages.asking import account
from wenguo.pages.inert import HEADERS
from wenguo.queries.readings import read_since
from wenguo.rules.evidence import PLAYED
from wenguo.text import Text
from wenguo.verbs import Refused

LISTENED = "listened"
_AGAIN = timedelta(minutes=1)  # a player asks for the beginning twice: that is one listening
_LONGEST = timedelta(hours=6)  # so long one listening may go on by leaps
_PIECE = 1 << 18
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


@require_GET
@login_required
def listen(request: HttpRequest, number: str, ref: str) -> HttpResponseBase:
    """What the player asks for: the whole recording, or a part of it (RFC 9110, 14.2)."""
    at = datetime.now(UTC)
    whole, found, kind = named_file(request, number, ref)
    if kind not in PLAYED:
        raise Refused(
            Text("浏览器放不了这种文件，请下载后听看。", "A browser cannot play this kind of file; save it to listen."),
            code="unseen",
        )
    assert found.file is not None
    size: int = found.file["size"]
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    first, last = _part(asked, size) if asked else (0, size - 1)
    if asked and not 0 <= first <= last:
        return HttpResponse(status=416, headers={**HEADERS, "Content-Range": f"bytes */{size}"})
    since = at - (_LONGEST if first else _AGAIN)
    if not read_since(account(request), whole.id, ref, LISTENED, since):
        log_access(account(request), whole.id, whole.complaint.number, [ref], LISTENED, "web", at)
    content = _bytes(store.open_at(found.file["path"], first), last - first + 1)
    response = StreamingHttpResponse(content, content_type=PLAYED[kind], headers=HEADERS)
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Content-Length"] = str(last - first + 1)
    response.headers["Content-Encoding"] = "identity"
    response.headers["Content-Disposition"] = "attachment"  # a player does not mind; opened by itself it is saved
    if asked:
        response.status_code = 206
        response.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    return response


def _part(asked: re.Match[str], size: int) -> tuple[int, int]:
    """The first and the last byte that are asked for; one that lies nowhere comes first after last."""
    first, last = asked[1], asked[2]
    if not first:  # the last so many
        return (max(size - int(last), 0), size - 1) if last and int(last) else (1, 0)
    return int(first), min(int(last), size - 1) if last else size - 1


def _bytes(file: IO[bytes], count: int) -> Iterator[bytes]:
    """So many bytes from where the file stands."""
    with file:
        while count > 0 and (piece := file.read(min(count, _PIECE))):
            count -= len(piece)
            yield piece
