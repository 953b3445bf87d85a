"""The burnt rice cooker: a thing with a label, papers that contradict each other, a call with its transcript."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from PIL import Image, ImageDraw

from wenguo import verbs as v
from wenguo.demo.organisation import Cast
from wenguo.demo.papers import note, sound
from wenguo.demo.telling import Story, Told
from wenguo.verbs.describe import Mark, Statement


def stories(cast: Cast, now: datetime) -> list[Story]:
    """Everything told here."""
    return [_burnt(cast, now)]


def _burnt(cast: Cast, now: datetime) -> Story:
    s = Story(cast, "rice-cooker", now, days=9, clock="09:40")
    bought = s.day - timedelta(days=3)
    s.begin(
        "pan.yu", "shop.store", "电饭煲用了两天，底座烧黑，还好人在家。店里说是我把水洒进去了，可我没有。钱也多扣了我三十。",
        subject="电饭煲底座烧黑", channel="face", complainant=v.Contact(name="沐阿姨", phone="13900000392"), price_fen=29_900,
        causes=("RS0102",), dissatisfaction="both", severity="T2", demands=({"remedy": "RM03", "amount_fen": 32_900},),
    )  # fmt: skip
    s.greet("pan.yu", "face", "东西我们先收好，给您开了收条；今天下班前由唐依联系您。", m=8)
    s.do(
        "tang.yi",
        v.Deposit(
            description="电饭煲一台，底座左后侧烧黑约 4 厘米，插头完好，机身号 A7731",
            place="门店后库 2 号柜",
            giver=v.Contact(name="沐阿姨"),
        ),
        m=30,
    )
    s.do("tang.yi", v.Enclose(files=(note("发票.txt", "电饭煲 1 台", "实付 299.00"),), kind="voucher"), m=12)
    s.do(
        "complainant",
        v.Enclose(
            files=(note("银行流水.txt", f"{bought:%m-%d} 门店消费 329.00"),), kind="voucher", words="银行扣的是 329"
        ),
        h=2,
    )
    s.do(
        "complainant", v.Enclose(files=(_photo("底座.jpg", 88), _photo("底座-微信转发.jpg", 45)), kind="picture"), m=20
    )
    s.do("tang.yi", v.Enclose(files=(_call(),), kind="sound", whose="ours", words="当日回访电话"), h=4)
    s.do(
        "complainant",
        v.Enclose(files=(v.Upload(name="店里说的话.mp3", data=b"ID3\x03" + b"\0" * 2000),), kind="sound"),
        h=1,
    )
    s.do("tang.yi", _papers("发票", bought, 29_900), d=1, t="10:00")
    s.do("tang.yi", _papers("银行流水", bought, 32_900, order=1), m=4)
    s.do("tang.yi", _heard, m=9)
    return s.do(
        "tang.yi",
        v.Move(
            item="t1",
            act="handed",
            to=v.Contact(name="市质检所 赵工"),
            reason="送检：烧黑的原因",
            place="市质检所收样室",
        ),
        d=1,
        t="14:20",
    )


def _files(told: Told) -> list[str]:
    """The files of the complaint in the order in which they came."""
    return sorted((ref for ref in told.c.refs if ref.startswith("e")), key=lambda ref: int(ref[1:]))


def _papers(name: str, bought: date, fen: int, *, order: int = 0) -> Callable[[Told], v.Verb]:
    def made(told: Told) -> v.Verb:
        return v.Describe(
            item=_files(told)[order],
            heading=v.Words(name),
            happened_at=datetime.combine(bought, time(10, 42), UTC),
            precision="minute" if order else "day",  # the receipt bears a day, the bank a minute
            stated=(Statement(fact="paid", amount_fen=fen), Statement(fact="bought_on", day=bought)),
        )

    return made


def _heard(told: Told) -> v.Verb:
    return v.Describe(
        item=_files(told)[4],
        consent="recorded_notice",
        consent_words=v.Words("接通时播放了录音告知"),
        moments=(
            Mark(second=41, words=v.Words("多扣的三十块我们今天就查。")),
            Mark(second=97, words=v.Words("检测结果出来前，不会说是您的原因。")),
        ),
    )


def _call() -> v.Upload:
    return sound("回访电话.wav", 112)


def _photo(name: str, quality: int) -> v.Upload:
    """A drawing that stands for a photograph, with what a camera would write into it."""
    chance = random.Random(7731)  # noqa: S311 — a drawing, no secret
    picture = Image.new("RGB", (320, 240), (196, 186, 170))
    pen = ImageDraw.Draw(picture)
    pen.rounded_rectangle((60, 40, 270, 200), 30, fill=(232, 232, 236))
    for _ in range(40):
        x, y = 70 + chance.randrange(60), 150 + chance.randrange(45)
        pen.ellipse((x, y, x + chance.randrange(6, 26), y + chance.randrange(4, 18)), fill=(30, 24, 20))
    tags = Image.Exif()
    if quality > 80:
        tags[271], tags[272], tags[306] = "Example", "Phone 7", "2026:11:12 19:05:00"
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, exif=tags)
    return v.Upload(name=name, media_type="image/jpeg", data=out.getvalue())
