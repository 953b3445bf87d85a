"""Reads a question: words are all wanted, `OR` `|`, `NOT` `-`, "a phrase" and (groups) as people know them."""

import re
from dataclasses import dataclass
from typing import Final

from wenguo.search.tokens import fold, sought

MOST_CHARACTERS: Final = 2000
MOST_PHRASES: Final = 50
DEEPEST: Final = 20


class BadQuery(ValueError):
    """A question that cannot be asked, with the reason for the person who asked it."""

    def __init__(self, zh: str, en: str) -> None:
        """Keeps the reason in both languages."""
        super().__init__(en)
        self.zh = zh
        self.en = en


@dataclass(frozen=True, slots=True)
class Phrase:
    """Characters that must stand together; a space stands for any separators."""

    text: str

    @property
    def sought(self) -> tuple[str, bool]:
        """Its tokens as an index knows them, and whether the last one is only a beginning."""
        return sought(self.text)


@dataclass(frozen=True, slots=True)
class And:
    """Everything in `parts` is wanted; at least one of them is no `Not`."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any one of `parts` will do; none of them is a `Not`."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """`part` is unwanted; stands only within an `And`."""

    part: "Node"


type Node = Phrase | And | Or | Not


@dataclass(frozen=True, slots=True)
class Query:
    """A question that any index can answer."""

    root: Node

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """The phrases wanted, each once, in the order asked."""
        return tuple(dict.fromkeys(_wanted(self.root)))


def parse(asked: str) -> Query:
    """The question in these words, or `BadQuery`."""
    if len(asked) > MOST_CHARACTERS:
        raise BadQuery(
            f"查询太长：最多 {MOST_CHARACTERS} 个字符。",
            f"The question is too long: at most {MOST_CHARACTERS} characters.",
        )
    reader = _Reader(asked)
    root = reader.either(0)
    if reader.kind == "close":
        raise BadQuery("多了一个右括号。", "There is a closing bracket without an opening one.")
    if root is None:
        raise BadQuery("请输入要查找的字词。", "There is no word to look for.")
    if isinstance(root, Not):
        raise _only_not()
    return Query(root)


_BEFORE_SIGN: Final = r"(?<![^\s(（|｜])"
_AFTER_WORD: Final = r"(?=[\s\"“”„＂()（）|｜]|$)"
_LEXEMES: Final = re.compile(
    rf"""(?P<quoted>["“”„＂][^"“”„＂]*["“”„＂])
    | (?P<quote>["“”„＂])
    | (?P<open>[(（])
    | (?P<close>[)）])
    | (?P<or>[|｜]+ | OR{_AFTER_WORD})
    | (?P<and>AND{_AFTER_WORD})
    | (?P<not>NOT{_AFTER_WORD} | {_BEFORE_SIGN}[-－](?=[^\s-]))
    | (?P<word>[^\s"“”„＂()（）|｜]+)""",
    re.VERBOSE,
)
_BEGINS: Final = frozenset({"word", "quoted", "quote", "open", "not"})


class _Reader:
    """Walks over a question once, from left to right."""

    def __init__(self, asked: str) -> None:
        self.lexemes = _LEXEMES.finditer(asked)  # what is skipped between two of them is white space
        self.count = 0
        self.step()

    def step(self) -> None:
        """Goes to the next word or sign; `kind` is None at the end."""
        found = next(self.lexemes, None)
        self.kind = found.lastgroup if found else None
        self.word = found[0] if found else ""

    def either(self, depth: int) -> Node | None:
        """Parts joined by OR."""
        first = self.every(depth)
        if self.kind != "or":
            return first
        parts = [first]
        while self.kind == "or":
            self.step()
            parts.append(self.every(depth))
        wanted: list[Node] = []
        for part in parts:
            if part is None:
                raise BadQuery("“OR”（|）的两边都要有字词。", "OR (|) needs a word on both sides.")
            if isinstance(part, Not):
                raise _only_not()
            wanted += part.parts if isinstance(part, Or) else (part,)
        return Or(tuple(wanted))

    def every(self, depth: int) -> Node | None:
        """Parts that stand side by side, or are joined by AND."""
        parts: list[Node] = []
        while self.kind in _BEGINS | {"and"}:
            if self.kind == "and":
                self.step()
                if not parts or self.kind in {None, "close", "or", "and"}:
                    raise BadQuery("“AND”的两边都要有字词。", "AND needs a word on both sides.")
                continue
            part = self.one(depth)
            if isinstance(part, And):
                parts += part.parts
            elif part is not None:
                parts.append(part)
        return _all_of(parts)

    def one(self, depth: int) -> Node | None:
        """One word, phrase or group, wanted or not; None where it holds nothing that can be looked for."""
        if self.kind == "not":
            return self.unwanted(depth)
        if self.kind == "open":
            return self.group(depth)
        if self.kind == "quote":
            raise BadQuery("引号没有成对。", "A closing quote is missing.")
        pieces = fold(self.word).split()
        if self.kind == "quoted":
            pieces = [" ".join(pieces)]
        self.step()
        self.count += len(pieces)
        if self.count > MOST_PHRASES:
            raise BadQuery(f"最多查找 {MOST_PHRASES} 个词。", f"At most {MOST_PHRASES} words can be looked for.")
        return _all_of([Phrase(piece) for piece in pieces if piece])

    def unwanted(self, depth: int) -> Node | None:
        """What stands behind NOT."""
        self.step()
        if self.kind not in _BEGINS:
            raise BadQuery("“NOT”（-）后面要有字词。", "NOT (-) needs a word behind it.")
        if depth == DEEPEST:
            raise _too_deep()
        part = self.one(depth + 1)
        if part is None:
            return None
        return part.part if isinstance(part, Not) else Not(part)

    def group(self, depth: int) -> Node | None:
        """What stands between brackets."""
        if depth == DEEPEST:
            raise _too_deep()
        self.step()
        inner = self.either(depth + 1)
        if self.kind != "close":
            raise BadQuery("缺少右括号。", "A closing bracket is missing.")
        self.step()
        return inner


def _all_of(parts: list[Node]) -> Node | None:
    """The node for several parts all wanted: as small as can be."""
    if len(parts) == 1:
        return parts[0]
    if parts and all(isinstance(part, Not) for part in parts):
        return Not(Or(tuple(part.part for part in parts if isinstance(part, Not))))
    return And(tuple(parts)) if parts else None


def _wanted(node: Node) -> list[Phrase]:
    """Every phrase of a node that is not under a `Not`."""
    match node:
        case Phrase():
            return [node]
        case And(parts) | Or(parts):
            return [phrase for part in parts for phrase in _wanted(part)]
        case Not():
            return []


def _only_not() -> BadQuery:
    return BadQuery(
        "不能只写不要的词：请加上一个要查找的词。", "A question cannot be only NOT: add a word to look for."
    )


def _too_deep() -> BadQuery:
    return BadQuery(f"括号最多 {DEEPEST} 层。", f"Brackets may be nested {DEEPEST} deep at most.")
