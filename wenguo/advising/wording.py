"""What is proposed, in words: a topic's name and a value's, with the organisation's own codes."""

from __future__ import annotations

from wenguo.queries import office
from wenguo.rules import labels
from wenguo.text import Text

TOPICS: dict[str, Text] = {
    "cause": Text("原因", "cause"),
    "product": Text("产品", "product"),
    "kind": Text("性质", "kind"),
    "dissatisfaction": Text("不满之处", "dissatisfied with"),
    "severity": Text("严重程度", "severity"),
    "danger": Text("人身危险", "danger to somebody"),
    "feeling": Text("情绪", "feeling"),
    "need": Text("情感需要", "need"),
    "major": Text("重大投诉", "major complaint"),
    "sign": Text("异常迹象", "signs out of the ordinary"),
    "threat": Text("重话", "strong words"),
    "complaint": Text("是否投诉", "is it a complaint"),
    "state": Text("处境", "situation"),
    "counter": Text("相反的迹象", "signs to the contrary"),
}


def topic_said(topic: str, language: str) -> str:
    """A topic in the reader's language."""
    found = TOPICS.get(topic)
    return found.said(language) if found is not None else topic


def said(topic: str, value: str, language: str) -> str:
    """A proposed value in the reader's language; a code without words is shown as it is."""
    if topic == "danger":
        return topic_said(topic, language)  # which danger, the reason says in its own words
    taxonomy = office.taxonomy()
    if taxonomy.known(value):
        return taxonomy.label(value, language)
    return labels.label(value, language)
