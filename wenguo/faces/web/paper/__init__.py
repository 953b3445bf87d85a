"""Paper: the case file and the letter of reply."""
