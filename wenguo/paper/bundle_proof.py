"""The proof of a bundle of evidence, by nothing but the file itself: no database, no network, Python's own library only.

It can be run alone: `python bundle_proof.py FILE`. What it cannot know is said in `Proof.head`: whether the house's own
log and access log name this bundle and this last line is asked there.
"""

from __future__ import annotations

import hashlib
import json
import re
import struct
import sys
import zipfile
from collections import Counter
from pathlib import Path
from typing import IO, Any, NamedTuple

FORMAT = "wenguo-bundle/1"
MANIFEST, LOG, SUMS = "manifest.json", "log.jsonl", "SHA256SUMS"
EPOCH = (1980, 1, 1, 0, 0, 0)  # every entry bears it: times of packing say nothing
_PIECE = 1 << 20
_LOCAL = 30  # bytes of the header before an entry's name
_LEADS_AWAY = re.compile(r"^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)|\\")
_MOST_TEXT = 256 << 20


class Wrong(NamedTuple):
    """One thing that does not prove: which file or line, and what is wrong with it, in two languages."""

    where: str
    zh: str
    en: str


class Proof(NamedTuple):
    """What a proof says: the bundle's own digest, the complaint, the last line of its log, and all that is wrong."""

    digest: str
    number: str
    head: str
    files: int
    lines: int
    wrong: list[Wrong]

    @property
    def ok(self) -> bool:
        """Does everything prove?"""
        return not self.wrong


def prove(path: Path) -> Proof:
    """Prove a bundle. Every finding names the file or line it is about; nothing raises but a path that is not there."""
    wrong: list[Wrong] = []
    manifest: dict[str, Any] = {}
    lines = 0
    with path.open("rb") as file:
        digest = _digest(file)[1]
    try:
        with zipfile.ZipFile(path) as packed:
            manifest = _manifest(packed, wrong)
            if manifest:
                _prove_entries(packed, manifest, wrong)
                _prove_packing(packed, manifest, wrong)
                lines = _prove_log(packed, manifest, wrong)
                _prove_items(manifest, wrong)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError) as error:
        wrong.append(Wrong(path.name, f"不是完整的 ZIP 文件：{error}", f"it is no whole ZIP file: {error}"))
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        wrong.append(Wrong(MANIFEST, f"清单不成样子：{error!r}", f"the manifest is not as ours are: {error!r}"))
    log = manifest.get("log", {}) if isinstance(manifest.get("log"), dict) else {}
    entries = manifest.get("entries", [])
    files = len(entries) if isinstance(entries, list) else 0
    return Proof(digest, str(manifest.get("number", "")), str(log.get("head", "")), files, lines, wrong)


def _digest(file: IO[bytes]) -> tuple[int, str]:
    size, found = 0, hashlib.sha256()
    while piece := file.read(_PIECE):
        size += len(piece)
        found.update(piece)
    return size, found.hexdigest()


def _text(packed: zipfile.ZipFile, name: str) -> bytes:
    if packed.getinfo(name).file_size > _MOST_TEXT:
        raise ValueError(f"{name}: {packed.getinfo(name).file_size} bytes")
    return packed.read(name)


def _manifest(packed: zipfile.ZipFile, wrong: list[Wrong]) -> dict[str, Any]:
    if MANIFEST not in packed.namelist():
        wrong.append(Wrong(MANIFEST, "清单不见了", "the manifest is missing"))
        return {}
    try:
        raw = _text(packed, MANIFEST)
        found = json.loads(raw)
    except (ValueError, zipfile.BadZipFile) as error:
        wrong.append(Wrong(MANIFEST, f"清单读不懂：{error}", f"the manifest is unreadable: {error}"))
        return {}
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        wrong.append(Wrong(MANIFEST, f"格式不是 {FORMAT}", f"its format is not {FORMAT}"))
        return {}
    said = packed.comment.decode("ascii", "replace")
    if said != sealed(raw):
        wrong.append(
            Wrong(
                MANIFEST,
                "与封记不符：清单被改过，或压缩包重新打过",
                "it does not fit the seal: it was changed, or all was packed anew",
            )
        )
    return found


def sealed(manifest: bytes) -> str:
    """The seal on a bundle: the digest of its manifest, as the archive's comment."""
    return f"{FORMAT} sha256:{hashlib.sha256(manifest).hexdigest()}"


def _prove_entries(packed: zipfile.ZipFile, manifest: dict[str, Any], wrong: list[Wrong]) -> None:
    told = {str(one["path"]): one for one in manifest["entries"]}
    there = packed.namelist()
    wrong += [Wrong(name, "文件不见了", "the file is missing") for name in sorted(set(told) - set(there))]
    for name, times in Counter(there).items():
        if name not in told and name != MANIFEST:
            wrong.append(Wrong(name, "清单里没有这个文件：后来加进去的", "the manifest does not name it: it was added"))
        if times > 1:
            wrong.append(Wrong(name, "同名的文件不止一个", "there is more than one of that name"))
        if _LEADS_AWAY.search(name):
            zh, en = (
                "路径指向解压文件夹之外，不要解压",
                "its path leads out of the folder it is unpacked in: do not unpack",
            )
            wrong.append(Wrong(name, zh, en))
    for name, one in told.items():
        if name not in there:
            continue
        try:
            with packed.open(name) as file:
                size, digest = _digest(file)
        except (zipfile.BadZipFile, OSError, EOFError) as error:
            wrong.append(Wrong(name, f"内容损坏：{error}", f"its bytes are damaged: {error}"))
            continue
        if size != one["size"]:
            zh, en = f"应有 {one['size']} 字节，实有 {size}", f"it should have {one['size']} bytes and has {size}"
            wrong.append(Wrong(name, zh, en))
        elif digest != one["sha256"]:
            wrong.append(Wrong(name, "内容被改过：SHA-256 不符", "it was changed: its SHA-256 differs"))
    if SUMS in there and set(told) <= set(there):
        listed = "".join(f"{one['sha256']}  {name}\n" for name, one in told.items() if name != SUMS)
        if _text(packed, SUMS).decode("utf-8", "replace") != listed:
            wrong.append(Wrong(SUMS, "与清单不一致", "it does not agree with the manifest"))


