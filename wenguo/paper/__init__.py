"""Paper: the letter of reply and the case file, made of what queries give; nothing here asks or changes anything."""
