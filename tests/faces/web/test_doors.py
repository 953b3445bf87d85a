"""Every address of the desk and of the complainants' door, and who may not come in: deny by default.

A new address fails the first test here until somebody has decided whom it is for.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.stories import T0, Office, Story
from wenguo.models import Access, Alarm, Draft, Line, Look, SavedSearch, Token, Webhook
from wenguo.models.door import Site

ANYBODY = "anybody"  # no sign-in: the complainants' door, the sign-in itself, what a browser fetches
SIGNED = "signed"  # whoever is signed in: it shows their own, or what they may see
COMPLAINT = "complaint"  # whoever sees that complaint; for all others it is not there
REKEYS = "rekeys"  # whoever sees that complaint and may give out a new secret
OWN = "own"  # one's own alone: another's is not there, or empty
LEADS = "leads"  # heads and administrators
ADMINISTERS = "administers"  # administrators
BOARD = "board"  # whoever leads, oversees or audits a unit
HEADS = "heads"  # heads
SECRET = "secret"  # the browser that opened this complaint by its secret

# address → for whom, and how it may be asked ("get" only, "post" only, or "both")
DOORS: dict[str, tuple[str, str]] = {
    "healthz": (ANYBODY, "get"),
    "choose/": (ANYBODY, "post"),
    "manifest.webmanifest": (ANYBODY, "get"),
    "sw.js": (ANYBODY, "get"),
    # sign-in; allauth asks again for password or code where its own addresses need it
    "accounts/": (SIGNED, "both"),
    "accounts/login/": (ANYBODY, "both"),
    "accounts/logout/": (ANYBODY, "both"),
    "accounts/inactive/": (ANYBODY, "both"),
    "accounts/reauthenticate/": (SIGNED, "both"),
    "accounts/password/": (SIGNED, "both"),
    "accounts/password/forgotten/": (ANYBODY, "both"),
    "accounts/second-factor/": (SIGNED, "both"),
    "accounts/places/end/": (SIGNED, "both"),
    "accounts/2fa/": (SIGNED, "both"),
    "accounts/2fa/authenticate/": (ANYBODY, "both"),
    "accounts/2fa/reauthenticate/": (SIGNED, "both"),
    "accounts/2fa/app/": (SIGNED, "both"),
    "accounts/2fa/app/remove/": (SIGNED, "both"),
    "accounts/2fa/codes/": (SIGNED, "both"),
    "accounts/2fa/codes/new/": (SIGNED, "both"),
    "accounts/2fa/passkeys/": (SIGNED, "both"),
    "accounts/2fa/passkeys/add/": (SIGNED, "both"),
    "accounts/2fa/passkeys/login/": (ANYBODY, "both"),
    "accounts/2fa/passkeys/reauthenticate/": (SIGNED, "both"),
    "accounts/2fa/passkeys/<int:pk>/remove/": (SIGNED, "both"),
    "accounts/2fa/passkeys/<int:pk>/rename/": (SIGNED, "both"),
    "accounts/oidc/<str:provider_id>/login/": (ANYBODY, "both"),
    "accounts/oidc/<str:provider_id>/login/callback/": (ANYBODY, "both"),
    "accounts/oidc/cancelled/": (ANYBODY, "both"),
    # the desk
    "desk/": (SIGNED, "get"),
    "desk/live/": (SIGNED, "get"),
    "desk/news/seen/": (SIGNED, "post"),
    "desk/news/<str:number>/": (SIGNED, "get"),
    "desk/palette/": (SIGNED, "get"),
    "desk/grumble/": (SIGNED, "both"),
    "desk/grumble/where/": (SIGNED, "get"),
    "desk/intake/": (SIGNED, "get"),
    "desk/intake/new/": (SIGNED, "get"),
    "desk/intake/<uuid:key>/": (OWN, "both"),
    "desk/intake/<uuid:key>/companion/": (OWN, "post"),
    "desk/intake/<uuid:key>/hear/<str:number>/": (OWN, "post"),
    "desk/intake/<uuid:key>/discard/": (OWN, "post"),
    "desk/intake/<uuid:key>/restore/": (OWN, "post"),
    "desk/parts/": (SIGNED, "get"),
    "desk/board/": (BOARD, "get"),
    "desk/board/warnings/": (BOARD, "get"),
    "desk/board/hand-over/": (HEADS, "both"),
    "desk/board/handed-over/<uuid:key>/": (OWN, "get"),
    "desk/board/handed-over/<uuid:key>/progress": (SIGNED, "get"),
    "desk/board/handed-over/<uuid:key>/undo/": (OWN, "post"),
    "desk/search/": (SIGNED, "get"),
    "desk/search/export.<str:kind>": (SIGNED, "get"),
    "desk/search/columns/": (SIGNED, "post"),
    "desk/search/saved/": (SIGNED, "post"),
    "desk/search/saved/undo/": (SIGNED, "post"),
    "desk/search/saved/<int:saved_id>/": (OWN, "both"),
    "desk/search/saved/<int:saved_id>/change/": (OWN, "post"),
    "desk/search/saved/<int:saved_id>/delete/": (OWN, "post"),
    # settings
    "desk/redress/": (BOARD, "get"),
    "desk/redress/consistency.csv": (BOARD, "get"),
    "desk/redress/consistency.xlsx": (BOARD, "get"),
    "desk/redress/of/<str:number>/": (COMPLAINT, "get"),
    "desk/settings/": (SIGNED, "get"),
    "desk/settings/redress/": (LEADS, "both"),
    "desk/settings/redress/add/": (ADMINISTERS, "both"),
    "desk/settings/redress/levels/": (ADMINISTERS, "both"),
    "desk/settings/redress/levels/restore/<int:change>/": (LEADS, "both"),
    "desk/settings/redress/of/<str:row_id>/": (LEADS, "both"),
    "desk/settings/redress/of/<str:row_id>/state/": (LEADS, "both"),
    "desk/settings/redress/of/<str:row_id>/restore/<int:change>/": (LEADS, "both"),
    "desk/settings/me/": (SIGNED, "both"),
    "desk/settings/organisation/": (ADMINISTERS, "both"),
    "desk/settings/organisation/number/": (ADMINISTERS, "both"),
    "desk/settings/units/": (LEADS, "both"),
    "desk/settings/units/add/": (LEADS, "both"),
    "desk/settings/units/<str:code>/": (LEADS, "both"),
    "desk/settings/units/<str:code>/state/": (LEADS, "both"),
    "desk/settings/units/<str:code>/packs/": (LEADS, "both"),
    "desk/settings/people/": (LEADS, "both"),
    "desk/settings/people/add/": (LEADS, "both"),
    "desk/settings/people/roles/": (LEADS, "both"),
    "desk/settings/people/of/<str:username>/": (LEADS, "both"),
    "desk/settings/people/of/<str:username>/role/": (LEADS, "both"),
    "desk/settings/people/of/<str:username>/state/": (LEADS, "both"),
    "desk/settings/people/of/<str:username>/password/": (LEADS, "both"),
    "desk/settings/people/of/<str:username>/one-step/": (LEADS, "both"),
    "desk/settings/packs/": (LEADS, "both"),
    "desk/settings/packs/compare/": (LEADS, "both"),
    "desk/settings/packs/of/<str:pack_id>/": (LEADS, "both"),
    "desk/settings/codes/": (LEADS, "both"),
    "desk/settings/codes/add/": (LEADS, "both"),
    "desk/settings/codes/undo/<int:number>/": (LEADS, "both"),
    "desk/settings/codes/of/<str:code>/": (LEADS, "both"),
    "desk/settings/codes/of/<str:code>/merge/": (LEADS, "both"),
    "desk/settings/codes/of/<str:code>/retire/": (LEADS, "both"),
    "desk/settings/calendars/": (LEADS, "both"),
    "desk/settings/calendars/<str:code>/": (LEADS, "both"),
    "desk/settings/calendars/<str:code>/forget/": (LEADS, "both"),
    "desk/settings/answers/": (LEADS, "both"),
    "desk/settings/answers/add/": (LEADS, "both"),
    "desk/settings/answers/<int:number>/": (LEADS, "both"),
    "desk/settings/answers/<int:number>/state/": (LEADS, "both"),
    "desk/settings/answers/<int:number>/restore/<int:change>/": (LEADS, "both"),
    "desk/settings/templates/": (LEADS, "both"),
    "desk/settings/templates/add/": (LEADS, "both"),
    "desk/settings/templates/standard/": (LEADS, "both"),
    "desk/settings/templates/<int:number>/": (LEADS, "both"),
    "desk/settings/templates/<int:number>/state/": (LEADS, "both"),
    "desk/settings/templates/<int:number>/restore/<int:change>/": (LEADS, "both"),
    "desk/settings/tokens/": (SIGNED, "both"),
    "desk/settings/tokens/issue/": (SIGNED, "both"),
    "desk/settings/tokens/<int:number>/revoke/": (OWN, "both"),
    "desk/settings/webhooks/": (ADMINISTERS, "both"),
    "desk/settings/webhooks/add/": (ADMINISTERS, "both"),
    "desk/settings/webhooks/<int:number>/": (ADMINISTERS, "both"),
    "desk/settings/webhooks/<int:number>/state/": (ADMINISTERS, "both"),
    "desk/settings/webhooks/<int:number>/test/": (ADMINISTERS, "both"),
    "desk/settings/webhooks/<int:number>/replay/": (ADMINISTERS, "both"),
    "desk/settings/advice/": (LEADS, "both"),
    "desk/settings/cues/": (ADMINISTERS, "both"),
    "desk/settings/cues/of/": (ADMINISTERS, "both"),
    "desk/settings/cues/undo/": (ADMINISTERS, "both"),
    "desk/settings/models/": (ADMINISTERS, "both"),
    "desk/settings/models/of/": (ADMINISTERS, "both"),
    "desk/settings/models/settle/": (ADMINISTERS, "both"),
    "desk/settings/models/train/": (ADMINISTERS, "both"),
    # of a group one sees the complaints one may see; where that is none, it is not there
    "desk/advice/groups/": (SIGNED, "get"),
    "desk/advice/groups/forming/": (SIGNED, "get"),
    "desk/advice/groups/<int:number>/": (SIGNED, "get"),
    "desk/advice/groups/<int:number>/do/": (SIGNED, "post"),
    "desk/advice/groups/<int:number>/undo/": (SIGNED, "post"),
    "desk/advice/groups/begin/": (SIGNED, "post"),
    "desk/advice/groups/<int:number>/together/": (SIGNED, "get"),
    "desk/advice/groups/<int:number>/say/": (SIGNED, "post"),
    "desk/advice/groups/<int:number>/blank/": (SIGNED, "post"),
    "desk/advice/groups/<int:number>/role/": (SIGNED, "post"),
    "desk/advice/groups/<int:number>/drafts/": (SIGNED, "post"),
    "desk/advice/groups/<int:number>/calls/": (SIGNED, "both"),
    "desk/advice/groups/<int:number>/fix/": (SIGNED, "both"),
    "desk/advice/groups/<int:number>/fix/<uuid:key>/": (SIGNED, "both"),
    "desk/care/": (SIGNED, "get"),
    "desk/care/pause/": (SIGNED, "post"),
    "desk/care/back/": (SIGNED, "post"),
    "desk/care/told/": (SIGNED, "post"),
    "desk/care/kept/": (SIGNED, "both"),
    "desk/advice/signals/": (BOARD, "get"),
    "desk/settings/sites/": (ADMINISTERS, "both"),
    "desk/settings/sites/add/": (ADMINISTERS, "both"),
    "desk/settings/sites/<int:number>/state/": (ADMINISTERS, "both"),
    "desk/settings/retention/": (LEADS, "both"),
    "desk/settings/health/": (ADMINISTERS, "both"),
    "desk/settings/changes/": (ADMINISTERS, "both"),
    "desk/settings/changes/<int:number>/undo/": (ADMINISTERS, "both"),
    # one complaint
    "desk/<str:number>/": (COMPLAINT, "get"),
    "desk/<str:number>/pulse/": (COMPLAINT, "get"),
    "desk/<str:number>/unmask/": (COMPLAINT, "post"),
    "desk/<str:number>/read-by/": (COMPLAINT, "get"),
    "desk/<str:number>/summary/": (COMPLAINT, "both"),
    "desk/<str:number>/evidence/": (COMPLAINT, "get"),
    "desk/<str:number>/evidence/add/": (COMPLAINT, "post"),
    "desk/<str:number>/evidence/bundle/": (COMPLAINT, "post"),
    "desk/<str:number>/evidence/label/<str:ref>/": (COMPLAINT, "get"),
    "desk/<str:number>/evidence/uploads/": (COMPLAINT, "post"),
    "desk/<str:number>/evidence/uploads/<str:key>/": (COMPLAINT, "both"),
    "desk/<str:number>/evidence/<str:ref>/": (COMPLAINT, "get"),
    "desk/<str:number>/evidence/<str:ref>/copy/": (COMPLAINT, "get"),
    "desk/<str:number>/evidence/<str:ref>/listen/": (COMPLAINT, "get"),
    "desk/<str:number>/do/compose/": (COMPLAINT, "post"),
    "desk/<str:number>/do/sending/": (COMPLAINT, "get"),
    "desk/<str:number>/do/sending/<uuid:key>/back/": (OWN, "post"),
    "desk/<str:number>/do/sending/<uuid:key>/drop/": (OWN, "post"),
    "desk/<str:number>/do/<str:verb>/": (COMPLAINT, "both"),
    "desk/<str:number>/paper/": (COMPLAINT, "both"),
    "desk/<str:number>/paper/letter.pdf": (COMPLAINT, "both"),
    "desk/<str:number>/paper/letter.docx": (COMPLAINT, "both"),
    "desk/<str:number>/paper/file.pdf": (COMPLAINT, "both"),
    "track/rekey/<str:number>/": (REKEYS, "both"),
    # the complainants' door
    "": (ANYBODY, "both"),
    "ask/": (ANYBODY, "both"),
    "ask/look/": (ANYBODY, "post"),
    "ask/complain/": (ANYBODY, "post"),
    "files/": (ANYBODY, "post"),
    "done/": (ANYBODY, "get"),
    "done/keep/": (ANYBODY, "get"),
    "done/send/": (ANYBODY, "post"),
    "privacy/": (ANYBODY, "get"),
    "embed.js": (ANYBODY, "get"),
    "embed/<str:key>/": (ANYBODY, "both"),
    "track/": (ANYBODY, "both"),
    "track/lost/": (ANYBODY, "get"),
    "track/leave/": (ANYBODY, "post"),
    "track/<str:number>/": (SECRET, "get"),
    "track/<str:number>/data/": (SECRET, "get"),
    "track/<str:number>/file/<str:ref>/": (SECRET, "get"),
    "track/<str:number>/file/<str:ref>/picture/": (SECRET, "get"),
    "track/<str:number>/uploads/": (SECRET, "post"),
    "track/<str:number>/uploads/give/": (SECRET, "post"),
    "track/<str:number>/uploads/<str:key>/": (SECRET, "both"),
    "track/<str:number>/do/<str:word>/": (SECRET, "post"),
}
# These act for nobody who is signed in, and must not fail a browser that keeps no cookies.
WITHOUT_TOKEN = {"", "ask/", "ask/look/", "ask/complain/", "files/", "embed/<str:key>/"}
# What a person only looked at is kept, and nothing else that a GET writes.
LOOKED = {"Look", "Access", "TheirLook", "Session", "UserSession", "Tries"}
NAME, PHONE = "欧阳完整姓名", "13800138000"


def walked(patterns: list[Any], before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address with its view, as Django resolves it; programs have their own doors (tests/faces/api)."""
    for one in patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            if route != "api/v1/":
                yield from walked(one.url_patterns, route)
        else:
            yield route, one


