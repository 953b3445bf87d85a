"""The cue lexicons as people read them: each code by its name, its cues in both languages, and the organisation's own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import msgspec

from wenguo.advice import cues, lexicons
from wenguo.advice.cues import BadCue
from wenguo.advising.words import names
from wenguo.queries import office
from wenguo.text import Text

LEXICONS: dict[str, Text] = {
    "causes": Text("原因", "Causes"),
    "products": Text("产品", "Products"),
    "kinds": Text("性质", "Kinds"),
    "complaint-en": Text("英文：像不像投诉", "English: complaint or not"),
    "feelings": Text("情绪与需要", "Feelings and needs"),
    "danger": Text("人身危险", "Danger"),
    "major": Text("重大投诉", "Major complaints"),
    "abnormal": Text("异常迹象", "Out of the ordinary"),
    "replies": Text("答复用语", "Wording of replies"),
}
# the lists of an entry: which words, in which language; the first two are what most people need
LISTS: dict[str, Text] = {
    "zh": Text("中文线索", "Cues in Chinese"),
    "en": Text("英文线索", "Cues in English"),
    "unless_zh": Text("不算的中文说法", "Chinese phrases that do not count"),
    "unless_en": Text("不算的英文说法", "English phrases that do not count"),
    "requires_zh": Text("必须同时出现（中文）", "One of these must be there too (Chinese)"),
    "requires_en": Text("必须同时出现（英文）", "One of these must be there too (English)"),
}
_NAMED: dict[str, Text] = {
    "kinds/grumble": Text("流露不满", "any dissatisfaction"),
    "kinds/mild": Text("委婉的不满", "dissatisfaction said mildly"),
    "complaint-en/failure": Text("不能用、坏了", "Things that fail"),
    "complaint-en/problem": Text("问题、困难", "Problems and trouble"),
    "complaint-en/waiting": Text("等待、拖延", "Waiting"),
    "complaint-en/anger": Text("愤怒", "Anger"),
    "complaint-en/disappointment": Text("失望", "Disappointment"),
    "complaint-en/why": Text("质问", "“Why” questions"),
    "complaint-en/remedy": Text("要求补救", "Remedies asked for"),
    "complaint-en/service": Text("说到服务", "Talk of service"),
    "complaint-en/you": Text("对商家说话", "Speaking to the firm"),
    "complaint-en/thanks": Text("致谢（反面）", "Thanks (speaks against)"),
    "complaint-en/praise": Text("称赞（反面）", "Praise (speaks against)"),
    "complaint-en/question": Text("单纯询问（反面）", "Plain questions (speak against)"),
    "complaint-en/informing": Text("告知情况（反面）", "Giving information (speaks against)"),
    "complaint-en/talk": Text("闲谈（反面）", "Small talk (speaks against)"),
    "kinds/urged": Text("催促", "a plea for haste"),
    "major/vulnerable": Text("需要特别照顾的人", "somebody who needs special care"),
    "feelings/threat": Text("话说得重", "strong words"),
    "replies/good_feeling": Text("写得好：说出感受", "Good: names the feeling"),
    "replies/good_apology": Text("写得好：道歉", "Good: apologises"),
    "replies/good_received": Text("写得好：确认听到", "Good: says what was heard"),
    "replies/good_found": Text("写得好：说清查到什么", "Good: says what was found"),
    "replies/good_why": Text("写得好：说明原因", "Good: says why"),
    "replies/good_act": Text("写得好：说出怎么办", "Good: says what is done"),
    "replies/good_thanks": Text("写得好：致谢", "Good: thanks"),
    "replies/good_next": Text("写得好：下一步", "Good: says what comes next"),
    "replies/good_resolve": Text("写得好：给出解决", "Good: offers a way out"),
    "replies/good_basis": Text("写得好：写明依据", "Good: names the basis"),
    "replies/good_routes": Text("写得好：告知其他途径", "Good: names other routes"),
    "replies/good_proof": Text("写得好：给出凭据", "Good: shows what proves it"),
    "replies/good_declined": Text("写得好：把“不行”说清楚", "Good: says no clearly"),
}
_TOPICS = {"kinds": ("kind", "dissatisfaction"), "danger": ("danger",), "major": ("major",)}
# what BadCue says in English, in both languages with what to do
_WRONG: tuple[tuple[str, Text], ...] = (
    (
        "bracket is not closed",
        Text(
            "括号没有成对，或套在另一个括号里；写成 (退|换)货 这样。",
            "A bracket is not closed, or stands within another; write it as (refund|exchange).",
        ),
    ),
    (
        "there is no word list",
        Text(
            "尖括号里的词表不存在；可用的词表列在本页下方。",
            "There is no word list of this name; those there are stand at the foot of this page.",
        ),
    ),
    (
        "too many spellings",
        Text("写法组合太多；请拆成几条。", "It can be written in too many ways; please make several cues of it."),
    ),
    ("only one &", Text("一条线索里只能有一个 &。", "Only one & in a cue.")),
    ("has no words", Text("~ 或 & 的一边没有词。", "One side of ~ or & has no words.")),
)


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One code of one lexicon: the pack's lists, and what the organisation added and took out."""

    lexicon: str
    code: str
    name: Text
    pack: dict[str, list[str]]
    own: dict[str, list[str]]

    @property
    def added(self) -> int:
        """How many cues are the organisation's own."""
        return sum(len(cues_) for key, cues_ in self.own.items() if key.startswith("add_"))

    @property
    def removed(self) -> int:
        """How many of the pack's were taken out."""
        return sum(len(cues_) for key, cues_ in self.own.items() if key.startswith("remove_"))

    def has(self, wanted: str) -> bool:
        """Is this the code that somebody looks for, by name, code or one of its cues?"""
        words = (self.code, self.name.zh, self.name.en)
        if any(wanted in word.lower() for word in words):
            return True
        lists = word_lists(self.lexicon)
        return any(_says(cue, wanted, lists) for cues_ in (*self.pack.values(), *self.own.values()) for cue in cues_)


