"""Advice in the settings: switches, lexicons tried before they are kept, models and their cards."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse

from tests.stories import Office, Story
from wenguo.advice.learning.card import Card, ClassFigures, Comparison
from wenguo.advice.suggestion import Suggestion
from wenguo.advising import asking, lexicons, switches, training_now, versions, words
from wenguo.faces.web.office import advice as switch_page
from wenguo.faces.web.office import learned
from wenguo.faces.web.office.lexicons import LEXICONS, entries, wrong
from wenguo.models import Change, Switch, Trained
from wenguo.queries import past_words
from wenguo.queries.seeing import asker
from wenguo.text import Text

NOW = datetime.now(UTC)


@pytest.fixture
def home(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Advice on, in this process, with a home of its own."""
    settings.WENGUO_ADVICE, settings.WENGUO_HOME = "auto", tmp_path
    monkeypatch.setattr(asking, "_here", {})
    return tmp_path


@pytest.fixture
def admin(office: Office, client: Client) -> Client:
    client.force_login(office.adm)
    return client


def english(client: Client) -> Client:
    client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def test_every_switch_is_explained_in_both_languages() -> None:
    assert set(switch_page.SAYS) == set(switches.SWITCHES)
    assert all(text.zh and text.en for text in switch_page.SAYS.values())


def test_a_kind_is_switched_off_for_one_unit_and_follows_the_unit_above_again(admin: Client, office: Office) -> None:
    page = reverse("office_advice")
    assert admin.post(page, {"unit": "sec", "is_cause": "off"}).status_code == 303
    assert not switches.is_on("cause", office.sec.pk)
    assert switches.is_on("cause", office.car.pk), "only where it was said"
    assert Change.objects.filter(what="advice", target="cause", unit=office.sec).count() == 1
    assert admin.post(page, {"unit": "sec", "is_cause": "above"}).status_code == 303
    assert switches.is_on("cause", office.sec.pk)
    assert not Switch.objects.exists()


def test_danger_has_no_switch_and_none_can_be_forged(admin: Client, office: Office) -> None:
    page = admin.get(reverse("office_advice")).content.decode()
    assert "始终开着" in page
    assert 'name="is_danger"' not in page
    admin.post(reverse("office_advice"), {"unit": "", "is_danger": "off"})
    assert not Switch.objects.exists()


def test_a_head_reads_the_switches_of_the_own_unit_and_changes_none(office: Office, client: Client) -> None:
    client.force_login(office.bob)
    page = client.get(reverse("office_advice")).content.decode()
    assert re.search(r"<fieldset class=\"panel tight switches\" disabled>", page)
    assert client.post(reverse("office_advice"), {"unit": "sec", "is_cause": "off"}).status_code == 403
    assert client.get(reverse("office_advice"), {"unit": "car"}).status_code == 404
    assert not Switch.objects.exists()


# -- lexicons -----------------------------------------------------------------------------------------------------------


def test_every_code_of_every_lexicon_has_a_name_in_words(office: Office) -> None:
    found = entries({})
    assert {one.lexicon for one in found} == set(LEXICONS)
    nameless = [f"{one.lexicon}/{one.code}" for one in found if one.name.zh == one.code or not one.name.en]
    assert not nameless


def test_a_code_is_found_by_one_of_its_cues(admin: Client) -> None:
    page = admin.get(reverse("office_cues"), {"q": "缺斤短两"}).content.decode()
    assert "RS0105" in page
    assert "RS0301" not in page


def kept(code: str, lexicon: str = "causes") -> dict[str, Any]:
    """The form of a code as it is sent when nothing was touched."""
    found = next(one for one in entries(lexicons.own(), lexicon) if one.code == code)
    form: dict[str, Any] = {"lexicon": lexicon, "code": code}
    for name, cues in found.pack.items():
        form[f"keep_{name}"] = [one for one in cues if one not in found.own.get(f"remove_{name}", [])]
        form[f"keep_{name}"] += found.own.get(f"add_{name}", [])
    return form


@pytest.mark.row("M35")
def test_a_cue_is_tried_on_past_texts_before_it_is_kept_and_can_be_undone(
    home: Path, admin: Client, office: Office, story: Story
) -> None:
    story.recorded("楼上的咚咚隆又来了，一整夜")
    number = story.number
    page = reverse("office_cue")
    tried = admin.post(page, {**kept("RS0303"), "act": "preview", "add_zh": "咚咚隆!"})
    assert tried.status_code == 200
    shown = tried.content.decode()
    assert number in shown, "the text that would get another proposal is named"
    assert "会得到不同的建议" in shown
    assert lexicons.own() == {}, "looking keeps nothing"
    mark = re.search(r'name="seen" value="(\w+)"', shown)
    assert mark is not None
    form = kept("RS0303")
    form["keep_zh"] = [*form["keep_zh"], "咚咚隆!"]  # as the page shows it, among the cues
    assert admin.post(page, {**form, "act": "save", "seen": mark[1]}).status_code == 303
    assert lexicons.own() == {"causes": {"RS0303": {"add_zh": ["咚咚隆!"]}}}
    row = Change.objects.get(what="lexicon")
    assert admin.post(reverse("office_cues_undo"), {"number": row.pk}).status_code == 303
    assert lexicons.own() == {}


