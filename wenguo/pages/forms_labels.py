"""What the fields of forms are called, with a help where one is needed: by verb and field, where the verb's own words are for programs."""

from __future__ import annotations

from wenguo.text import Text

type Said = tuple[Text, Text | None]


def _t(zh: str, en: str, help_zh: str = "", help_en: str = "") -> Said:
    return Text(zh, en), Text(help_zh, help_en) if help_zh else None


# (verb or *, field) → label and help
LABELS: dict[tuple[str, str], Said] = {
    ("hand_over", "to"): _t("转交给谁", "To whom", "对方接手之前，责任人不变", "You stay the owner until it is taken"),
    ("hand_over", "reason"): _t("理由", "Reason", "让对方一看就明白该做什么", "So that they know at once what to do"),
    ("ask", "to"): _t("问谁", "Whom"),
    ("ask", "account"): _t("哪位同事", "Which colleague", "问同事时必选", "Needed where a colleague is asked"),
    ("hear", "account"): _t("哪位员工", "Which employee", "员工陈述时选", "Where an employee spoke"),
    ("hear", "words"): _t("说了什么", "What was said", "尽量用原话", "As far as possible in their words"),
    ("hear", "new_facts"): _t("有新的事实", "It brings new facts", "可能重新起算时限", "Clocks may begin anew"),
    ("*", "concerned"): _t(
        "被投诉的员工", "Employees complained of", "他们须回避，不能处理此件", "They must stay out of it"
    ),
    ("extend", "approver"): _t("谁批准的", "Who approved it"),
    ("extend", "told"): _t("怎样告知投诉人的", "What the complainant was told"),
    ("*", "clock"): _t("哪个时限", "Which clock"),
    ("*", "promise"): _t("哪个承诺", "Which promise"),
    ("*", "notice"): _t("哪个通知", "Which notice"),
    ("*", "suggestion"): _t("哪条建议", "Which suggestion"),
    ("overrule", "value"): _t("应为", "What it should be"),
    ("approve", "what"): _t("审批什么", "What you approve"),
    ("reject", "what"): _t("退回什么", "What you return"),
    ("offer", "demand"): _t("对应哪项诉求", "For which demand"),
    ("offer", "remedy"): _t("怎样补救", "Redress"),
    ("offer", "words"): _t("方案内容", "The offer in words"),
    ("offer", "basis"): _t("依据", "Basis", "法律、行业或公司标准", "Law, industry or company standard"),
    ("offer", "rule"): _t("依据哪条标准", "On which standard", "认定齐备的才能选", "Those whose findings are made"),
    ("offer", "loss_fen"): _t(
        "已查明的损失（元）", "Loss that was found (yuan)", "按损失计算时填", "Where it counts by the loss"
    ),
    ("offer", "valid_until"): _t("有效期至", "Valid until", "到期未同意自动失效", "It lapses by itself after that day"),
    ("offer", "reason"): _t(
        "理由", "Reason", "超出标准或同类常见范围时必填", "Needed outside the bounds or the usual range"
    ),
    ("*", "offer"): _t("哪个方案", "Which offer"),
    ("agree", "amount_fen"): _t(
        "同意的金额（元）",
        "Amount agreed to (yuan)",
        "不填为全部；部分同意，其余仍有争议",
        "Empty: all of it; in part, the rest stays in dispute",
    ),
    ("agree", "how"): _t("怎么表示同意的", "How agreement was said"),
    ("agree", "due_at"): _t("最晚何时给付", "Given by when", "写了就是承诺", "What is named is promised"),
    ("redress", "amount_fen"): _t(
        "给付的金额（元）", "Amount given (yuan)", "不填为余下全部；可分次", "Empty: all that is left; parts add up"
    ),
    ("redress", "how"): _t("怎么给付的", "How it was given"),
    ("redress", "evidence"): _t("附卷的凭证", "Evidence of it"),
    ("redress", "performed_at"): _t("何时给付的", "When it was given", "不填为现在", "Empty: now"),
    ("close", "unperformed"): _t(
        "补救未给付完的原因",
        "Why redress is not performed",
        "已同意的补救都给付了就不填",
        "Empty where everything agreed to was given",
    ),
    ("investigate", "holds"): _t(
        "认定了什么",
        "What it holds",
        "补救标准以此为据，没有就不选",
        "Redress rests on it; leave open where none applies",
    ),
    ("*", "remedy"): _t("要什么", "What is asked for"),
    ("*", "amount_fen"): _t("金额（元）", "Amount (yuan)"),
    ("*", "price_fen"): _t("价款（元）", "Price paid (yuan)"),
    ("*", "causes"): _t("原因", "Causes", "第一个为主因", "The first is the primary one"),
    ("*", "product"): _t("产品或服务", "Product or service"),
    ("*", "tags"): _t("适用情形", "What applies", "决定适用哪些时限和规则", "Decides which clocks and rules apply"),
    ("*", "severity"): _t("严重程度", "Severity"),
    ("*", "complexity"): _t(
        "简单还是复杂", "Simple or complex", "决定答复时限", "Decides how long the answer may take"
    ),
    ("*", "dissatisfaction"): _t("不满什么", "Dissatisfied"),
    ("assess", "demands"): _t("还有哪些诉求", "Further demands"),
    ("assess", "immediate"): _t("现在就能解决吗", "Can it be put right now?"),
    ("answer", "words"): _t("答复内容", "The answer", "经审核的不填：发出的就是批准稿", "Leave empty once approved"),
    ("answer", "decisions"): _t("逐项答复诉求", "Each demand decided"),
    ("answer", "decision"): _t("决定", "Decision"),
    ("answer", "basis"): _t("依据和理由", "Basis and reason"),
    ("decline", "ground"): _t("不予受理的依据", "Ground"),
    ("decline", "words"): _t("告知内容", "What was told", "须写明其他途径", "It names the other routes"),
    ("pause", "ground"): _t("中止事由", "Ground of the pause"),
    ("pause", "way"): _t("怎样告知投诉人", "How the complainant was told"),
    ("close", "outcome"): _t("处理结果", "Outcome"),
    ("close", "relief"): _t("救济种类", "Kind of relief"),
    ("close", "lesson"): _t("经验教训", "Lesson", "怎样让它不再发生？", "What would keep it from happening again?"),
    ("link", "other"): _t("另一件的编号", "The other complaint's number"),
    ("link", "relation"): _t("本件是另一件的", "This one is, to the other"),
    ("unlink", "other"): _t("与哪一件取消关联", "Unlink from which"),
    ("correct", "address"): _t("地址", "Address"),
    ("correct", "identity"): _t("证件号码", "Identity number", "仅在必要时", "Only where needed"),
    ("correct", "field"): _t("更正哪一项", "Which fact"),
    ("correct", "value"): _t("正确的值", "The right value"),
    ("correct", "words"): _t("正确的文字", "The right words"),
    ("correct", "contact"): _t("正确的人员信息", "The right contact data"),
    ("enclose", "whose"): _t("谁提供的", "Whose it is"),
    ("enclose", "files"): _t("文件", "Files"),
    ("promise", "due_at"): _t("什么时候之前", "By when"),
    ("promise", "what"): _t("承诺了什么", "What is promised", "一句话，说得清、做得到", "One sentence one can keep"),
    ("keep", "words"): _t("怎么兑现的", "How it was kept"),
    ("accept", "how"): _t("投诉人怎么表示认可", "How acceptance was said"),
    ("accept", "proof"): _t("凭证", "Proof", "录音号、聊天原文、签字件", "Recording, line of a chat, signed paper"),
    ("reach", "reached"): _t("联系到了吗", "Was the complainant reached?"),
    ("attest", "delivered"): _t("送到了吗", "Did it arrive?"),
    ("follow", "stopped"): _t("停止关注", "Stop following"),
    ("hold", "lifted"): _t("解除保全", "Lift the hold"),
    ("erase", "what"): _t("删除什么", "What is erased"),
    ("devolve", "why"): _t("原因", "Why"),
    ("refer", "to"): _t("移送至", "Referred to"),
    ("refer", "consent"): _t("投诉人怎么同意的", "How the complainant agreed"),
    ("*", "address"): _t("送达地址", "Address it went to", "邮箱、号码或地址", "E-mail, number or postal address"),
    ("observe", "sign"): _t("哪个迹象", "Which sign", "只说行为和事实；不写人", "Conduct and facts, never the person"),
    ("observe", "quote"): _t(
        "原话或记录摘录", "The words that show it", "没有引文就不成立", "Without a quote it does not stand"
    ),
    ("observe", "line"): _t("在哪一行", "In which line", "引到日志，别人才能核对", "So that others can check it"),
    ("flag", "conduct"): _t("哪一种行为", "Which kind of conduct"),
    ("flag", "signs"): _t("依据哪些迹象", "Which signs it rests on"),
    ("flag", "words"): _t(
        "发生了什么", "What happened", "日期、行为、影响；不写人品", "Dates, conduct, effect; no character"
    ),
    ("flag", "considered"): _t("相反的迹象和我方责任怎样考虑", "Weighed against it"),
    ("flag", "purpose"): _t(
        "是否另有目的（假设）",
        "Another purpose (hypothesis)",
        "只是假设，须写正反两面",
        "A hypothesis only; state both sides",
    ),
    ("flag", "purpose_for"): _t("支持假设的事实", "Facts for it"),
    ("flag", "purpose_against"): _t("反对假设的事实", "Facts against it"),
    ("judge", "flag"): _t("哪项行为提议", "Which proposal"),
    ("judge", "appeal"): _t("哪项申诉", "Which appeal"),
    ("judge", "restriction"): _t("复查哪项安排", "Which arrangement is reviewed"),
    ("judge", "decision"): _t("决定", "Decision"),
    ("judge", "words"): _t(
        "理由",
        "Reasons",
        "申诉的决定、取消安排的理由，投诉人可见",
        "They read the reasons of an appeal, and why an arrangement ended",
    ),
    ("warn", "flag"): _t("哪项行为提议", "Which proposal"),
    ("warn", "words"): _t(
        "提醒全文",
        "The warning",
        "写行为和日期、希望怎样、否则会怎样、可以申诉",
        "Conduct and dates, what is hoped for, what may follow, how to appeal",
    ),
    ("*", "ways"): _t("仍可用的方式", "Ways that stay open", "至少一种书面方式", "At least one in writing"),
    ("restrict", "flag"): _t("哪项行为提议", "Which proposal"),
    ("restrict", "contact"): _t("由谁一人联系", "One contact"),
    ("restrict", "subject"): _t("限于哪件事", "On which matter only"),
    ("restrict", "hours"): _t("什么时间", "At which times"),
    ("restrict", "from_date"): _t("从哪一天起", "From", "不填为今天", "Empty: today"),
    ("restrict", "until_date"): _t(
        "到哪一天为止", "Until", "最长 90 天，届满自动结束", "90 days at most; it ends by itself"
    ),
    ("restrict", "review_date"): _t("复查日期", "Review on", "30 天内", "Within 30 days"),
    ("restrict", "words"): _t(
        "告知投诉人的全文",
        "What they are told",
        "行为、日期、安排、理由、到期日",
        "Conduct, dates, arrangement, reasons, its end",
    ),
    ("restrict", "appeal"): _t("怎样申诉", "How to appeal", "向谁、谁来决定", "To whom, and who decides"),
    ("restrict", "unwarned"): _t(
        "没有先提醒的理由", "Why without a warning", "只限危及人身安全", "Only where somebody's safety was at stake"
    ),
    ("lift", "restriction"): _t("哪项安排", "Which arrangement"),
    ("appeal", "restriction"): _t("哪项安排", "Which arrangement"),
    ("review", "outcome"): _t("维持还是变更", "Upheld or changed"),
    ("investigate", "finding"): _t("查明的事实", "What was found"),
    ("investigate", "basis"): _t("依据", "Basis", "证据、条款、记录", "Evidence, article, record"),
    ("investigate", "standard"): _t(
        "认定程度", "How sure it is", "只认定事实的可不填", "Leave open where only facts are found"
    ),
    ("investigate", "evidence"): _t(
        "依据的证据", "Evidence it rests on", "针对个人的认定必选", "Needed where it names a person"
    ),
    ("investigate", "against"): _t(
        "针对谁", "Against whom", "只认定事实、不针对个人的不选", "Choose nobody where only facts are found"
    ),
    ("investigate", "demands"): _t("涉及哪些诉求", "Which demands it answers"),
    ("answer", "findings"): _t("告知哪些认定", "Findings told with it", "不选即全部", "All where none is chosen"),
    ("answer", "articles"): _t("依据哪些条款", "Articles it rests on"),
    ("answer", "rule"): _t(
        "依据的公司规定",
        "Our own rule it rests on",
        "名称、条款、在哪里能看到",
        "Its name, article and where it stands",
    ),
    ("answer", "offers"): _t(
        "告知哪些方案", "Offers told with it", "不选即全部已批准的", "All approved where none is chosen"
    ),
    ("answer", "no_remedy"): _t("不提供补救", "Nothing is put right", "须在答复里说明理由", "The answer says why"),
    ("*", "override"): _t(
        "缺要件仍要发出的理由",
        "Why it goes out though a part is missing",
        "限负责人、审批人、法务，记入日志",
        "Heads, approvers and legal only; on record",
    ),
    ("tell", "account"): _t("告知哪位员工", "Which employee"),
    ("tell", "person"): _t("或哪位当事人", "Or which person concerned"),
    ("tell", "arrived"): _t(
        "告知到了",
        "They learned of it",
        "没联系上就去掉勾：记为一次尝试",
        "Leave it unticked where they were not reached: one attempt",
    ),
    ("tell", "words"): _t(
        "告知了什么", "What they were told", "用反映的原意，不下结论", "What is said, without judging it"
    ),
    ("hear", "person"): _t("或哪位当事人", "Or which person concerned"),
    ("involve", "role"): _t("在本件中的身份", "What they are here"),
    ("involve", "account"): _t("哪位同事", "Which colleague", "有账号的选这里", "Where they have an account"),
    ("involve", "who"): _t("没有账号的人", "Somebody without an account"),
    ("declare", "account"): _t(
        "关于哪位同事", "About whom", "不填就是您本人；他人由负责人或法务决定", "Yourself where it is left open"
    ),
    ("declare", "interest"): _t("与此事有利害关系吗", "Is there an interest?"),
    ("declare", "ground"): _t("什么关系", "What kind"),
    ("clarify", "claim"): _t("投诉人的理解", "As they understood it", "尽量用原话", "In their words"),
    ("clarify", "fact"): _t("实际情况", "What is so", "对事不对人", "About the matter, not the person"),
    ("clarify", "proof"): _t("证明", "Proof", "每个解释都附证明", "Every explanation has its proof"),
    ("*", "finding"): _t("哪项认定", "Which finding"),
    ("withhold", "what"): _t("不告知什么", "What is withheld", "只供内部查看", "For us only"),
    ("withhold", "ground"): _t("告知投诉人的理由", "The ground they are told"),
    ("withhold", "words"): _t("为什么", "Why", "只供内部查看", "For us only"),
    ("submit", "words"): _t("拟答复内容", "The answer as it would be sent"),
    ("escalate", "criteria"): _t(
        "依据哪些标准",
        "By which criteria",
        "至少一项；已由记录显示的排在前面",
        "At least one; what the record shows stands first",
    ),
    ("escalate", "state"): _t("当前状态", "State now"),
    ("escalate", "words"): _t("发生了什么，为什么重大", "What happened, and why it is major"),
    ("escalate", "informed"): _t(
        "已经告知谁", "Who knows already", "其余应当知情的人会收到提醒", "The others who must know are alarmed"
    ),
    ("report", "words"): _t(
        "情况报告",
        "The report",
        "已按日志起草，请核对、补充后发送",
        "Begun from the log: check it, add to it, then send it",
    ),
    ("report", "informed"): _t("报告给谁", "To whom"),
    ("weigh", "warning"): _t("哪条预警", "Which warning"),
    ("weigh", "found"): _t("它属实吗", "Does it hold"),
    ("weigh", "words"): _t(
        "怎么办，或为什么不成立",
        "What is done, or why it does not hold",
        "投诉人看不到",
        "The complainant does not see it",
    ),
    ("calm", "state"): _t("回落到", "Back to"),
    ("calm", "words"): _t("理由", "Reasons", "什么变了，凭什么判断", "What has changed, and how one knows"),
    ("supervise", "due_at"): _t("要求何时完成", "By when"),
    ("protect", "contact"): _t("遇到了什么", "What was met with"),
    ("protect", "quote"): _t(
        "原话或经过", "What was said or done", "只写言行，不评价人", "Conduct only, no judgement of the person"
    ),
    ("protect", "steps"): _t(
        "保护措施", "Protective steps", "对方的权利和时限不受影响", "Rights and clocks stay as they are"
    ),
    ("protect", "account"): _t("哪位同事", "Which colleague", "不选即本人", "Yourself, where nobody is chosen"),
    ("join", "group"): _t("哪个群体", "Which group", "已确认的、您看得到的", "Confirmed ones that you see"),
    ("join", "role"): _t("角色", "Role"),
    ("leave", "reason"): _t("原因", "Why"),
    ("consent", "what"): _t("对什么", "To what"),
    ("consent", "agreed"): _t("本人同意", "The complainant agrees"),
    ("consent", "words"): _t(
        "本人怎么说的", "In their own words", "写明凭证：录音号、聊天原文", "Name the proof: recording, line of a chat"
    ),
}
