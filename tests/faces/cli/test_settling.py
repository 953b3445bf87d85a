"""One way to change the office: the command line does what the settings' screens do, and all of it is written down."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.faces.cli.conftest import AT, Wenguo
from tests.faces.cli.test_starting import ran
from tests.stories import T0
from wenguo.models import Account, Change, Delivery, Line, Membership, Token, Unit, Webhook
from wenguo.rules.permissions import ROLES

HOURS = json.dumps({"weekdays": [[["09:00", "18:00"]]] * 5 + [[], []]})


@pytest.fixture
def web(staffed: Wenguo, client: Client) -> Client:
    """The screens, for the account the command line acts as."""
    client.force_login(Account.objects.get(username="local"))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    Change.objects.all().delete()
    return client


@pytest.mark.parametrize(
    ("arguments", "written"),
    [
        (("account", "add", "li", "--role", "handler", "--head"), ["person li", "role li", "unit main", "role li"]),
        (("account", "disable", "ann"), ["person ann"]),
        (("account", "password", "ann", "--no-password"), ["password ann"]),
        (("account", "role", "ann", "legal", "--unit", "sec"), ["role ann"]),
        (("account", "role", "ann", "handler", "--unit", "sec", "--remove"), ["role ann"]),
        (("account", "away", "ann", "--until", "2026-03-09", "--deputy", "eve"), ["person ann"]),
        (("unit", "add", "north", "--parent", "sec", "--pack", "house,cn-retail"), ["unit north", "unit north"]),
        (("unit", "set", "sec", "--name", "证券", "--hours", HOURS, "--head", "ann"), ["unit sec", "role ann", "unit sec"]),
        (("webhook", "add", "https://example.org/hook", "--unit", "sec"), ["webhook *"]),
        (("token", "--scope", "read", "--name", "呼叫中心"), ["token local"]),
    ],
)  # fmt: skip
def test_what_a_command_changes_is_written_down(arguments: tuple[str, ...], written: list[str], web: Client, staffed: Wenguo) -> None:  # fmt: skip
    answer = staffed(*arguments, "--at", AT)
    assert answer.code == 0, answer.err
    rows = list(Change.objects.order_by("pk"))
    assert [f"{row.what} {'*' if row.what == 'webhook' else row.target}" for row in rows] == written
    assert {(row.account and row.account.username, row.at.isoformat()) for row in rows} == {
        ("local", "2026-03-02T01:00:00+00:00")
    }
    assert "hook" not in arguments[0] or "secret" not in str(rows[0].after)


def test_what_is_stopped_and_started_again_is_written_down(web: Client, staffed: Wenguo) -> None:
    hook = staffed("webhook", "add", "https://example.org/", "--json").json["webhook"]
    staffed("token", "--scope", "read")
    for arguments in (
        ("webhook", "off", hook),
        ("webhook", "off", hook, "--on"),
        ("token", "revoke", Token.objects.get().pk),
        ("account", "disable", "ann"),
        ("account", "enable", "ann"),
        ("unit", "add", "north"),
        ("unit", "set", "north", "--inactive"),
        ("unit", "set", "north", "--active"),
    ):
        before = Change.objects.count()
        answer = staffed(*arguments)
        assert answer.code == 0, answer.err
        assert Change.objects.count() == before + 1, arguments
    assert Webhook.objects.get().active
    assert Unit.objects.get(code="north").active


NEW = {"display_name": "x", "email": "", "language": "en", "role": ""}
PLACE = {"name": "x", "name_en": "", "head": "", "country": "", "time_zone": ""}


@pytest.mark.parametrize(
    ("arguments", "address", "typed", "words"),
    [
        (("webhook", "add", "http://example.org/hook"), ["office_webhook_add"],
         {"url": "http://example.org/hook", "unit": ""}, "Use https"),
        (("webhook", "add", "https://u:p@example.org/"), ["office_webhook_add"],
         {"url": "https://u:p@example.org/", "unit": ""}, "must not hold a user name"),
        (("account", "add", "li/na"), ["office_person_add"],
         {"username": "li/na", "unit": "main", **NEW}, "holds no spaces or / ? # %"),
        (("account", "add", "clock"), ["office_person_add"],
         {"username": "clock", "unit": "main", **NEW}, "clock is taken"),
        (("account", "add", "li", "--email", "nowhere"), ["office_person_add"],
         {"username": "li", "unit": "main", **NEW, "email": "nowhere"}, "An address looks like"),
        (("unit", "add", "North Wing"), ["office_unit_add"],
         {"code": "North Wing", "parent": "main", **PLACE}, "A code holds small letters"),
        (("unit", "set", "sec", "--country", "Mars"), ["office_unit", "sec"],
         {"parent": "main", **PLACE, "country": "Mars"}, "No holidays are known for Mars"),
        (("unit", "set", "sec", "--time-zone", "Mars/Base"), ["office_unit", "sec"],
         {"parent": "main", **PLACE, "time_zone": "Mars/Base"}, "There is no time zone Mars/Base"),
        (("unit", "set", "sec", "--inactive"), ["office_unit_state", "sec"],
         {"active": "0"}, "3 people and 0 units below remain"),
        (("account", "role", "local", "administrator", "--remove"), ["office_person_role", "local"],
         {"take": "1", "role": "administrator", "unit": "main"}, "the only administrator of the top unit"),
        (("account", "disable", "local"), ["office_person_state", "local"], {}, "One does not disable oneself"),
        (("account", "away", "ann", "--until", "2020-01-01"), ["office_person", "ann"],
         {"which": "away", "away_from": "", "away_until": "2020-01-01T09:00", "deputy": ""}, "later than the beginning"),
        (("account", "away", "ann", "--from", "2030-01-01"), ["office_person", "ann"],
         {"which": "away", "away_from": "2030-01-01T09:00", "away_until": "", "deputy": ""}, "Say until when"),
        (("account", "away", "ann", "--until", "2030-01-01", "--deputy", "ann"), ["office_person", "ann"],
         {"which": "away", "away_from": "", "away_until": "2030-01-01T09:00", "deputy": "ann"}, "own deputy"),
    ],
)  # fmt: skip
def test_both_faces_refuse_the_same_in_the_same_words(
    arguments: tuple[str, ...], address: list[str], typed: dict[str, Any], words: str, web: Client, staffed: Wenguo
) -> None:
    main = Unit.objects.get(code="main").pk
    typed = {name: str(main) if one == "main" else one for name, one in typed.items()}
    page = web.post(reverse(address[0], args=address[1:]), typed, follow=True).content.decode()
    answer = staffed(*arguments)
    assert answer.code == 3
    assert words in answer.err
    assert words in page
    assert not Change.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        (("account", "away", "ann", "--until", "2020-01-01"), "until"),
        (("unit", "set", "main", "--parent", "sec"), "parent"),
        (("unit", "add", "x", "--hours", "{}"), "hours"),
        (("unit", "add", "x", "--hours", '{"weekdays": [1]}'), "hours"),
        (("unit", "add", "x", "--pack", "nothing"), "pack"),
        (("account", "add", "x", "--name", "x" * 201), "name"),
        (("webhook", "off", "99"), "id"),
        (("token", "revoke", "99"), "id"),
    ],
)
def test_a_refusal_names_the_option_and_leaves_nothing_half_done(
    arguments: tuple[str, ...], field: str, web: Client, staffed: Wenguo
) -> None:
    answer = staffed(*arguments, "--json")
    assert (answer.code, answer.json["field"]) == (3, field)
    assert not Change.objects.exists()
    assert not Unit.objects.filter(code="x").exists()


def test_an_administrator_of_a_branch_settles_only_the_branch(staffed: Wenguo) -> None:
    assert staffed("account", "add", "abe", "--unit", "sec", "--role", "administrator").code == 0
    house = staffed("webhook", "add", "https://example.org/", "--json").json["webhook"]
    staffed("token", "--scope", "read")
    foreign = Token.objects.get().pk
    for arguments in (
        ("webhook", "add", "https://example.org/"),
        ("webhook", "off", house),
        ("token", "revoke", foreign),
        ("unit", "add", "more"),
        ("unit", "set", "sec", "--parent", "main", "--name", "x", "--head", "local", "--inactive"),
        ("account", "password", "local", "--no-password"),
        ("account", "role", "ann", "administrator"),
        ("account", "one-step", "local"),
    ):
        assert staffed(*arguments, "--as", "abe").code == 3, arguments
    assert staffed("webhook", "add", "https://example.org/", "--unit", "sec", "--as", "abe").code == 0
    listed = staffed("webhook", "list", "--as", "abe", "--json").json["webhooks"]
    assert [one["unit"] for one in listed] == ["sec"]
    assert staffed("webhook", "list", "--as", "ann").code == 3
    assert staffed("account", "password", "ann", "--no-password", "--as", "abe").code == 0


def test_only_deliveries_of_ones_own_addresses_are_sent_again(staffed: Wenguo) -> None:
    staffed("account", "add", "abe", "--unit", "sec", "--role", "administrator")
    staffed("webhook", "add", "https://example.org/")
    staffed("webhook", "add", "https://example.org/", "--unit", "sec")
    staffed("record", "--as", "ann", "--words", "灯不亮", "--no-reactions", "--at", AT)
    line = Line.objects.order_by("pk")[0]
    house, own = (
        Delivery.objects.create(webhook=hook, line=line, state="dead", next_at=T0)
        for hook in Webhook.objects.order_by("pk")
    )
    listed = staffed("webhook", "dead", "--as", "abe", "--json").json["dead"]
    assert [one["id"] for one in listed] == [own.pk]
    assert staffed("webhook", "replay", house.pk, "--as", "abe", "--json").json == {"replayed": 0}
    assert staffed("webhook", "replay", "--as", "abe", "--json").json == {"replayed": 1}
    assert [one.pk for one in Delivery.objects.filter(state="dead")] == [house.pk]
    assert staffed("webhook", "replay", house.pk, "--json").json == {"replayed": 1}


def test_a_second_tree_beside_main_is_settled_by_the_same_account(staffed: Wenguo) -> None:
    """As after `wenguo demo` in a home that had begun by itself."""
    group = Unit.objects.create(code="group", name="集团")
    Unit.objects.bulk_create(Unit(code=f"g{n}", name="x", parent=group) for n in range(5))
    local = Account.objects.get(username="local")
    Membership.objects.bulk_create(Membership(account=local, unit=group, role=role) for role in ROLES)
    Unit.objects.get(code="group").save()
    assert staffed("webhook", "add", "https://example.org/").code == 0
    assert staffed("unit", "set", "main", "--parent", "group").code == 0
    assert staffed("account", "add", "li", "--unit", "g1", "--role", "administrator").code == 0


def test_a_head_or_a_deputy_who_left_holds_nothing_up(staffed: Wenguo) -> None:
    assert staffed("account", "away", "ann", "--until", "+3d", "--deputy", "eve").code == 0
    assert staffed("account", "disable", "eve").code == 0
    assert staffed("account", "away", "ann").code == 0
    staffed("unit", "set", "sec", "--head", "ann")
    staffed("account", "add", "amy", "--unit", "sec", "--head")
    staffed("account", "disable", "amy")
    assert staffed("unit", "set", "sec", "--name", "证券部").code == 0
    assert staffed("unit", "set", "sec", "--head", "amy", "--json").json["field"] == "head"


def test_a_fresh_installation_is_set_up_by_the_first_commands(tmp_path: Path) -> None:
    """In processes of their own, which load only a few of the apps."""
    for arguments in (
        ("account", "add", "gu", "--role", "administrator", "--no-password"),
        ("unit", "add", "sec", "--head", "gu", "--as", "gu"),
        ("account", "one-step", "gu"),
        ("token", "--scope", "read", "--as", "gu"),
    ):
        code, out, err = ran(tmp_path, *arguments)
        assert code == 0, err
        assert out
    code, out, err = ran(tmp_path, "account", "list", "--json")
    assert code == 0, err
    (gu, _) = json.loads(out.splitlines()[-1])["accounts"]
    assert [one["role"] for one in gu["roles"]] == ["administrator", "head"]


def test_no_face_writes_the_office_by_itself() -> None:
    """Each of these writes belongs to administering/; home.py makes the first unit and account of all."""
    import wenguo.faces

    writes = re.compile(
        r"(Account|Unit|Membership|Webhook|Site|Token|Template|Code|Setting)\.objects\.(get_or_|update_or_|bulk_)?"
        r"(create|update)\(|(?<!class )\b(Unit|Membership|Webhook|Site|Token|Template|Code|Setting)\(|\btokens\.(issue|revoke)\("
    )
    folder = Path(wenguo.faces.__path__[0])
    found = {file.relative_to(folder).as_posix() for file in folder.rglob("*.py") if writes.search(file.read_text())}
    assert found <= {"cli/home.py"}
