"""What is remembered: the log and the row drawn from it, what is kept erasably beside them, and the office."""

from wenguo.models.advice import Coached, CoachedAuthor, ModelUse, Switch, Taught, Trained
from wenguo.models.care import Pause, SealedNote
from wenguo.models.complaint import Complaint
from wenguo.models.desk import Choice, Draft, Look, SavedSearch
from wenguo.models.door import Sending, Site, Tracking
from wenguo.models.groups import (
    Group,
    GroupBond,
    GroupKey,
    GroupLesson,
    GroupMember,
    GroupPrint,
    GroupRarity,
    GroupTie,
    GroupWord,
)
from wenguo.models.house import Change, Code, Setting, Template
from wenguo.models.incoming import Examined, Incoming
from wenguo.models.kept import Evidence, Message, Person
from wenguo.models.knowledge import Article
from wenguo.models.log import Access, Alarm, Anchor, Delivery, Line, Reaction, Reply, TheirLook, Webhook
from wenguo.models.office import Account, Membership, Token, Tries, Unit

__all__ = [
    "Access",
    "Account",
    "Alarm",
    "Anchor",
    "Article",
    "Change",
    "Choice",
    "Coached",
    "CoachedAuthor",
    "Code",
    "Complaint",
    "Delivery",
    "Draft",
    "Evidence",
    "Examined",
    "Group",
    "GroupBond",
    "GroupKey",
    "GroupLesson",
    "GroupMember",
    "GroupPrint",
    "GroupRarity",
    "GroupTie",
    "GroupWord",
    "Incoming",
    "Line",
    "Look",
    "Membership",
    "Message",
    "ModelUse",
    "Pause",
    "Person",
    "Reaction",
    "Reply",
    "SavedSearch",
    "SealedNote",
    "Sending",
    "Setting",
    "Site",
    "Switch",
    "Taught",
    "Template",
    "TheirLook",
    "Token",
    "Tracking",
    "Trained",
    "Tries",
    "Unit",
    "Webhook",
]
