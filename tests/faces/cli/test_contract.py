"""The contract for scripts: the keys of every answer, the exit codes, the hashes that can be checked from outside."""

import hashlib
import json

import pytest

from tests.faces.cli.conftest import AT, Wenguo

RECORD = {"number", "position", "owner", "clocks"}
SHOW = {"number", "stage", "owner", "first_responder", "words", "demands", "clocks", "promises", "log"}
LOG = {"position", "at", "by", "event", "data", "prev", "hash"}
CLOCK = {
    "id", "pack", "rule", "obligor", "started_at", "due", "due_rolled", "state", "ended_at", "overrun_at", "provisional",
    "fallback",
}  # fmt: skip


def recorded(wenguo: Wenguo, words: str = "房间漏水，第二次了", *more: str) -> str:
    return str(wenguo("record", "--words", words, "--at", AT, "--json", *more).json["number"])


def test_the_first_command_makes_main_and_local_and_nothing_else(wenguo: Wenguo) -> None:
    assert wenguo("counts", "--json").json == {"total": 0, "open": 0, "overdue": 0, "by_stage": {}, "by_unit": {}}
    accounts = wenguo("account", "list", "--json").json["accounts"]
    assert [(one["username"], one["active"], one["has_password"]) for one in accounts] == [("local", True, False)]
    assert len(accounts[0]["roles"]) == 9
    assert [(one["code"], one["head"]) for one in wenguo("unit", "list", "--json").json["units"]] == [("main", "local")]


def test_record_answers_with_its_four_keys(wenguo: Wenguo) -> None:
    answer = wenguo("record", "--words", "灯不亮", "--at", AT, "--json")
    assert answer.code == 0
    assert set(answer.json) == RECORD
    assert answer.json["owner"] == "local"
    assert answer.json["position"] == 1 + len(answer.json["clocks"])
    assert all(set(clock) == CLOCK for clock in answer.json["clocks"])


def test_queue_says_the_reasons_whose_points_sum_up(wenguo: Wenguo) -> None:
    number = recorded(wenguo, "漏水", "--severity", "T1")
    answer = wenguo("queue", "--at", AT, "--json").json
    assert set(answer) == {"rows"}
    (row,) = answer["rows"]
    assert set(row) == {"number", "points", "because", "next_due"}
    assert row["number"] == number
    assert all(set(reason) == {"text", "points"} for reason in row["because"])
    assert row["points"] == sum(reason["points"] for reason in row["because"])
    assert row["next_due"].endswith("Z")


def test_search_finds_any_phrase_exactly_and_counts_all(wenguo: Wenguo) -> None:
    numbers = [recorded(wenguo, f"客房{n}漏水") for n in range(3)]
    recorded(wenguo, "水漏")
    answer = wenguo("search", "漏水", "--limit", "2", "--json").json
    assert set(answer) == {"total", "results"}
    assert answer["total"] == 3
    assert [one["number"] for one in answer["results"]] == numbers[:0:-1]
    assert all(set(one) == {"number", "snippet"} and "漏水" in one["snippet"] for one in answer["results"])


def test_search_in_all_adds_what_we_wrote(wenguo: Wenguo) -> None:
    number = recorded(wenguo)
    assert wenguo("note", number, "--words", "已联系工程部").code == 0
    assert wenguo("search", "工程部", "--json").json["total"] == 0
    assert wenguo("search", "工程部", "--in", "all", "--json").json["total"] == 1


def test_search_takes_the_filters(wenguo: Wenguo) -> None:
    number = recorded(wenguo, "漏水", "--channel", "hotline", "--cause", "RS0101")
    recorded(wenguo, "漏水")

    def found(*filters: str) -> list[str]:
        return [one["number"] for one in wenguo("search", "漏水", "--json", *filters).json["results"]]

    assert found("--channel", "hotline") == found("--cause", "RS01") == [number]
    assert len(found("--unit", "main", "--owner", "local", "--stage", "received")) == 2
    assert len(found("--from", "2026-03-02", "--to", "2026-03-02")) == 2
    assert found("--from", "2026-03-03") == []
    assert len(found("--overdue", "--at", "2026-12-01")) == 2
    assert found("--overdue", "--at", AT) == []


