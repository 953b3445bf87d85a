"""What is remembered: the log and the row drawn from it, what is kept erasably beside them, and the office."""

from wenguo.models.complaint import Complaint
from wenguo.models.kept import Evidence, Message, Person
from wenguo.models.log import Access, Alarm, Anchor, Delivery, Line, Reaction, Reply, Webhook
from wenguo.models.office import Account, Membership, Token, Unit

__all__ = [
    "Access",
    "Account",
    "Alarm",
    "Anchor",
    "Complaint",
    "Delivery",
    "Evidence",
    "Line",
    "Membership",
    "Message",
    "Person",
    "Reaction",
    "Reply",
    "Token",
    "Unit",
    "Webhook",
]
