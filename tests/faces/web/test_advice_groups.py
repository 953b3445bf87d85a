"""A group at the screens for those who may look and not settle it: everything is read, nothing offers to be pressed."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.faces.api.test_groups import Matter
from tests.stories import T0, Office
from wenguo.advising import switches
from wenguo.models import Group
from wenguo.queries.administrators import settler

pytestmark = pytest.mark.row("M06")


def test_a_handler_reads_a_group_and_is_offered_no_act_on_it(office: Office, client: Client) -> None:
    matter = Matter(office)
    client.force_login(office.ann)
    page = client.get(reverse("advice_group", args=[matter.id])).content.decode()
    assert all(number in page for number in matter.numbers)
    act = reverse("advice_group_act", args=[matter.id])
    assert 'name="act"' not in page
    assert 'name="remove"' not in page
    assert "由有关单位的负责人或质量管理人员确认" in page
    told = client.post(act, {"act": "confirm"}, follow=True).content.decode()
    assert "您可以查看" in told
    assert Group.objects.get().state == "forming"
    client.force_login(office.qi)
    assert 'name="act"' in client.get(reverse("advice_group", args=[matter.id])).content.decode()


def test_a_unit_that_switched_groups_off_is_shown_none(office: Office, client: Client) -> None:
    matter = Matter(office)
    switches.switch(settler(office.adm.pk), T0, "groups", office.sec.pk, False)
    client.force_login(office.bob)
    address = reverse("advice_group", args=[matter.id])
    assert address not in client.get(reverse("advice_groups")).content.decode()
    assert client.get(reverse("advice_forming")).content.decode().strip() == ""
