"""Parts, third parties and apologies by API: the same door, the same refusals."""

from __future__ import annotations

from typing import Any

import pytest

from tests.stories import Office


@pytest.mark.row("M28")
@pytest.mark.row("M04")
@pytest.mark.row("M41")
def test_a_program_asks_for_a_part_brings_in_an_appraiser_and_meets_the_same_refusals(
    office: Office, knock: Any, knocks: Any
) -> None:
    number = knock.recorded()
    knock.does(number, "request", unit=office.car.pk, what="请核对工单")
    tom = knocks("tom", "all")
    assert tom.get(f"/complaints/{number}").status_code == 200, "what is asked of a unit its handlers see"
    tom.does(number, "deliver", part=1, words="换过两次")
    assert tom.get(f"/complaints/{number}").status_code == 200, "who worked on it sees what comes of it"
    asked = {"kind": "appraisal", "body": "质检中心", "question": "原因"}
    refused = knock.post(f"/complaints/{number}/bring_in", asked)
    assert refused.status_code == 422
    assert "must be told" in refused.json()["detail"]
    knock.does(number, "bring_in", **asked, told="已委托鉴定", way="phone")
    knock.does(number, "conclude", party=1, outcome="finding", words="材质不合格")
    refused = knock.post(f"/complaints/{number}/apologise", {"form": "letter", "of": "fault", "words": "对不起"})
    assert refused.status_code == 422
    assert "finding" in refused.json()["detail"]
