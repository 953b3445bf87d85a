"""Where English text says what its writer asks for now: whole clauses with their subject."""

from __future__ import annotations

import re

from wenguo.advice.facts.spelling import Found

_STOPS = re.compile(
    r"[!?;\n\r|]+|\.{2,}|…|\.(?=\s|$|[\"')])|\s[-–—]{1,2}\s|(?<=\s):(?=\s)|:\s|<url>|\s\((?!\d{3}\))|(?<!\d)\)\s"
)
_LEAD = re.compile(
    r"(?:[\s\"'“”.,:()\[\]*•\-–—&]+|[\w.]*@\w+|#\w+(?=\s)|rt\b|(?:and|so|but|also|or|then|plus|anyway|anyways|well|ok|okay|hi|hello|hey|dear|yo|oh|ugh|lol|omg|wtf|seriously|thanks|thank you|thx|sorry|now|again|therefore|thus|hence|instead|finally|lastly|however|furthermore|additionally|moreover|in addition|in short|guys|team|sir|folks|there|yes|no|yeah|yea|all|at this (?:time|point)|honestly|really|first|second|for this reason|as such|accordingly|once again|once|with that said|that being said|in closing|\d+[.)])(?=[\s,!.:;]|$))+",
)
_CUT = re.compile(
    r",?\s(?:it (?:will|would|is|has|was|'s)|because|cuz|coz|cos|since|so that|so (?:i|we|they|it|my|he|she|the|this|as)\b|as (?:i|it|this|they|we|my|the|he|she|there|these)\b|if\b(?! (?:i|we|you|it|this|there|they) (?:can|could|is|are|have|was|were)\b.{0,40}$)|unless|although|though|even though|whereas|while (?:i|we|they)|when (?:i|we|they|you|it|the)\b|before (?:i|we|it)\b|otherwise|or (?:else|i will|i'll)|in order to|to (?:avoid|ensure|prevent))"
    r"|,\s?(?:but|and (?!(?:please|to |have|remove|refund|return|correct|send|stop|give|make|fix|update|close|cancel|delete))|so|yet|which|who|where|or i|i\b|it\b|it's|its\b|they|we|he|she|this|that|there|my|your|you|the|thanks|thank|thx|especially|even|as|not|instead|like|since|because|if|when|for|due|being|having|considering|considering|given|after|before|in|at|on|with|by|please|do|don't|can|could|would|will|should|is|are|how|why|what|otherwise|just|still)\b"
)
_AND_DEMAND = re.compile(
    r",\s?(?:and\s)?(?=(?:please|i (?:want|need|would like|demand|request|am (?:requesting|asking|demanding))|i'd like|can you|could you|refund|remove|return|correct|send|stop|give|fix|update|cancel|delete|close)\b)"
)
_ADVERB = r"(?:(?:just|really|also|only|still|now|therefore|hereby|simply|at least|strongly|respectfully|formally|kindly|desperately|definitely|truly|humbly|then|do|would|badly|actually|urgently|immediately|again|sincerely|officially|politely|greatly|,)\s)*"
_I = r"(?:i|we|my (?:wife|husband|family|mother|father|client)|all (?:i|we)|what (?:i|we)|one|customers?|consumers?)"
_WANT = re.compile(
    rf"\b(?:{_I}\s{_ADVERB}(?:want(?!ed| nothing| from)|need(?!ed|less)|require(?!d)|request(?!ed)|demand(?!ed)|expect(?!ed|ing)|hope(?!d|less)|wish(?!ed)|ask (?:that|for|you|to|the|this|them)|beg|urge|implore|plead|seek|insist|would (?:really |also |just |greatly |very much |love |please |only )*(?:like|love|appreciate|prefer|want|hope|request|ask)|(?:am|are|'m)\s{_ADVERB}(?:requesting|asking|demanding|seeking|looking (?:for|to)|hoping|wanting|begging|pleading|imploring|in need of|needing|wishing|expecting|waiting for))"
    rf"|i'?d (?:really |also |just |love |very much |greatly |only )*(?:like|love|appreciate|prefer)|we'd (?:really |also |just )*(?:like|love|appreciate)|i'm {_ADVERB}(?:requesting|asking|demanding|seeking|looking (?:for|to)|hoping|begging|in need of)|(?:wanna|would like|would love|need|want|looking for|hoping|hope|wish|requesting|demanding|seeking)(?=\s(?:to|a|an|the|my|you|your|this|some|someone|somebody|help|assistance|for|it|answers?|that|information|info|u|i|there|they|we|these|customer)\b))"
)
_NOT_WANTED = re.compile(
    r"\bi (?:need|want|expect|hope|wish) (?:you )?(?:to say|to admit|to complain|to sleep|to stop|to (?:get|go|buy|see|watch|do|start|learn|find|be|eat|make|try|have|sit|write|read|stay|listen|play|die)\b(?! (?:my|a refund|this|paid|help|it (?:fixed|removed|back)|in (?:touch|contact)))|everyone|a (?:drink|nap|new|girlfriend|boyfriend|hug|break|vacation|holiday|job|beer|coffee|hero|man|woman)|it all|him|her|all of)|\bhope (?:you|ur|your|u|everyone|all) (?:have|had|are|enjoy|feel|get well|like|guys)|\bwish (?:i|me|you|them|him|her|us|it|he|she|we) (?:was|were|had|could|luck|all|a|the|would have|didn't|knew)|nothing|\bhoping to (?:see|hear from you)|would (?:love|like) to (?:thank|congratulate|see you|meet|hear|say|give a shout)|\bneed to (?:get|go|be|do|step up|start|learn|know better)"
)
_PLEASE = re.compile(r"\b(?:please|pls|plz|plse|kindly)\b")
_CAN = re.compile(
    r"\b(?:can|could|would|will|won't|can't|may|might|cld|wld)\s(?:you|u|ya|yall|y'all|someone|somebody|anyone|anybody|we|i|one of you|the (?:team|company|bank)|somone)\b(?! (?:not |even )?(?:imagine|believe|be any|say|honestly))"
)
_PASSIVE = re.compile(
    r"\b(?:(?:this|these|it|that|they|both|(?:the|my|all|those|this|these|any|such|said)(?: (?!and\b|not\b|or\b|that\b|which\b|should\b|must\b|needs?\b|has\b|have\b)[\w'-]+){1,6})\s)?(?:(?<!\w)should|must|needs? to|has to|have to|ought to|shall)\s(?:all |immediately |also |be |now |therefore |not )*(?:be )(?:\w+ly )?(?:removed|deleted|fixed|refunded|corrected|returned|updated|investigated|changed|stopped|credited|reversed|closed|cancell?ed|waived|repaired|replaced|held|compensated|reimbursed|addressed|resolved|cleared|forgiven|reported correctly|paid|punished|fined|adjusted|restored|reinstated|blocked|dismissed|discharged|given|allowed|penali[sz]ed|shut down|banned|looked into|taken)\b"
)
_VERBS = r"(?:fix|help|send|give|stop|bring|refund|return|call|contact|dm|follow|check|remove|delete|tell|add|sort|get (?:it|this|your|my|back|me|in touch|rid|that)|do something|take (?:it|this|that|my|down|care|me|action)|show me|let (?:me know (?:when|how|what|if|where|why|the|asap)|us (?:know|have|choose|see))|make (?:it|sure|this|your|a|the|them)|respond|reply|answer|explain|investigate|correct|update|cancel|close|reimburse|compensate|credit|pay|replace|repair|improve|respect|bring back|reinstate|restore|advise|assist|look into|look at|hurry|unlock|unblock|resend|ship|deliver|provide|put (?:it|this|my|the|back|a)|release|email|text me|phone|message me|come on|work on|learn|start|turn (?:it|on|off|the)|keep|offer|consider|allow|open|confirm|issue|cease|resolve|waive|lower|review|verify|reduce|sort it|don't (?:charge|send|call|let|make|take|sell|change|remove)|quit|leave me|block|change (?:the|your|it|this|my|that)|clear|forgive|honor|process|wake up|wtf)"
_ORDER = re.compile(rf"(?:{_VERBS})\b")
_ASKS = re.compile(
    r"\b(?:how (?:do|can|could|would|should|long|much|many|to|soon|about|often|come|far|does|is|are|will)|what (?:is|are|'s|should|can|do|does|time|about|happened|else|kind|type|was|will|would|am|did|the|steps|number|email|address)|what's|whats|when (?:is|are|will|do|does|can|would|should)|when's|where (?:is|are|can|do|does|should|did|will|'s)|where's|which|who (?:do|can|should|is|to|would)|whose|why (?:is|are|do|does|can't|cant|isn't|don't|won't|was|did|am|has|have|would|not|the)|why's|is there|is it|is this|is the|is your|is my|are there|are you|are the|are your|do you|do i|do u|does (?:the|it|this|anyone|your|my)|did you|has (?:the|my|anyone|it)|have you|am i|any (?:chance|idea|ideas|update|updates|news|help|tips|suggestions|advice|way|word|plans|reason|info|luck|thoughts|eta|recommendations)|anyone|anybody|eta\b|is\b|are\b|do\b|does\b|was\b|will\b|should i|shall)"
)
_PLAIN_QUESTION = re.compile(
    r"(?:does (?:the|it|this|your|anyone)|how (?:do|can) i|is there (?:a|any)|can i|where (?:is|can)|when (?:will|is)|do you (?:have|offer|guys))\b"
)
_RHETORIC = re.compile(
    r"\b(?:are you (?:kidding|serious|joking|fucking|ready|ok|okay|going to explain)|do you (?:know how|realize|realise|even|think|really|ever|guys (?:even|ever))|why (?:even|bother|would anyone|do (?:people|i|we|they|men|women|you hate|you even))|who (?:does that|cares|knew)|how (?:dare|hard|is (?:this|that|it) (?:even|legal|possible|fair|ok|acceptable|right)|can (?:you|they|a company|this|anyone|people|i trust|it be)|much longer|many times|(?:could|would) (?:you|they|this|anyone)|do (?:you|they) (?:get|expect|justify|sleep|stay|even)|about no|about you)|what (?:is wrong|'s wrong|kind of|the (?:hell|heck|fuck|f)|a\b|were you|was i|more)|is (?:this|that|it) (?:a joke|what|how|the best|your|really|even|because|too much|legal|right|fair|just me)|really\b$|seriously|right$|huh$|lol|haha|isn't (?:it|that|this)|aren't|wasn't|ever\b|guess what|you know what|anyone else|who else|am i the only|does anyone (?:else|actually|even)|is anyone (?:else|surprised)|is there anything (?:better|worse)|wouldn't|shouldn't|can you (?:believe|imagine)|could you be|could (?:it|this) be|see what|remember|what do you think|what would you|what are your|did you know|have you (?:ever|heard|tried|seen|checked|read)|how are you|how's it|what's up|whats up|what's (?:your favorite|not to))"
)
_TOLD = re.compile(
    r"\b(?:asked|told|said|told me|saying|requested|wanted|was|were|had|called|if|when|whether|who|that|they|he|she|them|to)\s?,?\s?\"?$"
)
_COURTESY = re.compile(
    r"^(?:please |pls )?(?:let (?:me|us) know if|feel free|contact me (?:if|with any)|do not hesitate|don't hesitate|note\b|be advised|refer to|help$|thank|accept|continue to|have a |rt\b|retweet|follow (?:me|us|my)\b|check (?:out|my)|visit|subscribe|join|vote|watch|read\b|find (?:enclosed|below|the attached)|excuse|forgive)|^hope (?:this|that|you|to|all|everyone)|^i hope (?:this helps|you (?:have|are|can understand|understand|enjoy|feel|get|like|had|all))"
)


