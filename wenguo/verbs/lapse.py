"""lapse: what time alone brings about — warnings, overruns, broken promises, unanswered hand-overs (the clock only)."""

from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.rules import clocks
from wenguo.rules.ownership import offered
from wenguo.text import Text
from wenguo.verbs._verb import Act, Verb


class Lapse(Verb):
    """Write down what has run out; finding nothing new, it writes nothing."""

    title: ClassVar[Text] = Text("到时", "Lapse")
    offered: ClassVar[bool] = False
    needs: ClassVar[dict[str, tuple[str, str]]] = {"heir": ("heir", "number"), "deputy": ("deputy", "owner")}

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        happened = clocks.lapsed(c, act.at)
        heir, deputy = act.facts["heir"], act.facts["deputy"]
        waiting = c.hand_over
        if waiting is not None and not waiting.raised and waiting.expires_at < act.at:
            # nobody answered: it goes up; where no head can be found it is marked so and stays with its owner
            to = heir.id if heir is not None else c.owner
            happened.append(offered(to, act.at, act.policy, why="unanswered"))
        elif waiting is None and happened and deputy is not None and deputy.id not in c.concerned:
            happened.append(offered(deputy.id, act.at, act.policy, why="deputy"))
        return happened
