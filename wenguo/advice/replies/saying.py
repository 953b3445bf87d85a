"""The words in which findings, movements and parts are told: plain, to the author, without blame."""

from __future__ import annotations

from wenguo.text import Text

NAMES: dict[str, Text] = {
    "blame": Text("像在怪对方", "Sounds like blame"),
    "doubting": Text("像在怀疑对方", "Sounds like doubt"),
    "defence": Text("急于辩解", "Hasty defence"),
    "conclusion": Text("结论下得太早", "Conclusion before findings"),
    "brush_off": Text("像在推托", "Sounds like a brush-off"),
    "minimising": Text("把事情说小了", "Makes it smaller than it is"),
    "scolding": Text("像在训人", "Sounds like scolding"),
    "threat": Text("像在威胁", "Sounds like a threat"),
    "silencing": Text("以放弃权利为条件", "Asks to give up a right"),
    "label": Text("给人贴标签", "Labels a person"),
    "our_reading": Text("这是我方的理解", "This is our reading"),
    "sympathy": Text("是同情，不是共情", "Pity, not empathy"),
    "admission": Text("未查清就认责", "Admits before it is checked"),
    "promise_undated": Text("承诺没有时间", "A promise without a time"),
    "promise_absolute": Text("承诺说满了", "A promise too absolute"),
    "beyond_authority": Text("超出权限的承诺", "Beyond authority"),
    "jargon": Text("内部用语", "Jargon"),
    "set_phrase": Text("套话", "Set phrase"),
    "vague_basis": Text("依据不具体", "Basis not named"),
    "basis_missing": Text("缺少依据", "Basis missing"),
    "routes_missing": Text("未告知其他途径", "Other routes missing"),
    "part_missing": Text("缺少规定内容", "A required part is missing"),
    "proof_missing": Text("说明没有凭据", "Explanation without proof"),
    "unanswered": Text("有诉求未回应", "A demand is not answered"),
    "feeling_missing": Text("没有先接住感受", "The feeling is not met first"),
    "reason_missing": Text("没有说清事实和原因", "What was found is not said"),
    "close_missing": Text("结尾没有下一步", "No next step at the end"),
    "personal_data": Text("含他人个人信息", "Personal data of others"),
    "left_blank": Text("还有空没填", "A blank is left"),
    "too_little": Text("说得太少", "Says too little"),
    "no_quote": Text("没有留下对方的原话", "Their own words are not kept"),
}

BECAUSE: dict[str, Text] = {
    "blame": Text("读起来是在说“错在您”。先说查到的事实，对方自己会看见原委。", "It reads as “you are to blame”. Tell what was found; people draw the conclusion themselves."),
    "doubting": Text("对方会觉得自己没有被相信。可以核实，但不必先怀疑。", "It makes people feel disbelieved. Checking is fine; doubting first is not."),
    "defence": Text("还没说查了什么就先辩解，对方会觉得没有被听见。", "Defending before saying what was checked makes people feel unheard."),
    "conclusion": Text("前面没有写查了什么、看到什么，结论就没有落脚处。", "Nothing before it says what was checked, so the conclusion has nothing to stand on."),
    "brush_off": Text("对方听到的是“不管”。做不到的，也要说清谁来做、何时有回音。", "What is heard is “we do not care”. If it cannot be done here, say who will and when."),
    "minimising": Text("事情大小由遇到的人感受，说小了等于不认真。", "How big it is, the person who lived it feels; smaller words sound careless."),
    "scolding": Text("命令和训斥会让事情升级。先接住情绪，再谈事情。", "Orders and scolding make things worse. Meet the feeling first, then the matter."),
    "threat": Text("投诉是对方的权利，不能因此受到不利；威胁也会留在记录里。", "To complain is a right and must bring no harm; a threat also stays on the record."),
    "silencing": Text("不得以放弃投诉、举报、诉讼或评价为条件。依据：侵害消费者权益行为处罚办法第十二条（三）；电子商务法第三十九条第二款（平台不得删除评价）。", "No condition may take away complaint, report, suit or review. China: Measures on Punishing Acts that Infringe Consumers’ Rights art. 12(3); E-Commerce Law art. 39(2)."),
    "label": Text("这是对人的评价，对方看到会受伤，也证明不了什么。", "It judges a person; they would be hurt to read it, and it proves nothing."),
    "our_reading": Text("记录要把对方的话和我方的理解分开，以后才查得清。", "A record keeps their words apart from our reading, so that it can be checked later."),
    "sympathy": Text("同情是从上往下看，或站到一边去。说出感受和原因就够了。", "Pity looks down, or takes sides. Naming the feeling and its cause is enough."),
    "admission": Text("前面没有写查明的事实。为经历道歉可以现在说，责任要查清再说。", "Nothing before it says what was found. Apologise for the experience now; speak of fault once it is known."),
    "promise_undated": Text("没有时间的承诺，对方只能一直等；落空了就是新的投诉。", "Without a time one can only wait; broken, it becomes a complaint of its own."),
    "promise_absolute": Text("没有人能完全做到。说做了什么改动，比保证更可信。", "Nobody can keep it wholly. What was changed convinces more than a guarantee."),
    "jargon": Text("对方不一定懂这个词。", "The reader may not know this word."),
    "set_phrase": Text("这样的话对谁都能说，多了就显得没有用心。", "It could be said to anyone; several of them sound as if nobody had read the letter."),
    "vague_basis": Text("“有关规定”查不到。写明是哪一份、哪一条，对方才能核对。", "“Relevant rules” cannot be looked up. Name the document and the clause so that it can be checked."),
}  # fmt: skip

