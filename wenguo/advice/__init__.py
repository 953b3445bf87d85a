"""Text in, proposals out, each with its reason; a person decides. `Adviser.load().advise("…")` needs no Django."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wenguo.advice.adviser import Advice, Adviser

__all__ = ["Advice", "Adviser"]


def __getattr__(name: str) -> Any:
    """`Adviser` and `Advice`, imported when first asked for: rules of speech alone need no lexicons."""
    if name in __all__:
        from wenguo.advice import adviser

        return getattr(adviser, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
