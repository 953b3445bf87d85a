"""Care for oneself: a private self-check, a pause, one's own load. What is written here is its author's alone."""
