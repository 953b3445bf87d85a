"""Conduct by the API: the whole way from a sign to its end, and nothing of it for those who may not read it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest


@pytest.mark.row("M02", "M40")
def test_from_a_sign_to_an_arrangement_and_its_end_by_programs(knock: Any, knocks: Any) -> None:
    number = knock.recorded("十盒饼干要三万八")
    bob, lex, eve = knocks("bob"), knocks("lex"), knocks("eve")
    knock.does(number, "observe", sign="private_settlement", quote="转账就算了", line=1)
    knock.does(number, "flag", conduct="demands", signs=[1], words="要求付款换不公开", considered="票据真实")
    bob.does(number, "judge", flag=1, decision="upheld", words="引文属实")
    bob.does(number, "warn", flag=1, words="请勿如此", way="letter")
    day = datetime.now(UTC).date() + timedelta(days=1)
    given: dict[str, Any] = {
        "flag": 1, "ways": ["letter"], "from_date": str(day), "until_date": str(day + timedelta(days=9)),
        "review_date": str(day), "words": "请写信", "appeal": "找法务", "way": "letter",
    }  # fmt: skip
    too_long = {**given, "until_date": str(date(2199, 1, 1))}
    assert bob.post(f"/complaints/{number}/restrict", too_long).status_code in {409, 422}
    assert knock.post(f"/complaints/{number}/restrict", given).status_code == 403
    bob.does(number, "restrict", **given)
    knock.does(number, "appeal", words="凭什么")
    lex.does(number, "judge", appeal=1, decision="falls", words="取消")
    told = knock.get(f"/complaints/{number}").json()
    assert "Restricted" in str(told)
    knock.does(number, "ask", to="colleague", account=_eve(), words="小票在吗")
    hidden = str(eve.get(f"/complaints/{number}").json()) + str(eve.get(f"/complaints/{number}/log").content.decode())
    for word in ("转账就算了", "要求付款换不公开", "引文属实", "Flagged", "Observed", "Judged"):
        assert word not in hidden, word


def _eve() -> int:
    from wenguo.models import Account

    return Account.objects.get(username="eve").pk
