"""A PostgreSQL database out into one file and back, by PostgreSQL's own tools."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from urllib.parse import quote, urlencode

from django.db import connection, transaction
from psycopg.conninfo import make_conninfo

from wenguo.text import Text

_DEBIAN = Path("/usr/lib/postgresql")  # Debian keeps each version's tools here and not on the PATH
# Django's own options, which PostgreSQL does not know
_NOT_THEIRS = {"isolation_level", "server_side_binding", "assume_role", "pool"}


class CannotCopy(Exception):
    """A backup or its return is not possible; the text is for the person who asked."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


def dump(target: Path) -> list[str]:
    """Write the database as of one moment; returns the paths of the evidence it points to, as of that moment."""
    tool = _tool("pg_dump")
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        cursor.execute("SELECT path FROM wenguo_evidence WHERE path IS NOT NULL ORDER BY id")
        paths = [path for (path,) in cursor.fetchall()]
        _run(
            [
                tool,
                "-Fc",
                "--no-owner",
                "--no-privileges",
                f"--snapshot={snapshot}",
                "-f",
                str(target),
                "-d",
                _conninfo(),
            ]
        )
    return paths


def load(source: Path) -> None:
    """Read a database from its file, all of it or nothing; refused where tables are there already."""
    tool = _tool("pg_restore")
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('wenguo_line')")
        if cursor.fetchone()[0] is not None:
            raise CannotCopy(
                Text(
                    "数据库不是空的，不会覆盖；请先建一个空库。",
                    "The database is not empty; create an empty one first.",
                )
            )
    connection.close()
    _run(
        [
            tool,
            "--no-owner",
            "--no-privileges",
            "--single-transaction",
            "--exit-on-error",
            "-d",
            _conninfo(),
            str(source),
        ]
    )


def url() -> str:
    """The database in use, as WENGUO_DATABASE_URL says it to another process."""
    its = connection.settings_dict
    options = {name: value for name, value in its["OPTIONS"].items() if name not in _NOT_THEIRS}
    if its["HOST"]:
        options["host"] = its["HOST"]  # may be a folder, which only the query can say
    user = quote(its["USER"], safe="") + (f":{quote(its['PASSWORD'], safe='')}" if its["PASSWORD"] else "")
    port = f":{its['PORT']}" if its["PORT"] else ""
    return f"postgres://{user}@{port}/{quote(its['NAME'], safe='')}?{urlencode(options)}"


def _conninfo() -> str:
    its = connection.settings_dict
    plain = {"dbname": its["NAME"], "user": its["USER"], "host": its["HOST"], "port": its["PORT"]}
    options = {name: value for name, value in its["OPTIONS"].items() if name not in _NOT_THEIRS}
    return make_conninfo("", **{name: value for name, value in {**plain, **options}.items() if value})


def _tool(name: str) -> str:
    versions = sorted(
        _DEBIAN.glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]) if path.parts[-3].isdigit() else 0
    )
    found = shutil.which(name) or (str(versions[-1]) if versions else None)
    if found is None:
        raise CannotCopy(
            Text(
                f"找不到 {name}。请安装 PostgreSQL 客户端工具（postgresql-client），或用其自带方式备份数据库。",
                f"{name} was not found. Install PostgreSQL's client tools (postgresql-client) and try again.",
            )
        )
    return found


def _run(command: list[str]) -> None:
    # the password goes by the environment: a command line can be read by everybody on the machine
    env = {**os.environ, "PGPASSWORD": connection.settings_dict["PASSWORD"] or ""}
    done = subprocess.run(command, env=env, capture_output=True, check=False)  # noqa: S603 — our own words
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        raise CannotCopy(Text(f"PostgreSQL 的工具报告：{said}", f"PostgreSQL's tool says: {said}"))