EVERY = dict(reversed(list(walked(get_resolver().url_patterns))))


class World:
    """One of everything that an address can name, and its owner: ann of sec, unless it belongs to the house."""

    def __init__(self, office: Office, story: Story) -> None:
        self.office, self.story = office, story
        story.recorded(complainant={"name": NAME, "phone": PHONE}, vulnerability="听力不便")
        story.does("enclose", "ann", files=[{"name": "a.png", "media_type": "image/png", "data": b"x"}], whose="theirs")
        self.intake, self.message, self.bulk = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
        known = {"account": office.ann, "created_at": T0, "changed_at": T0}
        fields = {"words": ["草稿里的话"], "phone": [PHONE]}
        Draft.objects.create(key=self.intake, kind="intake", body={"fields": fields, "version": 1}, **known)
        Draft.objects.create(
            key=self.message, kind="inform", complaint_id=story.row.pk, body={"values": {"words": ["x"]}}, **known
        )
        Draft.objects.create(
            key=self.bulk, kind="hand_over", state="sent", body={"offered": [], "refused": [], "of": 0}, **known
        )
        self.saved = SavedSearch.objects.create(account=office.ann, name="我的", query={"q": PHONE}, created_at=T0)
        self.token = Token.objects.create(account=office.ann, name="t", digest="d" * 64, scopes=["read"], created_at=T0)
        self.webhook = Webhook.objects.create(url="https://example.org/", secret="s" * 40, created_at=T0)
        self.site = Site.objects.create(
            key="shop", name="s", origin="https://shop.example", unit=office.sec, created_at=T0
        )

    def address(self, route: str) -> str:
        """The address with everything named in it."""
        key = self.intake if "intake" in route else self.bulk if "handed-over" in route else self.message
        if route.startswith("embed/"):
            return "/embed/shop/"
        number: Any = self.story.number
        for part, row in (("tokens/", self.token), ("webhooks/", self.webhook), ("sites/", self.site)):
            number = row.pk if part in route else number
        given = {
            "number": number if "<int:number>" not in route or isinstance(number, int) else 1, "ref": "e1",
            "key": key, "row_id": "goodwill", "verb": "note", "word": "hear", "kind": "csv", "saved_id": self.saved.pk, "code": "sec",
            "username": "ann", "pack_id": "house", "change": 1, "pk": 1, "provider_id": "sso",
        }  # fmt: skip
        return "/" + re.sub(r"<\w+:(\w+)>", lambda match: str(given[match[1]]), route)


