"""What came back is looked at before anybody sees it: nothing new in it, nothing of ours lost, and fit to be sent."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wenguo.advice import cleaning
from wenguo.advice.drafts.places import BLANK
from wenguo.advice.facts import extract
from wenguo.advice.language_model.masking import TOKEN
from wenguo.advice.language_model.prompting import Purpose
from wenguo.advice.language_model.sentence import Sentence
from wenguo.advice.replies import check
from wenguo.advice.replies.found import Kind
from wenguo.advice.suggestion import Message, Span
from wenguo.text import Text

LONGEST = {"draft": 1.6, "summary": 1.0}  # of the material
LEAST_SHARED = {"draft": 0.55, "summary": 0.6}  # of what is said, that the material says too
_NUMBER = re.compile(
    r"\d+(?:[.,:]\d+)*%?|[零〇一二两三四五六七八九十百千万亿]{2,}|[一二两三四五六七八九十]+(?=[天日月年元块万个周次倍折])"
)
_NUMBER_EN = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|fifty|hundred|thousand|million|double|twice|half)\b"
)
_LINK = re.compile(r"https?://|www\.|[a-z0-9._-]+@[a-z0-9.-]+\.[a-z]{2,}")
_NAME = re.compile(r"(?<![.!?:]\s)(?<!^)(?<!\n)\b[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,})+\b")
_CALLED = re.compile(r"[\u4e00-\u9fff]{1,3}(?:先生|女士|小姐|经理|主任|总监|律师)")
_QUOTED = re.compile(r"“[^”\n]{1,400}”")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_WORD = re.compile(r"[a-z]{3,}")
# sentences and clauses: what a summary can be laid beside
_PIECE = re.compile(r"[^。！？!?；;\n.]+(?:[.](?=\S)[^。！？!?；;\n.]+)*[。！？!?；;.]*")
MOST_READ, MOST_SOURCES = 20_000, 3
LEAST_SOURCE = 0.25  # of a sentence's words, that a piece of the complaint must hold to count as its source
_DECIDED = re.compile(
    r"(?:不能|部分|不)?同意|(?:不)?支持|(?:全额)?退(?:款|还)|赔偿|补偿|承担(?:全部)?责任|免(?:单|费)|保证|承诺"
    r"|\b(?:cannot agree|agree|refund|compensat\w*|liab\w*|guarantee\w*|promise\w*|waive\w*|free of charge|our fault|admit\w*)\b"
)


def refused(purpose: Purpose, out: str, material: str) -> Text | None:
    """Why what came back (with its tokens) is not to be used; None where it is fit. `material` is what was sent."""
    if not out.strip():
        return Text("模型没有写出内容。", "The model wrote nothing.")
    if len(out) > max(120, LONGEST[purpose] * len(material)):
        return Text("写得比材料还长，多半添了东西。", "It is longer than the material: something was added.")
    new = _new(out, material)
    if new:
        return Text(f"出现了材料里没有的内容：{new}", f"It holds what the material does not: {new}")
    if _shared(out, material) < LEAST_SHARED[purpose]:
        return Text("说的与材料不是一回事。", "It speaks of something else than the material.")
    return _lost(out, material) if purpose == "draft" else None


def unfit(
    text: str, words: str, demands: Sequence[str], own_names: Sequence[str], kind: Kind = "message"
) -> Text | None:
    """Why a text, its tokens put back, may not be offered: a serious finding of the reply check other than blanks."""
    found = check(text, words, demands=demands, kind=kind, own_names=own_names)
    wrong = next((one for one in found.findings if one.severity == "serious" and one.code != "left_blank"), None)
    return wrong.because if wrong is not None else None


def unfounded(summary: str, words: str) -> Text | None:
    """Why a summary may not be shown: one of its sentences is said nowhere in the complaint."""
    lone = next((one.text for one in sources(summary, words) if not one.spans), None)
    return None if lone is None else Text(f"这一句在原话里没有出处：{lone}", f"Nothing they said stands behind: {lone}")


def sources(summary: str, words: str) -> tuple[Sentence, ...]:
    """Each sentence of a summary with the sentences of the complaint that share most with it, in the order of the text."""
    pieces = [Span(one.start(), one.end(), one[0]) for one in _PIECE.finditer(words[:MOST_READ]) if one[0].strip()]
    known = [(piece, _units(piece.text)) for piece in pieces]
    told = []
    for sentence in (one[0].strip() for one in _PIECE.finditer(summary)):
        left = _units(sentence)
        whole = len(left)
        if not whole:
            continue
        spans: list[Span] = []
        while left and len(spans) < MOST_SOURCES:
            piece, shared = max(
                ((one, units & left) for one, units in known), key=lambda one: len(one[1]), default=(None, set())
            )
            if piece is None or len(shared) < LEAST_SOURCE * whole:
                break
            spans.append(piece)
            left -= shared
        told.append(Sentence(text=sentence, spans=tuple(sorted(spans, key=lambda one: one.start))))
    return tuple(told)


def _new(out: str, material: str) -> str:
    """The first number, date, name, token or address that the material does not hold; empty where there is none."""
    plain, known = cleaning.normal(out), cleaning.normal(material)
    for token in TOKEN.findall(out):
        if token not in material:
            return str(token)
    bare_out, bare_known = TOKEN.sub(" ", out), cleaning.normal(TOKEN.sub(" ", material))
    numbers = {one.replace(",", "") for one in _NUMBER.findall(bare_known)}
    for one in _NUMBER.findall(cleaning.normal(bare_out)):
        if one.replace(",", "") not in numbers:
            return str(one)
    for pattern, text in ((_NUMBER_EN, plain), (_LINK, plain)):
        for found in pattern.findall(text):
            if found not in known:
                return str(found)
    for name in (*_NAME.findall(bare_out), *_CALLED.findall(bare_out)):
        if cleaning.normal(name)[-4:] not in known:
            return str(name)
    for fact in extract(Message(text=bare_out)):
        if fact.kind in {"date", "amount", "phone", "email", "order", "account"}:
            words = cleaning.normal(fact.span.text)
            if words not in known and not _same_numbers(words, known):
                return fact.span.text
    return ""


def _same_numbers(words: str, known: str) -> bool:
    """Said in other words, with the same numbers: "11月20日" for "11月20号"."""
    numbers = _NUMBER.findall(words)
    return bool(numbers) and all(one in known for one in numbers)


def _lost(out: str, material: str) -> Text | None:
    """What a reworded letter must still hold: tokens, blanks, quotations, numbers, and as many decisions of each kind."""
    for pattern in (TOKEN, BLANK, _QUOTED):
        for one in pattern.finditer(material):
            if one[0] not in out:
                return Text(f"少了原有的内容：{one[0]}", f"It lost what was there: {one[0]}")
    known = set(_NUMBER.findall(cleaning.normal(TOKEN.sub(" ", material))))
    if lost := sorted(known - set(_NUMBER.findall(cleaning.normal(TOKEN.sub(" ", out))))):
        return Text(f"少了原有的数字：{lost[0]}", f"It lost a number: {lost[0]}")
    before, after = _DECIDED.findall(cleaning.normal(material)), _DECIDED.findall(cleaning.normal(out))
    for word in {*before, *after}:
        if before.count(word) != after.count(word):
            return Text(f"改动了决定或承诺：{word}", f"It changed a decision or a promise: {word}")
    return None


def _shared(out: str, material: str) -> float:
    said, known = _units(out), _units(material)
    return len(said & known) / len(said) if said else 1.0


def _units(text: str) -> set[str]:
    plain = cleaning.normal(TOKEN.sub(" ", text))
    han = {run[at : at + 2] for run in _HAN.findall(plain) for at in range(len(run) - 1)}
    return han | {word[:6] for word in _WORD.findall(plain)}
