"""Complaints carried through their life by the command line alone."""

import pytest

from tests.faces.cli.conftest import Answer, Wenguo
from wenguo.verbs import VERBS


def did(answer: Answer) -> dict[str, object]:
    assert answer.code == 0, answer.err or answer.out
    return dict(answer.json)


def states(wenguo: Wenguo, number: str) -> list[str]:
    """How the promises of a complaint stand."""
    return [str(one["state"]) for one in wenguo("show", number, "--json").json["promises"]]


@pytest.mark.row("M20", "M36", "M17", "M25", "M35")
def test_a_complaint_goes_from_record_to_close_by_the_command_line(staffed: Wenguo) -> None:
    wenguo = staffed

    def do(word: str, number: str, *more: str, by: str = "ann") -> dict[str, object]:
        return did(wenguo(word, number, *more, "--as", by, "--json"))

    number = str(
        did(
            wenguo(
                "record", "--as", "ann", "--words", "开户时答应佣金万一点二，一直没有调", "--at", "2026-03-02 09:00",
                "--channel", "hotline", "--product", "SEC01", "--price-fen", "128000", "--event-date", "2026-02-11",
                "--cause", "RS1906", "--cause", "RS0802", "--dissatisfaction", "both", "--severity", "T2",
                "--complainant-name", "张三", "--complainant-phone", "13800001234", "--contract", "合同 7781",
                "--demand", "RM03:86000:多收的佣金退给我", "--demand", "给我道歉", "--json",
            )
        )["number"]
    )  # fmt: skip
    do("acknowledge", number, "--way", "phone", "--at", "2026-03-02 09:10")
    do("assess", number, "--complexity", "simple", "--at", "2026-03-02 10:00")
    do(
        "investigate",
        number,
        "--finding",
        "开户经理微信承诺过，未报批",
        "--basis",
        "微信记录",
        "--at",
        "2026-03-03 10:00",
    )
    do(
        "offer",
        number,
        "--remedy",
        "RM03",
        "--basis",
        "公司佣金管理办法",
        "--amount-fen",
        "86000",
        "--demand",
        "1",
        "--at",
        "2026-03-03 11:00",
    )
    do("approve", number, "--what", "offer:1", "--at", "2026-03-03 12:00", by="bob")
    answered = do(
        "answer", number, "--words", "承诺属实，多收部分全部退还并致歉", "--way", "phone", "--decision", "1=support",
        "--decision", "2=support:承诺属实", "--at", "2026-03-04 09:00",
    )  # fmt: skip
    assert (answered["stage"], answered["events"][0]) == ("answered", "Answered")  # type: ignore[index]
    do("accept", number, "--how", "recording", "--proof", "录音 3301", "--at", "2026-03-04 09:30")
    refused = wenguo("close", number, "--outcome", "OC01", "--at", "2026-03-04 09:40", "--as", "ann", "--json")
    assert refused.code == 3, "what was agreed is performed first"
    do("redress", number, "--offer", "1", "--how", "transfer", "--proof", "流水 8812", "--at", "2026-03-04 09:50")
    closed = do(
        "close",
        number,
        "--outcome",
        "OC01",
        "--relief",
        "money",
        "--lesson",
        "承诺须先报批",
        "--at",
        "2026-03-04 10:00",
    )
    assert closed["stage"] == "closed"
    whole = did(wenguo("show", number, "--as", "ann", "--json"))
    assert [(one["decision"], one["basis"]) for one in whole["demands"]] == [("support", None), ("support", "承诺属实")]  # type: ignore[attr-defined]
    recorded = whole["log"][0]["data"]  # type: ignore[index]
    assert '"causes":["RS1906","RS0802"]' in recorded
    assert '"dissatisfaction":"both"' in recorded
    assert "13800001234" not in recorded
    assert did(wenguo("counts", "--as", "bob", "--json"))["by_stage"] == {"closed": 1}
    assert did(wenguo("verify", "--json"))["ok"] is True
    story = wenguo("history", number, "--as", "ann")
    assert (story.code, "承诺属实，多收部分全部退还并致歉" in story.out) == (0, True)


