"""Policy packs: which there are, what they say, whether a file is sound, and when a limit ends."""

from __future__ import annotations

import tempfile
import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from wenguo import packs
from wenguo.faces.cli.acting import Desk, at_the_desk
from wenguo.faces.cli.commands import ENTRIES
from wenguo.faces.cli.contracted import promised
from wenguo.faces.cli.failing import FAILED
from wenguo.faces.cli.moments import Moment, read_day, told
from wenguo.faces.cli.output import emit, line, table
from wenguo.faces.cli.speaking import group, option, said
from wenguo.queries import contract
from wenguo.rules.policy import BadPack, Pack, Rule, find
from wenguo.text import Text
from wenguo.verbs import Refused

_RECEIVED = Text("收到日期，或精确时间", "the day of receipt, or the moment")


@group("pack", ENTRIES["pack"].text)
def pack() -> None:
    """See the table of commands."""


@pack.command("list", text=Text("列出全部规则包", "list the packs"))
@at_the_desk
def list_(desk: Desk) -> None:
    """Every pack with how many rules it has and how many are pending."""
    if desk.json:
        emit(contract.listed_packs())
        return
    table(
        (
            Text("包", "Pack"),
            Text("版本", "Version"),
            Text("规则", "Rules"),
            Text("待核", "Pending"),
            Text("名称", "Name"),
        ),
        (
            (
                one.id,
                one.version,
                len(one.rules),
                sum(rule.pending for rule in one.rules) or "",
                said(Text(one.name.zh, one.name.en)),
            )
            for one in packs.load().values()
        ),
    )


@pack.command("show", text=Text("查看一个规则包及其依据", "one pack, with its sources"))
@click.argument("pack_id", metavar="PACK")
@at_the_desk
def show(desk: Desk, pack_id: str) -> None:
    """One pack, rule by rule."""
    one = _pack(pack_id)
    if desk.json:
        emit(next(each for each in contract.listed_packs()["packs"] if each["id"] == one.id))
        return
    line(f"{one.id} {one.version}  {said(Text(one.name.zh, one.name.en))}")
    if one.note is not None:
        line(Text(one.note.zh, one.note.en))
    table(
        (
            Text("规则", "Rule"),
            Text("期限", "Limit"),
            Text("级", "Grade"),
            Text("依据", "Source"),
            Text("内容", "What"),
        ),
        (
            (rule.key, _limit(rule), rule.grade, contract.source(rule.source), said(Text(rule.name.zh, rule.name.en)))
            for rule in one.rules
        ),
    )
    _tell_grounds(one)


def _tell_grounds(one: Pack) -> None:
    """The grounds for declining, each with the other routes to tell of."""
    for ground in one.grounds:  # as lines: a narrow table would cut the words that are to be told
        line(Text(f"不予受理依据 {ground.code}：{ground.label.zh}", f"Ground {ground.code}: {ground.label.en}"))
        line(Text(f"　　告知：{ground.routes.zh}", f"    tell: {ground.routes.en}"))
    for route in one.routes:
        line(Text(f"其他途径：{route.zh}", f"Other route: {route.en}"))


@pack.command(
    "check", text=Text("检查规则包文件；不给文件则检查自带的", "check pack files, else those that come along")
)
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@at_the_desk
def check(desk: Desk, files: tuple[Path, ...]) -> int:
    """Exit 1 where a pack may not be used."""
    problems = _problems(files)
    if desk.json:
        emit({"ok": not problems, "problems": problems})
    for problem in [] if desk.json else problems:
        line(problem)
    if not problems and not desk.json:
        line(Text("规则包无误。", "The packs are sound."))
    return FAILED if problems else 0


