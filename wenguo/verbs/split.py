"""split: one paper that holds a complaint and a report of wrongdoing becomes two records (121号 arts. 9, 37).

The reporter's words go to the new record alone, where the reported do not see them.
"""

from collections.abc import Iterator
from typing import ClassVar

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Kept, Kind, Verb, Words, refuse
from wenguo.verbs.record import Record


class Split(Verb):
    """Split another record off; the door records it first and hands its number to this verb."""

    title: ClassVar[Text] = Text("分案", "Split")
    words: Words = F("分出部分的内容", "the words of the part split off")
    kind: Kind = F("分出部分的性质", "kind of the part split off", "report")

    def kept(self) -> Iterator[tuple[str, Kept]]:
        """Nothing is kept here: the words go to the new record alone."""
        return iter(())

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        other = act.facts.get("other")
        if other is None:
            raise refuse("分案须通过登记另一件完成。", "The other record must be made first.")
        return [e.Split(other=other, kind=self.kind)]

    def first(self, c: Complaint, text: str) -> Record:
        """The record that is made first, within the same transaction."""
        return Record(
            words=Words(text),
            kind=self.kind,
            unit=c.unit,
            received_at=c.received_at,
            channel=c.channel,
            concerned=c.concerned,
            part_of=c.number,
        )
