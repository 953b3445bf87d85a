"""What the search for groups remembers: each complaint's print, how alike two are, the groups, and what people taught.

Prints hold hashes and weights of words, never words; what was shared is read anew from the texts when it is shown, so
that nothing erased lies on here. None of it is the log: the groups can be found again from the texts and the lessons.
"""

from __future__ import annotations

from django.db import models


class GroupRarity(models.Model):
    """In how many texts each (hashed) term stands: one row of counters for the organisation, read and written whole."""

    version = models.CharField(max_length=20, unique=True)  # of the way in which texts are read
    texts = models.BigIntegerField(default=0)
    counts = models.BinaryField()

    class Meta:
        db_table = "wenguo_group_rarity"


class GroupPrint(models.Model):
    """What one complaint's words are compared by: hashes of its names and words; gone when the words are."""

    complaint = models.OneToOneField("Complaint", on_delete=models.CASCADE, primary_key=True, related_name="+")
    version = models.CharField(max_length=20)
    received_at = models.DateTimeField(db_index=True)
    body = models.BinaryField()

    class Meta:
        db_table = "wenguo_group_print"


class GroupKey(models.Model):
    """The telling terms of one complaint, by which those that may speak of the same matter are found, newest first."""

    term = models.BigIntegerField()
    complaint = models.ForeignKey("Complaint", on_delete=models.CASCADE, related_name="+", db_index=True)

    class Meta:
        db_table = "wenguo_group_key"
        indexes = [models.Index(fields=["term", "-complaint"], name="group_keys_newest")]


class GroupTie(models.Model):
    """How likely two complaints speak of one matter; only what is likely enough to matter is kept (a < b)."""

    a = models.ForeignKey("Complaint", on_delete=models.CASCADE, related_name="+", db_index=False)
    b = models.ForeignKey("Complaint", on_delete=models.CASCADE, related_name="+", db_index=True)
    score = models.FloatField()

    class Meta:
        db_table = "wenguo_group_tie"
        constraints = [models.UniqueConstraint(fields=["a", "b"], name="one_tie_a_pair")]


class Group(models.Model):
    """Complaints of several people about one matter: forming (proposed), confirmed or dismissed by a person."""

    state = models.CharField(max_length=10, default="forming")
    size = models.IntegerField(default=0)
    people = models.IntegerField(default=0)
    first_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField(null=True)
    found_at = models.DateTimeField()
    settled_by = models.ForeignKey("Account", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    settled_at = models.DateTimeField(null=True)
    merged_into = models.BigIntegerField(null=True)

    class Meta:
        db_table = "wenguo_group"
        indexes = [models.Index(fields=["state", "-last_at"], name="groups_by_last")]


class GroupMember(models.Model):
    """One complaint in its one group: put there by advice (`found`) or by a person (`taught`), and how surely."""

    complaint = models.OneToOneField("Complaint", on_delete=models.CASCADE, primary_key=True, related_name="+")
    group = models.ForeignKey("Group", on_delete=models.CASCADE, related_name="members", db_index=False)
    how = models.CharField(max_length=10)  # found, taught
    score = models.FloatField()
    like = models.BigIntegerField(null=True)  # the member it is most like: why it is here
    joined_at = models.DateTimeField()
    role = models.CharField(max_length=16, default="member", db_default="member")  # as its own log says

    class Meta:
        db_table = "wenguo_group_member"
        indexes = [models.Index(fields=["group", "-joined_at", "-complaint"], name="group_members_newest")]


class GroupLesson(models.Model):
    """What a person did to a group, when: confirm, merge, split, remove, … Later arrivals respect what binds them."""

    at = models.DateTimeField(db_index=True)
    account = models.ForeignKey("Account", on_delete=models.PROTECT, related_name="+", db_index=False)
    act = models.CharField(max_length=10)
    group = models.ForeignKey("Group", on_delete=models.CASCADE, related_name="lessons")
    body = models.JSONField(default=dict)  # ids only: the other group, complaints, promises, drafts

    class Meta:
        db_table = "wenguo_group_lesson"


class GroupBond(models.Model):
    """What was learned of two complaints (a < b): they belong together, or they never do; the latest word holds."""

    a = models.ForeignKey("Complaint", on_delete=models.CASCADE, related_name="+", db_index=False)
    b = models.ForeignKey("Complaint", on_delete=models.CASCADE, related_name="+", db_index=True)
    together = models.BooleanField()
    lesson = models.ForeignKey("GroupLesson", on_delete=models.CASCADE, related_name="+")

    class Meta:
        db_table = "wenguo_group_bond"
        constraints = [models.UniqueConstraint(fields=["a", "b"], name="one_bond_a_pair")]


class GroupWord(models.Model):
    """What we say about the matter of a group, in versions: our shared position, or what we changed.

    Words of ours, no complainant's; erasable all the same (null: erased), who wrote them when stays.
    """

    group = models.ForeignKey("Group", on_delete=models.CASCADE, related_name="words", db_index=False)
    kind = models.CharField(max_length=10)  # position, fix
    version = models.IntegerField()
    words = models.TextField(null=True)
    at = models.DateTimeField()
    account = models.ForeignKey("Account", on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        db_table = "wenguo_group_word"
        constraints = [models.UniqueConstraint(fields=["group", "kind", "version"], name="one_word_a_version")]
