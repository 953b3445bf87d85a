"""The cue lexicons: read from packs/cues-*.toml, changed by an organisation, matched with places, negation and questions."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import wenguo.packs
from wenguo.advice import cleaning, cues
from wenguo.advice.cues import BadCue, Cue
from wenguo.advice.matching import Matcher
from wenguo.advice.suggestion import Message, Span

NAMES = ("causes", "products", "kinds", "complaint-en", "feelings", "danger", "major", "abnormal")
ASKED_COUNTS = 0.5  # a cue within an "if" or a question counts half
_HAN = re.compile("[\u3400-\u9fff]")
_CLAUSE = re.compile(r"[,，。!?;:、\n()\[\]\"“”]")
_NOT_ZH = re.compile(
    r"(?:没有?|不是|并非|并不|从不|从未|未曾|毫不|绝不|绝非|不算|不存在|不会|不觉得|没人|无人|不|无|非|别)"
    r"(?:再|被|太|很|怎么|任何|什么|觉得|认为|感到|出现|发生|有|过|说|是|人|谁|你们?|他们?|她们?|我们?|算|那么|这么|真的?|故意|在|所谓){0,2}$"
)
_RHETORIC_BEFORE = re.compile(r"难道|岂|何尝|怎么不|可不|莫非|算不算|是不$")
_RHETORIC_AFTER = re.compile(r"^.{0,6}?(?:吗|么|嘛|是什么|又是什么)")
_NOT_EN = re.compile(
    r"\b(?:not|no|never|without|isnt|wasnt|arent|werent|dont|doesnt|didnt|wont|cant|hardly|neither|nor|nothing|nobody)\s+"
    r"(?:(?:a|an|any|the|at|all|very|really|so|been|being|be|is|was|in|way|that|too|particularly|ever|even|feel|feeling|think|say|saying|it|of|your|their)\s+){0,3}$"
)
_ASKED_ZH = re.compile(
    r"如果|假如|要是|万一|是否|会不会|能不能|可不可以|有没有|请问|想问|咨询一?下|怎样才能|怎么才能|若是?"
)
_ASKED_EN = re.compile(
    r"\b(?:if|whether|would|could you tell|can i|how do i|how can i|is it|does it|do you|wondering)\b"
)


class Match(NamedTuple):
    """One cue found in a message; start and end count characters of the message's text, or of its subject."""

    code: str  # without the lexicon's name
    cue: str  # as it is written in the lexicon
    start: int
    end: int
    weight: float
    field: str = "text"


class Reading:
    """A message as the lexicons read it: its forms, and the matches by lexicon and code, strongest places first."""

    def __init__(self, message: Message, plain: Mapping[str, str], found: dict[str, list[Match]]) -> None:
        """`plain` by field; `found` under "lexicon/code", negated and excluded matches already gone."""
        self.message = message
        self.plain = plain["text"]
        self._plain = plain
        self.weighed: dict[str, dict[str, float]] = {}  # kept by weighing.py
        self._found = found

    def of(self, lexicon: str) -> dict[str, list[Match]]:
        """The matches of one lexicon, by code."""
        return self._by_lexicon.get(lexicon, {})

    @cached_property
    def _by_lexicon(self) -> dict[str, dict[str, list[Match]]]:
        sorted_out: dict[str, dict[str, list[Match]]] = defaultdict(dict)
        for key, matches in self._found.items():
            lexicon, _, code = key.partition("/")
            sorted_out[lexicon][code] = matches
        return sorted_out

    @cached_property
    def language(self) -> str:
        """The language, zh or en: by what most of the words are written in."""
        han = len(_HAN.findall(self.plain[:4000]))
        return "zh" if han * 2 >= len(cues.WORD.findall(self.plain[:4000])) and han else "en"

    def span(self, match: Match) -> Span:
        """The words of a match, in the message's own writing."""
        words: str = getattr(self.message, match.field)
        return Span(match.start, match.end, words[match.start : match.end], match.field)

    def before(self, match: Match, most: int) -> str:
        """What stands before a match, as the lexicons read it."""
        return self._plain[match.field][max(0, match.start - most) : match.start]

    def spans(self, matches: Iterable[Match], most: int = 4) -> tuple[Span, ...]:
        """The words of the weightiest matches, each once, in the order of the text."""
        kept: dict[str, Match] = {}
        for match in sorted(matches, key=lambda one: (-one.weight, one.start)):
            words = self._plain[match.field][match.start : match.end]
            if words not in kept and len(kept) < most:
                kept[words] = match
        return tuple(
            self.span(match) for match in sorted(kept.values(), key=lambda one: (one.field == "text", one.start))
        )


