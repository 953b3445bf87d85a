"""What makes the pages an app on a phone's home screen: its manifest, and the worker that answers without a network."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from wenguo.pages.asking import language
from wenguo.queries import house
from wenguo.text import Text

NAME = Text("闻过", "Wenguo")
# all that the page for a grumble needs where there is no network
SHELL = (
    "wenguo/css/base.css",
    "wenguo/css/parts.css",
    "vendor/tabler.min.css",
    "wenguo/icon.svg",
    "web/desk/palette.css",
    "wenguo/js/shell.js",
    "vendor/htmx.min.js",
    "vendor/alpine.min.js",
    "web/grumble/grumble.css",
    "web/grumble/grumble.js",
    "web/desk/palette.js",
)


@require_GET
@vary_on_headers("Accept-Language", "Cookie")
def manifest(_: HttpRequest) -> HttpResponse:
    """The app's name and drawing in the reader's language, with grumble as its shortcut."""
    said = language()
    called = house.called(said)
    grumble = Text("随手记", "Grumble").said(said)
    icons: list[dict[str, Any]] = [
        {"src": static(f"wenguo/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": "any"}
        for size in (192, 512)
    ]
    icons.append(
        {"src": static("wenguo/icon-maskable-512.png"), "sizes": "512x512", "type": "image/png", "purpose": "maskable"}
    )
    body = {
        "id": "/desk/",
        "name": f"{NAME.said(said)} · {called}" if called else NAME.said(said),
        "short_name": NAME.said(said),
        "lang": "zh-Hans" if said.startswith("zh") else "en",
        "start_url": reverse("desk"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#f4f5f7",
        "theme_color": "#a8322a",
        "icons": icons,
        "shortcuts": [{"name": grumble, "short_name": grumble, "url": reverse("grumble"), "icons": icons[:1]}],
    }
    return JsonResponse(body, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})


@require_GET
def worker(_: HttpRequest) -> HttpResponse:
    """The worker, with the addresses of what it keeps; another address makes another version of it."""
    kept = [static(path) for path in SHELL]
    version = hashlib.sha256("\n".join(kept).encode()).hexdigest()[:12]
    told = {"kept": kept, "version": version, "grumble": reverse("grumble"), "desk": reverse("desk")}
    script = f"self.shell = {json.dumps(told)};\nimportScripts({json.dumps(static('web/grumble/worker.js'))});\n"
    answer = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    answer.headers["Cache-Control"] = "no-cache"
    return answer
