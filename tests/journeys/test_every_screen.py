"""Every screen of THE LIST in each of the eight combinations, with ugly data, and with no data at all."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.running import ROOT, running, with_static
from tests.journeys.screens import (
    NOBODY,
    OF_LIGHT,
    OF_WIDTH,
    PASSWORD,
    SCREENS,
    SIZES,
    WHOLE,
    Screen,
    go,
    looking,
    overflows,
    page_of,
    violations,
)

# What of a page is asked of the browser in one go: the words of its furniture, its prose, its numbers.
LOOK = """() => {
  const shown = (one) => one.getClientRects().length > 0;
  const all = (which) => [...document.querySelectorAll(which)];
  const words = (which) => all(which).filter((one) => !one.closest("[lang]:not(html), .menu-body")).map((one) => one.innerText.trim());
  const tight = (one) => { const style = getComputedStyle(one); return parseFloat(style.lineHeight) / parseFloat(style.fontSize) < 1.6; };
  const prose = (one) => shown(one) && one.textContent.trim().length >= 60 && ![...one.children].some((child) => child.matches("p"));
  return {
    title: document.title, lang: document.documentElement.lang, headings: all("h1").map((one) => one.innerText.trim()),
    furniture: words("nav a, button, .btn, label, legend, h1, h2, h3, th, dt, summary"),
    buttons: words("button, .btn, .rooms a, th, legend"),
    tight: all("main p, main blockquote").filter(prose).filter(tight).map((one) => one.outerHTML.slice(0, 90)),
    ragged: all("main td, main time, main .number").filter((one) => shown(one)
      && !getComputedStyle(one).fontVariantNumeric.includes("tabular-nums")).map((one) => one.outerHTML.slice(0, 90)),
  };
}"""
CJK = re.compile(r"[\u3400-\u9fff]+")
LATIN = re.compile(r"[A-Za-z]{2,}")
OWN_NAMES = {"中文", "简体中文"}  # a language is called by its own name in every language
SAID_SO = {  # Latin words that Chinese people say so: kinds of files, names of keys, standards
    *("English", "Ctrl", "Enter", "PDF", "DOCX", "CSV", "XLSX", "JSON", "API", "healthz"),
    *("ISO", "GB", "WG", "HTTP", "TOML"),
}
LONG = 6  # so many characters in a row that stand in what people wrote are quoted from it
NOT_THERE = "status of 404"


def by_person(screens: list[Screen]) -> list[tuple[str, list[Screen]]]:
    """The screens of each person together, in the order of THE LIST."""
    return [
        (who, list(theirs)) for who, theirs in groupby(sorted(screens, key=lambda one: one.who), lambda one: one.who)
    ]


def peoples(home: Path) -> tuple[set[str], str]:
    """What people called things, and all that they wrote: the one part of a page that is in their own language."""
    with sqlite3.connect(f"file:{home / 'wenguo.sqlite3'}?mode=ro", uri=True) as database:
        names = {
            row[0]
            for which in NAMED
            for row in database.execute(which)
            if row[0]
        }  # fmt: skip
        texts = [row[0] for which in WRITTEN for row in database.execute(which) if row[0]]
    return {run for name in names | set(texts) for run in CJK.findall(name) if run}, "\n".join([*names, *texts])


NAMED = (
    "SELECT display_name FROM wenguo_account",
    "SELECT name FROM wenguo_unit",
    "SELECT name FROM wenguo_template",
    "SELECT name FROM wenguo_site",
    "SELECT name FROM wenguo_saved_search",
    "SELECT name FROM wenguo_evidence",
)
WRITTEN = ("SELECT text FROM wenguo_message",)


def untranslated(page: dict[str, Any], names: set[str], written: str) -> list[str]:
    """Words of the furniture that stand in the other language."""
    if page["lang"].startswith("zh"):
        return [
            words for words in page["buttons"]
            if not CJK.search(words) and set(LATIN.findall(words)) - SAID_SO and words not in written
        ]  # fmt: skip
    return [words for words in page["furniture"] if _in_chinese(words, names, written)]


def _in_chinese(words: str, names: set[str], written: str) -> bool:
    """Does it hold Chinese that is neither a name nor quoted? Short runs are of a quotation only beside a long one."""
    runs = CJK.findall(words)
    quotes = any(len(run) >= LONG and run in written for run in runs)
    return any(run not in OWN_NAMES | names and not (quotes and run in written) for run in runs)


PARTS = 4


def part_of(number: int) -> list[Screen]:
    """One of PARTS parts of THE LIST, of equal length, for as many processes: a person's screens stay together."""
    ordered = sorted(SCREENS, key=lambda one: one.who)
    return ordered[len(ordered) * number // PARTS : len(ordered) * (number + 1) // PARTS]


@pytest.mark.row("M42")
@pytest.mark.parametrize("part", range(PARTS))
def test_every_screen_is_sound(part: int, chromium: Any, address: str, home: Path) -> None:
    """Each is opened once in a language and looked at in the lights and widths."""
    wrong: list[str] = []
    for language in LOOKS:
        titles: dict[str, str] = {}
        for who, screens in by_person(part_of(part)):
            with looking(chromium, f"{language}-light-wide") as context:
                page = page_of(context, address, who)
                for screen in screens:
                    context.said.clear()
                    status = go(page, address, screen, home)
                    seen = page.evaluate(LOOK)
                    found = _faults(screen, status, context.said, seen, peoples(home))
                    where = re.split(r"[?#]", screen.path)[0]
                    if where and titles.setdefault(seen["title"], where) != where and screen.name not in SAME_PAGE:
                        found.append(f"called as another page is: {seen['title']}")
                    found += [f"{look}: {one}" for look in EVERY_LOOK for one in _looked_at(page, language, *look)]
                    page.set_viewport_size(_size("wide"))
                    wrong += [f"{language} {screen.name}: {one}" for one in found]
    assert wrong == [], "\n".join(wrong)


EVERY_LOOK = [("light", "wide"), ("dark", "wide"), ("dark", "phone"), ("light", "phone")]
# Where axe looks, and by which rules. Names and roles of things are the same in every light and width, what has room on a
# phone in every light, and no colour speaks a language.
LOOKS = {
    "zh": {("light", "wide"): WHOLE, ("dark", "wide"): OF_LIGHT, ("light", "phone"): OF_WIDTH},
    "en": {("dark", "phone"): [*OF_LIGHT, *OF_WIDTH]},
}


def _looked_at(page: Any, language: str, light: str, size: str) -> list[str]:
    """What is wrong with the open page in this light and width: too wide, or what axe says."""
    page.emulate_media(color_scheme=light, reduced_motion="reduce")
    page.set_viewport_size(_size(size))
    page.evaluate("scrollTo(0, 0)")  # what lies half under the bar at the foot depends on where one has scrolled
    rules = LOOKS[language].get((light, size))
    return ["wider than the window"] * overflows(page) + (violations(page, rules) if rules else [])


def _size(name: str) -> dict[str, int]:
    width, height = SIZES[name]
    return {"width": width, "height": height}


SAME_PAGE = {"portal-embed"}  # the portal's form, in a frame


def _faults(
    screen: Screen, status: int, said: list[str], seen: dict[str, Any], people: tuple[set[str], str]
) -> list[str]:
    """What is wrong with a page as it was looked at."""
    found = [f"status {status}"] if status != screen.status else []
    found += [f"console: {one}" for one in said if screen.status == 200 or NOT_THERE not in one]
    if len(seen["headings"]) != 1 or not seen["headings"][0]:
        found.append(f"headings: {seen['headings']}")
    first, _, house = seen["title"].rpartition(" · ")
    if not first.strip(" ·") or not house:
        found.append(f"title: {seen['title']}")
    found += [f"in another language: {one}" for one in untranslated(seen, *people)]
    found += [f"tight: {one}" for one in seen["tight"]] + [f"no tabular numbers: {one}" for one in seen["ragged"]]
    return found


# -- data as life makes it, and none at all ----------------------------------------------------------------------------

FIRST = "湖畔-灯塔-玉米-1999"


def _env(home: Path) -> dict[str, str]:
    return {**os.environ, "WENGUO_HOME": str(home), "WENGUO_DATABASE_URL": "", "WENGUO_LANGUAGE": "zh-hans"}


@pytest.fixture(scope="module")
def ugly(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Iterator[tuple[str, Path]]:
    """The product with ugly data in it."""
    home = tmp_path_factory.mktemp("ugly")
    subprocess.run([sys.executable, "-m", "tests.journeys.ugly", str(home)], cwd=ROOT, env=_env(home), check=True, capture_output=True)  # fmt: skip
    with_static(home, shared)
    with running(home) as address:
        yield address, home


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Iterator[tuple[str, Path]]:
    """The product with nothing in it but its first administrator."""
    home = tmp_path_factory.mktemp("bare")
    first = ["account", "add", "first", "--name", "管理员", "--role", "administrator", "--password-stdin"]
    subprocess.run([sys.executable, "-m", "wenguo", *first], cwd=ROOT, env=_env(home), input=FIRST, text=True, check=True, capture_output=True)  # fmt: skip
    with_static(home, shared)
    with running(home) as address:
        yield address, home


@pytest.mark.row("M36")
def test_ugly_data_breaks_no_screen(chromium: Any, ugly: tuple[str, Path]) -> None:
    wrong = _stands(chromium, "zh-light-phone", *ugly, "ugly", PASSWORD)
    assert wrong == [], "\n".join(wrong)


@pytest.mark.row("M36")
def test_a_screen_with_nothing_to_show_is_a_page_too(chromium: Any, bare: tuple[str, Path]) -> None:
    wrong = _stands(chromium, "en-dark-wide", *bare, "first", FIRST)
    assert wrong == [], "\n".join(wrong)


def _stands(chromium: Any, combination: str, address: str, home: Path, who: str, password: str) -> list[str]:
    """What breaks: a page too wide, a console that complains, an error instead of a page, no heading."""
    wrong, looked_at = [], 0
    screens = [one._replace(who=who if one.who else NOBODY) for one in SCREENS if one.before is None]
    for person, theirs in by_person(screens):
        with looking(chromium, combination) as context:
            page = page_of(context, address, person, password)
            for screen in theirs:
                context.said.clear()
                status = go(page, address, screen, home)
                if status == 0:
                    continue
                looked_at += 1
                said = [one for one in context.said if status == 200 or "status of 4" not in one]
                found = [f"console: {one}" for one in said]
                for size in SIZES:
                    page.set_viewport_size(_size(size))
                    found += [f"wider than the window ({size})"] * overflows(page)
                if status not in {200, *REFUSED_TO.get(screen.name, ())}:
                    found.append(f"status {status}")
                if page.locator("h1").count() != 1:
                    found.append("no heading")
                wrong += [f"{screen.name}: {one}" for one in found]
    assert looked_at > len(screens) // 2
    return wrong


# what an administrator who leads nothing is told kindly that it is not theirs, and what is not there
REFUSED_TO = {
    "board": {403}, "board-care": {403}, "board-unit": {403, 404}, "hand-over-many": {403}, "signals": {403}, "refused": {404},
    "warnings": {403}, "redress-consistency": {403}, "settings-redress-levels": {403},
}  # fmt: skip
