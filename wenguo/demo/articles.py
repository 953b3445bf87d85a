# ruff: noqa: ISC004 — paragraphs are written as runs of strings
"""The words of six published answers of the demonstration group, in Chinese and English: (title, body, title, body)."""

ARTICLES: tuple[tuple[str, str, str, str], ...] = (
    (
        "退款多久到账",
        "审核通过后，款项按原支付方式退回。银行卡一般 1 至 5 个工作日到账，微信和支付宝一般 24 小时内到账。\n\n"
        "超过 5 个工作日还没有到账，请先向发卡银行查询；银行也没有记录的，请告诉我们订单号，我们去查这笔款退到了哪里。\n\n"
        "退款不收手续费。用过的优惠券，订单全部退款时原样退回。",
        "How long a refund takes",
        "Once a refund is approved it goes back the way you paid. Bank cards usually take 1 to 5 working days, WeChat and "
        "Alipay usually less than 24 hours.\n\n"
        "If it has not arrived after 5 working days, please ask your bank first; if the bank knows nothing of it, give us "
        "the order number and we will find out where the money went.\n\n"
        "There is no fee for a refund. Vouchers are returned as they were when the whole order is refunded.",
    ),
    (
        "怎样查询投诉的进展",
        "打开“查询进展”，输入投诉编号和查询码，就能看到现在到了哪一步、谁在负责、最迟什么时候答复。\n\n"
        "编号和查询码在您提交时显示过，留了手机或邮箱的也会发给您。\n\n"
        "查询码丢了，可以在查询页点“找不到查询码”，我们核对您留的联系方式后换发新的；旧的随即作废。",
        "How to follow your complaint",
        "Open “Follow a complaint” and enter the number and the secret: you see where it stands, who looks after it, and by "
        "when we answer.\n\n"
        "Number and secret were shown when you sent the complaint, and were sent to you where you left a telephone number "
        "or an e-mail address.\n\n"
        "If you lost the secret, press “I lost my secret” there. Once we have checked the contact you left we give you a "
        "new one, and the old one no longer opens anything.",
    ),
    (
        "可以匿名投诉吗，会不会被报复",
        "可以匿名。不留姓名和电话也能投诉，只要收好编号和查询码，凭它们回来看答复。\n\n"
        "被投诉的人看不到您的联系方式。您的信息只有经办人员能看，每次查看都有记录。\n\n"
        "任何人不得因为您投诉而对您不利。真遇到这样的事，请马上告诉我们，会由另外的人来查。",
        "Complaining without your name, and without fear",
        "You may complain anonymously. Leave neither name nor telephone number, keep the number and the secret, and come "
        "back with them to read the answer.\n\n"
        "Whoever you complain of never sees how to reach you. Only those who handle the complaint see your data, and every "
        "look is recorded.\n\n"
        "Nobody may treat you worse because you complained. Should it happen, tell us at once: somebody else will look "
        "into it.",
    ),
    (
        "替家人或别人投诉要什么材料",
        "可以替家人、朋友或客户投诉。请写明您代谁投诉、和他是什么关系，并附上他签名的委托书。\n\n"
        "父母替未成年子女投诉，不需要委托书，写明关系就可以。\n\n"
        "一时拿不到委托书也可以先提交，我们先把事情记下来，委托书随后补上。",
        "Complaining for somebody else",
        "You may complain on behalf of a relative, a friend or a client. Tell us for whom, in what relation you stand, and "
        "enclose an authorisation with their signature.\n\n"
        "Parents need no authorisation for a child under age: say what you are to each other, that is enough.\n\n"
        "If you cannot get the authorisation at once, send the complaint all the same. We write it down now, and you add "
        "the authorisation later.",
    ),
    (
        "对答复不满意怎么办",
        "收到答复后觉得不对，可以在查询页点“我不同意”，说说哪里不对；我们由原来没有经手的人重新核查。\n\n"
        "您也可以不等我们，随时拨打 12315，或者申请调解、仲裁、向法院起诉。走这些途径不影响我们继续办理。\n\n"
        "有新的照片、录音、单据，请在查询页补充，我们会重新看。",
        "If you disagree with our answer",
        "If you think the answer is wrong, press “I disagree” where you follow the complaint and say what is not right. "
        "Somebody who did not handle it looks at it again.\n\n"
        "You need not wait for us: you may call 12315, or turn to mediation, arbitration or a court at any time. Doing so "
        "does not stop our work on it.\n\n"
        "If you have new photographs, recordings or papers, add them where you follow the complaint, and we look again.",
    ),
    (
        "三包期内维修和换货",
        "在三包期内出现性能故障，凭购买凭证免费维修。凭证丢了，能查到订单的也算数。\n\n"
        "同一故障修了两次还不能正常使用，可以要求换货或者退货。\n\n"
        "送修时请收好维修单，上面写着故障和取回日期；超过 30 天没有修好的，可以要求换货。",
        "Repair and exchange under warranty",
        "A fault within the warranty is repaired free of charge against proof of purchase. If the receipt is lost, an order "
        "that we can find is enough.\n\n"
        "If the same fault is repaired twice and the thing still does not work, you may ask for an exchange or return it.\n\n"
        "Keep the repair note: it names the fault and the day of collection. If the repair takes more than 30 days, you may "
        "ask for an exchange.",
    ),
)