def test_what_was_not_looked_at_is_not_kept(home: Path, admin: Client, office: Office) -> None:
    answer = admin.post(reverse("office_cue"), {**kept("RS0303"), "add_zh": "咚咚隆", "act": "save", "seen": "forged"})
    assert answer.status_code == 200
    assert lexicons.own() == {}


def test_a_cue_that_was_unticked_is_taken_out_and_shown_struck_out(admin: Client, office: Office) -> None:
    form = kept("RS0303")
    gone = form["keep_zh"].pop(0)
    page = admin.post(reverse("office_cue"), {**form, "act": "preview"}).content.decode()
    box = re.search(rf'<input[^>]*value="{re.escape(escaped(gone))}"[^>]*>', page)
    assert box is not None
    assert "checked" not in box[0]


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("'", "&#x27;")


@pytest.mark.parametrize(("written", "zh"), [("(退|换", "括号没有成对"), ("<nolist>退", "词表不存在"), ("a&b&c", "只能有一个"), ("~", "没有词")])  # fmt: skip
def test_a_cue_that_cannot_be_read_is_refused_beside_its_field(
    admin: Client, office: Office, written: str, zh: str
) -> None:
    answer = admin.post(reverse("office_cue"), {**kept("RS0303"), "add_zh": f"排长队, {written}", "act": "preview"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert zh in page
    assert "排长队" in page, "nothing typed is lost"
    assert 'id="add-zh" name="add_zh" rows="2" spellcheck="false" aria-invalid="true"' in page
    trouble = wrong("causes", "zh", [written])
    assert trouble is not None
    assert trouble.en


@pytest.mark.row("M09", "M27")
def test_the_wording_of_replies_is_tried_on_replies_that_were_sent_and_then_checked_by(
    home: Path, admin: Client, office: Office, story: Story
) -> None:
    story.recorded("空调有异响").informed(words="此事咚咚隆，请您等候。")
    tried = admin.post(
        reverse("office_cue"), {**kept("doubt", "replies"), "add_zh": "咚咚隆!", "act": "preview"}
    ).content.decode()
    assert "会不同" in tried
    assert story.number in tried
    mark = re.search(r'name="seen" value="(\w+)"', tried)
    assert mark is not None
    form = kept("doubt", "replies")
    form["keep_zh"] = [*form["keep_zh"], "咚咚隆!"]
    assert admin.post(reverse("office_cue"), {**form, "act": "save", "seen": mark[1]}).status_code == 303
    found = asking.reply_checked("此事咚咚隆。", "", None, story.at)
    assert found is not None
    assert "doubting" in {one["code"] for one in found["findings"]}


def test_the_preview_shows_what_people_would_finally_see_with_a_learned_model_in_force(
    home: Path, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Sure:
        """A model that is always of one mind."""

        threshold = 0.5

        def proposed(self, _: Any) -> Suggestion:
            return Suggestion(topic="kind", label="report", score=0.99, because=Text("学到", "learned"), model="m")

    monkeypatch.setattr(words.learned, "load", lambda *_: {"kind": Sure()})
    changes = {"kinds": {"praise": {"add_zh": ["咚咚隆!", "好得咚咚!", "咚咚好!"]}}}
    found = lexicons.preview(changes, ["咚咚隆，好得咚咚，咚咚好"])
    assert found is not None
    assert found.models == ["kind"]
    assert [one.topic for one in found.alone if one.topic == "kind"] == ["kind"]
    assert [one.topic for one in found.seen if one.topic == "kind"] == []


def test_where_advice_does_not_answer_the_lexicon_can_be_saved_all_the_same(admin: Client, office: Office) -> None:
    page = admin.post(reverse("office_cue"), {**kept("RS0303"), "add_zh": "咚咚隆", "act": "preview"}).content.decode()
    assert "没有回答" in page
    assert 'value="save"' in page


def test_past_words_that_one_may_not_read_are_tried_and_not_shown(office: Office, story: Story) -> None:
    story.recorded("空调有异响")
    stranger = office.new_person("stranger", "car", "handler")
    (one,) = past_words.latest(asker(stranger.pk, "web"), 5)
    assert (one.words, one.shown) == ("空调有异响", False)
    assert past_words.latest(asker(office.bob.pk, "web"), 5)[0].shown


# -- models -------------------------------------------------------------------------------------------------------------


def card(**changed: Any) -> dict[str, Any]:
    figures = tuple(
        ClassFigures(label=label, n=n, precision=0.9, recall=0.8, f1=0.85)
        for label, n in (("RS0303", 80), ("RS0304", 40))
    )
    whole = Card(
        name="cause", version="v2", language="zh", made_at=NOW, learned_from=120, since=NOW, until=NOW, groups=110,
        classes=figures, left_out={"RS0101": 3}, folds=5, accuracy=0.84, macro_f1=0.8, low=0.75, high=0.85,
        coverage=((0.0, 1.0, 0.84), (0.5, 0.7, 0.93), (0.9, 0.2, 0.99)), threshold=0.5, target=0.9, covered=0.7,
        covered_right=0.93, reliability=((0.5, 0.5, 10),), calibration_error=0.02, promoted=True,
        comparisons=(Comparison(with_="lexicon", n=120, ours=0.8, theirs=0.6, wins=1.0, p=0.001, beyond_chance=True),),
        why=Text("优于 lexicon。", "Better than lexicon."),
    )  # fmt: skip
    return dict(msgspec.to_builtins(msgspec.structs.replace(whole, **changed)))


@pytest.fixture
def model(home: Path, office: Office) -> Trained:
    """A model of causes whose files are there, not in force."""
    (home / "models" / "cause" / "v2").mkdir(parents=True)
    return Trained.objects.create(topic="cause", version="v2", made_at=NOW, card=card(), better=True)


def test_the_numbers_said_to_be_needed_are_those_of_training() -> None:
    from wenguo.advice.learning import training as fitting
    from wenguo.advising import training

    assert (learned.NEEDED, learned.NEEDED_OF_CLASS) == (fitting.FEWEST, fitting.FEWEST_OF_CLASS)
    assert learned.TOPICS == training.TOPICS


def test_where_nothing_was_learned_the_page_says_what_answers_and_how_many_records_it_takes(admin: Client) -> None:
    page = admin.get(reverse("office_models")).content.decode()
    assert "由词库回答" in page
    assert "<b>60</b>" in page
    assert "Nothing was learned yet" in english(admin).get(reverse("office_models")).content.decode()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_card_is_read_with_names_for_codes(model: Trained, admin: Client, language: str) -> None:
    admin.cookies[django_settings.LANGUAGE_COOKIE_NAME] = language
    page = admin.get(reverse("office_model"), {"topic": "cause", "version": "v2"}).content.decode()
    assert "RS0303" not in page
    assert {"zh-hans": "只用词库", "en": "the lexicons alone"}[language] in page
    assert "84%" in page
    assert "0.750–0.850" in page


def test_a_card_of_another_making_is_no_end_of_the_page(model: Trained, admin: Client) -> None:
    Trained.objects.update(card={"macro_f1": 0.5})
    answer = admin.get(reverse("office_model"), {"topic": "cause"})
    assert answer.status_code == 200
    assert "读不出来" in answer.content.decode()


def test_a_model_is_put_in_force_after_one_question_and_taken_back(model: Trained, admin: Client) -> None:
    to, given = reverse("office_model_settle"), {"topic": "cause", "version": "v2", "act": "promote"}
    assert admin.get(to, given).status_code == 200
    assert versions.in_force() == {}, "asking is not doing"
    assert admin.post(to, given).status_code == 303
    assert versions.in_force() == {"cause": "v2"}
    assert admin.post(to, {"topic": "cause", "act": "back"}).status_code == 303
    assert versions.in_force() == {}
    assert Change.objects.filter(what="model").count() == 2


def test_a_model_that_is_not_better_is_refused_in_words(model: Trained, admin: Client) -> None:
    Trained.objects.update(better=False)
    to = admin.post(reverse("office_model_settle"), {"topic": "cause", "version": "v2", "act": "promote"})
    assert "没有超出偶然地更好" in admin.get(to.headers["Location"]).content.decode()
    assert versions.in_force() == {}


def test_training_is_begun_once_and_tells_how_far_it_is(
    home: Path, admin: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Any] = []

    class Started:
        def __init__(self, command: list[str], **_: Any) -> None:
            begun.append(command)

        def wait(self) -> None: ...

    monkeypatch.setattr("wenguo.advising.training_now.subprocess.Popen", Started)
    assert admin.post(reverse("office_models_train")).status_code == 303
    assert begun
    assert begun[0][1:3] == ["-m", "wenguo.advising.training_now"]
    page = admin.get(reverse("office_models")).content.decode()
    assert "正在训练" in page
    with training_now._held():
        admin.post(reverse("office_models_train"))
    assert len(begun) == 1, "while one runs no other is begun"


def test_training_is_not_begun_where_learning_is_switched_off(home: Path, admin: Client, office: Office) -> None:
    admin.post(reverse("office_advice"), {"unit": "", "is_learn": "off"})
    to = admin.post(reverse("office_models_train")).headers["Location"]
    assert "先在“建议”里打开" in admin.get(to).content.decode()
    assert training_now.progress() is None


def test_training_that_ran_leaves_its_verdicts(home: Path, office: Office, admin: Client) -> None:
    training_now.run(office.adm.pk, NOW)
    found = training_now.progress()
    assert found is not None
    assert found.finished_at is not None
    assert [one.topic for one in found.done] == list(learned.TOPICS)
    assert "还学不了" in admin.get(reverse("office_models")).content.decode()
