"""What makes a password good enough: how long a machine would guess at it, not which signs it holds."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language

from wenguo.models import Account
from wenguo.text import Text

SHORTEST = 10  # NIST SP 800-63B asks for 8 beside a second factor and 15 alone; the score below does the rest
STRENGTH = 3  # of 0 to 4: more than 10^8 guesses (zxcvbn)
_LONGEST = 72  # more is not looked at: the time grows with the square
_HOUSE = ["wenguo", "闻过", "complaint", "complaints"]

HELP = Text(
    "至少 10 个字符。几个不相干的词连在一起，好记又难猜；不必刻意加符号。",
    "At least 10 characters. A few unrelated words are easy to keep and hard to guess; no signs are needed.",
)
_SHORT = Text("密码太短，至少 10 个字符。", "The password is too short: at least 10 characters.")
_OWN = Text("密码里不要用自己的账号或姓名。", "Leave your own name out of the password.")
_WEAK = Text("这个密码太容易猜到。", "This password is too easy to guess.")
_MORE = Text("再加一两个不常见的词。", "Add a word or two that are not common.")

# what zxcvbn found → what one may do about it
_WARNINGS: dict[str, Text] = {
    "dictionary": Text("其中有常见的词或常用密码。", "It holds a common word or password."),
    "spatial": Text("键盘上连续的键很容易猜。", "Rows of keys on the keyboard are easy to guess."),
    "repeat": Text("重复的字符很容易猜。", "Repeated characters are easy to guess."),
    "sequence": Text("abc、6543 这样的顺序很容易猜。", "Sequences like abc or 6543 are easy to guess."),
    "regex": Text("近年的年份很容易猜。", "Recent years are easy to guess."),
    "date": Text("日期很容易猜。", "Dates are easy to guess."),
}


def weakness(password: str, own: list[str]) -> Text | None:
    """Why this password is not good enough and what to do about it, or None; `own` are words known of the person."""
    if len(password) < SHORTEST:
        return _SHORT
    known = [word.casefold() for word in own if len(word) > 1]
    if any(word in password.casefold() for word in known if len(word) > 2):
        return _OWN
    from zxcvbn import zxcvbn  # its word lists take a while to load

    found: dict[str, Any] = zxcvbn(password[:_LONGEST], user_inputs=[*known, *_HOUSE], max_length=_LONGEST)
    if found["score"] >= STRENGTH:
        return None
    longest = max(found["sequence"], key=lambda match: len(match["token"]), default={"pattern": ""})
    why = _WARNINGS.get(longest["pattern"], Text("", ""))
    return Text(f"{_WEAK.zh}{why.zh}{_MORE.zh}", " ".join(filter(None, (_WEAK.en, why.en, _MORE.en))))


class Strong:
    """Django's password validator; says what is wrong and what helps, in the reader's language."""

    def validate(self, password: str, user: Account | None = None) -> None:
        """ValidationError where the password is weak."""
        own = [] if user is None else [user.username, user.display_name, user.email.partition("@")[0]]
        found = weakness(password, own)
        if found is not None:
            raise ValidationError(found.said(get_language() or settings.LANGUAGE_CODE), code="weak")

    def get_help_text(self) -> str:
        """One line beside the field."""
        return HELP.said(get_language() or settings.LANGUAGE_CODE)
