"""What all pages share: the shell around them, sayings in both languages, and forms made from verbs."""
