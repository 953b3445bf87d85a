"""Many processes write on the same complaints at once, and nothing is lost."""

from __future__ import annotations

import pytest

from tests.hard.conftest import Home

pytestmark = pytest.mark.all
WRITERS, ACTS, COMPLAINTS = 8, 200, 20


def test_eight_processes_lose_none_of_their_acts_on_the_same_twenty_complaints(home: Home) -> None:
    numbers = home.recorded(COMPLAINTS)
    before = home.proves()["lines"]
    writers = [home.start("-m", "tests.hard.writer", f"w{n}", str(ACTS), *numbers) for n in range(WRITERS)]
    done: list[tuple[str, str]] = []
    for writer in writers:
        out, _ = writer.communicate(timeout=240)
        assert writer.returncode == 0
        number_and_position = [line.split() for line in out.splitlines()]
        done += [(number, position) for number, position in number_and_position]
    assert len(done) == WRITERS * ACTS
    assert len(set(done)) == len(done), "no two acts took the same position"
    assert home.proves()["lines"] == before + WRITERS * ACTS


def test_numbers_are_unique_when_many_record_at_once(home: Home) -> None:
    writers = [home.start("-m", "tests.hard.writer", f"r{n}", "50") for n in range(4)]
    numbers: list[str] = []
    for writer in writers:
        out, _ = writer.communicate(timeout=240)
        assert writer.returncode == 0
        numbers += [line.split()[0] for line in out.splitlines()]
    assert len(set(numbers)) == len(numbers) == 200
    assert home.proves()["complaints"] == 200
