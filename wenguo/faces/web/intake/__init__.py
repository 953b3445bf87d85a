"""Intake 登记: for someone on the telephone with an upset person (M36, M07, M08)."""
