"""Desk 工作台: what waits for me, in order of urgency, with the reasons in words."""