@pytest.mark.row("M11", "M15")
def test_a_grumble_is_put_right_in_one_line(staffed: Wenguo) -> None:
    done = did(
        staffed(
            "settle",
            "--as",
            "eve",
            "--words",
            "等了二十分钟没人理",
            "--answer",
            "当面致歉，立即办理",
            "--grumble",
            "--json",
        )
    )
    whole = did(staffed("show", done["number"], "--as", "eve", "--json"))
    assert whole["stage"] == "closed"
    events = [line["event"] for line in whole["log"]]  # type: ignore[attr-defined]
    assert [name for name in events if name in {"Recorded", "Answered", "Accepted", "Closed"}] == [
        "Recorded",
        "Answered",
        "Accepted",
        "Closed",
    ]


@pytest.mark.row("M15")
def test_anything_said_is_taken_in_with_its_words_alone(wenguo: Wenguo) -> None:
    assert wenguo("record", "--words", "就是不高兴", "--channel", "passing", "--grumble").code == 0
    assert VERBS["record"].model_fields["words"].is_required()
    assert [name for name, field in VERBS["record"].model_fields.items() if field.is_required()] == ["words"]


@pytest.mark.row("M14")
def test_a_promise_has_a_clock_and_is_broken_in_the_open(wenguo: Wenguo) -> None:
    number = str(did(wenguo("record", "--words", "空调不冷", "--at", "2026-03-02 09:00", "--json"))["number"])
    did(wenguo("promise", number, "--what", "十分钟内回来", "--due-at", "+10m", "--at", "2026-03-02 09:00", "--json"))
    assert did(wenguo("tick", "--at", "2026-03-02 09:09", "--json"))["events"] == 0
    assert did(wenguo("tick", "--at", "2026-03-02 09:11", "--json"))["events"] == 1
    assert did(wenguo("tick", "--at", "2026-03-02 09:12", "--json"))["events"] == 0
    assert states(wenguo, number) == ["broken"]
    did(wenguo("keep", number, "--promise", "1", "--words", "已修好", "--at", "2026-03-02 09:30", "--json"))
    assert states(wenguo, number) == ["kept_late"]


@pytest.mark.row("M37")
def test_a_hand_over_leaves_the_owner_until_it_is_taken(staffed: Wenguo) -> None:
    number = str(did(staffed("record", "--as", "eve", "--words", "电话里态度差", "--unit", "sec", "--json"))["number"])
    assert did(staffed("hand-over", number, "--to", "ann", "--as", "eve", "--json"))["events"] == ["HandOverOffered"]
    assert did(staffed("show", number, "--json"))["owner"] == "eve"
    assert staffed("take-over", number, "--as", "eve").code == 3
    did(staffed("take_over", number, "--as", "ann", "--json"))
    whole = did(staffed("show", number, "--json"))
    assert (whole["owner"], whole["first_responder"]) == ("ann", "eve")


@pytest.mark.row("M37")
def test_a_disabled_account_leaves_nothing_without_an_active_owner(staffed: Wenguo) -> None:
    number = str(did(staffed("record", "--as", "ann", "--words", "没有回音", "--json"))["number"])
    gone = did(staffed("account", "disable", "ann", "--json"))
    assert gone["devolved"] == [number]
    assert did(staffed("show", number, "--json"))["owner"] == "bob"
    assert staffed("counts", "--as", "ann").code == 3
    did(staffed("account", "enable", "ann", "--json"))
    assert staffed("counts", "--as", "ann").code == 0


@pytest.mark.row("M37")
def test_an_account_stays_where_its_complaints_have_nobody_to_go_to(wenguo: Wenguo) -> None:
    wenguo("record", "--words", "没有回音")
    wenguo("account", "add", "adm", "--role", "administrator", "--no-password")
    refused = wenguo("account", "disable", "local", "--as", "adm", "--json")
    assert (refused.code, refused.json["field"]) == (3, "username")
    assert wenguo("counts").code == 0
    assert wenguo("account", "disable", "adm", "--as", "adm").code == 3
