"""What the organisation has settled for itself: THE LIST of its settings, with defaults, and how they are read and set."""

from __future__ import annotations

import re
import string
from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from wenguo.models import Account, Change, Setting, Unit
from wenguo.models.writing import number_format, numbered
from wenguo.queries import office
from wenguo.text import Text
from wenguo.verbs import Refused


class Settled(NamedTuple):
    """One setting: its default (whose type it has), what it is for, and what would be wrong with a value."""

    default: Any
    text: Text
    wrong: Callable[[Any], Text | None] = lambda _: None


MOST_DRAFT_DAYS = 365
_PLACES = {"yy", "mm", "serial", "check"}


def wrong_format(pattern: str) -> Text | None:
    """What is wrong with a format of numbers; empty is the environment's."""
    if not pattern:
        return None
    try:
        parts = list(string.Formatter().parse(pattern))
    except ValueError:
        return Text(
            "花括号没有成对，例：WG{yy}-{serial:06d}-{check}", "Braces do not match; as in WG{yy}-{serial:06d}-{check}"
        )
    names = [name for _, name, _, _ in parts if name is not None]
    plain = "".join(words for words, _, _, _ in parts)
    widths = [width or "" for _, name, width, _ in parts if name == "serial"]
    if set(names) - _PLACES or len(names) != len(set(names)) or any(how for *_, how in parts):
        return Text("只可用 {yy} {mm} {serial} {check}，各一次。", "Only {yy} {mm} {serial} {check}, each once.")
    if not widths or any(width and not re.fullmatch(r"0?[1-9]d|0?1[0-2]d", width) for width in widths):
        return Text("必须含 {serial}，位数写作 {serial:06d}。", "It needs {serial}; digits are written {serial:06d}.")
    if any(width and name != "serial" for _, name, width, _ in parts):
        return Text("只有 {serial} 可写位数。", "Only {serial} takes a number of digits.")
    if not re.fullmatch(r"[A-Z0-9\-]{0,20}", plain):
        return Text(
            "其余字符只可用大写字母、数字和 -，最多 20 个。", "Else only capital letters, digits and -, 20 at the most."
        )
    return None


def number_example(pattern: str, at: datetime) -> str:
    """What a number of this format looks like."""
    return numbered(pattern or number_format(), 1234, at)


def _wrong_email(value: str) -> Text | None:
    good = not value or re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value)
    return None if good else Text("邮箱应形如 name@example.org。", "An address looks like name@example.org.")


def _wrong_days(value: int) -> Text | None:
    good = 1 <= value <= MOST_DRAFT_DAYS
    return None if good else Text(f"请填 1 到 {MOST_DRAFT_DAYS} 天。", f"Between 1 and {MOST_DRAFT_DAYS} days.")


def _between(fewest: int, most: int) -> Callable[[int], Text | None]:
    def wrong(value: int) -> Text | None:
        good = fewest <= value <= most
        return None if good else Text(f"请填 {fewest} 到 {most}。", f"Between {fewest} and {most}.")

    return wrong


def _wrong_unit(code: str) -> Text | None:
    if not code or Unit.objects.filter(code=code, active=True).exists():
        return None
    return Text(f"没有在用的单位 {code}。", f"No unit in use has the code {code}.")


def _wrong_account(name: str) -> Text | None:
    if not name or Account.objects.filter(username=name, is_active=True).exists():
        return None
    return Text(f"没有在用的账号 {name}。", f"No active account is called {name}.")


