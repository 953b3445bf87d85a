"""What redress comes to and what it came to: working it out for one complaint, and the monthly look at consistency."""
