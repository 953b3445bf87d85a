"""Data as life makes it, through the door: very long names and words, runs without a break, English in Chinese, nothing at all.

`python -m tests.journeys.ugly HOME` fills a fresh home; its people sign in with the demonstration's password.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime, timedelta

NAME = "欧阳买买提·阿卜杜热合曼江·Алекса́ндра-Ekaterina von Hohenzollern-Sigmaringen"[:60]
UNIT = "华东大区第三客户体验与投诉处置联合中心（含夜间应急值守与跨部门协同专班）暨外籍客户服务窗口"
RUN = "https://example.invalid/" + "a1b2c3d4e5" * 30
MIXED = "我买的 iPhone 18 Pro Max（256GB）在 Apple Store 排了 2 hours，staff 说 out of stock，可是 website 明明显示 available！！！"
PEOPLE = {"ugly": ("head", "handler", "front_line", "approver", "administrator", "quality"), "plain": ("front_line",)}


def long_words(length: int) -> str:
    """A complaint of so many characters, in paragraphs."""
    part = "那天我带着老人去办事，从早上八点等到下午三点，换了四个窗口，每个窗口都让我重新说一遍。"
    return "".join(part + ("\n\n" if at % 7 == 6 else "") for at in range(length // len(part) + 1))[:length]


def main(home: str) -> int:
    """Fill the home."""
    os.environ.update(WENGUO_HOME=home, DJANGO_SETTINGS_MODULE="wenguo.settings")
    from wenguo.faces.cli.home import ensure

    ensure()
    from django.contrib.auth.hashers import make_password

    from wenguo.demo.organisation import PASSWORD
    from wenguo.models import Account, Membership, Unit
    from wenguo.perform import By, perform
    from wenguo.verbs import VERBS

    now = datetime.now(UTC)
    unit = Unit.objects.create(
        code="u" * 40,
        name=UNIT,
        name_en="A unit with a very long English name, as mergers make them, and a suffix",
        packs=["cn-retail", "house"],
    )
    accounts = {}
    for name, roles in PEOPLE.items():
        accounts[name] = Account.objects.create(
            username=name, display_name=NAME, unit=unit, password=make_password(PASSWORD)
        )
        Membership.objects.bulk_create(Membership(account=accounts[name], unit=unit, role=role) for role in roles)
    unit.head = accounts["ugly"]
    unit.save()
    by = By(account=accounts["ugly"].pk, via="web")

    def does(word: str, number: str | None, at: datetime, **fields: object) -> str:
        return perform(VERBS[word](**fields), number, by, at).number

    first = now - timedelta(days=20)
    contact = {
        "name": NAME,
        "phone": "+86 138 0000 0000 转 8888888888",
        "email": "a" * 60 + "@" + "b" * 60 + ".example",
        "address": UNIT * 3,
    }
    ugly = does(
        "record",
        None,
        first,
        words=long_words(10_000),
        subject=MIXED + RUN,
        complainant=contact,
        product="CD",
        contract=RUN,
        demands=[
            {"remedy": "RM99", "amount_fen": 1234567890123, "words": RUN},
            {"remedy": "RM01", "amount_fen": 5, "words": MIXED},
        ]
        * 3,
    )
    does("acknowledge", ugly, first + timedelta(hours=1), words=MIXED, way="phone")
    does("promise", ugly, first + timedelta(hours=2), what=RUN, due_at=now + timedelta(minutes=12))
    does("promise", ugly, first + timedelta(hours=3), what=long_words(1_000), due_at=first + timedelta(hours=4))
    does(
        "enclose",
        ugly,
        first + timedelta(hours=5),
        files=[{"name": "图" * 120 + ".txt", "media_type": "text/plain", "data": b"5L2g5aW9"}],
    )
    for at in range(120):
        does("note", ugly, first + timedelta(days=1, minutes=at), words=(MIXED if at % 3 else RUN))
    for words in (
        RUN,
        MIXED,
        "。",
        "😀" * 200,
        "ＡＢＣ　全角　空格",
        '<b>bold</b> & "quotes" \'',
        "مرحبا بكم في",
        long_words(3_000),
    ):
        does("record", None, now - timedelta(days=3), words=words, channel="passing")
    print(ugly)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