@pytest.fixture
def world(office: Office, story: Story, settings: Any, tmp_path: Any) -> World:
    settings.WENGUO_HOME = tmp_path
    return World(office, story)


def signed(office: Office, name: str, **how: Any) -> Client:
    client = Client(raise_request_exception=False, **how)
    client.force_login(office.people[name])
    return client


def written() -> dict[str, int]:
    """How many rows there are of everything that is kept."""
    models = [one for one in apps.get_models() if one.__name__ not in LOOKED]
    return {one.__name__: one._default_manager.count() for one in models}


def of(*kinds: str) -> list[str]:
    return [route for route, (kind, _) in DOORS.items() if kind in kinds]


def methods(route: str) -> list[str]:
    return {"get": ["get"], "post": ["post"], "both": ["get", "post"]}[DOORS[route][1]]


def test_every_address_has_been_decided_and_none_is_decided_that_is_gone() -> None:
    assert set(EVERY) == set(DOORS)


def test_nobody_comes_in_where_a_person_must_be_signed_in(world: World) -> None:
    nobody, before = Client(raise_request_exception=False), written()
    for route in of(SIGNED, COMPLAINT, OWN, LEADS, ADMINISTERS, BOARD, HEADS, REKEYS):
        for method in methods(route):
            answer = getattr(nobody, method)(world.address(route))
            assert answer.status_code in {302, 303, 405}, (route, method, answer.status_code)
            if answer.status_code != 405:
                assert answer.headers["Location"].startswith("/accounts/"), (route, method, answer.headers)
            assert NAME not in answer.content.decode()
    assert written() == before