def _prove_packing(packed: zipfile.ZipFile, manifest: dict[str, Any], wrong: list[Wrong]) -> None:
    """Was it packed as we pack: in the manifest's order, unpressed, without times or gaps?"""
    expected = [str(one["path"]) for one in manifest["entries"]] + [MANIFEST]
    infos = packed.infolist()
    odd = next(
        (
            one.filename
            for one in infos
            if one.compress_type != zipfile.ZIP_STORED or one.date_time != EPOCH or one.comment or one.flag_bits & 0x1
        ),
        None,
    )
    hidden = _hidden(packed)
    if hidden:
        zh, en = "压缩包里夹着目录没有列出的数据", "data lie in it that its own directory does not name"
        wrong.append(Wrong(hidden, zh, en))
    same_names = sorted(expected) == sorted(one.filename for one in infos)
    if same_names and (odd is not None or expected != [one.filename for one in infos]):
        where = odd or "ZIP"
        wrong.append(
            Wrong(
                where,
                "压缩包被重新打过（次序、时间或压缩方式不同）",
                "it was packed anew: order, times or packing differ",
            )
        )


def _hidden(packed: zipfile.ZipFile) -> str:
    """After which entry data lie that the directory does not name, or which entry bears two names; empty where none."""
    file, end, last = packed.fp, 0, "ZIP"
    assert file is not None
    for one in sorted(packed.infolist(), key=lambda info: info.header_offset):
        if one.header_offset != end:
            return last
        file.seek(one.header_offset)
        head = file.read(_LOCAL)
        if len(head) < _LOCAL:
            return one.filename
        named, more = struct.unpack("<HH", head[26:30])
        if file.read(named).decode("utf-8", "replace") != one.orig_filename:
            return one.filename
        end, last = one.header_offset + _LOCAL + named + more + one.compress_size, one.filename
    return "" if end == packed.start_dir else last


def _prove_log(packed: zipfile.ZipFile, manifest: dict[str, Any], wrong: list[Wrong]) -> int:
    """Is the log a chain from its first line, and its last the one that the manifest names?"""
    if LOG not in packed.namelist():
        return 0
    texts = _text(packed, LOG).decode("utf-8", "surrogateescape").split("\n")
    if texts and not texts[-1]:
        texts.pop()
    head = ""
    for position, text in enumerate(texts, 1):
        where = f"{LOG}:{position}"
        try:
            line = json.loads(text)
            if not isinstance(line, dict):
                raise TypeError("not an object")
        except (ValueError, TypeError) as error:
            wrong.append(Wrong(where, f"这一行读不懂：{error}", f"the line is unreadable: {error}"))
            line = {}
        if line and line.get("position") != position:
            wrong.append(
                Wrong(where, "行号不连续：有的行被删去或插入", "positions do not follow: lines were cut or put in")
            )
        if line and line.get("prev") != head:
            wrong.append(
                Wrong(
                    where,
                    "与上一行不相连：上一行被改过、删去或插入",
                    "it does not follow the line before, which was changed, cut or put in",
                )
            )
        if line and line.get("number") != manifest.get("number"):
            wrong.append(Wrong(where, "不是这件投诉的日志", "it is not of this complaint's log"))
        head = hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()
    told = manifest.get("log", {})
    if head != told.get("head") or len(texts) != told.get("lines"):
        wrong.append(
            Wrong(
                LOG,
                f"末行与清单不符（应有 {told.get('lines')} 行）",
                f"its end is not what the manifest says ({told.get('lines')} lines)",
            )
        )
    return len(texts)


def _prove_items(manifest: dict[str, Any], wrong: list[Wrong]) -> None:
    """Has every item the bytes that arrived?"""
    digests = {str(one["path"]): one["sha256"] for one in manifest["entries"]}
    for one in manifest.get("items", []):
        path = one.get("path")
        if path and digests.get(path) != one.get("sha256"):
            wrong.append(
                Wrong(
                    path,
                    "导出时就已与收到时不同（材料库里损坏）",
                    "it was not as it arrived when it was taken out: the store was damaged",
                )
            )


def main() -> int:
    """Prove the file named on the command line."""
    found = prove(Path(sys.argv[1]))
    for one in found.wrong:
        sys.stdout.write(f"{one.where}: {one.zh} | {one.en}\n")
    sys.stdout.write(f"{'OK' if found.ok else 'WRONG'} {found.number} sha256:{found.digest} log:{found.head}\n")
    return 0 if found.ok else 1


if __name__ == "__main__":
    raise SystemExit(main())
