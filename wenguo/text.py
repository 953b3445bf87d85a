"""Words the program says to people, in both languages, for the parts that know no Django."""

from typing import NamedTuple

LANGUAGES = ("zh", "en")


class Text(NamedTuple):
    """One saying in Chinese and in English; faces choose by the reader's language."""

    zh: str
    en: str

    def __str__(self) -> str:
        return self.zh

    def said(self, language: str) -> str:
        """The saying in `language` ("zh…" or anything else for English)."""
        return self.zh if language.startswith("zh") else self.en
