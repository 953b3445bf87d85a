"""After an upgrade every row is what its log says in the new version's columns, also where the upgrade was broken off."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from tests.stories import Story
from wenguo.faces.cli import home
from wenguo.models import Complaint
from wenguo.models.complaint import COLUMNS, drawn
from wenguo.queries.verify import verify
from wenguo.upgrading import MARK, upgrade


def test_an_upgrade_broken_off_is_gone_on_with_and_then_over(story: Story) -> None:
    story.recorded().acknowledged()
    Complaint.objects.update(silent_at=None)  # as a column that the new version added
    MigrationRecorder(connection).record_applied(*MARK)
    assert not home._is_ready(patient=True)
    assert upgrade() == 1
    stored = Complaint.objects.values(*COLUMNS).get(number=story.number)
    assert stored == drawn(story.complaint)
    assert stored["silent_at"] is not None
    assert verify().ok
    assert upgrade() == 0


def test_a_database_that_is_up_to_date_is_left_alone_so_that_a_changed_row_is_told(story: Story) -> None:
    story.recorded().acknowledged()
    Complaint.objects.update(silent_at=None)
    assert upgrade() == 0
    assert [one.kind for one in verify().problems] == ["row"]


_STEP_BY_STEP = """
import django
django.setup()
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader
from tests.proof.test_upgrading import made
load = MigrationLoader.load_disk
def forget_the_short_way(loader):
    load(loader)
    del loader.disk_migrations["wenguo", "0001_squashed_0006_handling"]
MigrationLoader.load_disk = forget_the_short_way
call_command("migrate", verbosity=0)
print(*made(), sep="\\n")
"""


def made() -> list[str]:
    """What stands in the database besides rows, in SQLite's own words; the order of columns tells nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        told = []
        for (table,) in sorted(cursor.fetchall()):
            columns = f"SELECT name, type, \"notnull\", dflt_value, pk FROM pragma_table_info('{table}') ORDER BY name"
            cursor.execute(columns)
            told += [f"{table} {one}" for one in cursor.fetchall()]
            cursor.execute(f'SELECT "table", "from", "to" FROM pragma_foreign_key_list(\'{table}\') ORDER BY 1, 2')
            told += [f"{table} {one}" for one in cursor.fetchall()]
        cursor.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE type <> 'table' AND sql IS NOT NULL ORDER BY 1, 2"
        )
        return told + [str(one) for one in cursor.fetchall()]


@pytest.mark.all
@pytest.mark.django_db
@pytest.mark.skipif("WENGUO_TEST_DATABASE_URL" in os.environ, reason="SQLite tells what was made in its own words")
def test_a_new_database_is_made_as_one_that_came_step_by_step(tmp_path: Path) -> None:
    env = {
        **os.environ,
        "WENGUO_HOME": str(tmp_path),
        "WENGUO_DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "wenguo.settings",
    }
    done = subprocess.run([sys.executable, "-c", _STEP_BY_STEP], env=env, capture_output=True, text=True, check=True)
    at_once = made()
    assert len(at_once) > 200
    assert at_once == done.stdout.splitlines()