class Lexicons:
    """All cues, ready to be matched; never changed, only made anew with changes."""

    def __init__(self, files: Mapping[str, Mapping[str, Any]], known: Mapping[str, _Read] | None = None) -> None:
        """`files`: the tables of each lexicon by its name, as in the TOML; `known`: entries that were read already."""
        self.files = files
        self._entries = {
            entry.code: entry for name, tables in files.items() for entry in _of_file(name, tables, known or {})
        }
        self.cues: tuple[Cue, ...] = tuple(cue for entry in self._entries.values() for cue in entry.cues)
        self._matcher = Matcher(self.cues)
        self._affirmed = frozenset(name for name, tables in files.items() if tables.get("negation", True) is False)
        self._requiring = frozenset(cue.code for cue in self.cues if cue.part == "requires")

    @classmethod
    def load(cls, extra: Mapping[str, Any] | None = None) -> Lexicons:
        """The lexicons of the packs, with an organisation's own cues on top: {lexicon: {code: {add_zh, remove_zh, …}}}."""
        return _shipped() if not extra else _shipped().with_changes(extra)

    def with_changes(self, changes: Mapping[str, Any]) -> Lexicons:
        """These lexicons with cues added or taken away, to be used or only to see what would change."""
        files = {name: dict(tables) for name, tables in self.files.items()}
        for name, codes in changes.items():
            if name not in files:
                raise BadCue(f"there is no lexicon “{name}”; there are: {', '.join(files)}")
            for code, change in codes.items():
                files[name][code] = _changed(files[name].get(code, {}), change, f"{name}/{code}")
        return Lexicons(files, self._entries)

    @cached_property
    def fingerprint(self) -> str:
        """Eight characters that differ when any cue does."""
        whole = "\n".join(f"{c.code}|{c.part}|{c.english}|{c.written}|{c.slots}" for c in self.cues)
        return hashlib.sha256(whole.encode("utf-8", "replace")).hexdigest()[:8]

    def read(self, message: Message | str) -> Reading:
        """Everything the lexicons find in a message, in one pass."""
        message = Message(text=message) if isinstance(message, str) else message
        plain = {"text": cleaning.normal(message.text)}
        if subject := cleaning.normal(message.subject):
            plain["subject"] = subject
        found: dict[str, list[Match]] = {}
        required: set[str] = set()
        for field, words in plain.items():
            if field == "subject" and words in plain["text"]:
                continue  # it says nothing that is not read there
            for code, matches in self._found(words, field, required):
                found.setdefault(code, []).extend(matches)
        for code in self._requiring & found.keys() - required:
            del found[code]
        return Reading(message, plain, found)

    def _found(self, plain: str, field: str, required: set[str]) -> Iterable[tuple[str, list[Match]]]:
        """What one field holds, by code; what was found of "requires" goes into `required`."""
        squeezed = cleaning.squeezed(plain)
        text = squeezed.text
        kept: dict[str, list[Match]] = defaultdict(list)
        unless: dict[str, list[tuple[int, int]]] = defaultdict(list)
        all_cues = self.cues
        for start, end, number in self._matcher.find(text):
            cue = all_cues[number]
            if cue.part == "unless":
                unless[cue.code].append((start, end))
            elif cue.part == "requires":
                required.add(cue.code)
            else:
                kept[cue.code].append(Match(cue.code, cue.written, start, end, cue.weight, field))
        for code, matches in kept.items():
            lexicon = code.partition("/")[0]
            barred = unless.get(code, []) + unless.get(f"{lexicon}/*", [])
            best = _apart([m for m in matches if not _barred(m, barred)] if barred else matches)
            if lexicon not in self._affirmed:
                best = [one for match in best if (one := _said(text, match)) is not None]
            if best:
                yield code, [_placed(match, squeezed) for match in best]


@lru_cache(maxsize=1)
def _shipped() -> Lexicons:
    return Lexicons({name: read_file(name) for name in NAMES})


