"""The demonstration group 闻过示范集团: its units as a tree, its people, and the roles they hold."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import msgspec
from django.contrib.auth.hashers import make_password

from wenguo.models import Account, Membership, Unit
from wenguo.rules.permissions import ROLES
from wenguo.text import Text
from wenguo.verbs import Refused

ROOT = "demo"
# Known to everybody who starts the demonstration, and to no other installation.
PASSWORD = "wenguo-demo"  # noqa: S105 — printed by `make run`

_OFFICE_DAY = [["09:00", "12:00"], ["13:30", "18:00"]]
OFFICE = {"weekdays": [*[_OFFICE_DAY] * 5, [], []]}
# Closed over lunch, and open on Saturdays.
DEALER = {"weekdays": [*[[["08:30", "12:00"], ["13:00", "17:30"]]] * 5, [["09:00", "12:00"], ["13:00", "16:30"]], []]}
CALLS = {"weekdays": [[["08:30", "20:30"]]] * 7}
ALWAYS = {"weekdays": [[["00:00", "24:00"]]] * 7}
SHOP = {"weekdays": [[["09:00", "21:00"]]] * 7}


class House(msgspec.Struct, frozen=True):
    """One unit as it is written here: packs and hours left out are the parent's."""

    code: str
    parent: str
    name: str
    name_en: str
    head: str = ""
    packs: tuple[str, ...] = ()
    hours: dict[str, Any] = {}


UNITS = (
    House(ROOT, "", "闻过示范集团", "Wenguo Demonstration Group", "shen.qiu", ("house",), OFFICE),
    House("office", ROOT, "集团总部", "Head office", "shen.qiu"),
    House("office.quality", "office", "质量管理部", "Quality", "wen.zhi"),
    House("office.legal", "office", "法务部", "Legal", "lu.heng"),
    House("sec", ROOT, "示范证券北湖路营业部", "Securities branch, Beihu Road", "xu.lan", ("cn-securities", "house")),
    House("sec.call", "sec", "证券客户联络中心", "Securities call centre", "he.min", (), CALLS),
    House(
        "auto", ROOT, "示范汽车服务店", "Car dealer and service", "zhao.lei", ("cn-auto", "cn-retail", "house"), DEALER
    ),
    House("auto.shop", "auto", "维修车间", "Workshop", "qin.shan"),
    House("auto.parts", "auto", "配件部", "Parts"),
    House("hotel", ROOT, "示范湖畔酒店", "Lakeside Hotel", "jiang.yue", ("cn-tourism", "house"), ALWAYS),
    House("hotel.rooms", "hotel", "客房部", "Housekeeping"),
    House("hotel.food", "hotel", "餐饮部", "Food and beverage"),
    House("shop", ROOT, "示范优选网店", "Online shop", "luo.qing", ("cn-ecommerce", "cn-retail", "house"), SHOP),
    House("shop.care", "shop", "客户服务组", "Customer care"),
    House("shop.store", "shop", "生活超市门店", "Neighbourhood store", "", ("cn-retail", "house")),
)


class Person(msgspec.Struct, frozen=True):
    """One account as it is written here, with the roles held (role, unit)."""

    username: str
    name: str
    unit: str
    roles: tuple[tuple[str, str], ...]
    does: str
    language: str = "zh-hans"


