"""Every command that is no verb: its room, and its line in the help. Rooms are entered only when asked for."""

from __future__ import annotations

from typing import NamedTuple

from wenguo.text import Text


class Entry(NamedTuple):
    """Where a command is kept: a module of this package, the attribute in it, and the command's one line.

    One that stands `alone` needs neither home nor settings: it runs on a computer that has none, and leaves nothing there.
    """

    room: str
    name: str
    text: Text
    alone: bool = False


SECTIONS: dict[str, Text] = {
    "act": Text("办理投诉", "Acts on a complaint"),
    "ask": Text("查询", "Asking"),
    "move": Text("导入导出", "Taking in and giving out"),
    "prove": Text("证明与备份", "Proof and backup"),
    "rules": Text("规则", "Rules"),
    "advise": Text("建议", "Advice"),
    "people": Text("人员与单位", "People and units"),
    "run": Text("运行", "Running"),
}

COMMANDS: dict[str, dict[str, Entry]] = {
    "ask": {
        "queue": Entry("asking", "queue", Text("待办队列，最急的在前，并说明理由", "open complaints, most urgent first, and why")),
        "search": Entry("asking", "search", Text("全文检索", "search the texts")),
        "show": Entry("showing", "show", Text("一件投诉的现状与日志", "one complaint as it is, and its log")),
        "history": Entry("showing", "history", Text("一件投诉的经过", "the story of one complaint")),
        "evidence": Entry("evidencing", "evidence", Text("一件投诉的证据、经手与不一致之处", "one complaint's evidence, custody, contradictions")),
        "counts": Entry("counting", "counts", Text("各阶段、各单位件数", "how many, by stage and unit")),
        "bounds": Entry("redressing", "bounds", Text("补救试算：这件投诉按标准给多少、谁批准", "what law and house give for a complaint, who says yes")),
        "consistency": Entry("redressing", "consistency", Text("补救一致性：同样情形给得一样吗", "were like complaints given alike, in a month")),
    },
    "move": {
        "import": Entry("importing", "import_", Text("导入 CSV、XLSX、JSONL、EML、mbox", "take in CSV, XLSX, JSONL, EML, mbox")),
        "export": Entry("exporting", "export", Text("导出 CSV、XLSX、JSONL、Parquet 或台账", "give out CSV, XLSX, JSONL, Parquet or the ledger")),
    },
    "prove": {
        "bundle": Entry("bundling", "bundle", Text("导出一件投诉的证据包", "take out one complaint's evidence as a bundle")),
        "verify-bundle": Entry("bundling", "verify_bundle", Text("核对证据包（不需要数据库）", "prove a bundle, without the database"), alone=True),
        "verify": Entry("proving", "verify", Text("验证全部日志、记录与原文", "prove all logs, rows and words")),
        "rebuild": Entry("proving", "rebuild", Text("由日志重画记录与检索索引", "draw rows and the search index anew from the logs")),
        "anchor": Entry("proving", "anchor", Text("把全部日志的根存证到文件", "write the root over all logs to a file")),
        "backup": Entry("proving", "backup", Text("在线备份", "back up while people work")),
        "restore": Entry("proving", "restore", Text("从备份恢复并验证", "restore from a backup, and prove it")),
    },
    "rules": {
        "pack": Entry("packs", "pack", Text("规则包：列出、查看、检查、推算期限", "policy packs: list, show, check, due")),
    },
    "advise": {
        "advise": Entry("advising", "advise", Text("读一段文字，给出建议与理由", "read a text: what is proposed, and why")),
        "check-reply": Entry("replying", "check_reply", Text("发出前检查一封答复", "check a reply before it is sent")),
        "draft": Entry("drafting", "draft", Text("草拟一封信，并注明每处出自哪里", "draft a letter, with where each stretch comes from")),
        "self-service": Entry("drafting", "self_service", Text("已发布的解答怎么说", "what published answers say")),
        "groups": Entry("grouping", "groups", Text("找出多人说的同一件事", "find one matter that many write about")),
        "group": Entry("together", "group", Text("一个群体：现状、立场、手工归组", "one group: how it stands, our position, made by hand")),
        "signals": Entry("signalling", "signals", Text("给主管的信号：变多的词、变化、分歧", "signals to the manager: what rises, moves, differs")),
        "train": Entry("training", "train", Text("由人工确认的记录学习", "learn from what people have confirmed")),
        "evaluate": Entry("evaluating", "evaluate", Text("在一个文件夹的数据上测量全部建议", "measure all advice on a folder of data")),
    },
    "people": {
        "account": Entry("people", "account", Text("账号：新增、停用、角色、外出", "accounts: add, disable, roles, away")),
        "unit": Entry("units", "unit", Text("单位", "units")),
        "token": Entry("tokens", "token", Text("接口令牌", "tokens for programs")),
        "webhook": Entry("webhooks", "webhook", Text("外发通知地址", "addresses outside that are told")),
    },
    "run": {
        "run": Entry("serving", "run", Text("启动服务：网页、后台、时钟", "start the server, its worker and clock")),
        "work": Entry("clocking", "work", Text("后台与时钟进程", "the worker and clock process")),
        "tick": Entry("clocking", "tick", Text("时钟走一轮", "one round of the clock")),
        "demo": Entry("demo", "demo", Text("演示机构", "the demonstration organisation")),
        "mcp": Entry("assisting", "mcp", Text("供智能助手使用的 MCP 服务（stdio）", "MCP server for assistants (stdio)")),
        "completion": Entry("completing", "completion", Text("输出命令补全脚本", "print the shell's completion script")),
    },
}  # fmt: skip

ENTRIES: dict[str, Entry] = {name: entry for section in COMMANDS.values() for name, entry in section.items()}
