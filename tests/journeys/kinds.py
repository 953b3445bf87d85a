"""What stands for {…} in the addresses of THE LIST: which complaint, unit, person… it is, in the running product's own database."""

from __future__ import annotations

import sqlite3
from pathlib import Path

_OF = "SELECT number FROM wenguo_complaint WHERE"
_OWNED = "owner_id = (SELECT id FROM wenguo_account WHERE username = '{}')"
_LONGEST = "SELECT number FROM wenguo_complaint ORDER BY length DESC, id LIMIT 1"
_TOLD = f"{_OF} id = (SELECT complaint_id FROM wenguo_message WHERE text LIKE '{{}}' ORDER BY id LIMIT 1)"
# what stands for {…} in addresses → which one it is, in the running product's own database; the first that is there
KINDS: dict[str, tuple[str, ...]] = {
    "open": (f"{_OF} stage = 'assessed' AND {_OWNED.format('sun.ying')} ORDER BY length DESC LIMIT 1", _LONGEST),
    "answered": (f"{_OF} stage = 'closed' AND {_OWNED.format('tang.yi')} ORDER BY length DESC LIMIT 1", _LONGEST),
    "closed": (f"{_OF} stage = 'closed' AND {_OWNED.format('sun.ying')} AND answered_at IS NOT NULL LIMIT 1", _LONGEST),
    "overcharged": (_TOLD.format("%货架上写的 99 元%"), _LONGEST),
    "biscuits": (_TOLD.format("%十盒饼干%"), _LONGEST),
    "suitcase": (_TOLD.format("%退房时被当众指责%"), _LONGEST),
    "leak": (_TOLD.format("%昨晚房顶漏水%"), _LONGEST),
    "cooker": (_TOLD.format("%底座烧黑%"),),
    "arranged": (_TOLD.format("%十盒饼干%"),),
    "scald": (f"{_OF} major <> '' ORDER BY length DESC LIMIT 1", _LONGEST),
    "posted": (f"{_OF} channel = 'web' AND stage = 'answered' ORDER BY id LIMIT 1",),
    "waiting": (f"{_OF} channel = 'web' AND stage = 'investigated' ORDER BY length DESC LIMIT 1",),
    "site": ("SELECT key FROM wenguo_site WHERE active LIMIT 1",),
    "template": ("SELECT id FROM wenguo_template ORDER BY id LIMIT 1",),
    "article": ("SELECT id FROM wenguo_article WHERE published ORDER BY id LIMIT 1",),
    "group": (
        "SELECT id FROM wenguo_group WHERE size > 1 AND merged_into IS NULL AND state <> 'dismissed' ORDER BY size DESC LIMIT 1",
    ),
    "unit": (
        "SELECT code FROM wenguo_unit WHERE code = 'auto'",
        "SELECT code FROM wenguo_unit ORDER BY id DESC LIMIT 1",
    ),
    "person": (
        "SELECT username FROM wenguo_account WHERE username = 'deng.fei'",
        "SELECT username FROM wenguo_account ORDER BY id DESC LIMIT 1",
    ),
}
SECRET = "DEM0-DEM0-DEM0-DEM0"  # the demonstration's, known to everybody


def filled(path: str, home: Path) -> str | None:
    """An address with its {…} put in, read beside the running product; None where there is nothing of the kind."""
    wanted = [kind for kind in KINDS if f"{{{kind}}}" in path]
    if not wanted:
        return path
    found: dict[str, str] = {"secret": SECRET}
    with sqlite3.connect(f"file:{home / 'wenguo.sqlite3'}?mode=ro", uri=True) as database:
        for kind in wanted:
            rows = (database.execute(which).fetchone() for which in KINDS[kind])
            first = next((row[0] for row in rows if row), None)
            if first is None:
                return None
            found[kind] = str(first)
    return path.format(**found)
