"""What the verbs share whose words go out to the complainant: no term in them may take away what the law leaves them."""

from typing import Any

from pydantic import PrivateAttr

from wenguo.complaint import Complaint
from wenguo.rules import waiver
from wenguo.text import Text
from wenguo.verbs._verb import Act, Refused, Verb, Words


class Outgoing(Verb):
    """A verb whose `words` go out; they are looked at before they are stored, and refused only when a person sends them."""

    _waives: Text | None = PrivateAttr(default=None)

    def model_post_init(self, context: Any) -> None:
        """Look at the words while they are still here: history taken in later is not judged by it."""
        words = getattr(self, "words", None)
        if isinstance(words, Words) and words.text is not None:
            self._waives = waiver.refused(words.text, telling=True)

    def check_waiver(self, c: Complaint, act: Act) -> None:
        """Refused where the words ask for silence, or for giving up a complaint, report or suit (消法 26)."""
        if self._waives is not None and c.live and act.by.is_person:
            raise Refused(self._waives, code="field", field="words")
