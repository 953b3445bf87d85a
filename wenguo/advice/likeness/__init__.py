"""How alike two texts are, said with the words they share; and, measured apart, whether two questions are the same."""

from wenguo.advice.likeness.comparing import Likeness, Read, Shared, likeness, read

__all__ = ["Likeness", "Read", "Shared", "likeness", "read"]