PEOPLE = (
    Person("shen.qiu", "沈秋", ROOT, (("head", ROOT),), "集团总经理"),
    Person("wen.zhi", "温芷", "office.quality", (("quality", ROOT), ("head", "office.quality")), "质量经理，办核查"),
    Person(
        "lu.heng",
        "陆衡",
        "office.legal",
        (("legal", ROOT), ("handler", "office"), ("head", "office.legal")),
        "法务经理",
    ),
    Person("fang.jian", "方鉴", "office", (("auditor", ROOT),), "审计，只读"),
    Person("gu.an", "顾安", "office", (("administrator", ROOT),), "系统管理员"),
    Person("zhuan.ban", "转办接口", "office", (("integration", ROOT),), "12386 等转办件的接口账号"),
    Person("xu.lan", "许岚", "sec", (("head", "sec"),), "营业部总经理"),
    Person("qi.rong", "祁蓉", "sec", (("approver", "sec"),), "合规专员，审批答复"),
    Person("chen.jing", "陈静", "sec", (("handler", "sec"),), "投诉专员"),
    Person("ma.tao", "马涛", "sec", (("front_line", "sec"),), "客户经理"),
    Person("niu.dawei", "牛大伟", "sec", (("front_line", "sec"),), "大堂保安"),
    Person("he.min", "何敏", "sec.call", (("head", "sec.call"), ("handler", "sec.call")), "联络中心主任"),
    Person("lin.xiao", "林晓", "sec.call", (("front_line", "sec"),), "热线座席"),
    Person("zhao.lei", "赵磊", "auto", (("head", "auto"),), "店总经理"),
    Person("sun.ying", "孙颖", "auto", (("handler", "auto"),), "客户关系专员"),
    Person("qin.shan", "秦山", "auto.shop", (("head", "auto.shop"), ("handler", "auto.shop")), "车间主任"),
    Person("wu.gang", "吴刚", "auto.shop", (("front_line", "auto"),), "服务顾问"),
    Person("tian.bo", "田博", "auto.shop", (("front_line", "auto.shop"),), "机修技师"),
    Person("deng.fei", "邓飞", "auto.parts", (("handler", "auto.parts"),), "配件主管，休假中"),
    Person("jiang.yue", "江月", "hotel", (("head", "hotel"), ("handler", "hotel")), "服务经理"),
    Person("bai.lu", "白露", "hotel", (("front_line", "hotel"),), "前台", "en"),
    Person("cao.mei", "曹梅", "hotel.rooms", (("front_line", "hotel.rooms"),), "客房服务员"),
    Person("luo.qing", "罗青", "shop", (("head", "shop"), ("approver", "shop")), "网店负责人"),
    Person("tang.yi", "唐依", "shop.care", (("handler", "shop"),), "客服专员"),
    Person("song.jie", "宋洁", "shop.care", (("handler", "shop.care"),), "客服专员"),
    Person("yan.ke", "严可", "shop.care", (("handler", "shop.care"),), "客服专员，已离职"),
    Person("pan.yu", "潘雨", "shop.store", (("front_line", "shop.store"),), "门店收银员"),
)
AWAY, DEPUTY, LEFT = "deng.fei", "sun.ying", "yan.ke"


class Cast:
    """The units by code and the accounts by name, once they are there."""

    def __init__(self, units: dict[str, int], accounts: dict[str, int]) -> None:
        self._units, self._accounts = units, accounts

    def unit(self, code: str) -> int:
        """The id of a unit."""
        return self._units[code]

    def id(self, name: str) -> int:
        """The id of an account."""
        return self._accounts[name]


def found(at: datetime) -> Cast:
    """Make units, accounts and roles. Refused where a name is taken."""
    _check_free()
    accounts: dict[str, Account] = {}
    password = make_password(PASSWORD)  # hashed once: it is no secret, and argon2 takes its time
    for one in PEOPLE:
        accounts[one.username] = Account.objects.create(
            username=one.username, password=password, display_name=one.name, language=one.language
        )
    units: dict[str, Unit] = {}
    for house in UNITS:
        units[house.code] = Unit.objects.create(
            code=house.code,
            name=house.name,
            name_en=house.name_en,
            parent=units.get(house.parent),
            packs=list(house.packs),
            hours=house.hours,
            head=accounts.get(house.head),
            country="CN" if house.code == ROOT else "",
            time_zone="Asia/Shanghai" if house.code == ROOT else "",
        )
    for one in PEOPLE:
        accounts[one.username].unit = units[one.unit]
    accounts[AWAY].deputy = accounts[DEPUTY]
    accounts[AWAY].away_from, accounts[AWAY].away_until = at - timedelta(days=4), at + timedelta(days=6)
    Account.objects.bulk_update(accounts.values(), ["unit", "deputy", "away_from", "away_until"])
    Membership.objects.bulk_create(
        Membership(account=accounts[one.username], unit=units[code], role=role)
        for one in PEOPLE
        for role, code in one.roles
    )
    _let_local_in(units[ROOT])
    return Cast({code: unit.pk for code, unit in units.items()}, {name: one.pk for name, one in accounts.items()})


def _let_local_in(root: Unit) -> None:
    """The account that the command line acts as sees the whole demonstration; it has no password."""
    local, made = Account.objects.get_or_create(username="local", defaults={"display_name": "本机", "unit": root})
    if made:
        local.set_unusable_password()
        local.save()
    Membership.objects.bulk_create(Membership(account=local, unit=root, role=role) for role in ROLES)


def _check_free() -> None:
    names = Account.objects.filter(username__in=[one.username for one in PEOPLE]).values_list("username", flat=True)
    codes = Unit.objects.filter(code__in=[one.code for one in UNITS]).values_list("code", flat=True)
    taken = "、".join([*names, *codes])
    if taken:
        raise Refused(
            Text(
                f"示范数据要用的名称已被占用：{taken}。请换一个数据目录（WENGUO_HOME）。",
                f"Names the demonstration needs are taken: {taken}. Use another data folder (WENGUO_HOME).",
            )
        )
