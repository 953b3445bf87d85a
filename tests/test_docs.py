"""Docs are checked like code: made parts equal the tables they are made from, and links lead somewhere."""

import os
import subprocess
import sys
from pathlib import Path

from wenguo.environment import ENVIRONMENT

ROOT = Path(__file__).resolve().parent.parent


def test_the_docs_are_true() -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "scripts/docs"], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_setting_that_is_read_is_in_the_one_table() -> None:
    import re

    read: set[str] = set()
    for path in (ROOT / "wenguo").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        read |= set(re.findall(r"""(?:env\(|environ\.get\(|environ\[|getenv\()["'](\w+)["']""", text))
    outside = {
        "DJANGO_SETTINGS_MODULE",
        "LANG",
        "LC_ALL",
        "LC_MESSAGES",
        "NO_COLOR",
        "COLUMNS",
        "PATH",
        "SHELL",
        "LANGUAGE",
        "TZ",
        "COMP_WORDS",
        "PYTHONPATH",
        "PYTHONHASHSEED",
        *(name for name in read if name.startswith("AWS_")),  # Amazon's own names, told beside WENGUO_EVIDENCE
    }
    assert read - outside - set(ENVIRONMENT) == set()
