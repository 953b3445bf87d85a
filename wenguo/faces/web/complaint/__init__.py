"""Complaint 投诉: the whole of one complaint on one page."""
