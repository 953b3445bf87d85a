"""Pasts in which conduct became a matter: observed, flagged, judged, warned, restricted, each a step of its own."""

from datetime import timedelta
from typing import Any, Self

from tests.stories import Story

CALL = "中午之前不转账，店庆那天我让你们开不成"


class Conduct(Story):
    """A past in which conduct became a matter."""

    def observed(self, sign: str = "private_settlement", by: str = "ann", **fields: Any) -> Self:
        """A sign stated with its quote."""
        return self.does("observe", by, **{"sign": sign, "quote": CALL, "line": 1, **fields})

    def flagged(self, by: str = "ann", **fields: Any) -> Self:
        """A proposal on the first sign."""
        given = {
            "conduct": "demands",
            "signs": [1],
            "words": "三次要求私下付款",
            "considered": "有一盒日期确有误，已认",
        }
        return self.does("flag", by, **{**given, **fields})

    def judged(self, by: str = "bob", decision: str = "upheld", **fields: Any) -> Self:
        """The first proposal decided, where nothing else is said."""
        return self.does("judge", by, **{"decision": decision, "words": "引文属实", "flag": 1, **fields})

    def warned(self, by: str = "bob", **fields: Any) -> Self:
        """Warned in writing."""
        return self.does("warn", by, **{"flag": 1, "words": "请勿再要求私下付款", "way": "letter", **fields})

    def restricted(self, by: str = "bob", **fields: Any) -> Self:
        """Arranged for two weeks."""
        day = self.at.date()
        given = {
            "flag": 1, "ways": ["letter", "email"], "until_date": day + timedelta(days=14),
            "review_date": day + timedelta(days=7), "words": "两周内请用信函联系", "appeal": "向总部法务申诉", "way": "letter",
        }  # fmt: skip
        return self.does("restrict", by, **{**given, **fields})
