"""Learning at the command line: train, see what there is, put a model in force, take it back."""

from __future__ import annotations

from typing import Any

import click
import msgspec

from wenguo.advising import versions
from wenguo.advising.wording import topic_said
from wenguo.faces.cli.acting import Desk, at_the_desk
from wenguo.faces.cli.commands import ENTRIES
from wenguo.faces.cli.moments import told
from wenguo.faces.cli.output import emit, line, note, table
from wenguo.faces.cli.speaking import command, language, option, said
from wenguo.text import Text

_MORE = Text(
    "由人工确认、改正和评估过的记录学习；近似重复和同一人的文字放在一起做交叉验证；只有超出偶然地更好才可启用。",
    "Learns from what people confirmed, put right and assessed; near-duplicates and one person's texts stay together in "
    "cross-validation; only what is better beyond chance can be put in force.",
)
_TOPIC = Text("只学这一项，可多次", "only this topic, may be given again")
_PROMOTE = Text("更好的立即启用", "put what is better in force at once")
_DRY = Text("只试，什么也不写下", "only try, write nothing down")
_BACK = Text("退回：上一个模型，或只用词表", "take back what is in force: the model before it, or the lexicons alone")
_LIST = Text("列出全部模型", "list all models")
_USE = Text("启用这个版本（须指明 --topic）", "put this version in force (with --topic)")
_NIGHTLY = Text("夜间规则：按“自动启用”开关", "the nightly rule: by the switch for it")


@command("train", ENTRIES["train"].text, more=_MORE)
@option("--topic", "topics", multiple=True, metavar="TOPIC", text=_TOPIC)
@option("--promote", is_flag=True, text=_PROMOTE)
@option("--dry-run", "dry", is_flag=True, text=_DRY)
@option("--back", is_flag=True, text=_BACK)
@option("--list", "listed", is_flag=True, text=_LIST)
@option("--use", metavar="VERSION", text=_USE)
@option("--nightly", is_flag=True, text=_NIGHTLY)
@at_the_desk
def train(desk: Desk, topics: tuple[str, ...], **given: Any) -> None:
    """One of the five things that can be done."""
    asked = [name for name in ("back", "listed", "use", "nightly") if given[name]]
    if len(asked) > 1 or (asked and (given["promote"] or given["dry"])) or (given["promote"] and given["dry"]):
        raise click.UsageError("--promote | --dry-run | --back | --list | --use VERSION | --nightly")
    if given["listed"]:
        _list(desk, topics)
    elif given["back"]:
        _back(desk, topics)
    elif given["use"]:
        _use(desk, topics, given["use"])
    else:
        _train(desk, topics, given)


def _train(desk: Desk, topics: tuple[str, ...], given: dict[str, Any]) -> None:
    from wenguo.advising import training

    unknown = sorted(set(topics) - set(training.TOPICS))
    if unknown:
        raise click.BadParameter(", ".join(training.TOPICS), param_hint="--topic")
    if given["nightly"]:
        # who runs it by hand changes what everybody is proposed; the worker needs no command for it
        _must_administer(desk, True)
        found = training.nightly(desk.at)
    else:
        _must_administer(desk, not given["dry"])
        found = training.train(
            desk.at,
            desk.account,
            topics=topics or training.TOPICS,
            promote=given["promote"],
            keep=not given["dry"],
            said=lambda topic: note(topic_said(topic, language())),
        )
    if desk.json:
        emit({"topics": [msgspec.to_builtins(one) for one in found]})
        return
    table(
        (Text("项目", "Topic"), Text("记录", "Records"), Text("版本", "Version"), Text("启用", "In force"), Text("结论", "Verdict")),
        (
            (
                topic_said(one.topic, language()),
                f"{one.records:,}",
                one.version,
                said(Text("是", "yes") if one.promoted else Text("可启用", "may be") if one.better else Text("否", "no")),
                said(one.why),
            )
            for one in found
        ),
    )  # fmt: skip
    if any(one.better and not one.promoted for one in found) and not given["dry"]:
        line(
            Text(
                "启用：wenguo train --use 版本 --topic 项目；退回：wenguo train --back。",
                "Put in force: wenguo train --use VERSION --topic TOPIC; take back: wenguo train --back.",
            )
        )


def _list(desk: Desk, topics: tuple[str, ...]) -> None:
    found = [one for one in versions.versions() if not topics or one.topic in topics]
    if desk.json:
        emit({"models": [msgspec.to_builtins(one) for one in found]})
        return
    table(
        (Text("项目", "Topic"), Text("版本", "Version"), Text("训练于", "Made"), Text("启用", "In force"), Text("更好", "Better"), Text("F1", "F1")),
        (
            (
                topic_said(one.topic, language()),
                one.version,
                told(one.made_at, desk.at),
                (one.promoted_by or said(Text("夜间规则", "nightly"))) if one.in_force else "",
                said(Text("是", "yes")) if one.better else "",
                f"{one.card.get('macro_f1', 0):.3f}",
            )
            for one in found
        ),
        empty=Text("还没有学到的模型，只用词表。", "Nothing was learned yet: the lexicons alone are in force."),
    )  # fmt: skip


def _back(desk: Desk, topics: tuple[str, ...]) -> None:
    _must_administer(desk, True)
    wanted = topics or tuple(versions.in_force())
    after = {topic: versions.back(topic, desk.account, desk.at) for topic in wanted}
    if desk.json:
        emit({"in_force": after})
        return
    for topic, version in after.items():
        now = version or said(Text("只用词表", "the lexicons alone"))
        line(f"{topic_said(topic, language())}: {now}")
    if not after:
        line(Text("没有学到的模型在用。", "No learned model is in force."))


def _use(desk: Desk, topics: tuple[str, ...], version: str) -> None:
    _must_administer(desk, True)
    if len(topics) != 1:
        raise click.UsageError("--use VERSION --topic TOPIC")
    versions.promote(topics[0], version, desk.account, desk.at)
    if desk.json:
        emit({"in_force": versions.in_force()})
    else:
        line(Text(f"已启用 {topics[0]} {version}。", f"{topics[0]} {version} is in force."))


def _must_administer(desk: Desk, changes: bool) -> None:
    """What everybody's proposals come from is changed by an administrator of the whole organisation."""
    from wenguo.queries.administrators import settler

    if changes:
        settler(desk.account).must_administer(None)
