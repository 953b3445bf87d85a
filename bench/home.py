"""A home of its own for a measurement."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wenguo.settings")


def ready() -> None:
    """A home with its database, unit and account, and Django ready."""
    home = Path(os.environ["WENGUO_HOME"])
    home.mkdir(parents=True, exist_ok=True)
    subprocess.run([sys.executable, "-m", "wenguo", "counts", "--json"], check=True, stdout=subprocess.DEVNULL)
    import django

    django.setup()
