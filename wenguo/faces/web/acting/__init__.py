"""Acting: the form of every verb, the composer, and answers that can still be taken back."""
