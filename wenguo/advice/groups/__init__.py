"""Groups of one matter: many people, one thing that happened; found as they form, and never by topic alone."""

from wenguo.advice.groups.finding import Found, find
from wenguo.advice.groups.judging import SHIPPED, Judge
from wenguo.advice.groups.prints import VERSION, Print, print_of

__all__ = ["SHIPPED", "VERSION", "Found", "Judge", "Print", "find", "print_of"]
