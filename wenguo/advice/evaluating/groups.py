"""Groups of one matter among messages, and pairs of one matter ranked: B-cubed always beside traps and false groups.

B-cubed (Bagga and Baldwin 1998) over the members of the matters that a reader found; a trap is a pair of messages that
look alike and are different matters; a false group is one of three or more people that holds two trap messages.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from itertools import combinations
from typing import Any

from wenguo.advice.evaluating.task import Data, Outcome, Prediction, Row, Task, Value
from wenguo.advice.groups.finding import Found, features, find
from wenguo.advice.groups.gathering import pair
from wenguo.advice.groups.judging import SHIPPED
from wenguo.advice.groups.prints import Print, print_of

HOT, GOLD, TRAPS, PAIRS = "taidi_hot", "taidi_hot_gold_OURS", "taidi_hot_traps_OURS", "taidi_hot_pairs_OURS"
FOLDS = 3
_FOUND = 0.5  # Jaccard from which on a matter counts as found
_ANNOUNCED = 3  # people from whom on a group would be announced
# metric → (first baseline, aim), on the sealed part with its 31 matters and 112 trap pairs
_BEFORE = {
    "b3_f1": (0.825, 0.91), "b3_precision": (0.942, None), "b3_recall": (0.733, None), "groups_found": (28, 30),
    "trap_pairs_merged": (23, 6), "false_groups": (6, 2),
}  # fmt: skip
_OF = {
    "groups_found": ("groups", 31),
    "trap_pairs_merged": ("trap_pairs", 112),
}  # counts → out of which, how many there


class Messages:
    """The messages of a part, with what a reader said of them."""

    def __init__(self, rows: Sequence[Row], gold: Sequence[Row], traps: Sequence[Row]) -> None:
        self.ids = [str(row["msg_id"]) for row in rows]
        self.person = {one: str(row["user_code"]) for one, row in zip(self.ids, rows, strict=True)}
        self.same_text = {one: row.get("dup_group") for one, row in zip(self.ids, rows, strict=True)}
        self.prints = [_print(row) for row in rows]
        self.gold = [row for row in gold if str(row["msg_id"]) in self.person]
        self.traps = [row for row in traps if str(row["msg_id"]) in self.person]

    def only(self, kept: Collection[str]) -> Messages:
        """The same with fewer messages."""
        part = Messages([], [], [])
        part.ids = [one for one in self.ids if one in kept]
        part.person = {one: self.person[one] for one in part.ids}
        part.same_text = self.same_text
        part.prints = [mark for one, mark in zip(self.ids, self.prints, strict=True) if one in kept]
        part.gold = [row for row in self.gold if str(row["msg_id"]) in kept]
        part.traps = [row for row in self.traps if str(row["msg_id"]) in kept]
        return part

    def matters(self) -> dict[str, dict[str, str]]:
        """Matter → message → its role in it."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for row in self.gold:
            found[str(row["matter"])][str(row["msg_id"])] = str(row["role"])
        return found

    def themes(self) -> dict[str, list[str]]:
        """Theme → messages that look alike and are different matters."""
        found: dict[str, list[str]] = defaultdict(list)
        for row in self.traps:
            found[str(row["theme"])].append(str(row["msg_id"]))
        return found


def read(data: Data, part: str) -> Messages:
    """The messages of a part of the data."""
    return Messages(data.rows(HOT, part), data.rows(GOLD, part), data.rows(TRAPS, part))


def _print(row: Row) -> Print:
    said = row.get("time")
    try:
        at = datetime.fromisoformat(str(said)) if said else None
    except ValueError:
        at = None
    return print_of(str(row.get("title") or ""), str(row.get("detail") or ""), str(row.get("user_code") or ""), at)


def counted(messages: Messages, cluster: Mapping[str, int]) -> Counter[str]:
    """The sums from which the figures are made, so that folds can be added up."""
    together: dict[int, set[str]] = defaultdict(set)
    for one, number in cluster.items():
        if number != -1:
            together[number].add(one)
    sums: Counter[str] = Counter()
    kinds = {str(row["matter"]): str(row["kind"]) for row in messages.gold}
    for matter, roles in messages.matters().items():
        members = {one for one, role in roles.items() if role == "member"}
        unsure = {one for one, role in roles.items() if role == "optional"}
        best = 0.0
        for one in members:
            beside = together.get(cluster.get(one, -1), {one}) - (unsure - {one})
            right = len(beside & members)
            sums["precision"] += right / len(beside)  # type: ignore[assignment]  # sums of shares
            sums["recall"] += right / len(members)  # type: ignore[assignment]
            best = max(best, right / len(beside | members))
        sums["members"] += len(members)
        sums["groups"] += kinds[matter] == "group"
        sums["groups_found"] += kinds[matter] == "group" and best >= _FOUND
    for alike in messages.themes().values():
        for a, b in combinations(alike, 2):
            sums["trap_pairs"] += 1
            sums["trap_pairs_merged"] += cluster.get(a, -1) == cluster.get(b, -1) != -1
    trapped = {str(row["msg_id"]) for row in messages.traps}
    for group in together.values():
        people = {messages.person[one] for one in group if one in messages.person}
        sums["false_groups"] += len(people) >= _ANNOUNCED and len(group & trapped) > 1
    return sums


def figures(sums: Mapping[str, float]) -> dict[str, float]:
    """The figures these sums make."""
    members = sums["members"] or 1
    precision, recall = sums["precision"] / members, sums["recall"] / members
    whole = precision + recall
    return {
        "b3_f1": 2 * precision * recall / whole if whole else 0.0,
        "b3_precision": precision,
        "b3_recall": recall,
        **{name: sums[name] for name in ("groups_found", "groups", "trap_pairs_merged", "trap_pairs", "false_groups")},
    }


