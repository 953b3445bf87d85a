"""Where one is in the settings: the sections, who may see and change each, and the page around them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any

import msgspec
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wenguo.pages.asking import account, language
from wenguo.queries import office
from wenguo.queries.administrators import Settler, not_yours, settler
from wenguo.queries.office import UnitFacts
from wenguo.text import Text
from wenguo.verbs import Refused


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """One part of the settings; `sees` is everyone, leads (heads and administrators) or administers."""

    key: str
    icon: str
    title: Text
    says: Text
    sees: str = "leads"
    path: str = ""

    @property
    def address(self) -> str:
        """The name of its first page's address."""
        return f"office_{self.key}"


SECTIONS: tuple[Section, ...] = (
    Section(
        key="me",
        icon="user",
        sees="everyone",
        title=Text("我的", "Me"),
        says=Text(
            "姓名、语言、外出与代理人；密码与登录设备", "name, language, absence and deputy; password and devices"
        ),
    ),
    Section(
        key="organisation",
        icon="building",
        sees="administers",
        title=Text("机构", "Organisation"),
        says=Text("名称、联系方式、公布的流程、编号格式", "name, contact, published procedure, numbers"),
    ),
    Section(
        key="units",
        icon="sitemap",
        title=Text("单位", "Units"),
        says=Text("部门与网点，负责人，适用的规则包", "departments and counters, heads, the packs that bind them"),
    ),
    Section(
        key="people",
        icon="users",
        title=Text("人员与角色", "People and roles"),
        says=Text("账号、各单位的角色、停用与交接", "accounts, roles at each unit, leaving"),
    ),
    Section(
        key="packs",
        icon="books",
        title=Text("规则包", "Packs"),
        says=Text("每个时限的数字、出处与等级；新旧版本对比", "every number with its source; versions compared"),
    ),
    Section(
        key="codes",
        icon="tags",
        title=Text("分类", "Taxonomy"),
        says=Text(
            "原因、诉求与结果的代码；新增、改名、合并、停用",
            "codes of causes, remedies and outcomes: add, rename, merge, retire",
        ),
    ),
    Section(
        key="calendars",
        icon="calendar-time",
        title=Text("日历与营业时间", "Calendars"),
        says=Text("工作时间、例外日、调休，时限怎么数", "hours, days of one's own, how clocks count"),
    ),
    Section(
        key="templates",
        icon="template",
        title=Text("模板", "Templates"),
        says=Text("告知、答复等常用文字，带预览", "prepared words for notices and answers, with a preview"),
    ),
    Section(
        key="redress",
        icon="gift",
        title=Text("补救标准", "Redress"),
        says=Text(
            "什么情形给什么、给多少、谁批准；法律与自定", "what may be given for what, how much, and who says yes"
        ),
    ),
    Section(
        key="advice",
        icon="bulb",
        title=Text("建议", "Advice"),
        says=Text("哪些建议给、哪些不给，每个单位可以不同", "which advice is given and which is not, unit by unit"),
    ),
    Section(
        key="cues",
        icon="vocabulary",
        sees="administers",
        title=Text("词库", "Cue lexicons"),
        says=Text("建议凭哪些词；改之前先看会改变什么", "the words advice goes by; see what a change would do first"),
    ),
    Section(
        key="models",
        icon="school",
        sees="administers",
        title=Text("模型", "Models"),
        says=Text(
            "从已确认的记录学到了什么，好不好，换上或退回", "what was learned, how well; put in force or taken back"
        ),
    ),
    Section(
        key="knowledge",
        icon="message-question",
        title=Text("解答", "Answers"),
        says=Text(
            "投诉入口可以引用的解答：书写、试问、发布", "what the complainants' door may quote: write, try, publish"
        ),
    ),
    Section(
        key="tokens",
        icon="key",
        sees="everyone",
        title=Text("令牌", "Tokens"),
        says=Text("程序代您办事的钥匙", "the keys by which programs act for you"),
    ),
    Section(
        key="webhooks",
        icon="webhook",
        sees="administers",
        title=Text("推送", "Webhooks"),
        says=Text("向外部系统告知发生了什么，投递记录", "telling other systems what happens, and what arrived"),
    ),
    Section(
        key="sites",
        icon="world-www",
        sees="administers",
        title=Text("网站嵌入", "Sites"),
        says=Text("在自己的网站上放投诉表单", "the complaint form on your own web sites"),
    ),
    Section(
        key="retention",
        icon="archive",
        title=Text("保存期限", "Retention"),
        says=Text("依据什么保存多久，哪些已经到期", "how long records are kept and by which law"),
    ),
    Section(
        key="health",
        icon="heartbeat",
        sees="administers",
        title=Text("运行状况", "Health"),
        says=Text("时钟、后台任务、锚点、版本", "clock, worker, anchors, version"),
    ),
    Section(
        key="changes",
        icon="history",
        sees="administers",
        title=Text("更改记录", "Changes"),
        says=Text("谁在何时把什么改成了什么", "who changed what, from what to what"),
    ),
)
_BY_KEY = {one.key: one for one in SECTIONS}


