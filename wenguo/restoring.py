"""Everything back from a backup into an empty home, proved there."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Any

import msgspec
from django.conf import settings

from wenguo import postgresql
from wenguo.backup import CHUNK, DUMP, MANIFEST, Manifest, Measured, Part
from wenguo.models import store
from wenguo.postgresql import CannotCopy
from wenguo.queries.proof.found import Report
from wenguo.text import Text

# What may lie in a home before anything was restored into it: both are made by merely starting the program.
_HARMLESS = {"secret-key", "static"}


def restore(source: Path, home: Path) -> Report:
    """Put a backup back into an empty home (and, from PostgreSQL, into an empty database), then prove it there.

    Raises CannotCopy where anything of the backup is missing or changed, or the home is not empty: nothing is
    written over. The report is that of `verify` on what was restored.
    """
    left = sorted(path.name for path in home.iterdir() if path.name not in _HARMLESS) if home.is_dir() else []
    if left:
        names = ", ".join(left[:5])
        raise CannotCopy(
            Text(f"{home} 不是空的（{names}），不会覆盖。", f"{home} is not empty ({names}); nothing is written over.")
        )
    home.mkdir(parents=True, exist_ok=True)
    work = home / f".restore-{secrets.token_hex(4)}"
    try:
        manifest = _unpacked(source, work)
        _back_into_s3(work / "evidence")
        if (work / DUMP).exists():
            postgresql.load(work / DUMP)
            (work / DUMP).unlink()
        (work / MANIFEST).unlink()
        for path in sorted(work.iterdir()):
            path.replace(home / path.name)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return _verified(home, manifest)


def _back_into_s3(evidence: Path) -> None:
    """Where the house keeps its evidence in S3, the files go back there, each under the name it had.

    What lies there unchanged is left; raises CannotCopy where another file lies under that name.
    """
    if store.is_local() or not evidence.is_dir():
        return
    from wenguo.models import store_s3

    for path in sorted(evidence.rglob("*")):
        if not path.is_file():
            continue
        name = path.relative_to(evidence).as_posix()
        try:
            there = store.measured(store.open_(name))
        except FileNotFoundError:
            store_s3.put_file(name, path)
            continue
        if there != store.measured(path.open("rb")):
            raise CannotCopy(
                Text(
                    f"S3 里的 {name} 与备份不同，不会覆盖。",
                    f"{name} in S3 differs from the backup; it is not written over.",
                )
            )
    shutil.rmtree(evidence)


def _unpacked(source: Path, work: Path) -> Manifest:
    """Every file of a backup under `work`, each compared with the manifest."""
    found: dict[str, Part] = {}
    for name, file in _opened(source):
        there = work / _safe(name)
        there.parent.mkdir(parents=True, exist_ok=True)
        measured = Measured(file)
        with os.fdopen(os.open(there, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
            shutil.copyfileobj(measured, target, CHUNK)
        found[name] = measured.part()
    try:
        manifest = msgspec.json.decode((work / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError) as error:
        raise CannotCopy(Text(f"{source} 不是备份：{error}", f"{source} is no backup: {error}")) from error
    found.pop(MANIFEST)
    wrong = sorted(name for name in found.keys() | manifest.files.keys() if found.get(name) != manifest.files.get(name))
    if wrong:
        names = ", ".join(wrong[:5])
        raise CannotCopy(Text(f"备份已损坏：{names}", f"The backup is damaged: {names}"))
    return manifest


def _opened(source: Path) -> Iterator[tuple[str, IO[bytes]]]:
    if source.is_dir():
        for path in sorted(source.rglob("*")):
            if path.is_file():
                with path.open("rb") as file:
                    yield path.relative_to(source).as_posix(), file
        return
    try:
        with tarfile.open(source, "r:") as tar:
            for member in tar:
                content = tar.extractfile(member) if member.isreg() else None
                if content is not None:
                    yield member.name, content
    except (OSError, tarfile.TarError) as error:
        raise CannotCopy(Text(f"{source} 读不出来：{error}", f"{source} cannot be read: {error}")) from error


def _safe(name: str) -> PurePosixPath:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name:
        raise CannotCopy(Text(f"备份里有不该有的路径 {name}", f"The backup holds a path that it must not: {name}"))
    return path


_PROVE = (  # what an earlier version backed up is brought up to date first: the proof reads this version's columns
    "import sys, django, msgspec; django.setup(); from wenguo.upgrading import upgrade; upgrade(); "
    "from wenguo.queries.verify import verify; sys.stdout.buffer.write(msgspec.json.encode(verify()))"
)


def _verified(home: Path, manifest: Manifest) -> Report:
    """The proof, in a process of its own: this one's settings point to another home."""
    env: dict[str, Any] = {
        **os.environ,
        "WENGUO_HOME": str(home.resolve()),
        "DJANGO_SETTINGS_MODULE": "wenguo.settings",
    }
    env["WENGUO_DATABASE_URL"] = "" if manifest.database == "sqlite" else postgresql.url()
    env["WENGUO_EVIDENCE"] = settings.WENGUO_EVIDENCE
    env["PYTHONPATH"] = os.pathsep.join(filter(None, [str(settings.BASE_DIR), os.environ.get("PYTHONPATH", "")]))
    done = subprocess.run([sys.executable, "-c", _PROVE], env=env, capture_output=True, check=False)  # noqa: S603
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise CannotCopy(Text(f"已恢复，但无法核验：{said}", f"It is restored but could not be verified: {said}"))
    return msgspec.json.decode(done.stdout, type=Report)
