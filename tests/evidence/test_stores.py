"""The stores of evidence: a folder, or S3, asked over the real protocol on the loopback."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.evidence.test_custody import enclosed
from tests.stories import Story, founded
from wenguo.backup import backup
from wenguo.models import Evidence, store
from wenguo.postgresql import CannotCopy
from wenguo.queries.verify import verify_one
from wenguo.restoring import restore


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A server that speaks S3, on a free port."""
    moto = pytest.importorskip("moto.server")
    running = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture
def s3(server: str, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The store is a bucket; gives its client."""
    for name, value in {
        "AWS_ENDPOINT_URL": server, "AWS_ACCESS_KEY_ID": "k", "AWS_SECRET_ACCESS_KEY": "s", "AWS_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true", "no_proxy": "127.0.0.1",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    import boto3

    client = boto3.client("s3", endpoint_url=server, region_name="us-east-1")
    client.create_bucket(Bucket="proof")
    settings.WENGUO_EVIDENCE = "s3://proof/house"
    return client


@pytest.mark.row("M03")
def test_evidence_lies_in_s3_is_proved_there_and_its_loss_is_named(story: Story, s3: Any, tmp_path: Path) -> None:
    story.recorded()
    ref = enclosed(story, "a.bin", b"abc" * 5000)
    row = Evidence.objects.get(pk=int(ref[1:]))
    key = f"house/{row.path}"
    assert s3.get_object(Bucket="proof", Key=key)["Body"].read() == b"abc" * 5000
    assert not (store.folder() / str(row.path)).exists()
    assert verify_one(story.row.pk).ok
    large = tmp_path / "large"
    large.write_bytes(b"0123456789" * 1_000_000)
    path = store.take_in(large, "ab" * 32)
    assert (store.size(path), large.exists()) == (10_000_000, False)
    assert store.measured(store.open_(path)).size == 10_000_000
    assert store.open_at(path, 9_999_995).read() == b"56789", "a player leaps"
    s3.put_object(Bucket="proof", Key=key, Body=b"abX" * 5000)
    assert [one.number for one in verify_one(story.row.pk).problems] == [story.number]
    store.remove([str(row.path)])
    with pytest.raises(FileNotFoundError):
        store.open_(str(row.path))
    assert "is lost" in verify_one(story.row.pk).problems[0].what.en


@pytest.mark.row("M03")
def test_a_backup_fetches_from_s3_and_restoring_puts_it_back_and_proves(
    committing: Path | None, s3: Any, tmp_path: Path
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the database of a backup is SQLite's here")
    story = Story(founded()).recorded()
    ref = enclosed(story, "a.bin", b"abc" * 5000)
    path = str(Evidence.objects.get(pk=int(ref[1:])).path)
    assert f"evidence/{path}" in backup(tmp_path / "a.tar", story.at).files
    store.remove([path])
    s3.put_object(Bucket="proof", Key=f"house/{path}", Body=b"other")
    with pytest.raises(CannotCopy, match="S3"):
        restore(tmp_path / "a.tar", tmp_path / "never")
    store.remove([path])
    report = restore(tmp_path / "a.tar", tmp_path / "back")
    assert report.ok, report.problems
    assert store.get(path) == b"abc" * 5000
    assert not (tmp_path / "back" / "evidence").exists()
    assert restore(tmp_path / "a.tar", tmp_path / "again").ok, "what lies there unchanged is left"


def test_a_bucket_is_asked_over_a_checked_line_and_nothing_in_it_is_made_public_or_overwritten(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from wenguo.models import store_s3

    settings.WENGUO_EVIDENCE = "s3://proof/options"
    monkeypatch.setenv("AWS_REGION", "cn-hangzhou")
    monkeypatch.setenv("AWS_S3_ADDRESSING_STYLE", "virtual")
    for near in ("https://oss-cn-hangzhou.aliyuncs.com", "http://minio:9000", "http://10.0.0.7", "http://s3.internal"):
        monkeypatch.setenv("AWS_ENDPOINT_URL", near)
        made = store_s3.storage()
        assert (made.default_acl, made.file_overwrite, made.verify, made.addressing_style) == (
            None,
            False,
            None,
            "virtual",
        )
    for far in ("http://s3.example.com", "http://8.8.8.8"):
        monkeypatch.setenv("AWS_ENDPOINT_URL", far)
        with pytest.raises(SystemExit, match="https"):
            store_s3.storage()


def test_a_folder_pays_nothing_for_s3(tmp_path: Path) -> None:
    code = "import sys, django; django.setup(); import wenguo.perform, wenguo.faces.web.urls; print('storages' in sys.modules, 'botocore' in sys.modules)"
    env = {"DJANGO_SETTINGS_MODULE": "wenguo.settings", "WENGUO_HOME": str(tmp_path), "WENGUO_SECRET_KEY": "x"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=env)
    assert done.stdout.split() == ["False", "False"], done.stderr
