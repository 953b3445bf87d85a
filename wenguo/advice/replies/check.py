"""The reply check: what an employee is about to send, looked at before it goes (M09, M12, M21, M24, M27). A coach, no judge.

Works by rules alone, in Chinese and English; pure Python without numpy or models, so that a web process may import it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wenguo.advice.lexicons import ASKED_COUNTS, Match
from wenguo.advice.replies import basis, promises, specifics
from wenguo.advice.replies.demands import answered, from_complaint
from wenguo.advice.replies.found import SEVERITIES, Check, DemandAnswered, Finding, Kind, Movement, Voice
from wenguo.advice.replies.movements import movements
from wenguo.advice.replies.others import BETTER, others
from wenguo.advice.replies.reading import Reply
from wenguo.advice.replies.saying import BECAUSE, LEFT_OUT, NAMES
from wenguo.advice.replies.scoring import Seen, scored
from wenguo.advice.replies.voices import voices
from wenguo.advice.replies.wording import Entry, Wordings
from wenguo.text import Text

MOST = 60  # findings that are told; more would not be read
MOST_OF_ONE = 3  # places of one list that are told: after the third the point is made
LITTLE = 0.2  # substance below which an answer says nothing of the matter
CROWDED = 2  # set phrases that may stand before they are spoken of
_IF = frozenset({"admission", "conclusion", "promise_absolute", "promise_undated"})  # said only under an "if": not said


def check(
    reply: str,
    complaint: str = "",
    *,
    demands: Sequence[str] = (),
    kind: Kind = "answer",
    required: Sequence[str] = (),
    authority_fen: int | None = None,
    own_names: Sequence[str] = (),
    wordings: Wordings | None = None,
) -> Check:
    """Look at a text before it is sent or filed. Never raises; the same text gives the same check.

    `demands` are what is asked for (read from the complaint where none are given), `required` the parts the pack asks an
    answer to hold, `authority_fen` what the author may grant, `own_names` names that may stand in it, `wordings` the
    organisation's lists.
    """
    read = Reply(reply, complaint, wordings or Wordings.load())
    substance = specifics.read(read.plain).substance
    asked: tuple[DemandAnswered, ...] = ()
    moves: tuple[Movement, ...] = ()
    kept: tuple[Voice, ...] = ()
    findings = [*_worded(read, kind), *_personal(read, own_names), *basis.blanks(read)]
    if kind == "note":
        kept = voices(read)
        findings += _unkept(kept, findings)
    else:
        findings += promises.beyond(read, authority_fen)
        moves = movements(read)
    if kind == "answer":
        asked = answered(read, demands) if any(one.strip() for one in demands) else from_complaint(read)
        findings += _left_out(read, moves, asked, substance)
        findings += basis.owed(read, asked, required)
    elif moves:
        moves = moves[:1]  # in conversation the other two come in their time
    told = _ordered(findings)
    score, parts = scored(Seen(kind, told, moves, asked, substance))
    if not reply.strip():
        score = 0
    return Check(kind=kind, score=score, parts=parts, findings=told, movements=moves, demands=asked, voices=kept)


def _worded(reply: Reply, kind: Kind) -> Iterable[Finding]:
    """Findings on words of the lists, each list for itself; of overlapping places of one finding the first is told."""
    crowd = sum(len(reply.matches(code)) for code, one in reply.wordings.entries.items() if one.when == "crowded")
    taken: dict[str, int] = {}
    for code, entry in reply.wordings.entries.items():
        if kind not in entry.kinds or (entry.when == "crowded" and crowd <= CROWDED):
            continue
        told = 0
        for match in reply.matches(code):
            if told >= MOST_OF_ONE or match.start < taken.get(entry.finding, 0) or _excused(reply, entry, match):
                continue
            taken[entry.finding] = match.end
            told += 1
            yield Finding(
                code=entry.finding,
                severity=entry.severity,
                name=NAMES.get(entry.finding, Text(entry.finding, entry.finding)),
                because=BECAUSE.get(entry.finding, Text("这样说可以更好。", "This can be said better.")),
                better=entry.better,
                span=reply.span(match.start, match.end),
            )


def _excused(reply: Reply, entry: Entry, match: Match) -> bool:
    if entry.when == "unproven" and reply.first_found() < match.start:
        return True
    if entry.when == "undated" and promises.has_time(reply, match.start):
        return True
    return entry.finding in _IF and match.weight < 1 / ASKED_COUNTS and _under_if(reply, match)


def _under_if(reply: Reply, match: Match) -> bool:
    """Weak cues weigh little too; so look whether an if really stands before the words in their clause."""
    before = reply.plain[max(0, match.start - 40) : match.start]
    return any(word in before for word in ("如果", "假如", "是否", "若", "要是", "万一", "如查", "if ", "whether "))


def _personal(reply: Reply, own_names: Sequence[str]) -> Iterable[Finding]:
    for one in others(reply, own_names):
        yield Finding(
            code="personal_data",
            severity=one.severity,
            name=NAMES["personal_data"],
            because=one.because,
            better=BETTER,
            span=reply.span(one.start, one.end),
        )


def _left_out(
    reply: Reply, moves: Sequence[Movement], asked: Sequence[DemandAnswered], substance: float
) -> Iterable[Finding]:
    """What an answer lacks: where it says next to nothing, that alone is told."""
    if substance < LITTLE:
        yield basis.left_out("too_little", "serious", reply, 0, min(len(reply.text), 200))
    else:
        missing = {one.code for one in moves if not one.present}
        if "receive" in missing:
            yield basis.left_out("feeling_missing", "minor")
        if "clarify" in missing:
            yield basis.left_out("reason_missing", "minor")
        if "close" in missing:
            yield basis.left_out("close_missing", "hint")
    for one in asked:
        if not one.answered:
            because = Text(f"“{one.demand}”在答复里没有下文。", f"Nothing in the reply speaks of “{one.demand}”.")
            better = Text(
                f"关于“{one.demand}”：我们〔同意/部分同意/不能同意〕，因为〔理由〕；〔日期〕前〔做什么〕。",
                f"On “{one.demand}”: we [agree / agree in part / cannot agree], because [reason]; by [date] we will [what].",
            )
            yield Finding(code="unanswered", severity="minor", name=NAMES["unanswered"], because=because, better=better)


def _unkept(kept: Sequence[Voice], findings: Sequence[Finding]) -> Iterable[Finding]:
    """A note that judges but keeps none of their words."""
    judged = {"label", "conclusion", "our_reading"} & {one.code for one in findings}
    if judged and not any(voice.who == "theirs" for voice in kept):
        because, better = LEFT_OUT["no_quote"]
        yield Finding(code="no_quote", severity="hint", name=NAMES["no_quote"], because=because, better=better)


def _ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The most serious first, then in the order of the text; what is missing last; each place and code once."""
    seen: set[tuple[str, int, str]] = set()
    kept = []
    for one in findings:
        key = (one.code, one.span.start if one.span else -1, one.because.zh if one.span is None else "")
        if key not in seen:
            seen.add(key)
            kept.append(one)
    kept.sort(key=lambda one: (SEVERITIES.index(one.severity), one.span.start if one.span else 1 << 60, one.code))
    return tuple(kept[:MOST])