LEFT_OUT: dict[str, tuple[Text, Text]] = {
    "feeling_missing": (
        Text("开头直接谈事，没有说到对方的感受或经历。", "It starts with the matter and says nothing of what the person felt or went through."),
        Text("〔称呼〕，您好。〔遇到的事〕让您〔着急/白跑一趟……〕，对不起。谢谢您告诉我们。", "Dear [name], [what happened] left you [worried / out of pocket …]; we are sorry. Thank you for telling us."),
    ),
    "reason_missing": (
        Text("没有看到查了什么、查到什么、为什么。", "It does not say what was checked, what was found, and why."),
        Text("我们查看了〔记录、录音、监控〕，情况是：〔事实〕。原因是：〔原因〕。", "We checked [records, recording, footage]. What happened: [facts]. Why: [cause]."),
    ),
    "close_missing": (
        Text("没有感谢、下一步或改进，对方不知道接下来怎样。", "No thanks, next step or improvement: the reader cannot tell what comes next."),
        Text("〔日期〕前我们会〔做什么〕，有问题请直接找〔姓名、电话〕。您的提醒让我们〔改了什么〕，谢谢您。", "By [date] we will [what]; reach [name, telephone] with anything else. Because you told us we have [what changed]. Thank you."),
    ),
    "too_little": (
        Text("只说了收到或转办，没有一句是专门说这件事的。", "It only says that it was received or passed on; not one sentence is about this matter."),
        Text("您反映的〔事情〕，我们〔日期〕查看了〔什么〕，情况是〔事实〕；〔谁〕将于〔日期〕前〔做什么〕。", "On [matter]: on [date] we checked [what] and found [fact]; [who] will [do what] by [date]."),
    ),
    "basis_missing": (
        Text("说了不支持，却没有写根据哪一份、哪一条。", "It declines, but does not say under which document and clause."),
        Text("依据《〔名称〕》第〔几〕条“〔原文〕”，〔事项〕不在〔范围〕内，因此不能〔诉求〕。", "Under [document], clause [number] (“[its words]”), [matter] is not [covered]; so we cannot [what was asked]."),
    ),
    "routes_missing": (
        Text("没有满足全部诉求，却没有告诉对方还可以找谁。", "Not all that was asked is given, and it does not say whom else to turn to."),
        Text("如您不认可，可以向〔上级单位〕申请核查，也可以申请调解、仲裁，或向人民法院起诉；监管电话〔号码〕。", "If you disagree you may ask [body] to review it, go to mediation or [ombudsman], or to court; the regulator is at [number]."),
    ),
    "proof_missing": (
        Text("说“经核查”，但没有写看了什么凭据。", "It says that it was checked, but not by what."),
        Text("写明查看了哪些〔录音、监控、订单、检测报告〕，能附的附上。", "Name what was looked at [recording, order, test report], and enclose what can be enclosed."),
    ),
    "no_quote": (
        Text("记了我们的看法，没有记对方怎么说。", "It keeps our view, not what they said."),
        Text("客户说：“〔原话〕”。", "They said: “[their words]”."),
    ),
}  # fmt: skip

MOVEMENTS: dict[str, tuple[Text, Text, Text]] = {
    "receive": (Text("先接住感受", "Receive the feeling"), Text("开头说到了对方的感受或经历。", "The opening speaks of what the person felt or went through."), LEFT_OUT["feeling_missing"][0]),
    "clarify": (Text("说清事实和办法", "Clarify and decide"), Text("说了查到什么、为什么或怎么办。", "It says what was found, why, or what is done."), LEFT_OUT["reason_missing"][0]),
    "close": (Text("行动、感谢与改进", "Act, thank, improve"), Text("结尾有下一步、感谢或改进。", "The end has a next step, thanks or an improvement."), LEFT_OUT["close_missing"][0]),
}  # fmt: skip

PARTS: dict[str, Text] = {
    "receive": Text("接住感受", "Receives the feeling"),
    "clarify": Text("事实与原因", "Facts and reasons"),
    "close": Text("下一步与感谢", "Next step and thanks"),
    "demands": Text("逐项回应诉求", "Answers each demand"),
    "substance": Text("说的是这件事", "Is about this matter"),
    "respect": Text("尊重", "Respect"),
    "safe": Text("稳妥：责任、权限、隐私", "Safe: fault, authority, privacy"),
    "promises": Text("承诺有时间", "Promises have a time"),
    "basis": Text("依据与其他途径", "Basis and other routes"),
    "plain": Text("说人话", "Plain words"),
    "apart": Text("原话与判断分开", "Their words apart from ours"),
    "open": Text("结论留待核查", "Conclusions wait for findings"),
}
