import json
from datetime import datetime

from django.db import OperationalError

from wenguo.models import Access, Reaction

PERSON = {"name": "欧阳锋", "phone": "13812345678", "email": "ouyang@example.org"}


def test_contact_data_is_plain_to_its_handlers_and_each_look_is_logged(knock, office):
    number = knock.recorded(complainant=PERSON)
    assert knock.get(f"/complaints/{number}").json()["complainant"] == PERSON
    entry = json.loads(Access.objects.get(account=office.ann).data)
    assert (entry["number"], entry["via"]) == (number, "api")
    assert [field.partition(".")[2] for field in entry["fields"]] == ["email", "name", "phone"]


def test_contact_data_is_masked_for_other_roles_until_they_give_a_reason_that_is_logged(knock, knocks, office):
    number = knock.recorded(complainant=PERSON)
    aud = knocks("aud")
    masked = aud.get(f"/complaints/{number}").json()
    assert masked["masked"]
    assert masked["complainant"] == {"name": "欧**", "phone": "138****5678", "email": "o***@example.org"}
    refused = aud.get(f"/complaints/{number}", unmask=1)
    assert (refused.status_code, refused.json()["field"]) == (422, "reason")
    assert not Access.objects.filter(account=office.aud).exists()
    assert aud.get(f"/complaints/{number}", unmask=1, reason="抽查回访").json()["complainant"] == PERSON
    assert json.loads(Access.objects.get(account=office.aud).data)["reason"] == "抽查回访"


def test_the_employee_complained_of_never_sees_contact_data(knock, knocks, office):
    number = knock.recorded(complainant=PERSON, concerned=[office.eve.pk])
    eve = knocks("eve")
    assert eve.get(f"/complaints/{number}").json()["complainant"]["phone"] == "138****5678"
    assert eve.get(f"/complaints/{number}", unmask=1, reason="想知道是谁").status_code == 403
    assert not Access.objects.filter(account=office.eve).exists()


def test_a_complaint_without_contact_data_is_no_reading_of_personal_data(knock):
    knock.get(f"/complaints/{knock.recorded()}")
    assert not Access.objects.exists()


def test_the_queue_gives_reasons_and_goes_on_by_its_cursor(knock):
    numbers = {knock.recorded(f"第 {n} 件") for n in range(5)}
    seen, after = [], None
    while True:
        page = knock.get("/queue", limit=2, **({"after": after} if after else {})).json()
        assert all(row["because"] and row["next_due"] for row in page["rows"])
        seen += [row["number"] for row in page["rows"]]
        after = page["next"]
        if after is None:
            break
    assert len(seen) == 5
    assert set(seen) == numbers


def test_search_finds_a_phrase_newest_first_and_goes_on_by_its_cursor(knock):
    numbers = [knock.recorded(f"镜片不见了，第 {n} 件") for n in range(3)]
    knock.recorded("别的事")
    first = knock.get("/search", q="镜片不见", limit=2).json()
    assert (first["total"], [one["number"] for one in first["results"]]) == (3, numbers[:0:-1])
    assert "镜片不见了" in first["results"][0]["snippet"]
    rest = knock.get("/search", q="镜片不见", limit=2, after=first["next"]).json()
    assert [one["number"] for one in rest["results"]] == numbers[:1]
    assert rest["next"] is None


def test_search_looks_at_our_words_only_when_asked_to(knock):
    number = knock.recorded()
    knock.does(number, "note", words="疑似轴承磨损")
    assert knock.get("/search", q="轴承磨损").json()["total"] == 0
    assert knock.get("/search", q="轴承磨损", **{"in": "all"}).json()["total"] == 1


def test_queue_search_and_counts_show_only_what_the_asker_may_see(knock, knocks):
    knock.recorded("空调坏了")
    tom = knocks("tom")
    assert tom.get("/queue").json()["rows"] == []
    assert tom.get("/search", q="空调").json()["total"] == 0
    assert tom.get("/counts").json()["total"] == 0
    assert knock.get("/counts").json() == {
        "total": 1, "open": 1, "overdue": 0, "by_stage": {"received": 1}, "by_unit": {"sec": 1},
    }  # fmt: skip


def test_packs_name_a_source_for_every_rule(knock):
    packs = knock.get("/packs").json()["packs"]
    assert {"house", "cn-bank-insurance"} <= {pack["id"] for pack in packs}
    assert all(rule["source"] for pack in packs for rule in pack["rules"])
    due = knock.get("/packs/cn.bank/decision_simple/due", received="2026-02-10").json()
    assert (due["due"], due["due_rolled"], due["provisional"]) == ("2026-02-25", "2026-02-25", False)
    assert knock.get("/packs/cn.bank/nothing/due", received="2026-02-10").status_code == 404


def test_health_needs_no_token_and_tells_the_workers_lag(client, knock, story, settings, monkeypatch):
    assert client.get("/healthz").json() == {"status": "ok", "database": "ok", "worker_lag_seconds": 0}
    story.recorded().does("chase", "complainant", words="还没好吗")
    assert Reaction.objects.exists()
    assert client.get("/healthz").json()["status"] == "late"

    def unreachable(at: datetime) -> int:
        raise OperationalError("password=secret")

    monkeypatch.setattr("wenguo.faces.api.health._lag", unreachable)
    down = client.get("/healthz")
    assert down.status_code == 503
    assert "secret" not in down.content.decode()


def test_the_page_of_the_api_runs_no_script_of_its_own(client, db):
    page = client.get("/api/v1/docs")
    text = page.content.decode()
    assert page.status_code == 200
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    for script in text.split("<script")[1:]:
        head = script.partition(">")[0]
        assert 'type="application/json"' in head or 'src="/static/' in head
    assert "://" not in text.partition("</head>")[0]