def read_file(name: str, folder: Path | None = None) -> dict[str, Any]:
    """The tables of one lexicon of the packs."""
    path = (folder or wenguo.packs.FOLDER) / f"cues-{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


class _Read(NamedTuple):
    """One entry of a lexicon and its cues; the same entry need not be read twice."""

    code: str
    entry: Mapping[str, Any]
    cues: tuple[Cue, ...]


def _of_file(name: str, tables: Mapping[str, Any], known: Mapping[str, _Read]) -> Iterable[_Read]:
    lists = cues.word_lists(tables.get("words", {}))
    whole = {key: tables[key] for key in ("unless_zh", "unless_en") if key in tables}
    entries = {"*": whole, **{c: e for c, e in tables.items() if isinstance(e, Mapping) and c != "words"}}
    for code, entry in entries.items():
        before = known.get(f"{name}/{code}")
        if before is not None and (before.entry is entry or before.entry == entry):
            yield before
        else:
            yield _Read(f"{name}/{code}", entry, tuple(_of_entry(name, code, entry, lists)))


def _of_entry(name: str, code: str, entry: Mapping[str, Any], lists: Mapping[str, tuple[str, ...]]) -> Iterable[Cue]:
    for key, part, english in _KEYS:
        for written in cues.split(entry.get(key, ())):
            try:
                yield from cues.parsed(f"{name}/{code}", written, lists, english=english, part=part)
            except BadCue as problem:
                raise BadCue(f"{name}, {code}, {key}: {problem}") from None


_KEYS = (
    ("zh", "cue", False),
    ("en", "cue", True),
    ("unless_zh", "unless", False),
    ("unless_en", "unless", True),
    ("requires_zh", "requires", False),
    ("requires_en", "requires", True),
)


def _changed(entry: Mapping[str, Any], change: Mapping[str, Any], where: str) -> dict[str, Any]:
    """An entry with the cues of add_<key> added and those of remove_<key> taken away."""
    new = dict(entry)
    for key, value in change.items():
        act, _, target = key.partition("_")
        if act not in {"add", "remove"} or target not in {known for known, _, _ in _KEYS}:
            raise BadCue(f"{where}: “{key}” is not one of add_zh, remove_zh, add_en, remove_en, add_unless_zh …")
        named = cues.split(value)
        present = cues.split(new.get(target, ()))
        kept = [cue for cue in present if cue not in named]
        new[target] = kept + named if act == "add" else kept
    return new


def _apart(matches: list[Match]) -> list[Match]:
    """Of matches that overlap the weightiest, then the longest; in the order of the text."""
    if len(matches) < 2:
        return matches
    taken: list[Match] = []
    for match in sorted(matches, key=lambda one: (one.start, -one.end)):
        if taken and match.start < taken[-1].end:
            if (match.weight, match.end - match.start) > (taken[-1].weight, taken[-1].end - taken[-1].start):
                taken[-1] = match
        else:
            taken.append(match)
    return taken


def _barred(match: Match, barred: list[tuple[int, int]]) -> bool:
    return any(start < match.end and match.start < end for start, end in barred[:200])


def _said(text: str, match: Match) -> Match | None:
    """None where the words deny it (“没有骗我”, “not rude”); half the weight where they only ask or suppose it."""
    before = _CLAUSE.split(text[max(0, match.start - 40) : match.start])[-1]
    if not before:
        return match
    if _HAN.search(text[match.start : match.end]):
        if denied := _NOT_ZH.search(before):
            rhetorical = _RHETORIC_BEFORE.search(before) or (
                denied[0].startswith("不是") and _RHETORIC_AFTER.match(text[match.end : match.end + 10])
            )
            if not rhetorical:
                return None
        asked = _ASKED_ZH.search(before)
    else:
        plain = before.replace("'", "")
        if _NOT_EN.search(plain) and not text[match.start : match.end].startswith(("not ", "no ", "never ")):
            return None
        asked = _ASKED_EN.search(plain)
    return match._replace(weight=match.weight * ASKED_COUNTS) if asked else match


def _placed(match: Match, squeezed: cleaning.Squeezed) -> Match:
    start, end = squeezed.origin(match.start, match.end)
    return match._replace(code=match.code.partition("/")[2], start=start, end=end)
