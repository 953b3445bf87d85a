"""THE LIST of screens: who looks at which address. The gallery is made from it, and every screen is checked by machine."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
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
    """One screen: `who` looks at `path`, where {…} stands for one of KINDS; `before` is done in the page first."""

    name: str
    who: str
    path: str
    before: Callable[[Any, str], None] | None = None
    status: int = 200


def an_intake_begun(page: Any, address: str) -> None:
    """An intake with a story in it stands open."""
    page.goto(f"{address}/desk/intake/")
    begun = page.locator("main ol.rows a, main ul.rows a").first
    if begun.count():
        begun.click()
    else:
        page.goto(f"{address}/desk/intake/new/")
        page.locator("#words").fill(
            "我上周六在北湖路营业部办转户，等了两个小时，柜台说系统升级办不了，也没有人提前通知。"
        )
        page.locator("#words").blur()
    page.wait_for_url(f"{address}/desk/intake/*-*/")


def a_search_kept(page: Any, address: str) -> None:
    """A search is kept under a name."""
    page.goto(f"{address}/desk/search/?severity=T1")
    if page.locator("a[href*='/search/saved/']").count() == 0:
        page.locator("details:has(#keep-name) > summary").click()
        page.locator("#keep-name").fill("本周的 T1")
        page.locator("form:has(#keep-name) .btn-primary").click()
        page.wait_for_load_state()


def a_cue_tried(page: Any, address: str) -> None:
    """A cue is written, and what it would change stands there; nothing is kept."""
    page.goto(f"{address}/desk/settings/cues/of/?lexicon=causes&code=RS0303")
    page.locator("#add-zh").fill("营业部!")
    page.locator("button[value=preview]").first.click()
    page.locator("#preview").wait_for()


def a_complaint_sent(page: Any, address: str) -> None:
    """A complainant has just sent the short page."""
    page.goto(f"{address}/")
    page.locator("#words").fill("空调装了三天就不制冷，修了两次没修好，请退款。")
    page.locator("#phone").fill("13800138000")
    page.locator(".btn-send").click()
    page.wait_for_url("**/done/")


NOBODY = ""
SECURITY, SETTINGS = "/accounts/", "/desk/settings/"
ACTS = (
    "acknowledge", "assess", "promise", "hand_over", "investigate", "offer", "answer", "ask", "extend", "close", "correct",
)  # fmt: skip
SCREENS = [
    # the complainants' door
    Screen("portal", NOBODY, "/"),
    Screen("portal-sent", NOBODY, "", a_complaint_sent),
    Screen("portal-privacy", NOBODY, "/privacy/"),
    Screen("portal-embed", NOBODY, "/embed/{site}/"),
    Screen("track", NOBODY, "/track/"),
    Screen("track-lost", NOBODY, "/track/lost/"),
    Screen("track-answered", NOBODY, "/track/{posted}/#{secret}"),
    Screen("track-open", NOBODY, "/track/{waiting}/#{secret}"),
    # signing in
    Screen("login", NOBODY, "/accounts/login/"),
    Screen("login-forgotten", NOBODY, "/accounts/password/forgotten/"),
    Screen("security", "gu.an", SECURITY),
    Screen("security-password", "gu.an", f"{SECURITY}password/"),
    Screen("security-again", "gu.an", f"{SECURITY}reauthenticate/"),
    # the desk
    Screen("desk", "sun.ying", "/desk/"),
    Screen("desk-unit", "xu.lan", "/desk/?view=unit"),
    Screen("desk-all", "shen.qiu", "/desk/?view=all"),
    Screen("desk-empty", "gu.an", "/desk/"),
    Screen("palette", "sun.ying", "/desk/palette/?q=退款"),
    Screen("grumble", "niu.dawei", "/desk/grumble/"),
    Screen("intake-new", "chen.jing", "/desk/intake/new/"),
    Screen("intake", "chen.jing", "", an_intake_begun),
    Screen("intake-list", "chen.jing", "/desk/intake/"),
    # one complaint
    Screen("complaint", "sun.ying", "/desk/{open}/"),
    Screen("complaint-closed", "tang.yi", "/desk/{answered}/"),
    Screen("complaint-log", "wen.zhi", "/desk/{open}/?show=log"),
    Screen("compose", "sun.ying", "/desk/{open}/?say=ask#composer"),
    Screen("paper", "sun.ying", "/desk/{closed}/paper/"),
    *(Screen(f"act-{verb}", "sun.ying", f"/desk/{{open}}/do/{verb}/") for verb in ACTS),
    Screen("act-closed", "sun.ying", "/desk/{closed}/do/assess/"),
    Screen("refused", "niu.dawei", "/desk/nothing-of-this-number/", status=404),
    # the head's board
    Screen("board", "zhao.lei", "/desk/board/"),
    Screen("board-unit", "shen.qiu", "/desk/board/?unit=shop"),
    Screen("hand-over-many", "luo.qing", "/desk/board/hand-over/"),
    # what advice sees across complaints
    Screen("groups", "shen.qiu", "/desk/advice/groups/"),
    Screen("group", "shen.qiu", "/desk/advice/groups/{group}/"),
    Screen("signals", "shen.qiu", "/desk/advice/signals/"),
    # finding
    Screen("search", "shen.qiu", "/desk/search/"),
    Screen("search-results", "shen.qiu", "/desk/search/?q=退款"),
    Screen("search-filtered", "shen.qiu", "/desk/search/?stage=answered&open=1"),
    Screen("search-none", "shen.qiu", "/desk/search/?q=不会有人这样写"),
    Screen("search-kept", "shen.qiu", "/desk/search/", a_search_kept),
    # settings
    Screen("settings", "gu.an", SETTINGS),
    Screen("settings-me", "gu.an", f"{SETTINGS}me/"),
    Screen("settings-organisation", "gu.an", f"{SETTINGS}organisation/"),
    Screen("settings-units", "gu.an", f"{SETTINGS}units/"),
    Screen("settings-unit", "gu.an", f"{SETTINGS}units/{{unit}}/"),
    Screen("settings-unit-packs", "gu.an", f"{SETTINGS}units/{{unit}}/packs/"),
    Screen("settings-people", "gu.an", f"{SETTINGS}people/"),
    Screen("settings-person", "gu.an", f"{SETTINGS}people/of/{{person}}/"),
    Screen("settings-roles", "gu.an", f"{SETTINGS}people/roles/"),
    Screen("settings-packs", "gu.an", f"{SETTINGS}packs/"),
    Screen("settings-pack", "gu.an", f"{SETTINGS}packs/of/cn-auto/"),
    Screen("settings-packs-compare", "gu.an", f"{SETTINGS}packs/compare/?pack=cn-auto&before_on=2020-01-01"),
    Screen("settings-codes", "gu.an", f"{SETTINGS}codes/"),
    Screen("settings-code", "gu.an", f"{SETTINGS}codes/of/RS0303/"),
    Screen("settings-calendars", "gu.an", f"{SETTINGS}calendars/"),
    Screen("settings-calendar", "gu.an", f"{SETTINGS}calendars/{{unit}}/"),
    Screen("settings-templates", "gu.an", f"{SETTINGS}templates/"),
    Screen("settings-template", "gu.an", f"{SETTINGS}templates/{{template}}/"),
    Screen("settings-advice", "gu.an", f"{SETTINGS}advice/?unit={{unit}}"),
    Screen("settings-cues", "gu.an", f"{SETTINGS}cues/"),
    Screen("settings-cue", "gu.an", f"{SETTINGS}cues/of/?lexicon=causes&code=RS0303"),
    Screen("settings-cue-tried", "gu.an", "", a_cue_tried),
    Screen("settings-models", "gu.an", f"{SETTINGS}models/"),
    Screen("settings-tokens", "gu.an", f"{SETTINGS}tokens/"),
    Screen("settings-webhooks", "gu.an", f"{SETTINGS}webhooks/"),
    Screen("settings-webhook-new", "gu.an", f"{SETTINGS}webhooks/add/"),
    Screen("settings-sites", "gu.an", f"{SETTINGS}sites/"),
    Screen("settings-retention", "gu.an", f"{SETTINGS}retention/"),
    Screen("settings-health", "gu.an", f"{SETTINGS}health/"),
    Screen("settings-changes", "gu.an", f"{SETTINGS}changes/"),
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


# where somebody is signed in already, from one combination to the next: a password is dear by design
_cookies: dict[tuple[str, str], list[Any]] = {}


def page_of(context: Any, address: str, who: str, password: str = PASSWORD) -> Any:
    """A page at which this person is signed in (or nobody)."""
    known = _cookies.get((address, who), [])
    context.add_cookies([*known, {"name": "django_language", "value": context.code, "url": address}])
    page = context.new_page()
    page.on("console", lambda message: context.said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: context.said.append(str(error)))
    if who and not known:
        sign_in(page, address, who, password)
        _cookies[address, who] = [one for one in context.cookies() if one["name"] in {"sessionid", "csrftoken"}]
    return page


def go(page: Any, address: str, screen: Screen, home: Path) -> int:
    """Open a screen as it is meant to be seen; the status it was answered with, 0 where the home has nothing of the kind."""
    path = filled(screen.path, home)
    if path is None:
        return 0
    if screen.before is not None:
        screen.before(page, address)
    status = 200
    if path:
        page.goto("about:blank")  # an address that differs only behind its # would not be asked for again
        answer = page.goto(address + path)
        status = answer.status
    if SECRET in path:  # the page hands the secret in, and comes again without it
        page.wait_for_selector(".steps")
    page.wait_for_load_state("load")
    return int(status)


OF_LOOKS = ["color-contrast", "target-size", "scrollable-region-focusable", "link-in-text-block"]


def violations(page: Any, *, of_looks: bool = False) -> list[str]:
    """What axe finds wrong, by the rules of WCAG 2.2 A and AA, or only by those that light and width can change."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "(only) => axe.run(document, {runOnly: only, preload: false})"
        ".then((all) => all.violations.map((one) => one.id + ': ' + one.nodes.map((node) => node.html.slice(0, 120)).join(' | ')))",
        OF_LOOKS if of_looks else ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    )
    return list(found)