def test_counts_has_its_keys(wenguo: Wenguo) -> None:
    recorded(wenguo)
    answer = wenguo("counts", "--at", "2026-12-01", "--json").json
    assert answer == {"total": 1, "open": 1, "overdue": 1, "by_stage": {"received": 1}, "by_unit": {"main": 1}}


def test_show_gives_a_log_whose_chain_anybody_can_check(wenguo: Wenguo) -> None:
    number = recorded(wenguo, "漏水", "--demand", "RM03:12000:退一晚房费")
    wenguo("promise", number, "--what", "十分钟内回复", "--due-at", "+10m", "--at", AT)
    answer = wenguo("show", number.lower(), "--json").json
    assert set(answer) == SHOW
    assert (answer["number"], answer["stage"], answer["words"]) == (number, "received", "漏水")
    assert (answer["owner"], answer["first_responder"]) == ("local", "local")
    assert [(one["remedy"], one["amount_fen"], one["words"]) for one in answer["demands"]] == [
        ("RM03", 12000, "退一晚房费")
    ]
    assert [(one["what"], one["due_at"]) for one in answer["promises"]] == [("十分钟内回复", "2026-03-02T01:10:00Z")]
    head = ""
    for place, line in enumerate(answer["log"], 1):
        assert set(line) == LOG
        assert (line["position"], line["prev"]) == (place, head)
        assert json.loads(line["data"])["prev"] == head
        head = hashlib.sha256(line["data"].encode()).hexdigest()
        assert line["hash"] == head
    assert answer["log"][0]["event"] == "Recorded"
    assert "漏水" not in answer["log"][0]["data"]


def test_verify_proves_and_finds_what_was_changed_by_hand(wenguo: Wenguo) -> None:
    from wenguo.models import Message

    number = recorded(wenguo)
    good = wenguo("verify", "--json")
    assert (good.code, set(good.json)) == (0, {"ok", "complaints", "lines", "problems"})
    assert (good.json["ok"], good.json["complaints"], good.json["problems"]) == (True, 1, [])
    Message.objects.update(text="房间不漏水")
    bad = wenguo("verify", "--json")
    assert (bad.code, bad.json["ok"]) == (1, False)
    (problem,) = bad.json["problems"]
    assert set(problem) == {"kind", "number", "position", "what"}
    assert (problem["kind"], problem["number"]) == ("words", number)


@pytest.mark.parametrize(
    ("pack", "rule", "received", "due", "rolled"),
    [
        ("cn.bank", "decision_simple", "2026-02-10", "2026-02-25", "2026-02-25"),
        ("house", "max", "2026-04-29", "2026-06-28", "2026-06-29"),
        ("cn.bank", "decision_simple", "2026-09-28", "2026-10-13", "2026-10-13"),
        ("cn-bank-insurance", "cn.bank.regulator_forward", "2026-02-10", "2026-02-26", "2026-02-26"),
        ("cn-samr", "accept_or_refuse", "2026-04-29", "2026-05-12", "2026-05-12"),
        ("cn.bank", "cn.bank.regulator_forward", "2026-09-28", "2026-10-13", "2026-10-13"),
    ],
)
def test_pack_due_counts_as_the_law_does(
    wenguo: Wenguo, pack: str, rule: str, received: str, due: str, rolled: str
) -> None:
    answer = wenguo("pack", "due", pack, rule, "--received", received, "--json")
    assert set(answer.json) == {"due", "due_rolled", "provisional", "source"}
    assert (answer.json["due"], answer.json["due_rolled"], answer.json["provisional"]) == (due, rolled, False)
    assert answer.json["source"]


def test_pack_due_names_what_it_does_not_know(wenguo: Wenguo) -> None:
    for arguments, field in ((("nowhere", "max"), "pack"), (("house", "nothing"), "rule")):
        answer = wenguo("pack", "due", *arguments, "--received", "2026-02-10", "--json")
        assert (answer.code, answer.json["field"]) == (3, field)


