"""Every panel of a complaint's page has its place in every phase, and the index names only what is there."""

from types import SimpleNamespace
from typing import Any, cast

import pytest
from django.template.loader import get_template

from wenguo.faces.web.complaint import panels
from wenguo.faces.web.complaint.panels import PANELS, phase
from wenguo.rules.lifecycle import STAGES

PHASES = {"beginning", "working", "settled"}


@pytest.mark.parametrize("key", PANELS)
def test_a_panel_has_a_template_and_names_in_both_languages(key: str) -> None:
    get_template(PANELS[key].template)
    assert PANELS[key].name.zh
    assert PANELS[key].name.en


@pytest.mark.parametrize("one", sorted(PHASES))
def test_a_panel_stands_exactly_once_on_the_page_of_every_phase(one: str) -> None:
    placed = [*panels._MAIN[one], *panels._BESIDE[one], *panels._REST]
    assert sorted(placed) == sorted(set(placed))
    assert set(placed) == set(PANELS)


def test_every_stage_has_a_phase() -> None:
    stages = cast("list[str]", list(STAGES))
    assert {phase(cast("Any", SimpleNamespace(stage=stage))) for stage in stages} == PHASES
