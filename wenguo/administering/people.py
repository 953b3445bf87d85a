"""People: accounts added, changed, disabled; the roles they hold; passwords set anew; absences and deputies."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from wenguo.administering.leaving import devolve_all
from wenguo.models import Account, Membership, Unit
from wenguo.perform import By
from wenguo.queries import office
from wenguo.queries.administrators import Settler, not_yours
from wenguo.queries.house import changed
from wenguo.rules.permissions import ROLES
from wenguo.text import Text
from wenguo.verbs import Refused

# without letters and digits that look alike on paper or over the telephone
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
TAKEN = frozenset({"clock", "complainant", "advice"})


def one_time_password() -> str:
    """Sixteen letters in fours, to be read out once and changed by its owner: 79 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def add_person(
    who: Settler,
    at: datetime,
    *,
    username: str,
    unit: int,
    roles: Iterable[str] = (),
    password: str | None = None,
    **given: Any,
) -> tuple[Account, str]:
    """A new account with its first roles; returns it with its password: "" for none, None for one to be shown once."""
    who.must_administer(unit)
    check_username(username)
    made = Account(username=username, unit_id=unit)
    _fill(made, given)
    password = _give(made, password)
    with transaction.atomic():
        made.save()
        changed("person", username, None, _shown(made), who.account, at, unit)
        for role in roles:
            give_role(who, at, made, role, unit)
    return made, password


def check_username(username: str) -> None:
    """Refused where no new account may be called this."""
    if not username or any(char.isspace() or char in "/?#%" for char in username) or len(username) > 150:
        raise _wrong(
            "username",
            "账号不能为空，不含空格和 / ? # %。",
            "An account name is not empty and holds no spaces or / ? # %.",
        )
    if username.isdecimal():
        raise _wrong("username", "账号不能全是数字。", "An account name is not all digits.")
    if username in TAKEN or Account.objects.filter(username=username).exists():
        raise _wrong("username", f"账号 {username} 已被占用，请换一个。", f"{username} is taken; choose another.")


def change_person(who: Settler, at: datetime, person: Account, **given: Any) -> None:
    """Name, mail, language and unit of a person; only what is given changes."""
    if who.account != person.pk or set(given) - {"display_name", "language"}:
        over(who, person)
    unit, before = given.pop("unit_id", person.unit_id), _shown(person)
    if unit != person.unit_id:
        who.must_administer(unit)
        person.unit_id = unit
    _fill(person, given)
    _write(who, at, person, before)


def _fill(person: Account, given: dict[str, Any]) -> None:
    for name in ("display_name", "email", "language"):
        if name in given:
            setattr(person, name, given[name])
    if len(person.display_name) > 200:
        raise _wrong("display_name", "姓名最多 200 字。", "A name holds 200 characters at the most.")
    if person.language not in {"zh-hans", "en"}:
        raise _wrong("language", "请选择一种语言。", "Choose one of the languages.")
    if person.email:
        try:
            validate_email(person.email)
        except ValidationError as error:
            raise _wrong("email", "邮箱应形如 name@example.org。", "An address looks like name@example.org.") from error


def set_away(
    who: Settler, at: datetime, person: Account, since: datetime | None, until: datetime | None, deputy: int | None
) -> None:
    """An absence with a deputy, by the person or an administrator; without `until` the person is back."""
    if who.account != person.pk and not who.may_change(person.unit_id):
        raise not_yours()
    if until is not None and until <= (since or at):
        raise _wrong("away_until", "结束时间须晚于开始。", "The end must be later than the beginning.")
    if since is not None and until is None:
        raise _wrong("away_until", "请填写何时回来。", "Say until when.")
    if deputy == person.pk:
        raise _wrong("deputy", "代理人不能是本人。", "One is not one's own deputy; choose a colleague.")
    # one who left since does not hold up coming back
    if deputy not in {None, person.deputy_id} and not Account.objects.filter(pk=deputy or 0, is_active=True).exists():
        raise _wrong("deputy", "代理人须是在用的账号。", "A deputy must be an active account.")
    before = _shown(person)
    person.away_from, person.away_until, person.deputy_id = (since if until else None), until, deputy
    _write(who, at, person, before)


def disable(who: Settler, at: datetime, person: Account, by: By) -> list[str]:
    """Nobody is left owning what they can no longer act on: it passes to heads in the same transaction. Their numbers."""
    over(who, person)
    if person.pk == who.account:
        raise Refused(
            Text("不能停用自己；请由另一位管理员操作。", "One does not disable oneself; another administrator does."),
            code="field",
            field="username",
        )
    _not_the_last(person)
    before = _shown(person)
    with transaction.atomic():
        person.is_active = False
        person.save()
        passed = devolve_all(person.pk, by, at)
        changed(
            "person", person.username, {"active": before["active"]}, {"active": False, "passed_on": len(passed)},
            who.account, at, person.unit_id,
        )  # fmt: skip
    return passed


def enable(who: Settler, at: datetime, person: Account) -> None:
    """Back at work."""
    over(who, person)
    before = _shown(person)
    person.is_active = True
    _write(who, at, person, before)


