"""THE LIST of screens: who looks at which address. The gallery is made from it, and every screen is checked by machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from tests.journeys.done_first import (
    a_complaint_sent,
    a_cue_tried,
    a_letter_drafted,
    a_question_asked,
    a_search_kept,
    an_intake_begun,
)
from tests.journeys.kinds import SECRET, filled
from tests.journeys.running import ROOT, at_the_desk, holds

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
    Screen("ask", NOBODY, "/ask/"),
    Screen("ask-answered", NOBODY, "", a_question_asked("退款多久能到账")),
    Screen("ask-unknown", NOBODY, "", a_question_asked("月亮上有没有营业部")),
    Screen("track", NOBODY, "/track/"),
    Screen("track-lost", NOBODY, "/track/lost/"),
    Screen("track-answered", NOBODY, "/track/{posted}/#{secret}"),
    Screen("track-open", NOBODY, "/track/{waiting}/#{secret}"),
    Screen("track-arranged", NOBODY, "/track/{arranged}/#{secret}"),
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
    Screen("compose-draft", "sun.ying", "", a_letter_drafted),
    Screen("paper", "sun.ying", "/desk/{closed}/paper/"),
    *(Screen(f"act-{verb}", "sun.ying", f"/desk/{{open}}/do/{verb}/") for verb in ACTS),
    # one complaint, handled in depth: each panel where it says most
    Screen("complaint-redress", "tang.yi", "/desk/{overcharged}/"),
    Screen("complaint-conduct", "luo.qing", "/desk/{biscuits}/"),
    Screen("complaint-fairness", "jiang.yue", "/desk/{suitcase}/"),
    Screen("complaint-others", "jiang.yue", "/desk/{leak}/"),
    Screen("complaint-major", "jiang.yue", "/desk/{scald}/"),
    Screen("evidence", "pan.yu", "/desk/{cooker}/evidence/"),
    Screen("evidence-label", "pan.yu", "/desk/{cooker}/evidence/label/t1/"),
    Screen("act-describe", "pan.yu", "/desk/{cooker}/do/describe/?item=e1"),
    Screen("act-redress", "tang.yi", "/desk/{overcharged}/do/redress/"),
    Screen("act-involve", "jiang.yue", "/desk/{suitcase}/do/involve/"),
    Screen("act-clarify", "jiang.yue", "/desk/{suitcase}/do/clarify/"),
    Screen("act-request", "jiang.yue", "/desk/{leak}/do/request/"),
    Screen("act-bring-in", "jiang.yue", "/desk/{leak}/do/bring_in/"),
    Screen("act-apologise", "jiang.yue", "/desk/{leak}/do/apologise/?form=letter&of=experience"),
    Screen("act-escalate", "jiang.yue", "/desk/{suitcase}/do/escalate/"),
    Screen("act-flag", "luo.qing", "/desk/{biscuits}/do/flag/"),
    Screen("act-restrict", "luo.qing", "/desk/{biscuits}/do/restrict/"),
    Screen("act-protect", "sun.ying", "/desk/{open}/do/protect/"),
    Screen("act-closed", "sun.ying", "/desk/{closed}/do/assess/"),
    Screen("refused", "niu.dawei", "/desk/nothing-of-this-number/", status=404),
    # the head's board
    Screen("board", "zhao.lei", "/desk/board/"),
    Screen("warnings", "shen.qiu", "/desk/board/warnings/"),
    Screen("parts-asked", "deng.fei", "/desk/parts/"),
    Screen("parts-none", "niu.dawei", "/desk/parts/"),
    Screen("board-unit", "shen.qiu", "/desk/board/?unit=shop"),
    Screen("hand-over-many", "luo.qing", "/desk/board/hand-over/"),
    # what advice sees across complaints
    Screen("groups", "shen.qiu", "/desk/advice/groups/"),
    Screen("group", "shen.qiu", "/desk/advice/groups/{group}/"),
    Screen("group-together", "shen.qiu", "/desk/advice/groups/{group}/together/"),
    Screen("group-calls", "shen.qiu", "/desk/advice/groups/{group}/calls/"),
    Screen("group-fix", "shen.qiu", "/desk/advice/groups/{group}/fix/"),
    Screen("signals", "shen.qiu", "/desk/advice/signals/"),
    # care for those who work here
    Screen("care", "lin.xiao", "/desk/care/"),
    Screen("board-care", "luo.qing", "/desk/board/#care"),
    # finding
    Screen("search", "shen.qiu", "/desk/search/"),
    Screen("search-results", "shen.qiu", "/desk/search/?q=退款"),
    Screen("search-filtered", "shen.qiu", "/desk/search/?stage=answered&open=1"),
    Screen("search-none", "shen.qiu", "/desk/search/?q=不会有人这样写"),
    Screen("search-kept", "shen.qiu", "/desk/search/", a_search_kept),
    # redress: what law and our table say of one complaint, and the month's look at consistency
    Screen("redress-bounds", "tang.yi", "/desk/redress/of/{overcharged}/?remedy=RM08&loss_fen=120"),
    Screen("redress-consistency", "luo.qing", "/desk/redress/"),
    # settings
    Screen("settings", "gu.an", SETTINGS),
    Screen("settings-redress", "gu.an", f"{SETTINGS}redress/"),
    Screen("settings-redress-row", "gu.an", f"{SETTINGS}redress/of/goodwill/"),
    Screen("settings-redress-levels", "gu.an", f"{SETTINGS}redress/levels/"),
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
    Screen("settings-cue-replies", "gu.an", f"{SETTINGS}cues/of/?lexicon=replies&code=doubt"),
    Screen("settings-models", "gu.an", f"{SETTINGS}models/"),
    Screen("settings-knowledge", "gu.an", f"{SETTINGS}answers/?q=退款多久能到账"),
    Screen("settings-article", "gu.an", f"{SETTINGS}answers/{{article}}/"),
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


def page_of(context: Any, address: str, who: str, password: str = PASSWORD) -> Any:
    """A page at which this person is signed in (or nobody)."""
    context.add_cookies([{"name": "django_language", "value": context.code, "url": address}])
    page = context.new_page()
    page.on("console", lambda message: context.said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: context.said.append(str(error)))
    if who:
        at_the_desk(page, address, who, password)
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
        if "#" in path:
            page.goto("about:blank")  # an address that differs only behind its # would not be asked for again
        answer = page.goto(address + path)
        status = answer.status
    if SECRET in path:  # the page hands the secret in, and comes again without it
        page.wait_for_selector(".steps")
    page.wait_for_load_state("load")
    return int(status)


WHOLE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]  # WCAG 2.2 A and AA
OF_LIGHT = ["color-contrast", "link-in-text-block"]  # what light can change
OF_WIDTH = ["target-size", "scrollable-region-focusable"]  # what width can change


def violations(page: Any, rules: list[str] = WHOLE) -> list[str]:
    """What axe finds wrong by these rules, or all rules of these kinds."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "(only) => axe.run(document, {runOnly: only, preload: false, resultTypes: ['violations']})"
        ".then((all) => all.violations.map((one) => one.id + ': ' + one.nodes.map((node) => node.html.slice(0, 120)).join(' | ')))",
        rules,
    )
    return list(found)


def overflows(page: Any) -> bool:
    """Is the page wider than its window, once a drawing has had its moment to follow the window's new width?"""
    return not holds(page, "document.documentElement.scrollWidth <= window.innerWidth", 1_500)


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