def test_pack_due_gives_hours_as_moments(wenguo: Wenguo, monkeypatch: pytest.MonkeyPatch) -> None:
    from msgspec.structs import replace

    from wenguo import packs

    house = packs.load()["house"]
    hourly = replace(
        house, rules=tuple(replace(rule, unit="h", length=24) if rule.id == "max" else rule for rule in house.rules)
    )
    monkeypatch.setattr(packs, "load", lambda: {"house": hourly})
    answer = wenguo("pack", "due", "house", "max", "--received", "2026-08-17 10:00", "--json")
    assert (answer.code, answer.json["due"], answer.json["due_rolled"]) == (
        0,
        "2026-08-18T02:00:00Z",
        "2026-08-18T02:00:00Z",
    )


def test_a_token_is_given_once_and_kept_as_its_digest(wenguo: Wenguo) -> None:
    from wenguo.models import Token
    from wenguo.tokens import account_of

    answer = wenguo("token", "--as", "local", "--scope", "all", "--at", AT, "--json")
    assert set(answer.json) == {"token"}
    row = Token.objects.get()
    assert row.digest == hashlib.sha256(answer.json["token"].encode()).hexdigest()
    assert account_of(answer.json["token"], row.created_at) == (row.account_id, frozenset({"all"}))
    assert wenguo("token", "revoke", row.pk).code == 0
    assert account_of(answer.json["token"], row.created_at) is None
    assert wenguo("token", "--scope", "everything", "--json").json["field"] == "scope"


def test_nobody_acts_as_an_account_that_is_not_there(wenguo: Wenguo) -> None:
    for arguments in (
        ("counts", "--as", "nobody"),
        ("--as", "nobody", "counts"),
        ("record", "--words", "x", "--as", "nobody"),
    ):
        answer = wenguo(*arguments, "--json")
        assert answer.code == 3
        assert set(answer.json) == {"refused", "field"}
        assert answer.json["field"] == "as"


def test_the_environment_says_who_acts(wenguo: Wenguo, monkeypatch: pytest.MonkeyPatch) -> None:
    wenguo("account", "add", "li", "--role", "front_line", "--no-password")
    monkeypatch.setenv("WENGUO_AS", "li")
    assert wenguo("record", "--words", "灯不亮", "--json").json["owner"] == "li"
    assert wenguo("record", "--words", "灯不亮", "--json", "--as", "local").json["owner"] == "local"


def test_the_exit_codes_tell_usage_from_refusal(wenguo: Wenguo) -> None:
    assert wenguo("record").code == 2
    assert wenguo("no-such-command").code == 2
    assert wenguo("record", "--words", "x", "--channel", "pigeon").code == 2
    assert wenguo("tick", "--at", "yesterday").code == 2
    blank = wenguo("record", "--words", "  ", "--json")
    assert (blank.code, blank.json["field"]) == (3, "words")
    nowhere = wenguo("record", "--words", "x", "--unit", "nowhere", "--json")
    assert (nowhere.code, nowhere.json["field"]) == (3, "unit")
    unseen = wenguo("show", "WG26-999999-9", "--json")
    assert (unseen.code, unseen.json["field"]) == (3, None)
    number = recorded(wenguo)
    early = wenguo("close", number, "--outcome", "OC01", "--json")
    assert (early.code, early.json["field"]) == (3, "outcome")
    assert wenguo("search", '"漏', "--json").code in {0, 3}


def test_a_wrong_command_line_too_leaves_one_object(wenguo: Wenguo) -> None:
    for arguments, field in (
        (("note", "WG26-000001-9", "--words", "x", "--at", "2026-13-45"), "at"),
        (("record", "--words", "x", "--channel", "pigeon"), "channel"),
        (("record",), "words"),
        (("pack", "due", "house", "max", "--received", "2026-02-30"), "received"),
        (("export", "a.csv"), None),
    ):
        answer = wenguo(*arguments, "--json")
        assert (answer.code, set(answer.json), answer.json["field"]) == (2, {"refused", "field"}, field), answer.out


