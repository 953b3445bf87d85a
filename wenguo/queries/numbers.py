"""Complaint numbers as people type them."""

import unicodedata


def normalised(number: str) -> str:
    """A typed number as it is stored: half-width, upper case, no spaces."""
    return "".join(unicodedata.normalize("NFKC", number).upper().split())
