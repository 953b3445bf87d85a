"""Rules, roles and changes in the words of a page."""

from __future__ import annotations

from typing import Any

from wenguo.pages import asking
from wenguo.pages.telling import cited
from wenguo.rules.permissions import MAY, ROLES
from wenguo.rules.policy import Rule, Source
from wenguo.text import Text
from wenguo.verbs import VERBS

UNITS: dict[str, Text] = {
    "h": Text("小时", "h"),
    "cd": Text("天", "calendar days"),
    "wd": Text("个工作日", "working days"),
    "bd": Text("个营业日", "business days"),
    "week": Text("周", "weeks"),
    "m": Text("个月", "months"),
    "y": Text("年", "years"),
}
GRADES: dict[str, Text] = {
    "V": Text("已核对原文 [V]", "read in the text [V]"),
    "S": Text("据二手资料 [S]", "from a page about it [S]"),
    "design": Text("本系统设计值，非法定", "our proposal, not law"),
}
KINDS: dict[str, Text] = {
    "clock": Text("时限", "clock"),
    "duty": Text("义务", "duty"),
    "bound": Text("界限", "bound"),
    "form": Text("形式要求", "form"),
    "definition": Text("定义", "definition"),
}
OBLIGORS: dict[str, Text] = {
    "firm": Text("本单位", "us"),
    "authority": Text("主管部门", "the authority"),
    "complainant": Text("投诉人", "the complainant"),
    "superior": Text("上级单位", "the unit above"),
}
# names of what changed, as administering/ writes them down, and fields of rules and packs
NAMES: dict[str, Text] = {
    "setting": Text("机构设置", "setting"),
    "unit": Text("单位", "unit"),
    "person": Text("人员", "person"),
    "role": Text("角色", "role"),
    "password": Text("密码重设", "password set anew"),
    "one_step": Text("解除两步验证", "second step removed"),
    "code": Text("分类代码", "code"),
    "template": Text("模板", "template"),
    "article": Text("解答", "published answer"),
    "webhook": Text("推送", "webhook"),
    "site": Text("网站", "site"),
    "token": Text("令牌", "token"),
    "advice": Text("建议开关", "advice switch"),
    "lexicon": Text("词库", "cue lexicon"),
    "model": Text("模型", "model"),
    "add_zh": Text("加上（中文）", "added (Chinese)"),
    "add_en": Text("加上（英文）", "added (English)"),
    "remove_zh": Text("去掉（中文）", "taken out (Chinese)"),
    "remove_en": Text("去掉（英文）", "taken out (English)"),
    "add_unless_zh": Text("不算的说法加上（中文）", "phrases that do not count, added (Chinese)"),
    "add_unless_en": Text("不算的说法加上（英文）", "phrases that do not count, added (English)"),
    "remove_unless_zh": Text("不算的说法去掉（中文）", "phrases that do not count, taken out (Chinese)"),
    "remove_unless_en": Text("不算的说法去掉（英文）", "phrases that do not count, taken out (English)"),
    "name": Text("名称", "name"),
    "name_en": Text("英文名称", "English name"),
    "parent": Text("上级", "above it"),
    "head": Text("负责人", "head"),
    "packs": Text("规则包", "packs"),
    "country": Text("国家或地区", "country"),
    "time_zone": Text("时区", "time zone"),
    "hours": Text("营业时间", "hours"),
    "extra_days": Text("例外日", "days of its own"),
    "active": Text("启用", "in use"),
    "email": Text("邮箱", "e-mail"),
    "language": Text("语言", "language"),
    "away_from": Text("外出自", "away from"),
    "away_until": Text("外出至", "away until"),
    "deputy": Text("代理人", "deputy"),
    "second_step": Text("两步验证", "second step"),
    "sessions_ended": Text("退出的登录", "sessions ended"),
    "passed_on": Text("移交投诉数", "complaints passed on"),
    "zh": Text("中文", "Chinese"),
    "en": Text("英文", "English"),
    "retired": Text("停用", "retired"),
    "merged_into": Text("合并到", "merged into"),
    "verb": Text("用途", "for"),
    "body": Text("正文", "text"),
    "url": Text("地址", "address"),
    "events": Text("事件", "events"),
    "with_words": Text("含原话", "with words"),
    "origin": Text("来源", "origin"),
    "scopes": Text("权限", "scopes"),
    "length": Text("长度", "length"),
    "inclusive": Text("首日计入", "first day counted"),
    "rollover": Text("遇休息日", "on days of rest"),
    "complexity": Text("复杂程度", "complexity"),
    "obligor": Text("谁的义务", "whose duty"),
    "kind": Text("性质", "kind"),
    "start_event": Text("起算", "starts with"),
    "ends_on": Text("终止于", "ends on"),
    "applies": Text("适用条件", "applies to"),
    "unless": Text("例外", "unless"),
    "extensions": Text("延长", "extensions"),
    "pauses": Text("中止", "pauses"),
    "restarts_on": Text("重新起算", "starts anew"),
    "warn_at": Text("预警点", "warnings at"),
    "amounts": Text("数额", "amounts"),
    "grade": Text("等级", "grade"),
    "pending": Text("待核", "pending"),
    "falls_back_to": Text("暂借", "borrows from"),
    "source": Text("出处", "source"),
    "confirmed_by": Text("确认人", "confirmed by"),
    "version": Text("版本", "version"),
    "answer_parts": Text("答复要件", "parts of an answer"),
    "short_form_parts": Text("简式要件", "parts of a short answer"),
    "approval_needed": Text("须审批的情形", "needs approval"),
    "unreachable_attempts": Text("联系不上须尝试次数", "tries before unreachable"),
    "part_days": Text("请其他单位办理的工作日数", "working days a unit has for its part"),
    "escalate_offer_hours": Text("转交上移小时数", "hours before a hand-over goes up"),
    "quiet_hours": Text("免打扰时段", "quiet hours"),
    "report_up": Text("办结上报", "reports up"),
    "retention_years": Text("保存年限", "years kept"),
}
_ROLLS = {
    "none": Text("不顺延", "stays"),
    "rest_day": Text("顺延至工作日", "moves to a working day"),
    "statutory_holiday_only": Text("仅遇法定假日顺延", "moves for public holidays only"),
}


