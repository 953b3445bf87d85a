"""What lies beyond one complaint when conduct is looked at: the most the rules give, and the authority's own factors.

The factors are those of 总局令第121号 art. 17 [V]: the authority's test of whether it takes a complaint on, and no ground
for us to refuse a refund, a hearing or an answer (法释〔2024〕9号 arts. 2, 12). Each is one look into an index with a limit,
however large the archive is, and only complaints that the asker may see are counted.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import msgspec
from django.db import connection

from wenguo.complaint import Complaint
from wenguo.models.writing import stored
from wenguo.queries import earlier, redress
from wenguo.queries.office import UnitFacts
from wenguo.queries.seeing import Asker, visible
from wenguo.rules import redress as reckoning
from wenguo.rules.conduct import Lawful, yuan
from wenguo.text import Text

WITHIN = timedelta(days=90)  # what we count as a short time (design value: the article names none)
MOST_OF_ONE = 200
MANY = 3  # complaints of one person on one product from which it is said (design value)
SOURCE = Text("总局令第121号第17条 [V]", "SAMR order 121, art. 17 [V]")
NOTE = Text(
    "这是市场监管部门判断是否受理的因素，不是我们拒绝退款、拒绝听取或拒绝答复的理由。",
    "This is the authority's test of what it takes on. It is no ground for us to refuse a refund, a hearing or an answer.",
)


class Factor(msgspec.Struct, frozen=True, kw_only=True):
    """One factor of the article: what it asks, and what our own records show of it; `shows` is None where they cannot."""

    item: str
    name: Text
    fact: Text
    shows: bool | None


def lawful(c: Complaint, unit: UnitFacts) -> Lawful | None:
    """The price back and the largest amount any rule here gives, as if every finding it rests on were made."""
    table = redress.table(unit)
    facts = reckoning.facts_of(c, packs=unit.packs, units=table.units)
    known = [
        one for one in reckoning.bounds(facts, table.rows) if one.upper_fen and one.row.pays == "us" and not one.barred
    ]
    best = max((one for one in known if one.row.basis == "law"), key=lambda one: one.upper_fen or 0, default=None)
    price = c.price_fen or 0
    if best is None or best.upper_fen is None:
        return None
    source = best.row.source
    where = f"{source.instrument} {source.article or ''}".strip()
    return Lawful(
        most_fen=price + best.upper_fen,
        basis=Text(
            f"价款 {yuan(price)} + {best.words.zh} = {yuan(best.upper_fen)}（{where}；即使所需认定全部成立）",
            f"the price {yuan(price)} + {best.words.en} = {yuan(best.upper_fen)} ({where}; were every finding made)",
        ),
    )


def factors(who: Asker, complaint_id: int, c: Complaint, at: datetime) -> list[Factor]:
    """The four factors that can be named, each with what our records show."""
    phone = _phone(c)
    rows = _same_phone(who, phone, at) if phone else []
    others = [row for row in rows if row[0] != complaint_id]
    product = [row for row in others if c.product and row[2] == c.product]
    names = {" ".join((row[1] or "").split()) for row in rows if (row[1] or "").strip()}
    has_proof = c.contract is not None or _has_papers(complaint_id)
    return [
        Factor(
            item="1",
            name=Text(
                "购买数量、次数、频率明显不合保质期或通常习惯",
                "quantity or frequency clearly unlike shelf life or habit",
            ),
            fact=Text(
                "我们的记录里没有购买明细，不作计算；确有凭据的，由人记下迹象",
                "our records hold no list of purchases: nothing is computed; a person states it with its proof",
            ),
            shows=None,
        ),
        Factor(
            item="2",
            name=Text("短期内就同一商品、问题多次投诉", "many complaints in a short time on the same goods or matter"),
            fact=Text(
                f"同一电话近 {WITHIN.days} 天另有 {len(others)} 件，其中同一产品 {len(product)} 件",
                f"the same telephone stands on {len(others)} more in {WITHIN.days} days, {len(product)} on this product",
            )
            if phone
            else Text("没有留电话，无从计算", "no telephone was left: nothing to count"),
            shows=len(product) >= MANY if phone else None,
        ),
        Factor(
            item="3",
            name=Text("不能证明真实购买和实际损害", "cannot prove a real purchase and actual harm"),
            fact=Text("已有合同号或票据在案", "a contract number or a paper is on record")
            if has_proof
            else Text("还没有合同号或票据；先请其提供", "no contract number or paper yet: ask for it first"),
            shows=not has_proof,
        ),
        Factor(
            item="4",
            name=Text("不同的人使用同一电话、地址", "several people use the same telephone or address"),
            fact=Text(
                f"同一电话近 {WITHIN.days} 天有 {len(names)} 个姓名（家人、代办人也会如此）",
                f"{len(names)} names on the same telephone in {WITHIN.days} days (families and helpers share one too)",
            )
            if phone
            else Text("没有留电话，无从计算", "no telephone was left: nothing to count"),
            shows=len(names) > 1 if phone else None,
        ),
    ]


def _phone(c: Complaint) -> str:
    if c.complainant is None:
        return ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM wenguo_person WHERE id = %s", [int(c.complainant.id[1:])])
        found = cursor.fetchone()
    return earlier.digits(found[0] or "") if found is not None else ""


def _same_phone(who: Asker, digits: str, at: datetime) -> list[Any]:
    """(id, name, product) of the newest complaints of the last weeks on this telephone that `who` may see."""
    table, expression, condition = earlier.place_of("phone")
    may, values = visible(who)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT c.id, t.name, c.product FROM (SELECT complaint_id, name FROM {table} "
            f"WHERE {condition} AND {expression} = %s ORDER BY complaint_id DESC LIMIT {MOST_OF_ONE}) AS t "
            f"JOIN wenguo_complaint c ON c.id = t.complaint_id WHERE c.received_at >= %s AND {may}",
            [digits, stored(at - WITHIN), *values],
        )
        return list(cursor.fetchall())


def _has_papers(complaint_id: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM wenguo_evidence WHERE complaint_id = %s AND path IS NOT NULL LIMIT 1", [complaint_id]
        )
        return cursor.fetchone() is not None