def test_nothing_is_done_without_the_token_of_the_page(world: World) -> None:
    ann, before = signed(world.office, "local", enforce_csrf_checks=True), written()
    for route in DOORS:
        if route not in WITHOUT_TOKEN:
            answer = ann.post(world.address(route))
            assert answer.status_code in {403, 405}, (route, answer.status_code)
    assert written() == before
    free = {route for route, one in EVERY.items() if getattr(one.callback, "csrf_exempt", False)}
    assert free == WITHOUT_TOKEN


def test_a_get_changes_nothing_but_what_was_looked_at(world: World) -> None:
    """A link, a prefetching browser or an <img> of another site must do nothing."""
    for name in ("local", "ann"):
        client, before = signed(world.office, name), written()
        for route, (_, how) in DOORS.items():
            answer = client.get(world.address(route), follow=False)
            assert answer.status_code < 500, (route, answer.status_code)
            if how == "post":
                assert answer.status_code == 405, (route, answer.status_code)
            assert written() == before, route


@pytest.mark.parametrize("who", ["tom", "eve"])
def test_a_complaint_is_not_there_for_those_who_may_not_see_it(world: World, who: str) -> None:
    """tom handles for another unit; eve is front line in the same one and has nothing to do with it."""
    client, before = signed(world.office, who), written()
    for route in of(COMPLAINT, REKEYS):
        for method in methods(route):
            answer = getattr(client, method)(world.address(route), {"reason": "因工作需要查看"})
            assert answer.status_code in {404, 405}, (route, method, answer.status_code)
            page = answer.content.decode()
            assert "空调" not in page
            assert NAME not in page
    assert written() == before