SETTINGS: dict[str, Settled] = {
    "name_zh": Settled(
        "", Text("机构名称（中文），空白时用最上级单位的名称", "organisation's name in Chinese; empty: the top unit's")
    ),
    "name_en": Settled("", Text("机构名称（英文）", "organisation's name in English")),
    "phone": Settled("", Text("投诉电话，公示于投诉入口", "complaints telephone, shown at the complainants' door")),
    "email": Settled("", Text("投诉邮箱", "complaints e-mail address"), _wrong_email),
    "address_zh": Settled("", Text("通讯地址（中文）", "postal address in Chinese")),
    "address_en": Settled("", Text("通讯地址（英文）", "postal address in English")),
    "hours_zh": Settled("", Text("受理时间（中文）", "hours in Chinese")),
    "hours_en": Settled("", Text("受理时间（英文）", "hours in English")),
    "procedure_zh": Settled("", Text("公布的处理流程（中文），银保监令2020-3 第8条", "published procedure in Chinese")),
    "procedure_en": Settled("", Text("公布的处理流程（英文）", "published procedure in English")),
    "portal_unit": Settled(
        "",
        Text(
            "网上投诉由哪个单位（代码）接收，空白时为最上级单位",
            "code of the unit that receives what comes by the portal; empty: the top unit",
        ),
        _wrong_unit,
    ),
    "portal_owner": Settled(
        "",
        Text(
            "网上投诉的首问人（账号），空白时为接收单位的负责人",
            "account that first owns what comes by the portal; empty: the unit's head",
        ),
        _wrong_account,
    ),
    "anonymous": Settled(default=True, text=Text("允许匿名投诉", "anonymous complaints are taken")),
    "show_owner": Settled(
        default=False,
        text=Text("向投诉人显示承办人姓名（否则只显示单位）", "complainants see the owner's name, not only the unit's"),
    ),
    "letterhead_zh": Settled(
        "", Text("答复书抬头（中文），空白时用机构名称", "letterhead in Chinese; empty: the organisation's name")
    ),
    "letterhead_en": Settled("", Text("答复书抬头（英文）", "letterhead in English")),
    "number_format": Settled(
        "",
        Text("投诉编号格式，空白时用 WENGUO_NUMBER_FORMAT", "format of numbers; empty: WENGUO_NUMBER_FORMAT"),
        wrong_format,
    ),
    # design values, no law: from when on a complaint is warned of as one that may grow (rules/escalation.py)
    "warn_moves": Settled(2, Text("转手或退回几次起预警", "changes of hands from which it is warned"), _between(1, 20)),
    "warn_moved_hours": Settled(
        48,
        Text("换人负责后多少小时未联系投诉人即预警", "hours without a word after a change of hands"),
        _between(1, 720),
    ),
    "warn_repeats": Settled(2, Text("同一事实问几次起预警", "times one fact is asked for"), _between(2, 20)),
    "warn_tellers": Settled(3, Text("向几个人讲过起预警", "people of ours they had to tell it to"), _between(2, 20)),
    "warn_returns": Settled(
        2, Text("无实质进展回来几次起预警", "times they came back with nothing done"), _between(1, 20)
    ),
    "warn_percent": Settled(
        80, Text("答复时限过去百分之几起预警", "percent of the time for the answer"), _between(10, 100)
    ),
    "warn_silence_days": Settled(5, Text("几天没有联系投诉人即预警", "days without any contact"), _between(1, 90)),
    "warn_head_hours": Settled(
        24,
        Text("预警后多少小时未联系投诉人即告知负责人", "hours without a word until the head is told"),
        _between(1, 720),
    ),
    "major_amount_yuan": Settled(
        500_000, Text("诉求合计多少元提示为重大", "yuan asked for that may make it major"), _between(1, 1_000_000_000)
    ),
    "draft_days": Settled(30, Text("未完成的草稿保留天数", "days that unfinished drafts are kept"), _wrong_days),
}


def settled(name: str) -> Any:
    """The value of one setting."""
    return everything()[name]


def everything() -> dict[str, Any]:
    """All settings, in one statement."""
    found = dict(Setting.objects.filter(name__in=SETTINGS).values_list("name", "value"))
    return {name: found.get(name, one.default) for name, one in SETTINGS.items()}


def called(language: str) -> str:
    """The organisation's name in the reader's language."""
    known = everything()
    zh, en = known["name_zh"], known["name_en"]
    if not zh and office.units():
        top = office.units()[office.top()]
        zh, en = top.name, en or top.name_en
    return str(zh if language.startswith("zh") else en or zh)


def settle(name: str, value: Any, account: int | None, at: datetime) -> None:
    """Set one setting; the change is written down. ValueError on a name or a type that the list does not know.

    Refused, with the field, where the value is none that may stand.
    """
    if name not in SETTINGS or type(value) is not type(SETTINGS[name].default):
        raise ValueError(name)
    wrong = SETTINGS[name].wrong(value)
    if wrong is not None:
        raise Refused(wrong, code="field", field=name)
    before = settled(name)
    if before == value:
        return
    Setting.objects.update_or_create(name=name, defaults={"value": value, "changed_at": at})
    changed("setting", name, before, value, account, at)


def changed(
    what: str, target: str, before: Any, after: Any, account: int | None, at: datetime, unit: int | None = None
) -> None:
    """Write down who changed what of the office; `unit` is the one it concerns, None the whole organisation."""
    Change.objects.create(
        what=what, target=target[:200], before=before, after=after, account_id=account, at=at, unit_id=unit
    )
