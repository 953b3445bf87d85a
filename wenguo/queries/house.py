"""What the organisation has settled for itself: THE LIST of its settings, with defaults, and how they are read and set."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from wenguo.models import Change, Setting, Unit
from wenguo.text import Text


class Settled(NamedTuple):
    """One setting: its default (whose type it has) and what it is for."""

    default: Any
    text: Text


SETTINGS: dict[str, Settled] = {
    "name_zh": Settled(
        "", Text("机构名称（中文），空白时用最上级单位的名称", "organisation's name in Chinese; empty: the top unit's")
    ),
    "name_en": Settled("", Text("机构名称（英文）", "organisation's name in English")),
    "phone": Settled("", Text("投诉电话，公示于投诉入口", "complaints telephone, shown at the complainants' door")),
    "email": Settled("", Text("投诉邮箱", "complaints e-mail address")),
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
    ),
    "portal_owner": Settled(
        "",
        Text(
            "网上投诉的首问人（账号），空白时为接收单位的负责人",
            "account that first owns what comes by the portal; empty: the unit's head",
        ),
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
        "", Text("投诉编号格式，空白时用 WENGUO_NUMBER_FORMAT", "format of numbers; empty: WENGUO_NUMBER_FORMAT")
    ),
    "draft_days": Settled(30, Text("未完成的草稿保留天数", "days that unfinished drafts are kept")),
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
    if not zh:
        top = Unit.objects.filter(parent=None, active=True).order_by("pk").values_list("name", "name_en").first()
        zh, en = (top[0], en or top[1]) if top else ("", en)
    return str(zh if language.startswith("zh") else en or zh)


def settle(name: str, value: Any, account: int | None, at: datetime) -> None:
    """Set one setting; the change is written down. ValueError on a name or a type that the list does not know."""
    if name not in SETTINGS or type(value) is not type(SETTINGS[name].default):
        raise ValueError(name)
    before = settled(name)
    if before == value:
        return
    Setting.objects.update_or_create(name=name, defaults={"value": value, "changed_at": at})
    changed("setting", name, before, value, account, at)


def changed(what: str, target: str, before: Any, after: Any, account: int | None, at: datetime) -> None:
    """Write down who changed what of the office."""
    Change.objects.create(what=what, target=target[:200], before=before, after=after, account_id=account, at=at)