def test_a_report_is_not_there_for_whom_it_reports(office: Office, settings: Any, tmp_path: Any) -> None:
    settings.WENGUO_HOME = tmp_path
    story = Story(office).recorded(by="bob", kind="report", concerned=[office.ann.pk])
    world = World.__new__(World)
    world.office, world.story, world.message = office, story, uuid.uuid4()
    world.saved = world.token = world.webhook = world.site = office.ann
    world.intake = world.bulk = world.message
    client = signed(office, "ann")
    for route in of(COMPLAINT, REKEYS):
        for method in methods(route):
            answer = getattr(client, method)(world.address(route), {"reason": "因工作需要查看"})
            assert answer.status_code in {404, 405}, (route, method, answer.status_code)


def test_what_is_anothers_own_is_not_there(world: World) -> None:
    """bob heads the unit, and is no more let into a colleague's drafts and searches than anybody."""
    client, before = signed(world.office, "bob"), written()
    for route in of(OWN):
        for method in methods(route):
            answer = getattr(client, method)(world.address(route), {"do": "record", "words": "x"})
            assert answer.status_code in {404, 405}, (route, method, answer.status_code)
            assert PHONE not in answer.content.decode()
    answer = client.get(world.address("desk/board/handed-over/<uuid:key>/progress"))
    assert answer.json() == {"done": 0, "of": 0}
    assert written() == before
    assert Draft.objects.get(key=world.intake).state == "open"


