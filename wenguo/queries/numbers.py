"""Complaint numbers as people type them."""

import re
import unicodedata

from stdnum import damm

from wenguo.models.writing import number_format
from wenguo.text import Text

_DIGITS = re.compile(r"[0-9]")


def normalised(number: str) -> str:
    """A typed number as it is stored: half-width, upper case, no spaces."""
    return "".join(unicodedata.normalize("NFKC", number).upper().split())


def none_such(number: str) -> Text:
    """What is said of a number that no complaint has, or that the asker may not know of; a slip of the pen is named."""
    typed = number.strip()[:60]
    zh, en = f"没有编号为 {typed} 的投诉。", f"There is no complaint {typed}."
    if _is_mistyped(normalised(number)):
        return Text(
            f"{zh}校验位不符，可能输错或调换了数字，请核对。",
            f"{en} Its check digit is wrong: a digit may be mistyped or swapped.",
        )
    return Text(zh, en)


def _is_mistyped(number: str) -> bool:
    digits = "".join(_DIGITS.findall(number))
    return len(digits) > 5 and "{check}" in number_format() and not damm.is_valid(digits)