def clusters(messages: Messages, found: Found) -> dict[str, int]:
    """Message → number of its group, -1 where it stands alone."""
    where = dict.fromkeys(messages.ids, -1)
    for number, group in enumerate(found.groups):
        for one in group:
            where[messages.ids[one]] = number
    return where


def folds(messages: Messages, count: int = FOLDS) -> list[set[str]]:
    """Parts of the messages: each matter, theme and dup_group whole on one side."""
    home = {one: one for one in messages.ids}

    def root(one: str) -> str:
        while home[one] != one:
            home[one] = home[home[one]]
            one = home[one]
        return one

    same: dict[Any, str] = {}
    bound = [list(roles) for roles in messages.matters().values()] + list(messages.themes().values())
    for one in messages.ids:
        mark = messages.same_text[one]
        if mark is not None:
            bound.append([same.setdefault(mark, one), one])
    for alike in bound:
        for one in alike:
            home[root(one)] = root(alike[0])
    sizes = Counter(root(one) for one in messages.ids)
    parts: list[set[str]] = [set() for _ in range(count)]
    full = [0] * count
    place: dict[str, int] = {}
    for name, size in sorted(sizes.items(), key=lambda item: (-item[1], item[0])):
        place[name] = full.index(min(full))
        full[place[name]] += size
    for one in messages.ids:
        parts[place[root(one)]].add(one)
    return parts


def run_groups(data: Data, train: str, test: str) -> Outcome:
    """Groups among the messages of `test`; those of `train` only tell what is rare. Else each fold beside the others."""
    learn = read(data, train)
    if test:
        rounds = [(learn, read(data, test))]
    else:
        every = set(learn.ids)
        rounds = [(learn.only(every - part), learn.only(part)) for part in folds(learn)]
    sums: Counter[str] = Counter()
    plain: Counter[str] = Counter()
    predictions: list[Prediction] = []
    for known, new in rounds:
        found = find(new.prints, background=known.prints)
        where = clusters(new, found)
        sums.update(counted(new, where))
        plain.update(counted(new, clusters(new, find(new.prints))))
        predictions += [_predicted(one, where[one], found, at) for at, one in enumerate(new.ids)]
    said, shipped = figures(sums), figures(plain)
    note = "without the texts of the train part to show what is rare: " + ", ".join(
        f"{name} {value:.3g}" for name, value in shipped.items()
    )
    values = tuple(
        Value(metric=name, value=value, n=int(sums["members"]), **_before(name, said, unseen=bool(test)))
        for name, value in said.items()
    )
    return Outcome(values=values, predictions=tuple(predictions), notes=(note,))


def _before(name: str, said: Mapping[str, float], *, unseen: bool) -> dict[str, float | None]:
    """Baseline and aim, which were measured on the sealed part; counts in proportion where this part is another."""
    baseline, aim = _BEFORE.get(name, (None, None)) if unseen else (None, None)
    of, there = _OF.get(name, ("", 0))
    if of and aim is not None and said[of] != there:
        baseline, aim = None, round(aim * said[of] / there, 1)
    return {"baseline": baseline, "aim": aim}


def _predicted(one: str, number: int, found: Found, at: int) -> Prediction:
    """Its group, and how alike it is to the members on average."""
    others = [other for other in found.groups[number] if other != at] if number != -1 else []
    score = sum(found.ties.get(pair(at, other), 0.0) for other in others) / len(others) if others else 0.0
    return Prediction(row=one, prediction=str(number), score=score)


def run_pairs(data: Data, train: str, test: str) -> Outcome:
    """The pairs of `test` ranked by how likely they are one matter."""
    from sklearn.metrics import average_precision_score

    learn = read(data, train)
    if test:
        rounds = [(learn, read(data, test), {str(row["query_id"]) for row in data.rows(PAIRS, test)})]
    else:
        every = set(learn.ids)
        rounds = [(learn.only(every - part), learn, part) for part in folds(learn)]
    asked = [row for row in data.rows(PAIRS, test or train) if str(row["same_matter"]) in {"0", "1"}]
    truth: list[int] = []
    predictions: list[Prediction] = []
    for known, new, queries in rounds:
        background = known.prints if test else ()
        rarity = find(new.prints, background=background).rarity
        at = {one: number for number, one in enumerate(new.ids)}
        rows = [row for row in asked if str(row["query_id"]) in queries & at.keys() and str(row["cand_id"]) in at]
        pairs = [(at[str(row["query_id"])], at[str(row["cand_id"])]) for row in rows]
        for row, one in zip(rows, features(new.prints, rarity, pairs), strict=True):
            score = SHIPPED.likely(one)
            truth.append(int(row["same_matter"]))
            name = f"{row['query_id']}-{row['cand_id']}"
            predictions.append(Prediction(row=name, prediction=str(int(score >= 0.5)), score=score))
    value = float(average_precision_score(truth, [one.score for one in predictions]))
    given = (0.93, 0.96) if test else (None, None)
    return Outcome(
        values=(Value(metric="ap", value=value, n=len(truth), baseline=given[0], aim=given[1]),),
        predictions=tuple(predictions),
    )


TASKS = (
    Task(name=HOT, files=(HOT, GOLD, TRAPS), run=run_groups),
    Task(name=PAIRS, files=(PAIRS, HOT, GOLD, TRAPS), run=run_pairs),
)
