"""A lost telephone: the administrator removes the second step."""

from allauth.mfa.models import Authenticator

from tests.faces.cli.conftest import Wenguo
from wenguo.models import Account


def test_an_administrator_removes_a_lost_second_factor_and_nobody_else_does(staffed: Wenguo) -> None:
    bob = Account.objects.get(username="bob")
    Authenticator.objects.create(user=bob, type="totp", data={"secret": "x"})
    assert staffed("account", "one-step", "bob", "--as", "ann").code == 3
    assert Authenticator.objects.filter(user=bob).exists()
    assert staffed("account", "one-step", "bob").code == 0
    assert not Authenticator.objects.filter(user=bob).exists()
