"""Who a visitor is, behind proxies and without: only our own proxies are believed."""

from __future__ import annotations

from ipaddress import ip_network
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from hypothesis import given
from hypothesis import strategies as st

from wenguo.pages.bounding import Forwarded


def seen(header: str, came_from: str = "10.0.0.2") -> str:
    """The address that a page would see."""
    request = HttpRequest()
    request.META.update({"REMOTE_ADDR": came_from, "HTTP_X_FORWARDED_FOR": header})
    Forwarded(lambda _: HttpResponse())(request)
    return str(request.META["REMOTE_ADDR"])


@pytest.fixture
def ours(settings: Any) -> None:
    """Two networks of proxies of ours stand before the server."""
    settings.WENGUO_PROXIES = [ip_network("10.0.0.0/24"), ip_network("fd00::/8")]


@pytest.mark.parametrize(
    ("header", "visitor"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("203.0.113.9:5123, 10.0.0.7", "203.0.113.9"),
        ("198.51.100.1, 203.0.113.9", "203.0.113.9"),  # the first is the visitor's own word
        ("[2001:db8::5]:443", "2001:db8::5"),
        ("unknown", "10.0.0.2"),
        ("", "10.0.0.2"),
    ],
)
@pytest.mark.usefixtures("ours")
def test_a_visitor_behind_our_proxy_has_an_address_of_their_own(header: str, visitor: str) -> None:
    assert seen(header) == visitor


@pytest.mark.usefixtures("ours")
def test_a_stranger_s_word_on_who_they_are_is_not_believed() -> None:
    assert seen("192.0.2.1", came_from="203.0.113.9") == "203.0.113.9"


def test_without_proxies_the_header_means_nothing(settings: Any) -> None:
    settings.WENGUO_PROXIES = []
    assert seen("192.0.2.1") == "10.0.0.2"


@given(st.text(max_size=60))
def test_nothing_that_is_sent_makes_it_fail(header: str) -> None:
    from django.test import override_settings

    with override_settings(WENGUO_PROXIES=[ip_network("10.0.0.0/24")]):
        assert seen(header)
