"""Self-service answers from published articles only: quoted exactly, or “not known”."""

from wenguo.advice.answers.answering import Answer, Answering, Quote
from wenguo.advice.answers.passages import Article

__all__ = ["Answer", "Answering", "Article", "Quote"]