def entries(own: Mapping[str, Any], lexicon: str | None = None) -> list[Entry]:
    """Every code of one lexicon, or of all."""
    found = []
    for name in (lexicon,) if lexicon is not None else LEXICONS:
        changed = own.get(name, {})
        for code, pack in _packed()[name].items():
            found.append(
                Entry(lexicon=name, code=code, name=_name(name, code), pack=pack, own=dict(changed.get(code, {})))
            )
    return found


def entry(own: Mapping[str, Any], lexicon: str, code: str) -> Entry | None:
    """One code, None where there is none of the name."""
    return next((one for one in entries(own, lexicon) if one.code == code), None) if lexicon in LEXICONS else None


def _says(cue: str, wanted: str, lists: Mapping[str, tuple[str, ...]]) -> bool:
    """Can the cue be read as these words: as it is written, or in one of its spellings?"""
    if wanted in cue.lower():
        return True
    if "(" not in cue or not all(char in cue.lower() for char in wanted.replace(" ", "")):
        return False
    try:
        pieces = re.split("[~&]", cue.rstrip("!?"))
        return any(wanted in one.lower() for piece in pieces for one in cues.spellings(piece, lists))
    except BadCue:  # more spellings than are spelt out
        return False


def wrong(lexicon: str, list_: str, written: Sequence[str]) -> Text | None:
    """What is wrong with cues somebody wrote, naming the one; None where all can be read."""
    for cue in written:
        try:
            cues.parsed(f"{lexicon}/x", cue, word_lists(lexicon), english=list_.endswith("en"))
        except BadCue as problem:
            said = next(
                (text for sign, text in _WRONG if sign in str(problem)), Text("写法有误。", "It cannot be read.")
            )
            return Text(f"“{cue}”：{said.zh}", f"“{cue}”: {said.en}")
    return None


@lru_cache(maxsize=16)
def word_lists(lexicon: str) -> dict[str, tuple[str, ...]]:
    """The word lists that cues of a lexicon may use, by name."""
    return cues.word_lists(lexicons.read_file(lexicon).get("words", {}))


@lru_cache(maxsize=1)
def _packed() -> dict[str, dict[str, dict[str, list[str]]]]:
    found: dict[str, dict[str, dict[str, list[str]]]] = {}
    for name in LEXICONS:
        tables = lexicons.read_file(name)
        found[name] = {
            code: {key: cues.split(table[key]) for key in LISTS if key in table}
            for code, table in tables.items()
            if isinstance(table, Mapping) and code != "words" and any(key in table for key in LISTS)
        }
    return found


def _name(lexicon: str, code: str) -> Text:
    found = office.taxonomy().get(code) if lexicon in {"causes", "products"} else None
    if found is not None:
        return Text(found.zh, found.en)
    if f"{lexicon}/{code}" in _NAMED:
        return _NAMED[f"{lexicon}/{code}"]
    topic, _, label = code.partition("_")
    for key in [(topic, label), *((one, code) for one in _TOPICS.get(lexicon, ()))]:
        if key in names():
            return names()[key]
    return _of_replies(code) if lexicon == "replies" else Text(code, code)


@lru_cache(maxsize=128)
def _of_replies(code: str) -> Text:
    from wenguo.advice.replies.saying import NAMES

    finding = lexicons.read_file("replies").get(code, {}).get("finding", code)
    return NAMES.get(finding, Text(code, code))
