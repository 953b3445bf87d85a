"""What can be asked: each answers with plain values and changes nothing."""
