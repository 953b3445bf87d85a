"""Search 检索: filters, saved searches with alarms, columns, export of what is seen."""
