"""Grumble 随手记: what was said in passing, in one line and one tap (M15)."""
