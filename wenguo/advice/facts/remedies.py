"""Which remedy of the taxonomy (RMxx) a wish asks for, where it says so plainly."""

from __future__ import annotations

import re

# The more particular first: 三倍赔偿 is punitive, 退货退款 a return of goods.
_REMEDIES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "RM09",
        re.compile(r"[三3十两2]倍(?:的)?赔|(?:退一赔|假一赔)[三3十]|惩罚性|punitive|(?:treble|triple|double) damages"),
    ),
    ("RM15", re.compile(r"退货|退掉|\breturn (?:the|this|my|it)\b(?! call)|\btake it back\b|send it back")),
    ("RM04", re.compile(r"换货|[更调]换|换(?:一|个|新|台|辆|件|部)|\breplac\w+|\bexchange\b|\bswap\b")),
    (
        "RM03",
        re.compile(
            r"退[款费钱]|退还|退回|返还|还(?:我们?|给我们?)[^，]{0,8}(?:钱|款|费|押金|定金)|\brefund\w*|money back|\breimburs\w+|give (?:me )?back my|credit (?:back|my)|\bget my (?:money|deposit)"
        ),
    ),
    ("RM08", re.compile(r"赔偿|赔付|赔款|补偿|赔(?:我|钱)|误工费|compensat\w+|\bdamages\b|\bpay for (?:the|my)\b")),
    (
        "RM10",
        re.compile(
            r"解除(?:合同|协议)|退保|退订|退租|销户|取消(?:合同|订单|套餐|会员|业务|订阅)|\bcancel\w*\b[^.]{0,30}\b(?:contract|order|account|subscription|policy|membership|service|loan|card)|\bclose my account\b"
        ),
    ),
    (
        "RM11",
        re.compile(
            r"删除(?:我的?|本人)?[^，]{0,8}(?:信息|记录|资料|数据|照片)|更正[^，]{0,10}(?:信息|记录|征信)|(?:remov|delet|correct|updat|eras|fix|clear|disput)\w*\b[^.]{0,60}\b(?:credit (?:report|file|bureau)|report|record|inquir\w+|data|information|account)|\bopt me out\b"
        ),
    ),
    (
        "RM07",
        re.compile(
            r"减(?:价|免|半)|降(?:低|价)[^，]{0,8}(?:价|费|租|利息)?|打折|优惠|\bprice (?:reduction|match)|\bdiscount\b|\b(?:waive|lower|reduce)\b"
        ),
    ),
    ("RM05", re.compile(r"维修|修(?:好|复|理|缮|一下|补)|检修|抢修|\brepair\w*|\bfix(?:ed|ing)?\b")),
    ("RM01", re.compile(r"道歉|赔礼|认错|\bapolog\w+|\bsorry\b")),
    (
        "RM12",
        re.compile(
            r"处[分理罚][^，]{0,10}(?:人员|员工|责任人|司机|老师|店员|保安|干部)|(?:追究|问责|追责|开除|辞退|撤职|约谈)|\b(?:fire|dismiss|discipline|retrain)\b[^.]{0,20}\b(?:staff|employee|driver|manager|him|her|them)\b"
        ),
    ),
    (
        "RM13",
        re.compile(
            r"停止|制止|禁止|杜绝|不要再|别再|取缔|叫停|关停|停工|拆除|\bstop\b|\bcease\b|\bquit\b|\bleave me alone\b"
        ),
    ),
    (
        "RM06",
        re.compile(
            r"履行|兑现|交(?:房|货|付|车)|发货|补发|送货|派件|派送|开通|恢复|安装|办理|发放|\bdeliver\w*|\bship\b|\bresend\b|\bhonou?r\b|\brestore\b|\breinstate\w*|\breconnect\b|\bactivate\b"
        ),
    ),
    (
        "RM02",
        re.compile(
            r"解释|说明|说法|答复|回复|解答|交[代待]|告知|请问|回应|公开|公示|\bexplain\w*|\bexplanation\b|\banswer\b|\brespon[ds]\w*|\bcall me\b|\bcontact me\b|\btell me\b|\blet me know\b|^(?:why|how|when|where|what|who|is|are|do|does|can i)\b"
        ),
    ),
    (
        "RM14",
        re.compile(
            r"改[进善正]|整改|整治|治理|加强|完善|优化|提高|规范|增[加设]|增开|加大|建议|\bimprov\w+|\bbring back\b|\bplease add\b|\bmake it better\b"
        ),
    ),
)


def remedy(wish: str) -> str:
    """The code of the remedy; empty where it is not plain."""
    return next((code for code, pattern in _REMEDIES if pattern.search(wish)), "")