def _problems(files: tuple[Path, ...]) -> list[str]:
    """What is wrong with these files; they are looked at beside our own house pack, which others fall back to."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if files and not any(file.name == "house.toml" for file in files):
            (folder / "house.toml").write_bytes((packs.FOLDER / "house.toml").read_bytes())
        for number, file in enumerate(files):
            there = folder / file.name
            (there if not there.exists() else folder / f"{number}-{file.name}").write_bytes(file.read_bytes())
        try:
            packs.load(folder if files else None)
        except BadPack as error:
            return list(error.problems)
    return [
        f"{file.name}: there is no [pack] table; compare it with house.toml"
        for file in files
        if not {"pack", "reasons"} & tomllib.loads(file.read_text(encoding="utf-8")).keys()  # ours of reasons is none
    ]


@pack.command("due", text=Text("推算期限何时届满", "when a limit ends"))
@click.argument("pack_id", metavar="PACK")
@click.argument("rule_id", metavar="RULE")
@option("--received", required=True, metavar="DATE", text=_RECEIVED)
@at_the_desk
def due(desk: Desk, pack_id: str, rule_id: str, received: str) -> None:
    """Un-rolled and rolled; days as local dates, hours as moments."""
    since = _received(received)
    try:
        found = contract.pack_due(pack_id, rule_id, since)
    except (LookupError, ValueError) as error:
        raise _unknown(pack_id, rule_id, str(error.args[0])) from error
    if _in_hours(pack_id, rule_id, since):
        found |= {"due": found["due_at"], "due_rolled": found["due_rolled_at"]}
    if desk.json:
        emit(promised("pack due", found))
        return
    line(
        Text(
            f"届满 {_day(found['due'], desk)}，顺延至 {_day(found['due_rolled'], desk)}",
            f"Due {_day(found['due'], desk)}, rolled to {_day(found['due_rolled'], desk)}",
        )
    )
    if found["provisional"]:
        line(Text("（暂定：当年放假安排尚未公布）", "(provisional: that year's holidays are not published yet)"))
    line(found["source"])


def _received(text: str) -> date | datetime:
    try:
        return read_day(text)
    except ValueError:
        try:
            moment = Moment().convert(text, None, None)
        except click.BadParameter as error:
            raise click.BadParameter(error.message, click.get_current_context(), param_hint="--received") from error
    if not isinstance(moment, datetime):
        raise click.BadParameter(text, click.get_current_context(), param_hint="--received")
    return moment


def _day(value: Any, desk: Desk) -> str:
    return told(value, desk.at) if isinstance(value, datetime) else value.isoformat()


def _in_hours(pack_id: str, rule_id: str, since: date | datetime) -> bool:
    day = since.date() if isinstance(since, datetime) else since
    every = (rule for one in packs.load().values() for rule in one.rules if rule.is_valid(day))
    rule = find(every, pack_id, rule_id)
    return rule is not None and rule.unit == "h"


def _unknown(pack_id: str, rule_id: str, why: str) -> Refused:
    """Which of the two words is the wrong one, with those there are."""
    rules = [rule.id for one in packs.load().values() for rule in one.rules if pack_id in {rule.pack, rule.track}]
    if not rules:
        known = "、".join(sorted(packs.load()))
        return Refused(
            Text(f"没有规则包 {pack_id}；可选：{known}。", f"There is no pack {pack_id}; there are: {known}."),
            field="pack",
        )
    if rule_id in rules:
        return Refused(
            Text(f"{pack_id} {rule_id} 没有可推算的期限：{why}", f"{pack_id} {rule_id} has no limit to count: {why}"),
            field="rule",
        )
    listed = ", ".join(dict.fromkeys(rules))
    return Refused(
        Text(
            f"{pack_id} 没有规则 {rule_id}；可选：{listed}。", f"{pack_id} has no rule {rule_id}; there are: {listed}."
        ),
        field="rule",
    )


def _pack(pack_id: str) -> Pack:
    found = packs.load().get(pack_id)
    if found is None:
        raise _unknown(pack_id, "", "")
    return found


def _limit(rule: Rule) -> str:
    if rule.length is None:
        return said(Text("待核", "pending")) if rule.pending else rule.kind
    return f"{rule.length} {rule.unit}"