LONGEST_READ = 700  # characters of one sentence


def wishes(text: str) -> list[Found]:
    """Every clause of an English text that asks for something now."""
    found: list[Found] = []
    last = 0
    directed = "@" in text[:400] or len(text) < 300
    for stop in _STOPS.finditer(text):
        found.extend(_sentence(text, last, stop.start(), asked="?" in stop[0], directed=directed))
        last = stop.end()
    found.extend(_sentence(text, last, len(text), asked=False, directed=directed))
    return found


def _sentence(text: str, start: int, end: int, *, asked: bool, directed: bool) -> list[Found]:
    start = _led(text, start, end)
    found: list[Found] = []
    for _ in range(12):  # demands of one sentence
        if start >= end:
            break
        begin = _begins(text, start, end, asked=asked, directed=directed)
        if begin is None:
            break
        close = _closes(text, begin, end, asked=asked)
        found.append(Found(begin, close))
        more = _AND_DEMAND.match(text, close)
        if more is None:
            later = _AND_DEMAND.search(text, close, end)
            if later is None:
                break
            more = later
        start = more.end()
    return found


def _led(text: str, start: int, end: int) -> int:
    lead = _LEAD.match(text, start, end)
    return lead.end() if lead is not None else start


def _begins(text: str, start: int, end: int, *, asked: bool, directed: bool) -> int | None:
    """Where in the sentence the asking clause begins; None where nothing is asked."""
    part = text[start : min(end, start + LONGEST_READ)]
    if _COURTESY.match(part):
        return None
    places = []
    for want in _WANT.finditer(part):
        if _NOT_WANTED.search(part[want.start() : want.end() + 24]) or re.search(r"\bwhat\s$", part[: want.start()]):
            continue
        before = part[: want.start()]
        bare = not re.match(r"(?:i|we|my|all|what|one|cust|cons)\b", want[0])
        if not _TOLD.search(before[-14:]) and not (bare and before.strip()):
            places.append(want.start())
            break
    please = _PLEASE.search(part)
    if please is not None and not re.search(r"\b(?:to|they|said|says?)\s$", part[: please.start()]):
        places.append(_pleading(part, please))
    can = _CAN.search(part)
    if (
        can is not None
        and (asked or please is not None or directed)
        and not _TOLD.search(part[: can.start()][-14:])
        and not re.search(r"\b(?:how|what|where|when|why|who|which)\s$", part[: can.start()])
        and not _RHETORIC.search(part)
        and (asked or re.match(r"\w+ (?:you|u|someone|somebody|anyone)", can[0]))
    ):
        places.append(can.start())
    passive = _PASSIVE.search(part)
    if passive is not None:
        at = passive.start()
        places.append(at + len(part[at:]) - len(part[at:].lstrip()))
    ordered = _ORDER.match(part) is not None and not re.match(
        r"\w+(?:ing|ed)\b|(?:help|call|check|follow|answer|start|keep|learn) (?:is|was|out|desk|center|from|and)", part
    )
    if ordered and (directed or please is not None):
        places.append(0)
    asked = asked or (len(part) < 120 and _PLAIN_QUESTION.match(part) is not None)
    if asked and _ASKS.match(part) and not _RHETORIC.search(part) and directed:
        places.append(0)
    elif asked and directed and not places:
        inner = re.search(
            r"(?:^|, |\bbut |\band |\bso )((?:how (?:do|can|long|much|to)|when (?:will|is|are|can)|where (?:is|can|do|are)|is there|what (?:is|are|should|can|do)|what's|any (?:idea|chance|update|help)|do you|why (?:is|are|can't|do)|are you|can i)\b)",
            part,
        )
        if inner is not None and not _RHETORIC.search(part):
            places.append(inner.start(1))
    return start + min(places) if places else None