class Here(msgspec.Struct, frozen=True, kw_only=True):
    """One request to one section: who asks, when, and what they may settle."""

    request: HttpRequest
    section: Section
    who: Settler
    at: datetime

    @property
    def is_post(self) -> bool:
        """Does the person want something done?"""
        return self.request.method == "POST"

    @property
    def language(self) -> str:
        """The reader's language."""
        return language()

    def say(self, text: Text) -> str:
        """A saying in the reader's language."""
        return text.said(language())

    def page(self, template: str, status: int = 200, **shown: Any) -> HttpResponse:
        """One page of the room with its list of sections."""
        shown = {
            "room": "office",
            "sections": open_to(self.who),
            "section": self.section,
            "who": self.who,
            "now": self.at,
            "may_change": self.who.may_change(None),
            **shown,
        }
        return render(self.request, f"web/office/{template}.html", shown, status=status)

    def tell(self, zh: str, en: str) -> None:
        """A word of success on the next page."""
        messages.success(self.request, self.say(Text(zh, en)))

    def done(self, zh: str, en: str, to: str) -> HttpResponse:
        """Say that it is done, and go on."""
        self.tell(zh, en)
        return seen(to)

    def act(self, what: Callable[[], Any], to: str, zh: str, en: str) -> HttpResponse:
        """Do something that is only a button: done or refused, in words, on the page one came from."""
        try:
            what()
        except Refused as refused:
            if refused.code in {"permission", "unseen"}:
                raise
            messages.error(self.request, self.say(refused.text))
            return seen(to)
        return self.done(zh, en, to)

    def units(self, *, changing: bool = False) -> list[UnitFacts]:
        """The units one may see here, or change, as the tree is read."""
        every = office.units()
        mine = self.who.administers if changing else self.who.sees
        return [one for one in in_tree_order(every.values()) if one.id in mine]

    def unit_options(self, *, changing: bool = True, closed: bool = False) -> tuple[tuple[str, str], ...]:
        """The same as choices of a form, those below set in."""
        zh = language().startswith("zh")
        return tuple(
            (str(one.id), "　" * (len(one.path) - 1) + (one.name if zh else one.name_en or one.name))
            for one in self.units(changing=changing)
            if one.active or closed
        )


def in_tree_order(units: Any) -> list[UnitFacts]:
    """Units with those below right after them."""
    listed = {one.id: one for one in units}
    return sorted(listed.values(), key=lambda one: tuple(office.units()[each].code for each in reversed(one.path)))


def open_to(who: Settler) -> list[Section]:
    """The sections somebody may open."""
    return [one for one in SECTIONS if _may_see(one, who)]


def _may_see(section: Section, who: Settler) -> bool:
    if section.sees == "everyone":
        return True
    return bool(who.administers if section.sees == "administers" else who.sees)


def seen(address: str) -> HttpResponseRedirect:
    """Go on to a page, by GET."""
    return HttpResponseRedirect(address, status=303)


type View = Callable[..., HttpResponse]


def section(key: str) -> Callable[[View], View]:
    """A view of one section: signed in, and allowed to see it; what changes anything asks again, for its own unit."""
    whole = _BY_KEY[key]

    def wrap(view: View) -> View:
        @never_cache
        @require_http_methods(["GET", "HEAD", "POST"])
        @login_required
        @wraps(view)
        def opened(request: HttpRequest, **named: Any) -> HttpResponse:
            who = settler(account(request))
            if not _may_see(whole, who):
                raise not_yours()
            return view(Here(request=request, section=whole, who=who, at=datetime.now(UTC)), **named)

        opened.section = whole  # type: ignore[attr-defined]
        return opened

    return wrap