def test_a_wrong_value_is_told_in_the_readers_language(wenguo: Wenguo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENGUO_LANGUAGE", "zh_CN.UTF-8")
    assert "--channel 只能是：face、" in wenguo("record", "--words", "x", "--channel", "pigeon").err
    assert "没有文件 nowhere.csv" in wenguo("import", "nowhere.csv").err
    assert "--received：“2026-02-30”不是时间" in wenguo("pack", "due", "house", "max", "--received", "2026-02-30").err
    assert "多出了 a.csv" in wenguo("export", "a.csv").err


def test_a_mistyped_command_is_told_with_its_neighbours(wenguo: Wenguo) -> None:
    answer = wenguo("quee")
    assert answer.code == 2
    assert "Did you mean queue" in answer.err


def test_a_surprise_is_one_clear_line_and_the_rest_on_demand(wenguo: Wenguo, monkeypatch: pytest.MonkeyPatch) -> None:
    from wenguo.faces.cli import counting

    def broken(*_: object) -> None:
        raise ZeroDivisionError("how odd")

    monkeypatch.setattr(counting, "asked", broken)
    monkeypatch.delenv("WENGUO_DEBUG", raising=False)
    answer = wenguo("counts", "--json")
    assert answer.code == 1
    assert "how odd" in answer.json["failed"]
    assert ("how odd" in answer.err, "Traceback" in answer.err) == (True, False)
    monkeypatch.setenv("WENGUO_DEBUG", "1")
    assert "Traceback" in wenguo("counts").err


def test_a_refusal_is_words_on_stderr_for_people(wenguo: Wenguo) -> None:
    answer = wenguo("show", "WG26-999999-9")
    assert (answer.code, answer.out) == (3, "")
    assert "There is no complaint" in answer.err


def test_stale_acts_and_repeated_keys(wenguo: Wenguo) -> None:
    number = recorded(wenguo)
    assert wenguo("note", number, "--words", "一", "--expected", "1").code == 0
    assert wenguo("note", number, "--words", "二", "--expected", "1").code == 3
    first = wenguo("note", number, "--words", "三", "--key", "k1", "--json").json
    again = wenguo("note", number, "--words", "三", "--key", "k1", "--json").json
    assert first["position"] == again["position"]


def test_anchor_writes_a_file_that_proves_later(wenguo: Wenguo, tmp_path: object) -> None:
    recorded(wenguo)
    file = f"{tmp_path}/anchor.jsonl"
    made = wenguo("anchor", "--out", file, "--json")
    assert (made.code, made.json["complaints"]) == (0, 1)
    assert wenguo("verify", "--anchors", file, "--json").json["ok"] is True


def test_a_pack_shows_its_grounds_for_declining_with_the_other_routes(staffed):
    told = staffed("pack", "show", "house").out
    assert "house_not_ours" in told
    assert "可代为移送" in told or "pass the matter on" in told


@pytest.mark.row("M05")
def test_bounds_says_what_the_table_gives_and_who_says_yes(wenguo: Wenguo) -> None:
    number = recorded(wenguo, "标价九块九收了九十九", "--cause", "RS0301", "--dissatisfaction", "process")
    answer = wenguo("bounds", number, "--remedy", "RM08", "--price-fen", "9900", "--json").json
    assert {"number", "bounds", "usual", "nearest", "offers"} <= set(answer)
    (row,) = [one for one in answer["bounds"] if one["rule"] == "goodwill"]
    assert (row["upper_fen"], row["limits"], row["says_yes"]) == (20_000, None, {"steps": [], "parallel": False})
    assert answer["unoffered"] == []
    assert wenguo("note", number, "--words", "电话里答应退他300元，先不登记。").code == 0
    (spoken,) = wenguo("bounds", number, "--json").json["unoffered"]
    assert (spoken["amount_fen"], spoken["sentence"]) == (30_000, "电话里答应退他300元，先不登记")
    out = wenguo("bounds", number).out
    assert "the owner alone" in out
    assert "no such offer is on record" in out
