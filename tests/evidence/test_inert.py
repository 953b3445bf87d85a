"""Nothing that somebody sends can run in the browser of who looks at it: at the desk, at the complainants' door, by the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.evidence.test_custody import enclosed
from tests.faces.api.conftest import Knock
from tests.faces.portal.conftest import THEIRS
from tests.stories import Story
from wenguo.models.door import issue

_SCRIPT = b"<script>alert(document.domain)</script>"
DANGEROUS = {
    "page.html": b"<!doctype html>" + _SCRIPT,
    "drawing.svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'>" + _SCRIPT + b"</svg>",
    "data.xml": b"<?xml version='1.0'?><?xml-stylesheet href='x.xsl' type='text/xsl'?><a/>",
    "page.xhtml": b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>" + _SCRIPT + b"</html>",
    "paper.pdf": b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj",
    "paper-and-page.pdf": b"%PDF-1.7\n" + _SCRIPT,
    "picture-and-script.gif": b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)//",
    "picture-and-page.jpg": b"\xff\xd8\xff\xe0\0\x10JFIF\0" + _SCRIPT,
    "program.js": b"alert(1)",
    "mail.mht": b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n" + _SCRIPT,
    "film.mp4": b"\0\0\0\x18ftypisom" + _SCRIPT,
}
_RUN = ("html", "svg", "xml", "script", "text/", "multipart")
type Look = Callable[[str], Any]


@pytest.fixture
def looks(story: Story, client: Client, settings: Any, tmp_path: Any) -> tuple[dict[str, str], dict[str, Look]]:
    """The names of all dangerous files among the items, and the three ways to one of them."""
    settings.WENGUO_HOME = tmp_path
    story.recorded()
    refs = {name: enclosed(story, name, data, by="complainant", whose="theirs") for name, data in DANGEROUS.items()}
    story.does("describe", "ann", item=refs["film.mp4"], consent="none_needed", consent_words="店内监控")
    issue(story.row.pk, THEIRS, story.at)
    client.post("/track/", {"number": story.number, "secret": THEIRS})
    client.force_login(story.office.ann)
    knock = Knock(story.office.ann)
    return refs, {
        "desk": lambda ref: client.get(f"/desk/{story.number}/evidence/{ref}/"),
        "portal": lambda ref: client.get(f"/track/{story.number}/file/{ref}/"),
        "api": lambda ref: knock.get(f"/complaints/{story.number}/evidence/{ref}"),
    }


@pytest.mark.row("M03")
@pytest.mark.parametrize("way", ["desk", "portal", "api"])
def test_every_dangerous_kind_goes_out_byte_for_byte_and_dead(
    looks: tuple[dict[str, str], dict[str, Look]], way: str
) -> None:
    refs, ways = looks
    for name, data in DANGEROUS.items():
        answer = ways[way](refs[name])
        assert (answer.status_code, answer.getvalue()) == (200, data), name
        assert answer["Content-Disposition"].startswith("attachment"), name
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox", name
        assert answer["X-Content-Type-Options"] == "nosniff", name
        assert (answer["X-Frame-Options"], answer["Cross-Origin-Resource-Policy"]) == ("DENY", "same-origin"), name
        assert not any(word in answer["Content-Type"] for word in _RUN), (name, answer["Content-Type"])


def test_a_picture_that_is_a_page_as_well_is_not_shown(
    looks: tuple[dict[str, str], dict[str, Look]], story: Story, client: Client
) -> None:
    refs, _ = looks
    for name in ("drawing.svg", "picture-and-page.jpg", "picture-and-script.gif", "page.html"):
        for place in (
            f"/desk/{story.number}/evidence/{refs[name]}/copy/",
            f"/track/{story.number}/file/{refs[name]}/picture/",
        ):
            assert client.get(place).status_code == 404, place
