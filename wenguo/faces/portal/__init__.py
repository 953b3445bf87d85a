"""The complainants' door: complain, follow, answer back; one short page, no account, phone first."""
