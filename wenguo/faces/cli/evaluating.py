"""`wenguo evaluate`: measures all advice on a folder of texts; needs no home, reads nothing but that folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import msgspec

from wenguo.advice.evaluating import BrokenRoom, running
from wenguo.faces.cli.commands import ENTRIES
from wenguo.faces.cli.failing import FAILED, Failure
from wenguo.faces.cli.output import emit, line, note, table
from wenguo.faces.cli.speaking import command, option
from wenguo.text import Text

_MORE = Text(
    "文件夹里的文件名为 <数据集>.<部分>.parquet 或 .csv。例：wenguo evaluate --data data --train dev --test held ；"
    "wenguo evaluate --data data --train dev --cv 。",
    "The folder's files are named <set>.<part>.parquet or .csv. For example: wenguo evaluate --data data --train dev "
    "--test held; wenguo evaluate --data data --train dev --cv.",
)
_DATA = Text("数据所在的文件夹", "the folder of the data")
_TRAIN = Text("用来学习的部分", "the part to learn from")
_TEST = Text("用来检验的部分", "the part to be tried on")
_ONLY = Text("只测这个数据集", "only this set")
_CV = Text(
    "不用 --test：对 --train 部分做分组交叉验证", "without --test: grouped cross-validation on the part of --train"
)
_PREDICTIONS = Text("把每条的预测写入此文件夹", "write the prediction of every row into this folder")
_CURVES = Text("把曲线的点写入此 JSON 文件", "write the points of curves to this JSON file")
_JSON = Text("标准输出最后一行为一个 JSON 对象", "one JSON object on the last line of stdout")
_FOLDER = click.Path(file_okay=False, path_type=Path)


@command("evaluate", ENTRIES["evaluate"].text, more=_MORE, homeless=True)
@option("--data", required=True, type=_FOLDER, metavar="DIR", text=_DATA)
@option("--train", required=True, metavar="PART", text=_TRAIN)
@option("--test", default="", metavar="PART", text=_TEST)
@option("--only", multiple=True, metavar="SET", text=_ONLY)
@option("--cv", is_flag=True, text=_CV)
@option("--predictions", type=_FOLDER, metavar="DIR", text=_PREDICTIONS)
@option("--curves", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", text=_CURVES)
@option("--json", "json_", is_flag=True, text=_JSON)
@click.pass_context
def evaluate(ctx: click.Context, /, **given: Any) -> int:
    """Exit 1 where a task failed; tasks whose files are not there are skipped, and that is said."""
    if given["cv"] == bool(given["test"]):
        raise click.UsageError("--test PART | --cv")
    try:
        for folder in filter(None, (given["predictions"], given["curves"] and given["curves"].parent)):
            running.writable(folder)
        every = running.measure(given["data"], given["train"], given["test"], only=given["only"], said=_told)
    except running.BadData as error:
        raise Failure(error.text) from error
    except BrokenRoom as error:
        raise Failure(Text(f"评测程序有误：{error}", f"A task of the evaluation is broken: {error}")) from error
    if given["predictions"] is not None:
        running.write_predictions(every, given["predictions"])
    if given["curves"] is not None:
        curves = {ran.task: ran.outcome.curves for ran in every if ran.outcome is not None and ran.outcome.curves}
        given["curves"].write_bytes(msgspec.json.encode(curves))
    found = running.figures(every)
    if given["json_"] or (ctx.obj or {}).get("json_"):
        emit({"tasks": found})
    elif found:
        _show(found)
    else:
        line(Text("没有可测的数据集。", "There was nothing to measure."))
    return FAILED if any(ran.error for ran in every) else 0


def _told(ran: running.Ran) -> None:
    """One line of progress."""
    if ran.missing:
        files = ", ".join(ran.missing)
        note(Text(f"跳过 {ran.task}：没有 {files}", f"skipped {ran.task}: there is no {files}"))
        return
    if ran.error or ran.outcome is None:
        note(Text(f"失败 {ran.task}：{ran.error}", f"failed {ran.task}: {ran.error}"))
        return
    values = ", ".join(f"{value.metric} {value.value:.4f}" for value in ran.outcome.values)
    note(f"{ran.task}: {values} ({ran.seconds:.0f} s)")
    for remark in ran.outcome.notes:
        note(f"  {remark}")


def _show(found: list[dict[str, Any]]) -> None:
    columns = (
        Text("任务", "Task"),
        Text("指标", "Metric"),
        Text("数值", "Value"),
        Text("目标", "Aim"),
        Text("基线", "Baseline"),
        Text("条数", "n"),
        Text("秒", "Seconds"),
    )
    table(columns, (_cells(one) for one in found))


def _cells(one: dict[str, Any]) -> tuple[Any, ...]:
    value = f"{one['value']:.4f}"
    if "low" in one and "high" in one:
        value += f" [{one['low']:.3f}, {one['high']:.3f}]"
    return (
        one["task"],
        one["metric"],
        value,
        one.get("aim"),
        one["baseline"],
        f"{one['n']:,}",
        f"{one['seconds']:.0f}",
    )
