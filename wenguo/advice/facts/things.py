"""What it was about, where it was, and what there is to look at; places and proofs by the patterns of the checklist of intake."""

from __future__ import annotations

import re

from wenguo.advice.facts.spelling import Found
from wenguo.rules.questions import LEARN

_SHOWN = {one.field: one.shown_by for one in LEARN}
_MEASURE = "台部件套辆张双款份条只瓶箱盒间副把床架枚本桶袋"
_PRODUCT = re.compile(
    rf"(?:购买|网购|订购|购|买|订|租|办理|办|换)(?:了|过|的|得|到)?(?:一|1|两|2|几|三|3)[{_MEASURE}](?P<zh>[^，。,.;；!?！？\s的了在，]{{2,10}})"
    r"|\b(?:bought|purchased|ordered|rented|leased) (?:a|an|the|some|two|my|this|that|new) (?P<en>[a-z0-9-]+(?: [a-z0-9-]+){0,3}?)(?=\s(?:from|at|on|in|for|and|but|which|that|last|yesterday|today|via|through|with|to|it)\b|[.,!?;\n]|$)"
)


def products(text: str) -> list[Found]:
    """Things that were bought, ordered, rented."""
    return [Found(*match.span(match.lastgroup or 0)) for match in _PRODUCT.finditer(text)]


def places(text: str) -> list[Found]:
    """Places that were spoken of."""
    return _shown("place", text)


def proofs(text: str) -> list[Found]:
    """Photographs, receipts, recordings that were spoken of."""
    return _shown("evidence", text)


def _shown(field: str, text: str) -> list[Found]:
    pattern = _SHOWN.get(field)
    found = []
    for match in pattern.finditer(text) if pattern is not None else ():
        start, end = match.span()
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if end > start:
            found.append(Found(start, end))
    return found