def new_password(who: Settler, at: datetime, person: Account) -> str:
    """A password set anew, shown once, to be changed by its owner; the person's sessions end by it."""
    over(who, person)
    return _keep_password(who, at, person, None)


def set_password(who: Settler, at: datetime, person: Account, password: str) -> None:
    """A password that was chosen, by oneself or by an administrator; "" leaves none. Sessions end by it."""
    if person.pk != who.account:
        over(who, person)
    _keep_password(who, at, person, password)


def _keep_password(who: Settler, at: datetime, person: Account, password: str | None) -> str:
    password = _give(person, password)
    with transaction.atomic():
        person.save()
        changed("password", person.username, None, None, who.account, at, person.unit_id)
    return password


def _give(person: Account, password: str | None) -> str:
    """Let a person sign in by this password, or by one made here for a single time; Refused where it is weak."""
    person.must_change_password = password is None
    if password == "":
        person.set_unusable_password()
        return ""
    if password is None:
        password = one_time_password()
    else:
        _check_password(password, person)
    person.set_password(password)
    return password


def _check_password(password: str, person: Account) -> None:
    try:
        validate_password(password, person)
    except ValidationError as error:
        said = " ".join(error.messages)
        raise _wrong("password", f"密码不合要求：{said}", said) from error


def one_step(who: Settler, at: datetime, person: Account) -> int:
    """A lost telephone: the second factors go and every session ends; the password alone signs in. How many ended."""
    # the command line loads these apps only for this act
    from allauth.mfa.models import Authenticator
    from allauth.usersessions.models import UserSession

    over(who, person)
    with transaction.atomic():
        factors, _ = Authenticator.objects.filter(user=person).delete()
        places = list(UserSession.objects.filter(user=person))
        for place in places:
            place.end()
        if factors or places:
            before = {"second_step": True} if factors else None
            after = {"sessions_ended": len(places), **({"second_step": False} if factors else {})}
            changed("one_step", person.username, before, after, who.account, at, person.unit_id)
    return len(places)


def give_role(who: Settler, at: datetime, person: Account, role: str, unit: int) -> None:
    """A role for a unit and everything below it."""
    who.must_administer(unit)
    if role not in ROLES:
        raise _wrong("role", "请选择一个角色。", "Choose one of the roles.")
    if not person.is_active:
        raise _wrong("role", "账号已停用，请先恢复。", "The account is disabled; enable it first.")
    _, made = Membership.objects.get_or_create(account=person, unit_id=unit, role=role)
    if made:
        changed("role", person.username, None, _held(role, unit), who.account, at, unit)


def take_role(who: Settler, at: datetime, person: Account, role: str, unit: int) -> None:
    """A role taken away."""
    who.must_administer(unit)
    if role == "administrator" and unit == office.top():
        _not_the_last(person)
    if Membership.objects.filter(account=person, unit_id=unit, role=role).delete()[0]:
        changed("role", person.username, _held(role, unit), None, who.account, at, unit)


def over(who: Settler, person: Account) -> None:
    """Refused unless `who` administers this person: their unit and every unit they hold a role at.

    Else whoever administers a branch could set the password of somebody who rules the house.
    """
    held = Membership.objects.filter(account=person).values_list("unit_id", flat=True)
    if not who.may_change(person.unit_id) or not all(who.may_change(unit) for unit in held):
        raise not_yours()


def _not_the_last(person: Account) -> None:
    others = Membership.objects.filter(role="administrator", unit_id=office.top(), account__is_active=True)
    if others.filter(account=person).exists() and not others.exclude(account=person).exists():
        raise Refused(
            Text(
                "这是最上级单位唯一的管理员；请先让另一人成为管理员。",
                "This is the only administrator of the top unit; make somebody else one first.",
            ),
            code="field",
        )


def _write(who: Settler, at: datetime, person: Account, before: dict[str, Any]) -> None:
    after = _shown(person)
    if after == before:
        return
    names = [name for name in after if after[name] != before[name]]
    with transaction.atomic():
        person.save()
        changed(
            "person",
            person.username,
            {name: before[name] for name in names},
            {name: after[name] for name in names},
            who.account,
            at,
            person.unit_id,
        )


def _shown(person: Account) -> dict[str, Any]:
    return {
        "name": person.display_name,
        "email": person.email,
        "language": person.language,
        "unit": Unit.objects.filter(pk=person.unit_id or 0).values_list("code", flat=True).first(),
        "active": person.is_active,
        "away_from": person.away_from.isoformat() if person.away_from else None,
        "away_until": person.away_until.isoformat() if person.away_until else None,
        "deputy": Account.objects.filter(pk=person.deputy_id or 0).values_list("username", flat=True).first(),
    }


def _held(role: str, unit: int) -> dict[str, Any]:
    return {"role": role, "unit": Unit.objects.filter(pk=unit).values_list("code", flat=True).first()}


def _wrong(field: str, zh: str, en: str) -> Refused:
    return Refused(Text(zh, en), code="field", field=field)
