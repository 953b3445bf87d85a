"""The home: any command on an empty one makes its database, the unit `main` and the account `local`.

Quick where all is there: one query of the applied migrations against the files' names, one for a unit. Two processes
that start at once stand in line at a lock beside the database.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wenguo.faces.cli.failing import Failure
from wenguo.text import Text

# What a command needs of the installed apps. The web's are left out: they take longer to load than most commands run.
_FEW = ("wenguo", "django.contrib.auth", "django.contrib.contenttypes")
_LOCK = 0x5747_0000_0001  # a key of PostgreSQL's advisory locks that nothing else of ours takes
_DRAWING = ("wenguo_rows", "to_draw")  # an upgrade was broken off before every row was drawn: see wenguo/upgrading.py
_every: list[str] = []


def start() -> None:
    """Set Django up, once a process; a process that has done so itself is left as it is."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wenguo.settings")
    from django.apps import apps

    if apps.ready or apps.app_configs:
        return
    import django
    from django.conf import settings

    try:
        _every.extend(settings.INSTALLED_APPS)
    except OSError as error:
        raise unwritable(error) from error
    settings.INSTALLED_APPS = list(_FEW)
    django.setup()


def ensure() -> bool:
    """See that the database is there and up to date; True where it was made or brought up to date now."""
    start()
    if _is_ready(patient=False):
        return False
    try:
        folder().mkdir(parents=True, exist_ok=True)
        with _alone():
            if _is_ready(patient=True):
                return False
            _migrate()
            _found()
    except OSError as error:
        raise unwritable(error) from error
    return True


def folder() -> Path:
    """WENGUO_HOME."""
    from django.conf import settings

    return Path(settings.WENGUO_HOME)


def _is_ready(*, patient: bool) -> bool:
    """Is every migration applied and a unit there? Not `patient`: a database that another is just making is not ready."""
    from django.db import DatabaseError, OperationalError, connection

    if connection.vendor == "sqlite" and not _is_there():
        return False
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT app, name FROM django_migrations")
            applied = set(cursor.fetchall())
            if not _wanted() <= applied or _DRAWING in applied:
                return False
            _check_not_newer(applied)
            cursor.execute("SELECT 1 FROM wenguo_unit LIMIT 1")
            return cursor.fetchone() is not None
    except OperationalError as error:
        if "no such table" in str(error) or (connection.vendor == "sqlite" and not patient):
            return False
        raise
    except DatabaseError as error:
        if connection.vendor == "postgresql" and type(error.__cause__).__name__ == "UndefinedTable":
            return False
        raise


def _is_there() -> bool:
    from django.db import connection

    name = str(connection.settings_dict["NAME"])
    return "memory" in name or Path(name).exists()


def _wanted() -> set[tuple[str, str]]:
    """Every migration the program brings, by the names of the files, without importing one."""
    import django
    from django.conf import settings

    import wenguo

    roots = {"django": Path(django.__file__).parent, "wenguo": Path(wenguo.__file__).parent}
    found: set[tuple[str, str]] = set()
    for app in _every or settings.INSTALLED_APPS:
        top, *rest = app.split(".")
        if top in roots:
            files = roots[top].joinpath(*rest, "migrations").glob("[0-9]*.py")
            found |= {(app.rpartition(".")[2], file.stem) for file in files}
    return found


def _check_not_newer(applied: set[tuple[str, str]]) -> None:
    newer = sorted(name for app, name in applied - _wanted() if app == "wenguo")
    if newer:
        raise Failure(
            Text(
                f"数据库由更新版本的闻过建立（{newer[-1]}），请先升级程序。",
                f"The database was made by a newer Wenguo ({newer[-1]}); upgrade the program first.",
            )
        )


@contextmanager
def _alone() -> Iterator[None]:
    """One at a time: a lock file for processes of this machine, a lock in PostgreSQL for those of others."""
    from django.db import connection

    with held(folder() / "start.lock", exclusive=True):
        if connection.vendor != "postgresql":
            yield
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


@contextmanager
def held(path: Path, *, exclusive: bool) -> Iterator[None]:
    """Hold a lock on a file; the system lets go of it when the process ends, however it ends."""
    try:
        import fcntl
    except ImportError:  # Windows: the database's own lock must do
        yield
        return
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH)
        yield


def is_held(path: Path) -> bool:
    """Does another process hold a lock on this file?"""
    try:
        import fcntl
    except ImportError:
        return False
    try:
        with path.open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def furnish() -> None:
    """Load the web's apps too, for the few commands that need them: to migrate, or to touch what sign-in keeps."""
    from django.apps import apps

    if _every:
        apps.set_installed_apps(_every)


def _migrate() -> None:
    furnish()
    from wenguo.faces.cli.output import Progress
    from wenguo.upgrading import upgrade

    progress = Progress(Text("数据升级：已按日志重画记录", "Upgrading: rows drawn from their logs"))
    if upgrade(progress):
        progress.end()


def _found() -> None:
    """The unit `main` and the account `local`, who holds every role there; no password, no demonstration."""
    from django.db import transaction

    from wenguo.models import Account, Membership, Unit
    from wenguo.rules.permissions import ROLES

    with transaction.atomic():
        if Unit.objects.exists():
            return
        unit = Unit.objects.create(code="main", name="总部", name_en="Main office", packs=["house"])
        local, _ = Account.objects.get_or_create(username="local", defaults={"display_name": "本机", "unit": unit})
        local.set_unusable_password()
        local.save()
        Membership.objects.bulk_create(Membership(account=local, unit=unit, role=role) for role in ROLES)
        unit.head = local
        unit.save()


def unwritable(error: OSError) -> Failure:
    """The failure of a home that cannot be written."""
    path = error.filename or os.environ.get("WENGUO_HOME", "var/")
    return Failure(
        Text(
            f"数据文件夹不能写入：{path}（{error.strerror}）。请检查权限，或用 WENGUO_HOME 指定别的文件夹。",
            f"The data folder cannot be written: {path} ({error.strerror}). Check its permissions, or name another "
            "one by WENGUO_HOME.",
        )
    )
