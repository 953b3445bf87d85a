"""`wenguo group`: call-backs and one message to all at the command line, each member with an outcome of its own."""

import uuid

import pytest

from tests.faces.cli.conftest import Wenguo

pytestmark = pytest.mark.row("M06")


def test_calls_and_tellings_have_an_outcome_for_each_member_by_their_own_way(wenguo: Wenguo) -> None:
    contacts: tuple[dict[str, str], ...] = ({"email": "lin@example.com"}, {"phone": "13900000377"}, {})
    numbers = []
    for n, contact in enumerate(contacts):
        fields = [part for name, value in contact.items() for part in (f"--complainant-{name}", value)]
        done = wenguo("record", "--words", f"水壶漏水 {n}", *fields, "--json")
        assert done.code == 0, done.err
        numbers.append(done.json["number"])
    begun = wenguo("group", *(part for one in numbers for part in ("--begin", one)), "--json")
    assert begun.code == 0, begun.err
    group = begun.json["id"]
    calls = [part for one in numbers for part in ("--call", one)]
    done = wenguo("group", group, *calls, "--until", "+2h", "--about", "说明退款", "--json")
    assert done.code == 0, done.err
    assert [one["state"] for one in done.json["each"]] == ["promised"] * 3
    assert wenguo("group", group, "--call", numbers[0]).code != 0, "a call has a time and a matter"
    assert "WG99" in wenguo("group", group, "--tell", "--only", "WG99-000001-1").err
    assert wenguo("group", group, "--tell").code != 0, "nothing was changed yet"
    key = str(uuid.uuid4())
    tell = ("group", group, "--tell", "--key", key, "--json")
    done = wenguo(*tell[:2], "--change", "第二批已下架。", *tell[2:])
    assert [(one["state"], one["way"]) for one in done.json["each"]] == [
        ("held", "email"), ("held", "sms"), ("held", "portal"),
    ]  # fmt: skip
    again = wenguo(*tell)
    assert again.json["each"] == done.json["each"], "pressed twice it is told once"
    assert len(again.json["handling"]["tellings"]) == 1
