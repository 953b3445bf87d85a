"""A no: the words for whoever asked, the fields they belong to, and what to do."""

from collections.abc import Sequence

from wenguo.text import Text


class Refused(Exception):
    """A verb may not be done now; the text is for the person who asked. `code` tells faces which status it is.

    `errors` say it field by field where more than one is meant, and `remedy` what to do where it is more than trying again.
    """

    def __init__(
        self,
        text: Text,
        *,
        code: str = "refused",
        field: str | None = None,
        errors: Sequence[tuple[str | None, Text]] = (),
        remedy: Text | None = None,
    ) -> None:
        super().__init__(text.zh)
        self.text = text
        self.code = code
        self.field = field
        self.errors: Sequence[tuple[str | None, Text]] = errors or ((field, text),)
        self.remedy = remedy

    def by_field(self) -> dict[str, list[Text]]:
        """What is said beside each field of a form; under "" what belongs to none."""
        found: dict[str, list[Text]] = {}
        for name, text in self.errors:
            found.setdefault(name or "", []).append(text)
        return found


def refuse(zh: str, en: str, *, field: str | None = None, code: str = "refused") -> Refused:
    """A Refused from its two sentences."""
    return Refused(Text(zh, en), field=field, code=code)
