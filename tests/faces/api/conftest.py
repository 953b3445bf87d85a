import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from tests.advising.conftest import adviser  # noqa: F401 — a fixture for every test of this folder
from tests.stories import founded
from wenguo import tokens


class Knock:
    """A program at the API's door: a token, and requests as JSON."""

    def __init__(self, account: Any, *scopes: str, language: str = "en") -> None:
        self.token = tokens.issue(account, scopes or ["all"], "test", datetime.now(UTC))
        self.client = Client(headers={"Authorization": f"Bearer {self.token}", "Accept-Language": language})

    def get(self, place: str, **query: Any) -> Any:
        return self.client.get(f"/api/v1{place}", query)

    def post(self, place: str, fields: Any = None, *, media: str = "application/json", **headers: str) -> Any:
        body = fields if isinstance(fields, str | bytes) else json.dumps(fields if fields is not None else {})
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.post(f"/api/v1{place}", body, content_type=media, headers=named)

    def does(self, number: str, word: str, **fields: Any) -> Any:
        """One verb that must be done."""
        response = self.post(f"/complaints/{number}/{word}", fields)
        assert response.status_code == 200, response.json()
        return response.json()

    def recorded(self, words: str = "空调有异响，维修两次仍未解决", **fields: Any) -> str:
        response = self.post("/complaints", {"words": words, **fields})
        assert response.status_code == 201, response.json()
        return response.json()["number"]


@pytest.fixture(autouse=True)
def _no_limit(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.WENGUO_RATE = settings.WENGUO_RATE_PUBLIC = 0


@pytest.fixture
def knock(office: Any) -> Knock:
    """Ann of the securities branch, a handler."""
    return Knock(office.ann)


@pytest.fixture
def knocks(office: Any) -> Any:
    """A program of anybody: knocks("tom", "read")."""
    return lambda name, *scopes, **more: Knock(office.people[name], *scopes, **more)


@pytest.fixture
def committed_knock(committing: Any) -> Knock:
    """Ann in a database where acts are really committed."""
    return Knock(founded().ann)
