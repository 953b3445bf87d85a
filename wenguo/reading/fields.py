"""What the columns of other people's files, and of our own ledger 台账, are called."""

from msgspec import Struct


class Names(Struct, frozen=True):
    """Headers that mean one field: `exact` ones, best first, and those that also count within a longer header."""

    exact: tuple[str, ...]
    within: tuple[str, ...] = ()


NAMES: dict[str, Names] = {
    "id": Names(
        (
            "编号", "序号", "留言编号", "投诉编号", "工单编号", "工单号", "受理编号", "登记编号", "案件编号", "单号",
            "流水号", "id", "complaint id", "complaint number", "complaint no", "case id", "case number",
            "ticket id", "ticket number", "reference", "reference number", "unique key", "sr number", "number", "no",
            "message id",
        ),
        ("投诉编号", "工单编号", "工单号", "留言编号", "受理编号", "complaint id"),
    ),
    "subject": Names(
        (
            "主题", "标题", "留言主题", "投诉主题", "投诉标题", "工单标题", "题目", "事由", "subject", "title",
            "headline", "summary",
        ),
        ("主题", "标题", "subject", "title"),
    ),
    "words": Names(
        (
            "内容", "详情", "留言详情", "留言内容", "投诉内容", "投诉详情", "反映内容", "诉求内容", "问题描述",
            "投诉描述", "事件描述", "情况说明", "事实", "主要事实", "投诉事实", "工单内容", "来信内容", "正文",
            "留言", "评论内容", "描述", "words", "consumer complaint narrative", "complaint narrative",
            "complaint text", "complaint description", "complaint details", "narrative", "description", "descriptor",
            "complaint", "details", "text", "content", "body", "message", "comment", "comments",
        ),
        ("内容", "详情", "描述", "narrative", "complaint text", "description", "complaint details"),
    ),
    "received_at": Names(
        (
            "接收时间", "接收日期", "受理时间", "受理日期", "投诉时间", "投诉日期", "留言时间", "收到时间",
            "收到日期", "登记时间", "登记日期", "来电时间", "来访时间", "来信时间", "反映时间", "提交时间",
            "创建时间", "创建日期", "建单时间", "时间", "日期", "received at", "date received", "received",
            "received date", "complaint date", "date of complaint", "created at", "created", "created date",
            "date created", "submitted at", "date submitted", "opened", "open date", "date", "time", "timestamp",
        ),
        ("接收时间", "接收日期", "受理时间", "受理日期", "投诉时间", "投诉日期", "留言时间", "登记时间", "提交时间",
         "创建时间", "date received", "received date", "created date"),
    ),
    "name": Names(
        (
            "投诉人姓名", "姓名", "留言用户", "投诉人", "投诉人名称", "客户姓名", "客户名称", "客户", "消费者姓名",
            "消费者", "联系人", "来电人", "来访人", "来信人", "反映人", "申诉人", "诉求人", "用户名", "用户", "昵称",
            "name", "complainant", "complainant name", "customer name", "customer", "full name", "consumer name",
            "contact name", "from",
        ),
        ("投诉人姓名", "客户姓名", "姓名", "customer name", "complainant name"),
    ),
    "phone": Names(
        (
            "投诉人电话", "电话", "联系电话", "手机", "手机号", "手机号码", "电话号码", "联系方式", "来电号码",
            "来电电话", "主叫号码", "phone", "phone number", "telephone", "mobile", "mobile number", "tel",
            "contact number",
        ),
        ("电话", "手机号", "手机号码", "手机", "phone", "phone number", "telephone", "mobile"),
    ),
    "email": Names(
        (
            "投诉人邮箱", "邮箱", "电子邮箱", "电子邮件", "邮箱地址", "邮件地址", "email", "e mail", "email address",
            "mail",
        ),
        ("邮箱", "电子邮件", "email", "e mail", "email address"),
    ),
    "address": Names(
        (
            "投诉人地址", "地址", "联系地址", "通讯地址", "住址", "家庭住址", "address", "postal address",
            "street address",
        ),
        ("联系地址", "通讯地址", "住址"),
    ),
    "category": Names(
        (
            "投诉类别", "类别", "分类", "一级标签", "一级分类", "投诉类型", "投诉分类", "问题类型", "问题分类",
            "类型", "标签", "业务类型", "category", "complaint category", "complaint type", "type", "issue", "topic",
            "label",
        ),
        ("类别", "分类", "category"),
    ),
    "channel": Names(
        (
            "接收渠道", "渠道", "来源", "投诉渠道", "来源渠道", "受理渠道", "诉求来源", "接收方式", "投诉方式",
            "反映方式", "channel", "submitted via", "source", "medium", "open data channel type",
        ),
        ("渠道", "channel"),
    ),
    "unit": Names(
        (
            "被投诉单位", "单位", "部门", "网点", "机构", "门店", "分支机构", "营业部", "支行", "责任单位",
            "责任部门", "被投诉部门", "被投诉机构", "被投诉对象", "被投诉人", "涉及单位", "branch", "unit",
            "department", "agency", "office", "store", "respondent", "company", "business",
        ),
        ("营业部", "门店", "网点", "branch"),
    ),
    "product": Names(
        (
            "产品或服务", "产品", "产品名称", "商品", "商品名称", "服务名称", "业务", "车型", "product",
            "product name", "service", "item", "model",
        ),
        ("产品名称", "商品名称", "product"),
    ),
    "order": Names(
        (
            "合同或订单号", "订单号", "合同号", "订单编号", "合同编号", "账号", "账户", "账户号", "客户号",
            "资金账号", "保单号", "order", "order number", "order no", "order id", "contract", "contract number",
            "account", "account number", "policy number",
        ),
        ("订单号", "合同号", "订单编号", "合同编号", "保单号", "order number", "account number"),
    ),
    "amount": Names(
        (
            "涉及金额", "金额", "涉案金额", "诉求金额", "争议金额", "要求金额", "索赔金额", "损失金额", "amount",
            "amount claimed", "disputed amount", "sum", "loss",
        ),
        ("涉及金额", "涉案金额", "争议金额", "索赔金额", "amount"),
    ),
    "event_date": Names(
        (
            "事发日期", "事发时间", "事件日期", "发生日期", "发生时间", "event date", "date of event",
            "incident date", "date of incident",
        ),
        ("事发日期", "事发时间", "发生日期", "发生时间", "incident date"),
    ),
    "wish": Names(
        (
            "投诉诉求", "诉求", "要求", "投诉请求", "请求", "投诉要求", "具体诉求", "客户诉求", "期望", "期望结果",
            "remedy", "wish", "request", "demand", "desired outcome", "desired resolution", "remedy sought",
        ),
        ("诉求", "投诉请求", "投诉要求", "desired outcome", "remedy sought"),
    ),
    "answer": Names(
        (
            "答复内容", "答复意见", "回复", "回复内容", "回复意见", "答复", "处理意见", "反馈内容", "answer",
            "response", "reply", "company response", "company public response", "final response",
            "resolution description",
        ),
        ("答复内容", "答复意见", "回复内容", "回复意见"),
    ),
    "answered_at": Names(
        (
            "答复时间", "回复时间", "答复日期", "回复日期", "反馈时间", "answered at", "answer date",
            "response date", "date of response", "date answered", "replied at",
        ),
        ("答复时间", "回复时间", "答复日期", "回复日期", "response date"),
    ),
    "closed_at": Names(
        (
            "办结时间", "办结日期", "结案时间", "结案日期", "关闭时间", "完成时间", "完结时间", "closed at",
            "closed date", "date closed", "close date", "closed", "resolved at", "resolution date", "date resolved",
        ),
        ("办结时间", "办结日期", "结案时间", "结案日期", "closed date", "date closed"),
    ),
    "outcome": Names(
        (
            "处理结果", "结果", "办理结果", "投诉结果", "处理情况", "办结结果", "outcome", "result", "resolution",
            "company response to consumer",
        ),
        ("处理结果", "办理结果", "outcome"),
    ),
    "referrer": Names(
        (
            "转办来源", "转办单位", "转送单位", "转办机构", "转来单位", "交办单位", "referrer", "referred by",
            "forwarded by",
        ),
        ("转办单位", "转送单位"),
    ),
    "referrer_number": Names(
        (
            "转办文号", "转办编号", "转办单号", "来文号", "来文编号", "12345工单号", "12315编号", "referrer number",
            "reference of referrer", "forwarding number",
        ),
        ("转办文号", "转办编号"),
    ),
}  # fmt: skip

