"""Seeded complaints in Chinese of 60 to 400 characters; a two-character needle stands in exactly one of a thousand."""

from __future__ import annotations

import random
from collections.abc import Iterator

NEEDLE = "蹊跷"
NEEDLE_AT = 137
_WHO = ["我", "我母亲", "我们公司", "我爱人", "邻居老周", "同行的几位客人"]
_WHEN = ["上周三下午", "昨天晚上十点多", "这个月初", "国庆以后", "签约当天", "办卡那天", "退房的时候", "今天一早"]
_WHERE = ["柜台", "维修车间", "前台", "网上营业厅", "手机客户端", "停车场", "自助机前", "客服热线里", "收银台"]
_WHAT = [
    "等了两个多小时没有人理会", "多扣了一笔手续费", "答应的折扣没有兑现", "零件换了还是有异响", "房间的空调整夜不制冷",
    "订单显示签收却没有收到货", "佣金没有按说好的比例下调", "工作人员说话很不耐烦", "退款拖了一个半月", "合同条款没有解释清楚",
    "仪器刚修好又坏了", "发票开错了抬头不肯重开", "排队机又坏了", "会员积分无故清零", "电话转来转去没有结果",
]  # fmt: skip
_THEN = [
    "我前后打了五次电话，每次都要从头说一遍。", "经办人承诺三天内回复，到现在没有消息。", "我留了照片和聊天记录，可以提供。",
    "希望能当面说明情况，并给一个书面答复。", "要求退还多收的费用，并赔偿交通费二百元。", "我不是为了钱，只想要一个说法。",
    "对方先说可以退，后来又说不符合规定。", "请不要再让我重复提供同样的材料。", "家里有老人，实在经不起这样折腾。",
    "如果月底前还不解决，我会向主管部门反映。", "同一个问题，三个人给了三种说法。", "我愿意配合检测，但请先告诉我流程。",
]  # fmt: skip


def words(number: int) -> str:
    """The words of complaint `number`: always the same for the same number."""
    dice = random.Random(f"wenguo {number}")
    text = f"{dice.choice(_WHEN)}{dice.choice(_WHO)}在{dice.choice(_WHERE)}{dice.choice(_WHAT)}，编号{dice.randrange(10**8):08d}。"
    for _ in range(dice.randint(2, 14)):
        text += dice.choice(_THEN)
    return text + (f"这件事很{NEEDLE}。" if number % 1000 == NEEDLE_AT else "")


def many(count: int, start: int = 0) -> Iterator[str]:
    """The words of `count` complaints."""
    return (words(number) for number in range(start, start + count))
