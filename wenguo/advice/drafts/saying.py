"""What a letter says of findings, of each demand with its decision, and of the clauses they rest on."""

from __future__ import annotations

import re

from wenguo.advice.drafts.given import Demand, Given
from wenguo.advice.drafts.writing import Piece, Pieces, blank, joined
from wenguo.text import Text

DECISIONS: dict[str, Text] = {
    "support": Text("我们同意", "we agree"),
    "part": Text("我们部分同意", "we agree in part"),
    "not": Text("我们不能同意", "we cannot agree"),
    "not_ours": Text("这一项不属于我们能决定的", "this is not ours to decide"),
}
DECISION = Text("决定", "the decision")
REASON = Text("依据和理由", "the basis and the reason")
NO_DEMAND = Text("诉求和对它的决定", "what is asked for, and the decision on it")
# words of a basis that is a rule: anything else is proof (a recording, a record)
_RULE = re.compile(
    r"《|第\s*[\d〇零一二三四五六七八九十百千、]+\s*条|合同|协议|条款|约定|规定|条例|办法|规则|法律|法\b|民法|保护法"
    r"|\b(?:act|clause|section|article|contract|agreement|terms|policy wording|regulation|regulations|code|rule|rules|tariff|warranty|conditions)\b",
    re.IGNORECASE,
)


def is_rule(basis: str) -> bool:
    """Does a basis name a rule, a contract or a law, and not only proof?"""
    return bool(_RULE.search(basis))


def _parts(basis: str) -> list[str]:
    """A basis names rules and proof side by side, semicolons between them."""
    return [part for one in re.split(r"[;；\n]", basis) if (part := one_line(one))]


def _rules(given: Given) -> list[str]:
    return list(dict.fromkeys(part for one in given.findings for part in _parts(one.basis) if is_rule(part)))


def rule(given: Given, language: str) -> Pieces:
    """The clauses that findings rest on, each once; those of decisions stand beside the decisions."""
    zh = language.startswith("zh")
    lines = [
        [Piece("依据：" if zh else "The basis: "), Piece(one, "basis", f"basis {n}"), Piece("。" if zh else ".")]
        for n, one in enumerate(_rules(given))
    ]
    return joined(lines, "\n")


def is_ruled(given: Given) -> bool:
    """Does the record name a clause for anything that was found or decided?"""
    return bool(_rules(given)) or any(is_rule(one.basis) for one in given.demands)


def findings(given: Given, language: str) -> Pieces:
    """Each finding with its day and what it rests on."""
    zh = language.startswith("zh")
    lines: list[Pieces] = []
    for number, one in enumerate(given.findings):
        line = [Piece("· ")]
        if one.day:
            line += [Piece(one.day, "record"), Piece("，" if zh else ": ")]
        line.append(Piece(one_line(one.words), "finding", f"finding {number}"))
        if proof := [part for part in _parts(one.basis) if not is_rule(part)]:
            shown = ("；" if zh else "; ").join(proof)
            line += [
                Piece("（凭据：" if zh else " (as shown by: "),
                Piece(shown, "basis", f"proof {number}"),
                Piece("）" if zh else ")"),
            ]
        lines.append([*line, Piece("。" if zh else ".")])
    return joined(lines, "\n")


def decisions(demands: tuple[Demand, ...], language: str) -> Pieces:
    """Every demand in turn: what is decided and why, or the blanks for it."""
    zh = language.startswith("zh")
    if not demands:
        return [Piece("1. "), *blank(NO_DEMAND, language)]
    lines: list[Pieces] = []
    for number, one in enumerate(demands, 1):
        line = [
            Piece(f"{number}. 关于“" if zh else f"{number}. On “"),
            Piece(quotable(one.words), "words", f"demand {number}"),
            Piece("”：" if zh else "”: "),
        ]
        decided = DECISIONS.get(one.decision)
        line += (
            [Piece(decided.said(language), "decision", f"decision {number}")] if decided else blank(DECISION, language)
        )
        if one.offer:
            line += [
                Piece("。办法是：" if zh else "; namely: "),
                Piece(one_line(one.offer), "decision", f"offer {number}"),
            ]
        line.append(Piece("。因为：" if zh else ". This is because: "))
        line += [Piece(one_line(one.basis), "basis", f"reason {number}")] if one.basis else blank(REASON, language)
        line.append(Piece("。" if zh else "."))
        lines.append(line)
    return joined(lines, "\n")


def one_line(text: str) -> str:
    """Somebody's words as part of a sentence: one line, without the mark at its end."""
    return " ".join(text.split()).rstrip("。．.;；")


def quotable(text: str) -> str:
    """The same to stand between quotation marks."""
    return re.sub(r"[“”\"]", "", one_line(text))
