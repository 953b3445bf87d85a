"""Abusive contacts: which conduct is told apart, and the steps that protect our people. Conduct, never a person.

None of these steps takes anything from the complainant: rights, clocks and redress stay (what limits a contact is
`restrict`, decided by somebody of authority). Kinds of conduct as the NSW Ombudsman tells them apart; steps are ours.
"""

from __future__ import annotations

from wenguo.text import Text

CONTACTS: dict[str, Text] = {
    "threat": Text("威胁", "a threat"),
    "insult": Text("辱骂", "insults"),
    "harassment": Text("骚扰", "harassment"),
    "violence": Text("肢体暴力", "violence"),
    "other": Text("其他伤人的言行", "other hurtful conduct"),
}
STEPS: dict[str, Text] = {
    "end_call": Text("可结束通话", "calls may be ended"),
    "two_people": Text("两人同办", "two people together"),
    "security": Text("安保在场", "security present"),
    "no_visit": Text("不单独上门", "no visits alone"),
    "change_owner": Text("换人办理", "another owner"),
    "police": Text("报警", "police"),
    "legal": Text("法务介入", "legal takes part"),
    "rest": Text("让员工休息", "time to rest"),
}