def _pleading(part: str, please: re.Match[str]) -> int:
    """Please stands before its verb, or after the whole demand."""
    before = part[: please.start()]
    if re.search(r"\b(?:can|could|would|will)\s(?:you|u|someone|somebody|anyone)\s(?:\w+ )?$", before):
        at = re.search(r"\b(?:can|could|would|will)\s(?:you|u|someone|somebody|anyone)\s(?:\w+ )?$", before)
        return at.start() if at else 0
    if please.end() >= len(part.rstrip()) or re.match(r"\s*[,.]", part[please.end() :]):
        comma = before.rstrip(" ,").rfind(", ")
        return comma + 2 if comma >= 0 else 0
    return please.start()


def _closes(text: str, begin: int, end: int, *, asked: bool) -> int:
    end = min(end, begin + LONGEST_READ)
    cut = _CUT.search(text, begin + 4, end)
    if cut is not None and not (asked and cut[0].lstrip(" ,").startswith(("in", "at", "on", "for", "with", "the"))):
        end = cut.start()
    more = _AND_DEMAND.search(text, begin + 4, end)
    if more is not None:
        end = more.start()
    closing = re.search(
        r"(?:[\s,]+(?:thanks|thank you|thx|tks|ty|cheers|regards|lol)[\s\w!,@#]{0,30}|(?:[\s,]+(?:@\w+|#\w+|<\w+>))+)$",
        text[begin:end],
    )
    if closing is not None and closing.start() > 3:
        end = begin + closing.start()
    while end > begin and text[end - 1] in " \t,.\"'”’:(-–*":
        end -= 1
    return end