def overflows(page: Any) -> bool:
    """Is the page wider than its window, once a drawing has had its moment to follow the window's new width?"""
    try:
        page.wait_for_function("document.documentElement.scrollWidth <= window.innerWidth", timeout=1500)
    except Exception as error:
        if "Timeout" not in str(error):
            raise
        return True
    return False


def contact_sheet(folder: Path, names: list[str], to: Path, columns: int = 4, width: int = 460) -> None:
    """Many pictures on one, each with its name."""
    from PIL import Image, ImageDraw

    names = [name for name in names if (folder / f"{name}.png").exists()]
    pictures = [(name, Image.open(folder / f"{name}.png").convert("RGB")) for name in names]
    scaled = [(name, one.resize((width, round(one.height * width / one.width)))) for name, one in pictures]
    rows = [scaled[at : at + columns] for at in range(0, len(scaled), columns)]
    heights = [max(one.height for _, one in row) + 26 for row in rows]
    if not rows:
        return
    sheet = Image.new("RGB", (columns * (width + 10), sum(heights)), "#888888")
    draw = ImageDraw.Draw(sheet)
    top = 0
    for row, height in zip(rows, heights, strict=True):
        for at, (name, one) in enumerate(row):
            sheet.paste(one, (at * (width + 10), top + 22))
            draw.text((at * (width + 10) + 4, top + 4), name, fill="#ffffff")
        top += height
    sheet.save(to, optimize=True)


