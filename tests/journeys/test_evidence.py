"""A film is chosen, the line breaks, it goes on from where it was and becomes evidence; a moment of a call is listened to."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.running import until


@pytest.mark.row("M03")
def test_an_upload_survives_a_broken_line_and_is_enclosed_and_a_moment_is_heard(
    signed: Callable[..., Any], address: str, tmp_path: Path
) -> None:
    film = tmp_path / "监控.mp4"
    film.write_bytes(b"\0\0\0\x18ftypisom" + bytes(5_000_000))
    page = signed("tang.yi")
    page.goto(f"{address}/desk/search/?q=底座烧黑")
    number = re.findall(r"/desk/(WG[\d-]+)/", page.content())[0]
    page.goto(f"{address}/desk/{number}/evidence/")
    parts: list[str] = []

    def line(route: Any) -> None:
        if route.request.method == "PATCH":
            parts.append(route.request.headers["upload-offset"])
            if len(parts) == 2:
                return  # the train goes into a tunnel
        route.continue_()

    page.route("**/evidence/uploads/**", line)
    page.set_input_files("#add-files", str(film))
    page.locator(".uploads output", has_text="4.0 MB / 4.8 MB").wait_for()
    page.reload()
    page.set_input_files("#add-files", str(film))
    page.wait_for_selector(".uploads input[name=upload]", state="attached", timeout=15_000)
    assert parts == ["0", "4194304", "4194304"], "it went on from where it was"
    page.select_option("#add-kind", "video")
    page.click("#add button.btn-primary")
    page.wait_for_url(re.compile("#items"))
    assert page.locator("article", has_text="监控.mp4").count() == 1
    heard = page.locator("[data-hear]").first
    heard.get_by_role("button", name="01:37").click()
    until(page, "() => document.querySelector('[data-hear] audio').currentTime >= 97")
    page.wait_for_selector('[data-hear] dt[data-second="97"][aria-current]')
    page.reload()
    assert "听看了录音录像" in page.content(), "it stands under custody"
