"""The golden lines: one of every event, every field of it filled, as they were first written."""

from pathlib import Path

from wenguo.line import read

FILE = Path(__file__).with_name("lines.jsonl")
TEXTS = FILE.read_text(encoding="utf-8").splitlines()
EXAMPLES = [read(text).event for text in TEXTS]