_OF = "SELECT number FROM wenguo_complaint WHERE"
_OWNED = "owner_id = (SELECT id FROM wenguo_account WHERE username = '{}')"
_LONGEST = "SELECT number FROM wenguo_complaint ORDER BY length DESC, id LIMIT 1"
# what stands for {…} in addresses → which one it is, in the running product's own database; the first that is there
KINDS: dict[str, tuple[str, ...]] = {
    "open": (f"{_OF} stage = 'assessed' AND {_OWNED.format('sun.ying')} ORDER BY length DESC LIMIT 1", _LONGEST),
    "answered": (f"{_OF} stage = 'closed' AND {_OWNED.format('tang.yi')} ORDER BY length DESC LIMIT 1", _LONGEST),
    "closed": (f"{_OF} stage = 'closed' AND {_OWNED.format('sun.ying')} AND answered_at IS NOT NULL LIMIT 1", _LONGEST),
    "posted": (f"{_OF} channel = 'web' AND stage = 'answered' ORDER BY id LIMIT 1",),
    "waiting": (f"{_OF} channel = 'web' AND stage = 'investigated' ORDER BY length DESC LIMIT 1",),
    "site": ("SELECT key FROM wenguo_site WHERE active LIMIT 1",),
    "template": ("SELECT id FROM wenguo_template ORDER BY id LIMIT 1",),
    "group": (
        "SELECT id FROM wenguo_group WHERE size > 1 AND merged_into IS NULL AND state <> 'dismissed' ORDER BY size DESC LIMIT 1",
    ),
    "unit": (
        "SELECT code FROM wenguo_unit WHERE code = 'auto'",
        "SELECT code FROM wenguo_unit ORDER BY id DESC LIMIT 1",
    ),
    "person": (
        "SELECT username FROM wenguo_account WHERE username = 'deng.fei'",
        "SELECT username FROM wenguo_account ORDER BY id DESC LIMIT 1",
    ),
}
SECRET = "DEM0-DEM0-DEM0-DEM0"  # the demonstration's, known to everybody


def filled(path: str, home: Path) -> str | None:
    """An address with its {…} put in, read beside the running product; None where there is nothing of the kind."""
    wanted = [kind for kind in KINDS if f"{{{kind}}}" in path]
    if not wanted:
        return path
    found: dict[str, str] = {"secret": SECRET}
    with sqlite3.connect(f"file:{home / 'wenguo.sqlite3'}?mode=ro", uri=True) as database:
        for kind in wanted:
            rows = (database.execute(which).fetchone() for which in KINDS[kind])
            first = next((row[0] for row in rows if row), None)
            if first is None:
                return None
            found[kind] = str(first)
    return path.format(**found)