LEDGER: tuple[tuple[str, str], ...] = (
    ("id", "投诉编号"), ("received_at", "接收时间"), ("channel", "接收渠道"), ("receiver", "接收人"),
    ("referrer", "转办来源"), ("referrer_number", "转办文号"), ("referred_at", "转办时间"), ("kind", "事项性质"),
    ("name", "投诉人姓名"), ("phone", "投诉人电话"), ("email", "投诉人邮箱"), ("address", "投诉人地址"),
    ("identity_check", "身份核验结果"), ("agent", "代理人或继承人"), ("agent_authority", "授权事项权限及期限"),
    ("representatives", "推选代表"), ("represented_consent", "被代表人同意情况"), ("people", "涉及人数"),
    ("vulnerability", "特殊需要"), ("unit", "被投诉单位"), ("branch", "被投诉网点"), ("employee", "被投诉人员"),
    ("partner", "涉及合作方"), ("product", "产品或服务"), ("order", "合同或订单号"), ("bought_date", "购买日期"),
    ("price", "已付价款"), ("bought_place", "购买地点"), ("event_date", "事发日期"), ("repeated", "是否重复"),
    ("subject", "投诉主题"), ("words", "投诉内容"), ("evidence", "证据清单及指纹"), ("wish", "投诉诉求"),
    ("amount", "涉及金额"), ("currency", "币种"), ("category", "投诉类别"), ("reasons", "原因编码"),
    ("codes", "编码集版本"), ("severity", "严重程度"), ("complexity", "复杂程度"), ("impact", "影响范围"),
    ("immediate", "是否需立即处置"), ("major", "重大或群体标记"), ("acceptance", "受理决定"),
    ("refusal_ground", "不予受理理由"), ("other_routes", "其他途径告知"), ("stage", "当前阶段"),
    ("first_responder", "首接责任人"), ("owner", "承办人"), ("conflict", "利益冲突声明"), ("reviewer", "复核人"),
    ("lead_unit", "牵头单位"), ("assisting_units", "协办单位"), ("handovers", "移交记录"),
    ("clocks", "时限起算事项"), ("due", "原始到期日"), ("due_rolled", "顺延后到期日"), ("calendar", "日历版本"),
    ("pauses", "时限中止记录"), ("extensions", "延期记录"), ("restarts", "时限重新起算记录"),
    ("acknowledged_at", "受理告知时间"), ("notices", "告知方式时间及凭证"), ("investigation", "调查核实情况"),
    ("decision", "处理决定"), ("basis", "处理依据"), ("decision_reasons", "处理理由"), ("answer", "答复内容"),
    ("answered_at", "答复时间"), ("remedies_told", "救济途径告知"), ("redress", "补救方式"),
    ("redress_amount", "补救金额"), ("redress_basis", "补救法律依据"), ("redress_computation", "补救计算过程"),
    ("approver", "补救批准人"), ("redressed_at", "补救履行时间"), ("apology", "道歉形式及范围"),
    ("settlement", "和解或调解情况"), ("review_requested_at", "申请核查时间"), ("review_body", "核查机构"),
    ("review_result", "核查结果及告知"), ("root_cause", "根本原因"), ("improvement", "整改措施及责任人"),
    ("improved_at", "整改验证时间"), ("accountability", "责任追究"), ("conduct", "行为标记及复评"),
    ("legal_referral", "移送公安或法律情况"), ("satisfaction", "回访满意度"), ("solved", "回访是否解决"),
    ("outcome", "处理结果"), ("closed_at", "办结时间"), ("history", "状态变更记录"), ("retention", "保存类别"),
    ("delete_after", "保存期满日"), ("hold", "法律保留"), ("pack", "适用规则包及版本"), ("log_head", "日志指纹"),
)  # fmt: skip
"""Table C of the record, in the order of a complaint's life; export writes these headers and import knows them."""

FIELDS: frozenset[str] = frozenset(NAMES) | {field for field, _ in LEDGER}
"""Everything `--map` may name."""
