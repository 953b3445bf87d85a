"""lapse: what time alone brings about — warnings, overruns, broken promises, unanswered hand-overs (the clock only)."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint, HandOver
from wenguo.rules import clocks, urgency
from wenguo.rules.ownership import must_avoid, offered
from wenguo.text import Text
from wenguo.verbs._verb import Act, Verb


class Lapse(Verb):
    """Write down what has run out; finding nothing new, it writes nothing."""

    title: ClassVar[Text] = Text("到时", "Lapse")
    offered: ClassVar[bool] = False
    needs: ClassVar[dict[str, tuple[str, str]]] = {
        "heads": ("heads", "number"),
        "owner": ("account", "owner"),
        "deputy": ("deputy", "owner"),
    }

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        happened = clocks.lapsed(c, act.at)
        waiting = c.hand_over
        if waiting is not None and waiting.expires_at < act.at:
            happened.append(_unanswered(c, waiting, act))
        elif waiting is None and c.is_open() and _falls_in_absence(c, act, something=bool(happened)):
            happened.append(offered(act.facts["deputy"].id, act.at, act.policy, why="deputy"))
        return happened


def _unanswered(c: Complaint, waiting: HandOver, act: Act) -> e.Event:
    """Nobody answered: it goes up one head; above the highest it ends, and who owns it knows to ask another.

    An owner who is complained of must not get it back (回避): then the highest head owns it.
    """
    heads = [one.id for one in act.facts["heads"]]
    above = heads[heads.index(waiting.to) + 1 :] if waiting.to in heads else heads
    if above:
        return offered(above[0], act.at, act.policy, why="unanswered")
    if heads and must_avoid(c.owner, tuple(c.avoiding())):
        return e.Devolved(owner=heads[-1], why="avoid")
    return e.TurnedBack()


def _falls_in_absence(c: Complaint, act: Act, *, something: bool) -> bool:
    """Should the deputy be offered it: does something run out while the owner is away?

    Turned back once, it is offered again only when something more has run out, not at every tick.
    """
    owner, deputy = act.facts["owner"], act.facts["deputy"]
    if owner is None or deputy is None or deputy.away or deputy.id in {c.owner, *c.avoiding()}:
        return False
    due = urgency.next_due(c)
    return something or (c.turn_backs == 0 and due is not None and due[0] < owner.away_until)
