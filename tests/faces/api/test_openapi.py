"""The API's description is a promise: it changes only on purpose.

After a change that is meant: `WENGUO_UPDATE_SNAPSHOTS=1 pytest tests/faces/api/test_openapi.py`, then read the diff.
"""

import json
import os
from pathlib import Path

from wenguo.faces.api.urls import description
from wenguo.verbs import VERBS

SNAPSHOT = Path(__file__).parents[2] / "snapshots" / "openapi.json"


def test_the_description_is_the_one_that_was_promised():
    now = json.dumps(json.loads(description()), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if os.environ.get("WENGUO_UPDATE_SNAPSHOTS"):
        SNAPSHOT.write_text(now, encoding="utf-8")
    assert now == SNAPSHOT.read_text(encoding="utf-8"), (
        test_the_description_is_the_one_that_was_promised.__doc__ or __doc__
    )


def test_every_body_and_every_answer_is_described_and_no_reference_leads_nowhere():
    whole = json.loads(description())
    assert whole["openapi"].startswith("3.1")
    named = set(whole["components"]["schemas"])
    assert {kind.__name__ for kind in VERBS.values() if kind.offered} <= named
    asked = set(_references(whole))
    assert {one.rpartition("/")[2] for one in asked} <= named
    for methods in whole["paths"].values():
        for operation in methods.values():
            assert {"401", "403", "422", "429", "500", "503"} <= set(operation["responses"])
            assert operation["security"] == [{"Key": []}]


def test_the_description_is_served_without_a_token(client):
    response = client.get("/api/v1/openapi.json")
    assert response.content == description()


def _references(node):
    if isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"]
        for value in node.values():
            yield from _references(value)
    elif isinstance(node, list):
        for value in node:
            yield from _references(value)
