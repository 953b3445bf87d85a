"""A lost telephone: the administrator removes the second step and ends every session."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tests.faces.cli.conftest import Wenguo
from wenguo.models import Account, Change

PASSWORD = "four-odd-words-here"


@pytest.fixture
def bob(staffed: Wenguo, client: Client, tmp_path: Any, settings: Any) -> Any:
    """He has an app on his telephone, and is signed in."""
    settings.WENGUO_HOME = tmp_path  # counters of knocks begin at nought
    assert staffed("account", "password", "bob", "--password-stdin", stdin=PASSWORD).code == 0
    found = Account.objects.get(username="bob")
    client.post("/accounts/login/", {"username": "bob", "password": PASSWORD})
    Authenticator.objects.create(user=found, type="totp", data={"secret": "x"})
    Authenticator.objects.create(user=found, type="recovery_codes", data={"seed": "x", "used_mask": 0})
    return found


def test_an_administrator_removes_a_lost_second_factor_and_nobody_else_does(
    bob: Any, staffed: Wenguo, client: Client
) -> None:
    assert staffed("account", "one-step", "bob", "--as", "ann").code == 3
    assert Authenticator.objects.filter(user=bob).count() == 2
    assert client.get("/desk/settings/me/").status_code == 200
    assert staffed("account", "one-step", "bob").code == 0
    assert not Authenticator.objects.filter(user=bob).exists()
    assert client.get("/desk/settings/me/").status_code == 302


def test_it_is_written_down_once_and_what_was_not_there_is_not(bob: Any, staffed: Wenguo) -> None:
    for _ in range(2):
        assert staffed("account", "one-step", "bob").code == 0
    assert staffed("account", "one-step", "ann").code == 0
    (row,) = Change.objects.filter(what="one_step")
    assert (row.target, row.before, row.after) == (
        "bob",
        {"second_step": True},
        {"second_step": False, "sessions_ended": 1},
    )
