# ruff: noqa: ISC004 — paragraphs are written as runs of strings
"""Two procedures of the demonstration group, pinned to causes: only staff read them."""

from __future__ import annotations

from datetime import datetime

from wenguo.administering import knowledge
from wenguo.demo.organisation import Cast
from wenguo.queries.administrators import settler

_PROCEDURES = (
    (
        "客人财物受损：先护住，再查因",
        "先把东西移到安全处，拍全景和细部，问清本人最在意哪一件；不猜原因，不说“可能是您”。\n\n"
        "原因两小时内说不清的，请工程或客房部交维修和查房记录，二十四小时内定要不要外请检测。\n\n检测期间每两天主动告知一次进展。",
        "A guest's things are damaged: protect first, then find out why",
        "Move the things to safety, take pictures of the whole and of the detail, ask what matters most to them; guess at no "
        "cause and never say “perhaps it was you”.\n\nWhere the cause is not plain within two hours, ask engineering or "
        "housekeeping for its records; within a day decide whether to have it tested outside.\n\nWhile it is tested, tell "
        "them every two days how it stands.",
        ("RS01", "RS02"),
        (),
    ),
    (
        "适当性争议：先取证，再谈赔付",
        "调取推荐前后全部录音、风险测评和揭示记录，按时间排好；告知投资者可以申请调解，公司不得拒绝。\n\n"
        "举证责任在公司：拿不出的，不作“已充分揭示”的结论。",
        "Suitability in dispute: evidence first, then amounts",
        "Collect all recordings before and after the recommendation, the risk test and what was disclosed, in order of time; "
        "tell the investor that mediation is theirs to ask for and not ours to refuse.\n\nThe burden of proof is the firm's: "
        "what cannot be shown was not disclosed.",
        ("RS04", "RS03"),
        ("cn.securities.mediation_duty", "cn.securities.burden_of_proof"),
    ),
)


def publish(cast: Cast, at: datetime) -> None:
    """Write and publish them, as the administrator."""
    who = settler(cast.id("gu.an"))
    for title, body, title_en, body_en, causes, rules in _PROCEDURES:
        for language, one, words in (("zh-hans", title, body), ("en", title_en, body_en)):
            row = knowledge.save(
                who,
                at,
                None,
                unit=None,
                language=language,
                title=one,
                body=words,
                internal=True,
                causes=causes,
                rules=rules,
            )
            knowledge.set_published(who, at, row, published=True)
