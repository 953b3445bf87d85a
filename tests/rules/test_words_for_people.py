"""Whatever is told to people is told in both languages."""

import re
import string
from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest
from pydantic import BaseModel

from tests.snapshots.lines import EXAMPLES
from wenguo.events import EVENTS, Event
from wenguo.rules.lifecycle import STAGES
from wenguo.rules.permissions import ROLES
from wenguo.text import LANGUAGES, Text
from wenguo.verbs import VERBS

HAN = re.compile(r"[\u4e00-\u9fff]")


def _is_in_both(said: Text) -> bool:
    return bool(HAN.search(said.zh)) and bool(said.en.strip()) and not HAN.search(said.en)


class _Told(string.Formatter):
    """Fields put in; `{late:迟到|}` chooses by yes or no."""

    def format_field(self, value: Any, spec: str) -> str:
        if "|" in spec:
            yes, no = spec.split("|")
            return yes if value else no
        return str(value)


@pytest.mark.parametrize("name", EVENTS)
def test_every_event_has_a_label_and_a_sentence_in_both_languages(name: str) -> None:
    assert _is_in_both(EVENTS[name].label)
    assert _is_in_both(EVENTS[name].sentence)


@pytest.mark.parametrize("event", EXAMPLES, ids=lambda event: type(event).__name__)
def test_every_sentence_tells_its_own_fields(event: Event) -> None:
    fields = msgspec.structs.asdict(event)
    for language in LANGUAGES:
        said = _Told().format(event.sentence.said(language), **fields)
        assert said.strip()
        assert "{" not in said
    zh = {field for _, field, _, _ in string.Formatter().parse(event.sentence.zh) if field}
    en = {field for _, field, _, _ in string.Formatter().parse(event.sentence.en) if field}
    assert zh == en, "the two languages tell different fields"


def _fields(form: type[BaseModel], at: str = "") -> list[tuple[str, str]]:
    found = []
    for name, field in form.model_fields.items():
        found.append((f"{at}{name}", field.description or ""))
    return found


@pytest.mark.parametrize("word", VERBS)
def test_every_verb_and_every_field_is_named_in_both_languages(word: str) -> None:
    assert _is_in_both(VERBS[word].title)
    for name, description in _fields(VERBS[word]):
        zh, bar, en = description.partition(" | ")
        assert bar, f"{word}.{name}: {description!r}"
        assert _is_in_both(Text(zh, en)), f"{word}.{name}: {description!r}"


@pytest.mark.parametrize("word", VERBS)
def test_the_fields_of_parts_of_a_form_are_named_in_both_languages(word: str) -> None:
    parts = VERBS[word].model_json_schema().get("$defs", {})
    for part, schema in parts.items():
        for name, field in schema.get("properties", {}).items():
            zh, bar, en = field.get("description", "").partition(" | ")
            assert bar, f"{part}.{name} of {word}"
            assert zh
            assert en


def test_stages_and_roles_are_named_in_both_languages() -> None:
    assert all(_is_in_both(said) for said in (*STAGES.values(), *ROLES.values()))


def test_every_verb_stands_in_the_file_of_its_word() -> None:
    for word, verb in VERBS.items():
        assert verb.__module__ == f"wenguo.verbs.{word}"


def test_texts_choose_by_the_readers_language() -> None:
    said = Text("闻过", "Wenguo")
    assert (said.said("zh-hans"), said.said("en"), str(said)) == ("闻过", "Wenguo", "闻过")
    assert datetime(2026, 3, 2, tzinfo=UTC).date() == date(2026, 3, 2)
