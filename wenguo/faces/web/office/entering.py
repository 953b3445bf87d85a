"""How a person comes in: a password set anew and shown once, a second step removed when the telephone is lost."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from wenguo.administering import people as acts
from wenguo.faces.web.office.here import Here, section, seen
from wenguo.faces.web.office.people import person_of
from wenguo.text import Text


@section("people")
def password(here: Here, username: str) -> HttpResponse:
    """A password set anew, after asking; shown once."""
    row = person_of(here, username)
    acts.over(here.who, row)
    back = reverse("office_person", args=[row.username])
    if here.is_post:
        return here.page("password", person=row, password=acts.new_password(here.who, here.at, row), new=False)
    return here.page(
        "confirm",
        title=Text("重设密码", "Set the password anew"),
        says=Text(
            f"{row} 的旧密码立即失效，已登录的设备会退出。新密码只显示一次。",
            f"The old password of {row} stops working at once and their devices are signed out. The new one is shown once.",
        ),
        submit=Text("重设并显示", "Set and show it"),
        back=back,
    )


@section("people")
def one_step(here: Here, username: str) -> HttpResponse:
    """A lost telephone: the second factors and all sessions of a person end, after asking."""
    row = person_of(here, username)
    acts.over(here.who, row)
    back = reverse("office_person", args=[row.username])
    if row.pk == here.who.account:  # one's own go where the password is asked for first
        return seen(reverse("security"))
    if here.is_post:
        return here.act(
            lambda: acts.one_step(here.who, here.at, row),
            back,
            "两步验证已解除，各处登录已退出。",
            "The second step is removed and every session ended.",
        )
    return here.page(
        "confirm",
        title=Text(f"解除 {row} 的两步验证", f"Remove the second step of {row}"),
        says=Text(
            "手机或通行密钥丢失时用：验证器、通行密钥和恢复码都会删除，各处登录立即退出。"
            "此后只凭密码就能登录，请先确认是本人提出，并请其尽快重新设置。",
            "For a lost telephone or passkey: authenticator app, passkeys and recovery codes are deleted and they are "
            "signed out everywhere. The password alone signs in then: be sure that it is they who ask, and have them "
            "set it up again soon.",
        ),
        submit=Text("解除并退出登录", "Remove and sign out"),
        back=back,
    )
