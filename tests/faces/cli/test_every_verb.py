"""One loop over THE LIST: every offered verb is a command that asks for every field, in both languages."""

import pytest

from tests.faces.cli.conftest import Wenguo
from wenguo.faces.cli import fields
from wenguo.faces.cli.commands import COMMANDS, ENTRIES
from wenguo.verbs import VERBS, Contact

OFFERED = sorted(word for word, kind in VERBS.items() if kind.offered)


@pytest.mark.parametrize("word", OFFERED)
def test_every_offered_verb_has_a_command_with_help_in_both_languages(
    wenguo: Wenguo, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    kind = VERBS[word]
    for language in ("zh-hans", "en"):
        monkeypatch.setenv("WENGUO_LANGUAGE", language)
        for name in (word, word.replace("_", "-")):
            answer = wenguo(name, "--help")
            assert answer.code == 0
        said = "".join(answer.out.split())
        assert "".join(kind.title.said(language).split()) in said
        for option in fields.options(kind):
            assert option.opts[0] in answer.out
            assert "".join(option.text.said(language).split()) in said
        assert "--at" in answer.out
        assert "--json" in answer.out


@pytest.mark.parametrize("word", OFFERED)
def test_every_field_of_a_verb_can_be_filled_in(word: str) -> None:
    kind = VERBS[word]
    names = {option.name for option in fields.options(kind)}
    for name, field in kind.model_fields.items():
        if fields.shape(field.annotation).kind is Contact:
            assert {f"{name}__{part}" for part in Contact.model_fields} <= names
        else:
            assert f"field_{name}" in names


def test_verbs_that_are_not_for_people_have_no_command(wenguo: Wenguo) -> None:
    for word in VERBS.keys() - set(OFFERED):
        assert wenguo(word, "--help").code == 2


def test_the_help_names_every_command_in_both_languages(wenguo: Wenguo, monkeypatch: pytest.MonkeyPatch) -> None:
    for language in ("zh-hans", "en"):
        monkeypatch.setenv("WENGUO_LANGUAGE", language)
        answer = wenguo("--help")
        assert answer.code == 0
        for name, entry in ENTRIES.items():
            assert name in answer.out
            assert entry.text.said(language) in answer.out
        for word in OFFERED:
            assert f"{word} " in answer.out


def test_every_command_of_the_table_is_there(wenguo: Wenguo) -> None:
    for section in COMMANDS.values():
        for name in section:
            assert wenguo(name, "--help").code == 0, name


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_completion_is_printed(wenguo: Wenguo, shell: str) -> None:
    assert "_WENGUO_COMPLETE" in wenguo("completion", shell).out