@pytest.mark.parametrize(
    ("who", "kinds"),
    [("ann", (LEADS, ADMINISTERS, BOARD, HEADS)), ("eve", (LEADS, ADMINISTERS, BOARD, HEADS)),
     ("aud", (LEADS, ADMINISTERS, HEADS)), ("bob", (ADMINISTERS,)), ("adm", (HEADS,))],
)  # fmt: skip
def test_rooms_of_others_are_closed(world: World, who: str, kinds: tuple[str, ...]) -> None:
    client, before = signed(world.office, who), written()
    for route in of(*kinds):
        for method in methods(route):
            answer = getattr(client, method)(world.address(route))
            assert answer.status_code in {403, 404, 405}, (route, method, answer.status_code)
    assert written() == before


def test_heads_may_look_at_the_settings_and_change_none(world: World) -> None:
    client, before = signed(world.office, "bob"), written()
    given = {"code": "new", "name": "x", "name_zh": "x", "username": "x", "role": "head", "unit": "1", "active": "0"}
    for route in of(LEADS):
        answer = client.post(world.address(route), given)
        assert answer.status_code < 500, (route, answer.status_code)
        assert written() == before, route
    assert world.office.people["ann"].__class__.objects.get(username="ann").is_active


def test_an_auditor_changes_no_complaint(world: World) -> None:
    from wenguo.verbs import VERBS

    client, lines = signed(world.office, "aud"), Line.objects.count()
    for word in VERBS:
        address = f"/desk/{world.story.number}/do/{word}/"
        answer = client.post(address, {"words": "x", "reason": "x", "key": str(uuid.uuid4())})
        assert answer.status_code < 500, (word, answer.status_code)
    client.post(f"/desk/{world.story.number}/do/compose/", {"do": "send", "kind": "note", "words": "x"})
    assert Line.objects.count() == lines


