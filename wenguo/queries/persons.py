"""The persons concerned in one complaint by name, as the asker may see them, and how fair it has been to each so far."""

from __future__ import annotations

from wenguo.queries import people
from wenguo.queries.history import Whole
from wenguo.rules.labels import label
from wenguo.text import Text


def called(whole: Whole, subject: str, language: str) -> str:
    """A person concerned by name; by number and role where the name is not known or not theirs to see."""
    kind, _, number = subject.partition(":")
    if kind == "account":
        return people.names([int(number)]).get(int(number), number)
    person = whole.complaint.persons[int(number) - 1]
    name = whole.persons.get(person.who.id, {}).get("name", "") if person.who is not None else ""
    role = label(person.role, language)
    return name or Text(f"{role}（第 {number} 位）", f"{role} (no. {number})").said(language)
