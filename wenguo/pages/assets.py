"""Static files: ours, and those of the front-end packages that pages really load, served as they are."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]

# address under /static/ → file of node_modules
VENDOR = {
    "vendor/tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
    "vendor/htmx.min.js": "htmx.org/dist/htmx.min.js",
    "vendor/alpine.min.js": "@alpinejs/csp/dist/cdn.min.js",
    "vendor/echarts.min.js": "echarts/dist/echarts.common.min.js",
}


class Vendor(finders.BaseFinder):
    """Finds the files of the table above and no others."""

    def __init__(self, *_: Any, **__: Any) -> None:
        self.folder = Path(settings.BASE_DIR) / "node_modules"
        self.storage = FileSystemStorage(location=str(self.folder))

    def check(self, **_: Any) -> list[Any]:
        """Nothing to complain of: a missing package is told by setup."""
        return []

    def find(self, path: str, find_all: bool = False, **_: Any) -> Any:
        """The file behind an address."""
        found = self.folder / VENDOR[path] if path in VENDOR else None
        there = [str(found)] if found is not None and found.exists() else []
        return there if find_all else (there[0] if there else [])

    def list(self, _: Any) -> Iterator[tuple[str, Any]]:
        """Every file, with the storage that opens it by its address."""
        for address, file in VENDOR.items():
            if (self.folder / file).exists():
                yield address, _Renamed(self.storage)


class _Renamed:
    """Opens files by their address."""

    prefix = None

    def __init__(self, storage: FileSystemStorage) -> None:
        self._storage = storage

    def open(self, address: str, mode: str = "rb") -> Any:
        return self._storage.open(VENDOR[address], mode)

    def path(self, address: str) -> str:
        return self._storage.path(VENDOR[address])

    def get_modified_time(self, address: str) -> Any:
        return self._storage.get_modified_time(VENDOR[address])


class Assets(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Files named by their content and compressed once, so that a browser asks for each only once."""

    patterns = (("*.css", (r"""(?P<matched>url\(['"]{0,1}\s*(?P<url>.*?)["']{0,1}\))""",)),)
    manifest_strict = False


def gather() -> int:
    """Put every static file, named by content and compressed, where the server takes them from; the number made anew.

    Done by `wenguo run` before the server starts; nothing is done when no file has changed.
    """
    where = Path(settings.STATIC_ROOT)
    found = [(path, storage) for finder in finders.get_finders() for path, storage in finder.list(())]
    stamp = "\n".join(sorted(f"{path} {storage.get_modified_time(path).timestamp()}" for path, storage in found))
    told = where / "gathered"
    if told.exists() and told.read_text() == stamp:
        return 0
    shutil.rmtree(where, ignore_errors=True)
    where.mkdir(parents=True)
    assets = Assets(location=str(where), base_url=settings.STATIC_URL)
    for path, storage in found:
        with storage.open(path) as file:
            assets.save(path, file)
    made = 0
    for name, _, done in assets.post_process({path: (assets, path) for path, _ in found}):
        if isinstance(done, Exception):
            raise done
        made += 1 if name else 0
    told.write_text(stamp)
    return made