@pytest.mark.parametrize("who", ["adm", "aud", "bob", "qi", "lex", "dan"])
def test_contact_data_stands_plainly_nowhere_for_those_who_gave_no_reason(world: World, who: str) -> None:
    client = signed(world.office, who)
    addresses = [world.address(route) for route in of(COMPLAINT, SIGNED, BOARD, LEADS) if "get" in methods(route)]
    found = f"/desk/search/?columns=number,complainant,phone&q=空调 /desk/search/export.csv?columns=number,complainant,phone {PHONE}"
    for address in [*addresses, *found.split(" ")[:2], f"/desk/palette/?q={PHONE}&on={world.story.number}"]:
        answer = client.get(address)
        body = b"".join(answer) if answer.streaming else answer.content
        text = body.decode("utf-8", "replace").replace(f'value="{PHONE}"', "")
        assert NAME not in text, address
        if "palette" not in address:
            assert PHONE not in text, address
    assert not Access.objects.filter(account=world.office.people[who], data__contains=".name").exists()


def test_an_administrator_is_refused_contact_data_even_for_a_reason(world: World) -> None:
    client = signed(world.office, "adm")
    answer = client.post(world.address("desk/<str:number>/unmask/"), {"reason": "因工作需要查看"})
    assert answer.status_code == 403
    assert NAME not in answer.content.decode()


def test_contact_data_shown_plainly_is_written_down(world: World) -> None:
    client = signed(world.office, "ann")
    shown = [
        world.address("desk/<str:number>/"), "/desk/search/?columns=number,complainant",
        "/desk/search/export.csv?columns=number,phone", f"/desk/{world.story.number}/do/correct/?field=complainant",
    ]  # fmt: skip
    for address in shown:
        before = Access.objects.count()
        answer = client.get(address)
        text = (b"".join(answer) if answer.streaming else answer.content).decode()
        assert NAME in text or PHONE in text, address
        assert Access.objects.count() == before + 1, address


def test_no_answer_with_anybodys_data_is_kept_by_a_browser_or_a_proxy(world: World) -> None:
    """Back after sign-out, a shared computer, a proxy in between: nothing of it is left there."""
    client = signed(world.office, "local")
    for route, (kind, how) in DOORS.items():
        if how == "post" or route in {"sw.js", "embed.js", "manifest.webmanifest", "privacy/", "healthz"}:
            continue
        answer = client.get(world.address(route))
        assert "no-store" in answer.headers.get("Cache-Control", ""), (route, kind, answer.status_code)