def named(key: str) -> Text:
    """A field's name; a field without one is its own."""
    return NAMES.get(key, Text(key, key))


def limit(rule: Rule | None) -> Text:
    """How long a rule gives: 15 天, 15 calendar days."""
    if rule is None:
        return Text("—", "—")
    if rule.length is None:
        return Text("待核", "pending") if rule.pending else KINDS[rule.kind]
    unit, first = UNITS[rule.unit], Text("（首日计入）", ", first day counted") if rule.inclusive else Text("", "")
    counted = unit.en.removesuffix("s") if rule.length == 1 else unit.en
    return Text(f"{rule.length} {unit.zh}{first.zh}", f"{rule.length} {counted}{first.en}")


def source(one: Source) -> str:
    """Instrument, number and article, as the reader cites them."""
    return cited(one, asking.language())


def value(thing: Any, language: str) -> str:
    """A value of a change or of a rule, in words."""
    yes = Text("是", "yes") if thing else Text("否", "no")
    if isinstance(thing, bool):
        return yes.said(language)
    if thing is None or thing in ("", [], (), {}):
        return "—"
    if isinstance(thing, Source):
        return source(thing)
    if isinstance(thing, str):
        known = _ROLLS.get(thing) or GRADES.get(thing) or UNITS.get(thing) or OBLIGORS.get(thing) or ROLES.get(thing)
        return known.said(language) if known is not None else thing
    if isinstance(thing, dict):
        return "; ".join(f"{named(key).said(language)}: {value(one, language)}" for key, one in thing.items())
    if isinstance(thing, list | tuple):
        return ", ".join(value(one, language) for one in thing)
    condition = getattr(thing, "condition", None) or getattr(thing, "label", None)
    if condition is not None:
        length, unit = getattr(thing, "length", None), getattr(thing, "unit", "")
        said = condition.zh if language.startswith("zh") else condition.en
        return f"{said} +{length} {UNITS[unit].said(language)}" if length is not None else said
    return str(thing)


def may(role: str) -> list[Text]:
    """What a role may do to complaints of its units, as the titles of its verbs."""
    return [VERBS[verb].title for verb, standings in MAY.items() if role in standings]


ROLE_SAYS: dict[str, Text] = {
    "front_line": Text(
        "记下听到的不满，当场解决，登记来电来访", "writes down what is heard, settles on the spot, records"
    ),
    "handler": Text(
        "办理本单位投诉，看到未遮蔽的联系方式", "handles the unit's complaints and sees contact data plainly"
    ),
    "head": Text("看全单位，转交、收回、催办、复核", "sees the whole unit; moves, supervises and reviews"),
    "approver": Text("对答复和补救说同意或不同意", "says yes or no to answers and redress"),
    "quality": Text("核查、督办、抽查质量", "reviews, supervises, checks quality"),
    "legal": Text("法律意见、保全、删除请求", "legal advice, holds, erasure"),
    "auditor": Text("只读，查看与核对记录", "reads and verifies, changes nothing"),
    "administrator": Text("管设置与人员；不办理投诉", "settings and people; does not handle complaints"),
    "integration": Text("供系统对接账号使用", "for programs that are connected"),
}
