"""Why two texts are thought to be one matter, or not, in plain words; and the words that the texts of a group share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import ceil

from wenguo.advice.groups.likeness import FEATURES
from wenguo.advice.groups.prints import folded
from wenguo.text import Text

_MUCH, _LITTLE = 0.35, 0.12
_LONGEST = 14
_WORDS = 4
_READ = 600  # characters of each text
_TEXTS = 16
_SHARE = 0.5  # of the texts must hold a word for it to be shared
_EDGES = frozenset(
    "的了是在和与对把被向请我你他她有没不这那为也都就还要能会到给从让及或于其因所而且但们个一等之很已以来"
)
_PLAIN = frozenset(
    "the and for was were that this with you your they them there have has had not but are our from very just about after "
    "again all any can could will would been when what which who dear please hello sir madam".split()
)


class _Seen(dict[str, float]):
    """Features by name."""

    def __init__(self, features: Sequence[float]) -> None:
        super().__init__(zip(FEATURES, features, strict=True))


def because(features: Sequence[float], shared: Sequence[str] = ()) -> Text:
    """Why a text stands in a group: what it has in common with the member it is most like."""
    seen = _Seen(features)
    zh, en = [], []
    if seen["names"] >= _LITTLE or seen["title_names"] >= _MUCH:
        zh.append("说的是同一个地方或单位")
        en.append("it names the same place or body")
    if seen["matter"] >= _LITTLE or seen["words"] >= _MUCH:
        zh.append("说的是同一件事")
        en.append("it tells of the same matter")
    if seen["same_person"]:
        zh.append("是同一个人写的")
        en.append("the same person wrote it")
    if seen["days"] >= 0.8:
        zh.append("时间相近")
        en.append("it came within days")
    if shared:
        zh.append(f"都写到“{'”“'.join(shared)}”")
        en.append(f"both write “{'”, “'.join(shared)}”")
    if not zh:
        return Text("整段文字相近。", "The texts as a whole are alike.")
    return Text("，".join(zh) + "。", (", ".join(en) + ".").capitalize())


def why_not(features: Sequence[float], *, taught: bool = False) -> Text:
    """Why a text that looks alike stands outside."""
    seen = _Seen(features)
    if taught:
        return Text("有人说过：这不是一件事。", "A person has said that this is another matter.")
    if seen["other_area"]:
        return Text("事情相像，但不在同一个区县。", "It sounds alike, but in another district.")
    if seen["other_number"]:
        return Text(
            "说法相近，但号码（线路、楼栋、日期）不同。",
            "It sounds alike, but the numbers (line, building, date) differ.",
        )
    if seen["names"] >= 1.5 * seen["matter"] and seen["matter"] < _MUCH:
        return Text("同一个地方或单位，但说的是另一件事。", "The same place or body, but another matter.")
    if seen["matter"] > seen["names"] and seen["names"] < _MUCH:
        return Text(
            "同一类事，但没有说到同一个地方或单位。", "The same kind of matter, but not the same place or body."
        )
    return Text("只有部分说法相近，还不足以说是一件事。", "Only part of it is alike: not enough to call it one matter.")


def shared_words(texts: Sequence[str], most: int = 6) -> tuple[str, ...]:
    """The stretches of whole words that at least half of the texts hold, those that tell most first."""
    texts = [folded(one[:_READ]) for one in texts[:_TEXTS]]
    if len(texts) < 2:
        return ()
    held: Counter[str] = Counter()
    for text in texts:
        held.update(_stretches(text))
    enough = max(2, ceil(len(texts) * _SHARE))
    kept = {one: count for one, count in held.items() if count >= enough and _tells(one)}
    found: list[str] = []
    for one in sorted(kept, key=lambda one: (-kept[one] * _worth(one), one)):
        if not any(_overlap(one, other) for other in found):
            found.append(one)
        if len(found) == most:
            break
    return tuple(found)


def _stretches(text: str) -> set[str]:
    """Neighbouring words, up to _WORDS of them, that make no more than _LONGEST characters."""
    import rjieba

    found: set[str] = set()
    for run in text.split():
        words = [run] if run.isascii() else rjieba.cut(run)
        for at in range(len(words)):
            for end in range(at + 1, min(at + _WORDS, len(words)) + 1):
                stretch = "".join(words[at:end])
                if len(stretch) > _LONGEST and end > at + 1:
                    break
                found.add(stretch)
    return found


def _overlap(one: str, other: str) -> bool:
    """Do they say much the same? Half of the shorter one's pairs stand in the other."""
    if one in other or other in one:
        return True
    ours, theirs = ({text[at : at + 2] for at in range(len(text) - 1)} for text in (one, other))
    return 2 * len(ours & theirs) >= min(len(ours), len(theirs))


def _worth(one: str) -> float:
    """A long stretch tells more than a short one, though not in proportion."""
    return float(len(one) ** 0.75 * 1.5 if one.isascii() else len(one) ** 1.5)


def _tells(one: str) -> bool:
    if len(one) < 2 or one.isdigit():
        return False
    if one.isascii():
        return len(one) > 2 and one not in _PLAIN
    return one[0] not in _EDGES and one[-1] not in _EDGES
