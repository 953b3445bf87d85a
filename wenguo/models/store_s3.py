"""The store of evidence in S3 (django-storages): WENGUO_EVIDENCE=s3://bucket/prefix, the keys in AWS_* as everywhere.

Errors of the protocol become what a local folder would raise, so that nobody else has to know which store it is.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from django.conf import settings

_IN_MEMORY = 8 << 20  # what is larger is spooled to disk while it is read


@cache
def _storage(address: str, endpoint: str, style: str) -> Any:
    from storages.backends.s3 import S3Storage

    parts = urlsplit(address)
    if parts.scheme != "s3" or not parts.netloc:
        raise SystemExit(f"WENGUO_EVIDENCE: {address} — s3://bucket/prefix")
    if _is_readable_on_its_way(endpoint):
        raise SystemExit(f"AWS_ENDPOINT_URL: {endpoint} — https://")
    return S3Storage(
        bucket_name=parts.netloc,
        location=parts.path.strip("/"),
        endpoint_url=endpoint or None,
        region_name=os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION") or None,
        access_key=os.environ.get("AWS_ACCESS_KEY_ID"),
        secret_key=os.environ.get("AWS_SECRET_ACCESS_KEY"),
        security_token=os.environ.get("AWS_SESSION_TOKEN"),
        addressing_style=style
        or None,  # path where there is an endpoint; some (OSS) want the bucket in the host's name
        use_ssl=True,
        verify=None,  # certificates are checked, against AWS_CA_BUNDLE where the house has its own authority
        default_acl=None,  # the bucket's own, which is private; buckets without ACLs refuse any other word
        file_overwrite=False,
        querystring_auth=True,
        max_memory_size=_IN_MEMORY,
    )


def storage() -> Any:
    """The bucket, opened once a process."""
    endpoint = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL") or ""
    return _storage(settings.WENGUO_EVIDENCE, endpoint, os.environ.get("AWS_S3_ADDRESSING_STYLE", ""))


def _is_readable_on_its_way(endpoint: str) -> bool:
    """Would files cross other people's lines unencrypted? A host of this machine or of a private network is our own."""
    parts = urlsplit(endpoint)
    host = parts.hostname or ""
    if parts.scheme != "http":
        return False
    try:
        return not ip_address(host).is_private
    except ValueError:
        return "." in host and not host.endswith((".localhost", ".local", ".internal", ".lan"))


@contextmanager
def _as_files(path: str) -> Iterator[None]:
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except ClientError as error:
        code = str(error.response.get("Error", {}).get("Code", ""))
        if code in {"404", "NoSuchKey", "NotFound"}:
            raise FileNotFoundError(path) from error
        raise OSError(f"S3: {code} {path}") from error
    except BotoCoreError as error:
        raise OSError(f"S3: {error}") from error


def put_bytes(path: str, content: bytes) -> None:
    """Write bytes."""
    _put(path, io.BytesIO(content))


def put_file(path: str, source: Path) -> None:
    """Write a file of this machine, in parts where it is large."""
    with source.open("rb") as file:
        _put(path, file)


def _put(path: str, content: IO[bytes]) -> None:
    from django.core.files.base import File

    with _as_files(path):
        stored = storage().save(path, File(content, name=path))
    if stored != path:
        raise OSError(f"S3: {path} was there already")


def open_(path: str, start: int = 0) -> IO[bytes]:
    """The object from this byte on, read as it comes."""
    part = {"Range": f"bytes={start}-"} if start else {}
    with _as_files(path):
        found = storage().connection.meta.client.get_object(Bucket=storage().bucket_name, Key=_key(path), **part)
    return _Body(found["Body"], path)  # type: ignore[return-value]


def size(path: str) -> int:
    """Its length, by a HEAD."""
    with _as_files(path):
        head = storage().connection.meta.client.head_object(Bucket=storage().bucket_name, Key=_key(path))
    return int(head["ContentLength"])


def remove(path: str) -> None:
    """Delete it."""
    with _as_files(path):
        storage().delete(path)


def _key(path: str) -> str:
    location = storage().location.strip("/")
    return f"{location}/{path}" if location else path


class _Body(io.RawIOBase):
    """A stream of S3 as a file: its errors are OSErrors."""

    def __init__(self, body: Any, path: str) -> None:
        self._body, self._path = body, path

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        with _as_files(self._path):
            piece: bytes = self._body.read(None if size is None or size < 0 else size)
            return piece

    def close(self) -> None:
        """Let go of the connection."""
        self._body.close()
        super().close()
