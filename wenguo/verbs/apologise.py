"""apologise: say sorry in a form that fits the harm, for the experience or for an established fault, never mixed (M41)."""

from typing import ClassVar, Literal

from wenguo import events as e
from wenguo.complaint import Complaint
from wenguo.complaint.others import Apology
from wenguo.rules import apology as rules
from wenguo.rules.permissions import standing
from wenguo.text import Text
from wenguo.verbs._verb import Act, F, Refused, Verb, Way, Words, must, ref, refuse


class Apologise(Verb):
    """Apologise."""

    title: ClassVar[Text] = Text("致歉", "Apologise")
    form: Literal[
        "private_word",
        "telephone",
        "letter",
        "face_to_face",
        "internal_correction",
        "notice_at_place",
        "public_notice",
    ] = F("形式", "form")
    of: Literal["experience", "fault"] = F(
        "为什么致歉：感受还是过错", "for the experience or for a fault", "experience"
    )
    words: Words | None = F("致歉的话，已获同意的不填", "the words; none where they were agreed to", None)
    scope: Literal["private", "present", "place", "public"] = F("影响的范围", "how far the harm was known", "private")
    finding: int | None = F("依据哪项认定", "ordinal of the finding that established the fault", None, ge=1)
    offer: int | None = F("随哪个方案", "ordinal of the offer it goes with", None, ge=1)
    demand: int | None = F("对应哪项诉求", "ordinal of the demand it answers", None, ge=1)
    named: bool = F("写出投诉人姓名或可辨认", "the complainant is named or can be told", default=False)
    consent: Words | None = F("投诉人怎样同意的", "how the complainant consented", None)
    way: Way | None = F("方式，缺省按形式", "way, else the form's", None)
    address: Words | None = F("送达地址", "address it went to", None)
    proposed: int | None = F("哪项已获同意的致歉", "ordinal of the apology agreed to", None, ge=1)

    def decide(self, c: Complaint, act: Act) -> list[e.Event]:
        why = rules.why_not_decide(self.form, standing(act.by, c))
        if why is not None:
            raise Refused(why, code="permission", field="form")
        if self.proposed is not None:
            return [self._made(self._agreed(c))]
        if self.words is None:
            raise refuse("请写致歉的话。", "Write the words of the apology.", field="words")
        self._check_ground(c)
        self._check_reach()
        new = Apology(
            id=len(c.apologies) + 1,
            form=self.form,
            of=self.of,
            scope=self.scope,
            words=must(self.words),
            by=act.by.ref,
            at=act.at,
            finding=self.finding,
            offer=self.offer,
            demand=self.demand,
            named=self.named,
            consent=ref(self.consent),
            seats=rules.FORMS[self.form].seats,
        )
        return [_put_forward(new)] if new.seats else [self._made(new)]

    def _check_ground(self, c: Complaint) -> None:
        """An apology for a fault rests on a finding; one for the experience on none, for it admits nothing."""
        if self.of == "fault" and not rules.established(c, self.finding):
            raise refuse(
                "为过错致歉，须指明一项“已认定”的调查认定；尚未认定的，可先为感受致歉。",
                "To apologise for a fault, name a finding that established it; until then, apologise for the experience.",
                field="finding",
            )
        if self.of == "experience" and self.finding is not None:
            raise refuse(
                "为感受致歉不引用认定，两者不混；要引用认定，请选“为过错致歉”。",
                "An apology for the experience rests on no finding; choose “for our fault” to rest it on one.",
                field="finding",
            )
        for name, zh, en, listed in (
            ("offer", "方案", "offer", c.offers),
            ("demand", "诉求", "demand", c.demands),
        ):
            number = getattr(self, name)
            if number is not None and number > len(listed):
                raise refuse(f"没有{zh} {number}。", f"There is no {en} {number}.", field=name)

    def _check_reach(self) -> None:
        """No further than the harm went, and nobody named, without the complainant's consent (民法典 art. 1000)."""
        wider = rules.too_wide(self.form, self.scope)
        if self.consent is None and (wider or (self.named and rules.FORMS[self.form].reach in {"place", "public"})):
            raise refuse(
                "这会让更多人知道，或写出投诉人：须先征得其同意并写明（民法典第1000条：方式、范围与影响相当）。",
                "It would tell more people than knew, or name the complainant: first obtain and write down their consent "
                "(Civil Code art. 1000: manner and scope match the harm).",
                field="consent",
            )

    def _agreed(self, c: Complaint) -> Apology:
        """The apology to be made: agreed to by every seat, in the form it was agreed in, its words as they were read."""
        found = c.apologies[self.proposed - 1] if self.proposed and self.proposed <= len(c.apologies) else None
        if found is None or found.state != "approved":
            raise refuse(
                "这项致歉还没有得到全部同意。", "This apology has not been agreed to by all who must.", field="proposed"
            )
        if found.form != self.form or self.words is not None:
            raise refuse(
                "获同意的致歉照原样发出：形式和文字不能再改。",
                "What was agreed to goes out as it is: neither form nor words change.",
                field="words" if self.words is not None else "form",
            )
        return found

    def _made(self, a: Apology) -> e.Apologised:
        form = rules.FORMS[a.form]
        return e.Apologised(
            apology=a.id,
            form=a.form,
            of=a.of,
            scope=a.scope,
            words=a.words,
            way=self.way or form.way,
            address=ref(self.address),
            finding=a.finding,
            offer=a.offer,
            demand=a.demand,
            named=a.named,
            consent=a.consent,
            reaches=form.reaches_them,
        )


def _put_forward(a: Apology) -> e.ApologyProposed:
    return e.ApologyProposed(
        apology=a.id,
        form=a.form,
        of=a.of,
        scope=a.scope,
        words=a.words,
        finding=a.finding,
        offer=a.offer,
        demand=a.demand,
        named=a.named,
        consent=a.consent,
        seats=a.seats,
    )