def test_every_answer_is_under_the_policy_and_only_the_frame_may_be_framed(world: World) -> None:
    client = signed(world.office, "local")
    for route in DOORS:
        for method in methods(route):
            Site.objects.update(active=True)  # a walk through all doors stops it
            answer = getattr(client, method)(world.address(route))
            policy = answer.headers.get("Content-Security-Policy", "")
            assert "default-src 'self'" in policy or "default-src 'none'" in policy, (route, method)
            if route.startswith("embed/"):
                assert "frame-ancestors https://shop.example;" in policy + ";"
                assert "X-Frame-Options" not in answer.headers
            else:
                assert "frame-ancestors 'none'" in policy or "sandbox" in policy, (route, method)
                assert answer.headers["X-Frame-Options"] == "DENY", (route, method)
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
        if route == "accounts/logout/":
            client.force_login(world.office.local)
    for wrong in ("/no/such/", "/desk/NO-SUCH/", "/track/NO/file/e1/"):
        answer = client.get(wrong)
        assert "default-src" in answer.headers["Content-Security-Policy"], wrong


@pytest.mark.parametrize("to", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_no_address_sends_people_away(world: World, to: str) -> None:
    client = signed(world.office, "ann")
    note = {"words": "x", "key": str(uuid.uuid4()), "next": to}
    answers = [
        client.post("/choose/", {"next": to, "theme": "dark"}),
        client.post("/desk/news/seen/", {"next": to}),
        client.post(f"/desk/{world.story.number}/do/note/", note),
        Client().get(f"/accounts/login/?next={to}"),
    ]
    for answer in answers:
        assert "evil" not in answer.headers.get("Location", "")
        assert "javascript:" not in answer.headers.get("Location", "")
    assert not Alarm.objects.exists()
    assert Look.objects.count() <= 1


def test_a_secret_opens_its_own_complaint_and_no_other(world: World) -> None:
    from wenguo.models.door import issue

    theirs = "ABCD-EFGH-JKMN-PQRS"
    other = Story(world.office).recorded("另一件：水管漏水")
    issue(other.row.pk, theirs, datetime.now(UTC))
    browser, before = Client(raise_request_exception=False), written()
    assert browser.post("/track/", {"number": other.number, "secret": theirs}).status_code == 303
    for route in of(SECRET):
        for method in methods(route):
            answer = getattr(browser, method)(world.address(route), {"words": "x"})
            assert "空调" not in answer.content.decode(), route
            assert answer.status_code in {200, 302, 303, 403, 405}, (route, answer.status_code)
    assert written() == before


STRANGE = ["²", "9" * 5000, "\x00", "'; DROP TABLE wenguo_line; -- <script>"]
FIELDS = (
    "q in by unit owner stage cause channel severity kind from to overdue open due_to breach_from breach_to promise offered "
    "awaits turned_back trouble after view show on version window over do remove since count seen doing tag order reason "
    "preset number name alarm_after column columns query saved which state what delivery active language code username "
    "role expected key next template words values field wish phone email contract held drop website way sent amount "
    "event_date secret say body colour promise_at concerned causes origin url events scopes pack version_of date until"
).split()


@pytest.mark.parametrize("strange", STRANGE, ids=range(len(STRANGE)))
def test_strange_values_break_no_page(world: World, strange: str) -> None:
    client = signed(world.office, "local")
    given = dict.fromkeys(FIELDS, strange)
    broken = []
    for route in DOORS:
        for method in [] if route.startswith("accounts/") else methods(route):
            answer = getattr(client, method)(world.address(route), given)
            if answer.status_code >= 500:
                broken.append((route, method, repr(answer.exc_info and answer.exc_info[1])[:200]))
    assert not broken, "\n".join(map(str, broken))
