"""The reply check holds what it promises: offsets, quotation, negation, tricks, demands, authority, notes kept apart."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from wenguo.advice.cues import BadCue
from wenguo.advice.replies import Check, Wordings, check
from wenguo.faces.cli.replying import check_reply

KINDS: tuple[Any, ...] = ("answer", "message", "call", "note")


def codes(found: Check) -> set[str]:
    return {one.code for one in found.findings}


@pytest.mark.row("M09", "M12", "M21", "M24", "M27")
@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=30),
            st.sampled_from(["您应该早点", "公司规定", "you should have read", "。", "“", "”", "《", "13800138000", "\ud800", "\x00", "İ", "９９元", "已退款"]),
        ),
        max_size=25,
    ),
    st.sampled_from(KINDS),
    st.text(max_size=80),
)  # fmt: skip
def test_it_never_raises_and_every_span_is_the_text_it_says(parts: list[str], kind: Any, complaint: str) -> None:
    text = "".join(parts)
    found = check(text, complaint, kind=kind, authority_fen=100, required=("basis", "unheard of"))
    spans = [
        one.span for told in (found.findings, found.movements, found.demands) for one in told if one.span is not None
    ]
    spans += [voice.span for voice in found.voices]
    assert all(one.text == text[one.start : one.end] for one in spans)
    assert 0 <= found.score <= 100
    assert all(0 <= part.points <= part.of for part in found.parts)
    assert found == check(text, complaint, kind=kind, authority_fen=100, required=("basis", "unheard of"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "。",
        "\n\n",
        "\ud800\udfff",
        "好" * 100_000,
        "a" * 100_000,
        "1" * 50_000,
        "您反映" * 20_000,
        "“" * 30_000,
    ],
)
def test_odd_texts_are_borne(text: str) -> None:
    for kind in KINDS:
        assert check(text, text, kind=kind).score <= 100


def test_an_empty_reply_scores_nothing() -> None:
    assert check("").score == 0


@pytest.mark.row("M24")
@pytest.mark.parametrize(
    "text",
    [
        "谁 让 您 不 早 点 看 合 同",
        "谁·让·您不早点看合同",
        "谁\u200b让\u200b您不早点看合同",
        "誰讓您不早點看合同",
        "ＹＯＵ ＳＨＯＵＬＤ ＨＡＶＥ ＲＥＡＤ the contract",
        "yоu shоuld have read the contract",  # two Cyrillic letters
        "YOU SHOULD  HAVE\tREAD the contract",
    ],
)
def test_tricks_of_writing_do_not_hide_blame(text: str) -> None:
    found = check(text, kind="message")
    assert "blame" in codes(found), found.findings


@pytest.mark.row("M24")
@pytest.mark.parametrize(
    "text",
    [
        "这不是您自己的问题，也不是您的责任。",
        "您反映店员说谁让您不早点来，我们正在核对录音。",
        "店员当时说“这是公司规定，你自己去找厂家”，这样回答是不对的。",
        "It was not your fault at all.",
        'The agent told you "you should have read the terms", and that was wrong.',
        "You should have been told before you paid.",
        "您本应当天就收到退款。",
    ],
)
def test_denied_quoted_and_reported_words_are_no_blame(text: str) -> None:
    assert not codes(check(text, kind="message")) & {"blame", "brush_off", "scolding"}


def test_words_taken_over_from_the_complaint_are_theirs() -> None:
    complaint = "前台跟我讲，房费不退，这是公司规定，你爱住不住，真的气人"
    reply = "关于前台跟我讲，房费不退，这是公司规定，你爱住不住一事，我们回看了监控。"
    assert "brush_off" in codes(check(reply, kind="message"))
    assert "brush_off" not in codes(check(reply, complaint, kind="message"))


@pytest.mark.row("M27")
def test_an_admission_waits_for_what_was_found() -> None:
    hasty = "这完全是我们的责任。"
    assert "admission" in codes(check(hasty, kind="message"))
    assert "admission" not in codes(check("我们查看了监控和收银记录。" + hasty, kind="message"))
    assert "admission" not in codes(check("是否完全是我们的责任，要看检测结果。", kind="message"))
    assert "admission" not in codes(
        check("We checked the footage of 3 May. It was entirely our mistake.", kind="message")
    )


@pytest.mark.row("M12")
def test_a_promise_with_a_time_is_no_finding_one_without_is() -> None:
    assert "promise_undated" in codes(check("我们会尽快给您答复。", kind="message"))
    for text in (
        "我们会尽快给您答复，最迟3个工作日内。",
        "我们会尽快处理，10月8日前给您打电话。",
        "请您尽快就医，费用我们先付。",
        "We will reply as soon as possible, by Friday.",
    ):
        assert "promise_undated" not in codes(check(text, kind="message")), text


@pytest.mark.row("M27")
def test_a_sum_above_the_authority_is_told_and_one_below_is_not() -> None:
    assert "beyond_authority" in codes(check("我们赔偿您800元。", kind="message", authority_fen=50_000))
    assert "beyond_authority" in codes(check("我们退给您一千二百元。", kind="message", authority_fen=50_000))
    assert "beyond_authority" in codes(check("We will refund 1,200 dollars.", kind="message", authority_fen=50_000))
    for text in (
        "我们赔偿您300元。",
        "您购买时支付了800元。",
        "我们不能赔偿您800元。",
        "您提出赔偿800元，我们正在核对。",
    ):
        assert "beyond_authority" not in codes(check(text, kind="message", authority_fen=50_000)), text
    assert "beyond_authority" not in codes(check("我们赔偿您80万元。", kind="message"))


@pytest.mark.row("M27")
def test_own_lines_and_the_complainants_own_data_are_no_leak() -> None:
    assert "personal_data" in codes(check("投诉您的邻居电话是13912345678。", kind="message"))
    assert "personal_data" not in codes(check("请拨打我的手机13912345678。", kind="message"))
    assert "personal_data" not in codes(
        check("您登记的号码13912345678已更新。", "我的电话139 1234 5678", kind="message")
    )
    assert "personal_data" not in codes(check("另一位客户李明，是我们的测试账号。", kind="message", own_names=["李明"]))


@pytest.mark.row("M12", "M21")
def test_each_demand_is_told_granted_declined_or_missing() -> None:
    reply = "我们已于5月6日退款300元。依据合同第8条，误工费我们不能支持。"
    found = check(reply, demands=["退款300元", "赔偿误工费", "书面道歉"])
    assert [one.how for one in found.demands] == ["granted", "declined", "missing"]
    assert "unanswered" in codes(found)
    assert {"routes_missing"} <= codes(found)
    assert "routes_missing" not in codes(
        check(reply + "如不认可，可以申请调解或向人民法院起诉。", demands=["退款300元"])
    )


@pytest.mark.row("M12", "M21")
def test_demands_are_read_from_the_complaint_where_none_are_written_down() -> None:
    found = check("We have refunded the fee.", "I would like a refund of the fee and an apology.")
    assert [(one.how, one.answered) for one in found.demands] == [("granted", True), ("missing", False)]


@pytest.mark.row("M27")
def test_the_parts_a_pack_asks_for_are_asked_for() -> None:
    reply = "您好，让您久等了，对不起。我们查看了9月1日的记录，原因是系统延迟，款项今天已退回。谢谢您。"
    missing = [
        one
        for one in check(reply, required=("facts_found", "basis", "remedies_told")).findings
        if one.code == "part_missing"
    ]
    assert len(missing) == 2
    whole = reply + "依据《服务协议》第3条。如不认可，可以在30日内申请核查，或申请调解、仲裁、诉讼。"
    assert "part_missing" not in codes(check(whole, required=("facts_found", "basis", "reasons", "remedies_told")))
    assert "part_missing" in codes(check(whole, required=("ombudsman_told",)))


@pytest.mark.row("M12", "M21")
def test_the_three_movements_are_told_one_by_one() -> None:
    found = check("您好。我们核对了订单，原因是库存数据错误，已为您补发。")
    assert [one.present for one in found.movements] == [False, True, False]
    assert {"feeling_missing", "close_missing"} <= codes(found)


@pytest.mark.row("M09")
def test_a_note_keeps_their_words_apart_from_ours() -> None:
    note = "客户说：“等了两小时没人理。”查看了监控，14:02进店，16:05离店。我觉得他是累了。"
    found = check(note, kind="note")
    assert [voice.who for voice in found.voices] == ["theirs", "found", "ours"]
    assert codes(found) == {"our_reading"}
    bad = check("刁民一个，投诉不成立。", kind="note")
    assert {"label", "conclusion", "no_quote"} <= codes(bad)
    assert bad.score < 60 < found.score


@pytest.mark.row("M09")
@pytest.mark.parametrize(
    "note",
    [
        "10:05 客户来电称9月3日购买的电饭煲漏电，要求退货。已请其保留实物，约定9月6日上门取件。",
        "客户说：“你们就是无理取闹！”声音提高，两次打断。已约次日10点回电。",
        "Caller says the room was noisy until 1 am and asks for half the fee back. Checked the duty log: drilling in 312 until 00:50.",
        "He said: “Your clerk is a liar.” Asked him for the date; he named 4 May. To be checked with the till record.",
    ],
)
def test_a_good_note_is_left_alone(note: str) -> None:
    found = check(note, kind="note")
    assert not found.findings, found.findings
    assert found.score == 100


def test_an_organisation_changes_its_lists_and_a_slip_is_told() -> None:
    changed = Wordings.load({"jargon": {"add_zh": ["蓝单"], "remove_zh": ["工单"]}})
    assert "jargon" in codes(check("您的蓝单已建好。", kind="message", wordings=changed))
    assert "jargon" not in codes(check("您的工单已建好。", kind="message", wordings=changed))
    assert "jargon" not in codes(check("您的蓝单已建好。", kind="message"))
    with pytest.raises(BadCue, match="severity"):
        Wordings({"mine": {"finding": "mine", "severity": "terrible", "zh": ["甲乙"]}})


def test_every_list_offers_a_better_wording_in_both_languages() -> None:
    wordings = Wordings.load()
    for code, entry in wordings.entries.items():
        assert entry.better is not None, code
        assert entry.better.zh != entry.better.en, code
        better = check(entry.better.zh, kind="message")
        worse = codes(better) - {"left_blank", "set_phrase"}
        assert not worse or entry.kinds == ("note",) or entry.finding in {"jargon", "label"}, (code, worse)


def test_a_finding_that_names_a_law_names_its_article() -> None:
    found = next(one for one in check("撤诉后才退款。", kind="message").findings if one.code == "silencing")
    assert "侵害消费者权益行为处罚办法第十二条" in found.because.zh
    assert "电子商务法第三十九条第二款" in found.because.zh


def test_a_web_process_may_import_it() -> None:
    script = "import sys, wenguo.advice.replies as r; r.check('您好'); print(*sorted({'numpy', 'scipy', 'sklearn', 'django'} & set(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == ""


@pytest.mark.row("M12")
def test_the_command_reads_files_of_either_encoding_and_gives_json(tmp_path: Path) -> None:
    reply, complaint = tmp_path / "reply.txt", tmp_path / "complaint.txt"
    reply.write_bytes("您当时就应该看清楚，我们给您退款800元。".encode("gb18030"))
    complaint.write_text("要求退款并道歉", encoding="utf-8")
    given = ["--complaint", str(complaint), "--reply", str(reply), "--authority", "500", "--json"]
    done = CliRunner().invoke(check_reply, given, catch_exceptions=False)
    found = json.loads(done.output.splitlines()[-1])
    assert done.exit_code == 0
    assert {"blame", "beyond_authority"} <= {one["code"] for one in found["findings"]}
    assert found["findings"][0]["better"]["en"]
    assert [one["answered"] for one in found["demands"]] == [True, False]
    assert "blame" not in CliRunner().invoke(check_reply, given[:-1]).output
