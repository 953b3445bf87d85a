"""Board 主管台: the load of a unit, what will breach, hand-overs and approvals."""
