"""THE LIST of screens: who looks at which address. The gallery is made from it, and every screen is checked by machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from tests.journeys.running import ROOT, sign_in

PASSWORD = "wenguo-demo"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
SIZES = {"wide": (1440, 900), "phone": (390, 844)}
LANGUAGES = {"zh": ("zh-CN", "zh-hans"), "en": ("en-GB", "en")}
EIGHT = [f"{language}-{light}-{size}" for language, light, size in product(LANGUAGES, ("light", "dark"), SIZES)]


class Screen(NamedTuple):
    """One screen: `who` looks at `path`; {open}, {answered} stand for complaints of the demonstration."""

    name: str
    who: str
    path: str


NOBODY = ""
SCREENS = [
    Screen("portal", NOBODY, "/"),
    Screen("track", NOBODY, "/track/"),
    Screen("login", NOBODY, "/accounts/login/"),
    Screen("desk", "sun.ying", "/desk/"),
    Screen("grumble", "niu.dawei", "/desk/grumble/"),
    Screen("intake-list", "chen.jing", "/desk/intake/"),
    Screen("intake", "chen.jing", "/desk/intake/new/"),
    Screen("complaint", "sun.ying", "/desk/{open}/"),
    Screen("board", "zhao.lei", "/desk/board/"),
    Screen("search", "shen.qiu", "/desk/search/?q=退款"),
    Screen("settings", "gu.an", "/desk/settings/"),
]


@contextmanager
def looking(chromium: Any, combination: str) -> Iterator[Any]:
    """A fresh browser context in one language, light and size; `context.said` gathers what its console complains of."""
    language, light, size = combination.split("-")
    width, height = SIZES[size]
    locale, code = LANGUAGES[language]
    context = chromium.new_context(
        viewport={"width": width, "height": height}, color_scheme=light, locale=locale, reduced_motion="reduce"
    )
    context.said = []
    context.code = code
    yield context
    context.close()


def page_of(context: Any, address: str, who: str) -> Any:
    """A page at which this person is signed in (or nobody)."""
    context.add_cookies([{"name": "django_language", "value": context.code, "url": address}])
    page = context.new_page()
    page.on("console", lambda message: context.said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: context.said.append(str(error)))
    if who:
        sign_in(page, address, who, PASSWORD)
    return page


def violations(page: Any) -> list[str]:
    """What axe finds wrong, by the rules of WCAG 2.2 A and AA."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})"
        ".then((all) => all.violations.map((one) => one.id + ': ' + one.nodes.map((node) => node.html.slice(0, 120)).join(' | ')))"
    )
    return list(found)


def overflows(page: Any) -> bool:
    """Is the page wider than its window?"""
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))


def contact_sheet(folder: Path, names: list[str], to: Path, columns: int = 4, width: int = 460) -> None:
    """Many pictures on one, each with its name."""
    from PIL import Image, ImageDraw

    pictures = [(name, Image.open(folder / f"{name}.png").convert("RGB")) for name in names]
    scaled = [(name, one.resize((width, round(one.height * width / one.width)))) for name, one in pictures]
    rows = [scaled[at : at + columns] for at in range(0, len(scaled), columns)]
    heights = [max(one.height for _, one in row) + 26 for row in rows]
    sheet = Image.new("RGB", (columns * (width + 10), sum(heights)), "#888888")
    draw = ImageDraw.Draw(sheet)
    top = 0
    for row, height in zip(rows, heights, strict=True):
        for at, (name, one) in enumerate(row):
            sheet.paste(one, (at * (width + 10), top + 22))
            draw.text((at * (width + 10) + 4, top + 4), name, fill="#ffffff")
        top += height
    sheet.save(to, optimize=True)


# what stands for {…} in addresses → which complaint it is, in the running product's own database
KINDS = {
    "open": "NOT (stage = 'closed') ORDER BY length DESC, id",
    "answered": "stage IN ('answered', 'accepted') ORDER BY length DESC, id",
    "closed": "stage = 'closed' AND grumble = 0 AND answered_at IS NOT NULL ORDER BY length DESC, id",
    "new": "stage = 'received' ORDER BY id DESC",
}


def filled(path: str, home: Path) -> str:
    """An address with the numbers of complaints put in, read beside the running product."""
    if "{" not in path:
        return path
    import sqlite3

    with sqlite3.connect(f"file:{home / 'wenguo.sqlite3'}?mode=ro", uri=True) as database:
        found = {}
        for kind, which in KINDS.items():
            row = database.execute(f"SELECT number FROM wenguo_complaint WHERE {which} LIMIT 1").fetchone()
            row = row or database.execute("SELECT number FROM wenguo_complaint ORDER BY length DESC LIMIT 1").fetchone()
            found[kind] = row[0]
    return path.format(**found)
